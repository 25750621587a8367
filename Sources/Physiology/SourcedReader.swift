import DataFiles
import Quantities

/// The values of a species with their sources, in the order they were read.
final class FactSheet {
  var facts: [Fact] = []
}

/// One number of a data file, with what it is called and where it comes from.
public struct Fact: Sendable, Hashable {
  /// What the number is, from the file's subject to the key: `liver fractions vascular`.
  public let name: String
  public let value: SourcedValue
}

/// Reads the sourced numbers of one mapping and keeps each of them for the account of the species.
struct SourcedReader {
  let reader: RecordReader
  let sheet: FactSheet
  /// What the mapping describes, as the first words of the names of its facts.
  let subject: String

  var diagnostics: Diagnostics { reader.diagnostics }
  var location: SourceLocation { reader.node.location }

  func value(
    _ key: String, _ dimension: Quantities.Dimension, in range: ClosedRange<Double>? = nil, required: Bool = true
  ) -> Double? {
    guard let sourced = reader.sourced(key, dimension, range: range, required: required) else { return nil }
    return keep(key, sourced)
  }

  func value(
    _ key: String, anyOf dimensions: [Quantities.Dimension], required: Bool = true
  ) -> (value: Double, dimension: Quantities.Dimension)? {
    guard let (sourced, dimension) = reader.sourced(key, anyOf: dimensions, range: nil, required: required) else {
      return nil
    }
    return (keep(key, sourced), dimension)
  }

  func perSex(
    _ key: String, _ dimension: Quantities.Dimension, in range: ClosedRange<Double>? = nil, required: Bool = true
  ) -> PerSex<Double>? {
    guard let both = reader.sourcedBySex(key, dimension, range: range, required: required) else { return nil }
    if both.male == both.female {
      let value = keep(key, both.male)
      return PerSex(male: value, female: value)
    }
    return PerSex(male: keep("\(key) male", both.male), female: keep("\(key) female", both.female))
  }

  func table(
    _ key: String, _ dimension: Quantities.Dimension, in range: ClosedRange<Double>? = nil
  ) -> [String: Double] {
    var table: [String: Double] = [:]
    for (name, sourced) in reader.sourcedTable(key, dimension, range: range) {
      table[name] = keep("\(key) \(name)", sourced)
    }
    return table
  }

  func record(_ key: String, required: Bool = true, what: String) -> SourcedReader? {
    guard let record = reader.record(key, required: required, what: what) else { return nil }
    return SourcedReader(reader: record, sheet: sheet, subject: "\(subject) \(words(key))")
  }

  /// Reads a mapping whose every key is read by `read`, and reports the keys that were not.
  func record<Value>(
    _ key: String, required: Bool = true, what: String, _ read: (SourcedReader) -> Value?
  ) -> Value? {
    guard let record = record(key, required: required, what: what) else { return nil }
    defer { record.reader.finish() }
    return read(record)
  }

  /// Whether the key holds this bare word instead of a number.
  func isWord(_ word: String, _ key: String) -> Bool {
    guard let node = reader.node(key), case .scalar(let text) = node.content else { return false }
    return text == word
  }

  private func keep(_ key: String, _ sourced: SourcedValue) -> Double {
    sheet.facts.append(Fact(name: "\(subject) \(words(key))", value: sourced))
    return sourced.value
  }

  private func words(_ key: String) -> String {
    String(key.map { $0 == "_" ? " " : $0 })
  }
}
