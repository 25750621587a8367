/// One parameter of a snapshot.
struct SnapshotParameter {
  /// Its `Name` or `Path`.
  let name: String
  let number: Double?
  /// The unit as the snapshot writes it.
  let unit: String?
  let origin: ValueOrigin
  let node: JSONNode

  init(_ node: JSONNode) {
    self.node = node
    name = node.text("Name") ?? node.text("Path") ?? ""
    number = node.number("Value")
    unit = node.text("Unit")
    origin = ValueOrigin(node["ValueOrigin"])
    _ = node["Dimension"]
  }

  /// The number in a unit of ours; nil when there is none or its unit is unknown here.
  var quantity: ImportedQuantity? {
    guard let number, let unit = ourUnit(unit) else { return nil }
    return ImportedQuantity(number: number, unit: unit)
  }

  var value: ImportedValue? { quantity.map { ImportedValue(quantity: $0, origin: origin) } }

  /// The value as the report shows it.
  var shown: String { number.map { numberText($0) + (unit.map { " \($0)" } ?? "") } ?? "no number" }
}

/// The parameters of one building block, which remember which of them were taken.
final class ParameterSet {
  let all: [SnapshotParameter]
  private var taken: Set<Int> = []

  init(_ nodes: [JSONNode]) { all = nodes.filter(\.isObject).map(SnapshotParameter.init) }

  /// The first parameter of one of the names, which counts as taken.
  func take(_ names: String...) -> SnapshotParameter? {
    for name in names {
      if let position = all.firstIndex(where: { $0.name.caseInsensitiveCompare(name) }) {
        taken.insert(position)
        return all[position]
      }
    }
    return nil
  }

  /// What was never taken.
  var rest: [SnapshotParameter] { all.indices.filter { !taken.contains($0) }.map { all[$0] } }

  /// Counts everything as taken.
  func takeAll() { taken = Set(all.indices) }
}

extension String {
  fileprivate func caseInsensitiveCompare(_ other: String) -> Bool {
    self == other || lowercased() == other.lowercased()
  }
}
