import DataFiles
import Quantities

/// Reads `solubility:`, at one pH or as a table.
///
/// - Parameters:
///   - molarMass: kg/umol, for values written as amounts.
///   - isIonizable: Whether the solubility changes with pH, so that `ph` and `gain_per_charge` are needed.
func readSolubility(_ reader: FactReader, molarMass: Double?, isIonizable: Bool) -> Solubility? {
  guard let node = reader.record.node("solubility") else { return nil }
  if node["table"] != nil {
    guard let table = reader.child("solubility", what: "the solubility") else { return nil }
    table.refuse(["value", "ph", "gain_per_charge"], because: "a table holds all of the solubility")
    let points = readPoints(table, molarMass: molarMass)
    table.passOverRemarks()
    table.record.finish()
    return points.map(Solubility.table)
  }
  var ph: Double?
  var gain: Double?
  let found = reader.number(
    "solubility", anyOf: [.massConcentration, .concentration], .aboveZero,
    extras: { inner in
      ph = inner.number("ph", .none, .ph)
      gain = inner.number("gain_per_charge", .none, .aboveZero)
    })
  guard let found, let value = massConcentration(found.value, found.dimension, molarMass: molarMass) else { return nil }
  if isIonizable {
    require(ph, "ph", node, reader, "the pH it was measured at, such as `ph: 6.5`")
    require(gain, "gain_per_charge", node, reader, "how many times more soluble one charge makes it; 1 for no effect")
  }
  // Without ionizable groups the solubility is the same at every pH, and both say nothing.
  return .reference(value: value, ph: ph ?? 0, gainPerCharge: gain ?? 1)
}

private func require(_ value: Double?, _ key: String, _ node: DataNode, _ reader: FactReader, _ remedy: String) {
  guard value == nil, node[key] == nil else { return }
  reader.diagnostics.report(
    node.location, "the solubility of an ionizable compound lacks `\(key)`", remedy: "add \(remedy)")
}

/// Reads `table: [[1.2, 0.01 mg/mL], ...]`, sorted by pH.
private func readPoints(_ reader: FactReader, molarMass: Double?) -> [SolubilityPoint]? {
  let rows = reader.pairs(
    "table", first: .none, second: [.massConcentration, .concentration],
    example: "[[1.2, 0.01 mg/mL], [6.8, 0.2 mg/mL]]")
  guard let rows else { return nil }
  var points: [SolubilityPoint] = []
  for row in rows.sorted(by: { $0.first < $1.first }) {
    guard ClosedRange.ph.contains(row.first), row.second > 0 else {
      reader.diagnostics.report(
        row.location, "a row of `table` is out of range", remedy: "write a pH from 0 to 14 and a solubility above 0")
      return nil
    }
    if points.last?.ph == row.first {
      reader.diagnostics.report(row.location, "two solubilities are given at one pH", remedy: "keep one of them")
      return nil
    }
    guard let value = massConcentration(row.second, row.secondDimension, molarMass: molarMass) else { return nil }
    points.append(SolubilityPoint(ph: row.first, solubility: value))
  }
  return points
}

/// A solubility in kg/L from one in kg/L or umol/L.
private func massConcentration(_ value: Double, _ dimension: Dimension, molarMass: Double?) -> Double? {
  dimension == .massConcentration ? value : molarMass.map { value * $0 }
}

extension ClosedRange where Bound == Double {
  /// The range of pH in water.
  static var ph: Self { 0...14 }
}
