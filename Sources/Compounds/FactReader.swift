import DataFiles
import Quantities

/// The numbers read so far, with their sources.
final class FactList {
  var facts: [(name: String, value: SourcedValue)] = []
}

/// What a number may be.
enum Bound {
  case any, aboveZero, notNegative
  /// Above 0 and at most 1.
  case fraction
  /// From 0 to 1.
  case share
  case within(ClosedRange<Double>)

  func holds(_ value: Double) -> Bool {
    switch self {
    case .any: true
    case .aboveZero: value > 0
    case .notNegative: value >= 0
    case .fraction: value > 0 && value <= 1
    case .share: value >= 0 && value <= 1
    case .within(let range): range.contains(value)
    }
  }

  var words: String {
    switch self {
    case .any: "any number"
    case .aboveZero: "a number above zero"
    case .notNegative: "zero or more"
    case .fraction: "a number above 0 and at most 1"
    case .share: "a number from 0 to 1"
    case .within(let range): "a number from \(formattedNumber(range.lowerBound)) to \(formattedNumber(range.upperBound))"
    }
  }
}

/// A reader of one mapping that keeps every number it hands out, for `describe` and the check of references.
struct FactReader {
  let record: RecordReader
  let facts: FactList

  var diagnostics: Diagnostics { record.diagnostics }
  var location: SourceLocation { record.node.location }

  /// A sourced number in internal units.
  func number(_ key: String, _ dimension: Dimension, _ bound: Bound, required: Bool = false) -> Double? {
    guard let value = record.sourced(key, dimension, required: required) else { return nil }
    return kept(value, key, bound)
  }

  /// A sourced number of one of several dimensions, in internal units.
  func number(
    _ key: String, anyOf dimensions: [Dimension], _ bound: Bound, required: Bool = false
  ) -> (value: Double, dimension: Dimension)? {
    guard let (value, dimension) = record.sourced(key, anyOf: dimensions, required: required) else { return nil }
    return kept(value, key, bound).map { ($0, dimension) }
  }

  /// A concentration in umol/L; a mass concentration is divided by the molar mass.
  func concentration(_ key: String, molarMass: Double?, required: Bool = false) -> Double? {
    guard
      let found = number(key, anyOf: [.concentration, .massConcentration], .aboveZero, required: required)
    else { return nil }
    guard found.dimension == .massConcentration else { return found.value }
    return molarMass.map { found.value / $0 }
  }

  func child(_ key: String, required: Bool = false, what: String) -> FactReader? {
    record.record(key, required: required, what: what).map { FactReader(record: $0, facts: facts) }
  }

  func children(_ key: String, what: String) -> [FactReader] {
    record.records(key, what: what).map { FactReader(record: $0, facts: facts) }
  }

  /// Reports a fault at a key, or at the record when it lacks the key.
  func report(_ key: String, _ problem: String, _ remedy: String) {
    diagnostics.report(record.node(key)?.location ?? location, problem, remedy: remedy)
  }

  /// Marks as read what may be said about a number beside its value and its source.
  func passOverRemarks() {
    for key in ["sd", "cv", "n", "species", "conditions", "note"] { _ = record.node(key) }
  }

  /// Reports each given key that says nothing here, and why.
  func refuse(_ keys: [String], because reason: String) {
    for key in keys where record.has(key) { report(key, "`\(key)` is given, but \(reason)", "leave out `\(key)`") }
    for key in keys { _ = record.node(key) }
  }

  private func kept(_ value: SourcedValue, _ key: String, _ bound: Bound) -> Double? {
    guard bound.holds(value.value) else {
      report(key, "`\(key)` is \(value.text)", "write \(bound.words)")
      return nil
    }
    keep(value, key)
    return value.value
  }

  func keep(_ value: SourcedValue, _ key: String) {
    let path = record.node.path
    let name = path.isEmpty ? key : key == "value" ? path : "\(path).\(key)"
    facts.facts.append((name: name, value: value))
  }
}
