import DataFiles
import Quantities

/// A quantity of one scalar node, in internal units; a fault is reported at the node.
func readQuantity(_ node: DataNode, _ dimension: Dimension, what: String, _ diagnostics: Diagnostics) -> Double? {
  guard case .scalar(let text) = node.content else {
    diagnostics.report(node.location, "\(what) is not a quantity", remedy: "write `\(dimension.example)`")
    return nil
  }
  do {
    return try WrittenQuantity.parse(text, as: dimension).internalValue
  } catch {
    diagnostics.report(node.location, "\(what): \(error.problem)", remedy: error.remedy)
    return nil
  }
}

extension RecordReader {
  /// A word with its place.
  func located(_ key: String, required: Bool = false) -> Located<String>? {
    guard let text = text(key, required: required), let node = node(key) else { return nil }
    return Located(value: text, location: node.location)
  }

  /// A quantity that must be above zero.
  func positive(_ key: String, _ dimension: Dimension, required: Bool = false) -> Double? {
    guard let value = quantity(key, dimension, required: required) else { return nil }
    return checked(value, key, value > 0, "above zero")
  }

  /// A quantity that must not be negative.
  func notNegative(_ key: String, _ dimension: Dimension, required: Bool = false) -> Double? {
    guard let value = quantity(key, dimension, required: required) else { return nil }
    return checked(value, key, value >= 0, "zero or more")
  }

  /// A plain number from zero to one.
  func share(_ key: String, zeroAllowed: Bool, required: Bool = false) -> Double? {
    guard let value = quantity(key, .none, required: required) else { return nil }
    let inside = value <= 1 && (zeroAllowed ? value >= 0 : value > 0)
    return checked(value, key, inside, zeroAllowed ? "from 0 to 1" : "above 0 and at most 1")
  }

  private func checked(_ value: Double, _ key: String, _ holds: Bool, _ wanted: String) -> Double? {
    if holds { return value }
    let written = if case .scalar(let text)? = node(key)?.content { text } else { "\(value)" }
    report(key, "`\(key)` is \(written)", remedy: "write a value \(wanted)")
    return nil
  }

  /// Reports a fault at a key, or at the record when it lacks the key.
  func report(_ key: String, _ problem: String, remedy: String) {
    diagnostics.report(node(key)?.location ?? node.location, problem, remedy: remedy)
  }
}
