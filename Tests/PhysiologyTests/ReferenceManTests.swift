import Foundation
import Physiology
import TestSupport
import Testing

/// The man of reference against what an independent program derives from the same data.
struct ReferenceManTests {
  struct Row: Sendable, CustomTestStringConvertible {
    let kind: String
    let name: String
    let quantity: String
    let value: Double

    var testDescription: String { "\(name) \(quantity)" }
  }

  /// The exported values, in internal units.
  static func rows() throws -> [Row] {
    let path = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures/reference-man.csv")
    let text = try String(contentsOf: path, encoding: .utf8)
    return text.split(separator: "\n").drop { $0.hasPrefix("#") }.dropFirst().compactMap { line in
      let cells = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      guard cells.count == 5, let value = Double(cells[3]) else { return nil }
      let internalValue = cells[4].hasSuffix("/min") ? 60 * value : value
      return Row(kind: cells[0], name: cells[1], quantity: cells[2], value: internalValue)
    }
  }

  static func man() throws -> Individual {
    // The weight of the exported man, kg; his other data are those of the reference.
    let subject = SubjectDescription(species: "human", sex: "male", weight: 73.00017949420517, height: 17.6)
    return try makeIndividual(species("human"), subject)
  }

  // Ten times the rounding of the exported time constants (3e-9), and thirty times that where they nearly cancel.
  private let tolerance = 1e-6

  @Test func `every derived quantity of the reference man is that of the export`() throws {
    let man = try Self.man()
    let rows = try Self.rows()
    #expect(rows.count == 381)
    for row in rows where !isUnused(row) {
      let value = try #require(derived(row, in: man), "\(row.name) \(row.quantity)")
      #expect(
        isClose(value, row.value, relative: tolerance), "\(row.name) \(row.quantity): \(value), not \(row.value)")
    }
  }

  @Test func `the rectum absorbs no liquid`() throws {
    #expect(try Self.man().gut?.segments.last?.liquidAbsorption == 0)
  }

  @Test func `the liquid of every absorbing segment rests at its fill`() throws {
    let segments = try #require(try Self.man().gut?.segments)
    for (previous, segment) in zip(segments, segments.dropFirst()) where segment.name != "rectum" {
      let liquid = segment.fill * segment.volume
      let change =
        previous.emptying * previous.fill * previous.volume + segment.secretion
        - (segment.emptying + segment.liquidAbsorption) * liquid
      #expect(abs(change) <= 1e-12 * segment.emptying * liquid + 1e-15, "\(segment.name)")
    }
  }

  /// The export holds an absorption of liquid for the rectum, which its model does not use.
  private func isUnused(_ row: Row) -> Bool { row.name == "rectum" && row.quantity == "liquid absorption" }

  private func derived(_ row: Row, in man: Individual) -> Double? {
    switch row.kind {
    case "organ": organValue(row.quantity, row.name, in: man)
    case "mucosa": organValue(row.quantity, "\(row.name) mucosa", in: man)
    case "segment": segmentValue(row.quantity, row.name, in: man)
    default: bodyValue(row.quantity, in: man)
    }
  }

  private func organValue(_ quantity: String, _ name: String, in man: Individual) -> Double? {
    guard let organ = man.organ(name) else { return nil }
    switch quantity {
    case "full volume": return man.organs.reduce(organ.volume) { $0 + ($1.partOf == name ? $1.volume : 0) }
    case "plasma volume": return organ.plasmaVolume
    case "blood cell volume": return organ.bloodCellVolume
    case "interstitial volume": return organ.interstitialVolume
    case "cell volume": return organ.cellVolume
    case "endothelial area": return organ.endothelialArea
    case "blood cell area": return organ.bloodCellArea
    case "cell area": return organ.cellArea
    // What the export calls the flow of the liver is that of its artery.
    case "blood flow" where name == "liver":
      return man.flows.first { $0.from == Individual.arterialBlood && $0.to == name }?.flow
    case "blood flow": return man.flows.reduce(0) { $0 + ($1.to == name ? $1.flow : 0) }
    default: return nil
    }
  }

  private func segmentValue(_ quantity: String, _ name: String, in man: Individual) -> Double? {
    guard let segment = man.gut?.segments.first(where: { $0.name == name }) else { return nil }
    switch quantity {
    case "volume": return segment.volume
    case "geometric area": return segment.geometricArea
    case "effective area": return segment.effectiveArea
    case "ph": return segment.ph
    case "fill": return segment.fill
    case "emptying": return segment.emptying
    case "secretion": return segment.secretion
    case "liquid absorption": return segment.liquidAbsorption
    default: return extent(quantity, name, height: man.height)
    }
  }

  private func extent(_ quantity: String, _ name: String, height: Double?) -> Double? {
    guard let gut = try? species("human").gut, let record = gut.segments.first(where: { $0.name == name }) else {
      return nil
    }
    switch quantity {
    case "length": return record.length.length(height: height)
    case "proximal radius": return record.proximalRadius.length(height: height)
    case "distal radius": return record.distalRadius.length(height: height)
    default: return nil
    }
  }

  private func bodyValue(_ quantity: String, in man: Individual) -> Double? {
    switch quantity {
    case "weight": man.organs.reduce(0) { $0 + $1.mass }
    case "body surface area": man.bodySurfaceArea
    case "glomerular filtration": man.glomerularFiltration
    default: nil
    }
  }
}
