import DataFiles
import Quantities

/// The numbers read so far, with their sources.
final class FactList {
  var facts: [(name: String, value: SourcedValue)] = []
}

/// What a number may be, in internal units.
extension ClosedRange where Bound == Double {
  static var anyNumber: Self { -Double.greatestFiniteMagnitude...Double.greatestFiniteMagnitude }
  static var aboveZero: Self { Double.leastNonzeroMagnitude...Double.greatestFiniteMagnitude }
  static var notNegative: Self { 0...Double.greatestFiniteMagnitude }
  /// Above 0 and at most 1.
  static var fraction: Self { Double.leastNonzeroMagnitude...1 }
  /// From 0 to 1.
  static var share: Self { 0...1 }
}

/// A reader of one mapping that keeps every number it hands out, for `describe` and the check of references.
struct FactReader {
  let record: RecordReader
  let facts: FactList

  var diagnostics: Diagnostics { record.diagnostics }
  var location: SourceLocation { record.node.location }

  /// A sourced number in internal units.
  ///
  /// - Parameter extras: Reads further keys that stand beside `value`.
  func number(
    _ key: String, _ dimension: Dimension, _ range: ClosedRange<Double>, required: Bool = false,
    extras: ((FactReader) -> Void)? = nil
  ) -> Double? {
    number(key, anyOf: [dimension], range, required: required, extras: extras)?.value
  }

  /// A sourced number of one of several dimensions, in internal units.
  func number(
    _ key: String, anyOf dimensions: [Dimension], _ range: ClosedRange<Double>, required: Bool = false,
    extras: ((FactReader) -> Void)? = nil
  ) -> (value: Double, dimension: Dimension)? {
    let found = record.sourced(
      key, anyOf: dimensions, range: range, required: required,
      extras: { inner in extras?(FactReader(record: inner, facts: facts)) })
    guard let (value, dimension) = found else { return nil }
    keep(value, record.node.path.isEmpty ? key : "\(record.node.path).\(key)")
    return (value.value, dimension)
  }

  /// A concentration in umol/L; a mass concentration is divided by the molar mass.
  ///
  /// - Parameter molarMass: kg/umol; nil when the compound lacks it, which is reported elsewhere.
  func concentration(_ key: String, molarMass: Double?, required: Bool = false) -> Double? {
    let found = number(key, anyOf: [.concentration, .massConcentration], .aboveZero, required: required)
    guard let found else { return nil }
    guard found.dimension == .massConcentration else { return found.value }
    return molarMass.map { found.value / $0 }
  }

  func child(_ key: String, required: Bool = false, what: String) -> FactReader? {
    record.record(key, required: required, what: what).map { FactReader(record: $0, facts: facts) }
  }

  func children(_ key: String, what: String) -> [FactReader] {
    record.records(key, what: what).map { FactReader(record: $0, facts: facts) }
  }

  /// The name by which a key inside a value, such as `ph` beside `value`, is known here.
  func keep(_ value: SourcedValue, _ name: String) {
    facts.facts.append((name: name, value: value))
  }

  /// Marks keys as read when something else is wrong, so that only that is reported.
  func passOver(_ keys: [String]) {
    for key in keys { _ = record.has(key) }
  }

  /// Marks as read what may be said about a number beside its value and its source.
  func passOverRemarks() { passOver(["sd", "cv", "n", "species", "conditions"]) }

  /// Reports each given key that says nothing here, and why.
  func refuse(_ keys: [String], because reason: String) {
    for key in keys where record.has(key) { record.fault(key, "given, but \(reason)", remedy: "leave out `\(key)`") }
  }
}

/// One row of a list of pairs.
struct NumberPair {
  let first: Double
  let second: Double
  /// Which of the dimensions the second number had.
  let secondDimension: Dimension
  let location: SourceLocation
}

extension FactReader {
  /// Reads a list of pairs such as `[[1.2, 0.01 mg/mL], [6.8, 0.2 mg/mL]]`; nil when something in it is wrong.
  func pairs(_ key: String, first: Dimension, second: [Dimension], example: String) -> [NumberPair]? {
    guard let node = record.node(key), let rows = node.elements, !rows.isEmpty else {
      let problem = record.has(key) ? "not a list of pairs" : "the table is missing"
      record.fault(key, problem, remedy: "write `\(key): \(example)`")
      return nil
    }
    var pairs: [NumberPair] = []
    for row in rows {
      guard let cells = row.elements, cells.count == 2 else {
        diagnostics.report(row.location, "a row of `\(key)` is not a pair", remedy: "write rows as in \(example)")
        continue
      }
      let left = record.sourced(of: cells[0], named: key, anyOf: [first])
      let right = record.sourced(of: cells[1], named: key, anyOf: second)
      guard let left, let right else { continue }
      keep(left.0, cells[0].path)
      keep(right.0, cells[1].path)
      pairs.append(
        NumberPair(first: left.0.value, second: right.0.value, secondDimension: right.1, location: row.location))
    }
    return pairs.count == rows.count ? pairs : nil
  }
}
