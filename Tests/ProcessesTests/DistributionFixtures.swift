import Compounds
import Foundation
import Physiology

/// A comma-separated table of `Fixtures` without quotes; lines that start with # are comments.
struct DistributionFixture {
  struct Row {
    let cells: [String: String]
    func text(_ column: String) -> String { cells[column] ?? "" }
    func number(_ column: String) -> Double { Double(text(column)) ?? .nan }
    func numbers(_ column: String) -> [Double] { text(column).split(separator: " ").compactMap { Double($0) } }
  }

  let rows: [Row]

  init(_ name: String) throws {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures")
    let text = try String(contentsOf: folder.appending(path: name), encoding: .utf8)
    let lines = text.split(separator: "\n").filter { !$0.hasPrefix("#") }
    let split = lines.map { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }
    let columns = split.first ?? []
    rows = split.dropFirst().map { Row(cells: Dictionary(uniqueKeysWithValues: zip(columns, $0))) }
  }
}

/// Groups written as "base 6.2;acid 10.95".
func chargedGroups(_ text: String) -> [ChargedGroup] {
  text.split(separator: ";").compactMap { group in
    let words = group.split(separator: " ")
    guard words.count == 2, let pKa = Double(words[1]) else { return nil }
    return words[0] == "acid" ? .acid(pKa: pKa) : .base(pKa: pKa)
  }
}

func relativeError(_ value: Double, _ reference: Double) -> Double { abs(value / reference - 1) }

/// Human blood as the Open Systems Pharmacology suite describes it.
let humanBlood = BloodComposition(
  plasmaPKSim: .init(water: 0.926, lipid: 0.007, protein: 0.067), plasmaNeutralLipidRodgersRowland: 0.0032,
  plasmaNeutralPhospholipidRodgersRowland: 0.0021,
  plasmaPoulinTheil: .init(water: 0.945, neutralLipid: 0.0035, phospholipid: 0.00225),
  cellsPKSim: .init(water: 0.625, lipid: 0.005, protein: 0.325),
  cellsRodgersRowland: .init(
    intracellularWater: 0.63, neutralLipid: 0.0012, neutralPhospholipid: 0.0033, acidicPhospholipid: 0.57),
  cellsSchmitt: .init(neutralLipid: 0.003, neutralPhospholipid: 0.0059, acidicPhospholipid: 0.001),
  interstitialWater: 0.935, interstitialProteinRatio: 0.37, plasmaPH: 7.4, interstitialPH: 7.4, bloodCellPH: 7.22,
  intracellularPH: 7.0)

/// Human tissues by name, from the fixture.
func humanTissues() throws -> [String: TissueComposition] {
  var tissues: [String: TissueComposition] = [:]
  for row in try DistributionFixture("human-tissue-composition.csv").rows {
    tissues[row.text("tissue")] = TissueComposition(
      pkSim: .init(water: row.number("w"), lipid: row.number("l"), protein: row.number("p")),
      poulinTheil: .init(
        water: row.number("pt_w"), neutralLipid: row.number("pt_nl"), phospholipid: row.number("pt_ph"),
        albuminRatio: row.number("pt_ra")),
      rodgersRowland: rodgersRowlandTissue(row),
      schmitt: .init(
        water: row.number("ws_w"), neutralLipid: row.number("ws_nl"), neutralPhospholipid: row.number("ws_np"),
        acidicPhospholipid: row.number("ws_ap"), protein: row.number("ws_p")),
      intracellularPH: row.number("pH"), usesVegetableOil: row.text("tissue") == "adipose")
  }
  return tissues
}

/// The Rodgers-Rowland columns of a composition table.
func rodgersRowlandTissue(_ row: DistributionFixture.Row) -> TissueComposition.RodgersRowland {
  .init(
    extracellularWater: row.number("ew"), intracellularWater: row.number("iw"), neutralLipid: row.number("nl"),
    neutralPhospholipid: row.number("np"), acidicPhospholipid: row.number("AP"), albuminRatio: row.number("alb"),
    lipoproteinRatio: row.number("lipo"))
}
