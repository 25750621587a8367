import DataFiles
import Quantities

/// What a number may be, in internal units.
extension ClosedRange where Bound == Double {
  static var aboveZero: Self { Double.leastNonzeroMagnitude...Double.greatestFiniteMagnitude }
  static var notNegative: Self { 0...Double.greatestFiniteMagnitude }
  /// Above 0 and at most 1.
  static var fraction: Self { Double.leastNonzeroMagnitude...1 }
}

extension RecordReader {
  /// A word with its place.
  func located(_ key: String, required: Bool = false) -> Located<String>? {
    guard let text = text(key, required: required), let node = node(key) else { return nil }
    return Located(value: text, location: node.location)
  }

  /// Reports a fault of the value of a key, or of the record when it lacks the key.
  func fault(_ key: String, _ problem: String, remedy: String) {
    diagnostics.report(node(key)?.location ?? node.location, "`\(key)`: \(problem)", remedy: remedy)
  }
}
