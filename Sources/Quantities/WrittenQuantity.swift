/// A number with its unit as written in a file, such as `7.5 mg`.
public struct WrittenQuantity: Hashable, Sendable {
  /// The number as written, in `unit`.
  public let number: Double
  public let unit: Unit
  public let text: String

  /// The value in internal units.
  public var internalValue: Double { unit.internalValue(number) }

  /// Reads a number and an optional unit, with or without a space between.
  public static func parse(_ text: String) throws(UnitError) -> WrittenQuantity {
    let whole = trimmed(text)
    let characters = Array(whole)
    var position = 0
    let number = try signedNumber(characters, from: &position, of: whole)
    let unit = try Unit.parse(String(characters[position...]))
    return try WrittenQuantity(number: number, unit: unit, text: whole).fitting()
  }

  /// Reads a quantity and asks for its dimension.
  ///
  /// - Throws: `UnitError` naming both dimensions when they differ.
  public static func parse(_ text: String, as dimension: Dimension) throws(UnitError) -> WrittenQuantity {
    let quantity = try parse(text)
    try quantity.unit.check(dimension, of: quantity.text)
    return quantity
  }

  private func fitting() throws(UnitError) -> WrittenQuantity {
    guard internalValue.isFinite else {
      throw UnitError(.notANumber, problem: "`\(text)` is too large", remedy: "write a number that a computer can hold")
    }
    return self
  }
}

/// Two numbers with one unit as written in a file, such as `18-45 year`.
public struct WrittenRange: Hashable, Sendable {
  public let lower: Double
  public let upper: Double
  public let unit: Unit
  public let text: String

  /// The range in internal units.
  public var internalRange: ClosedRange<Double> { unit.internalValue(lower)...unit.internalValue(upper) }

  /// Reads `18-45 year`, `18 - 45 year` or `18 to 45 year`; a single quantity is a range of itself.
  public static func parse(_ text: String, as dimension: Dimension) throws(UnitError) -> WrittenRange {
    let whole = trimmed(text)
    let characters = Array(whole)
    var position = 0
    let lower = try signedNumber(characters, from: &position, of: whole)
    var upper = lower
    var next = position
    while next < characters.count, characters[next].isWhitespace { next += 1 }
    let rest = characters[next...]
    let separators: [[Character]] = [["-"], ["–"], ["t", "o", " "], [".", ".", "."]]
    if let separator = separators.first(where: { rest.starts(with: $0) }) {
      position = next + separator.count
      while position < characters.count, characters[position].isWhitespace { position += 1 }
      upper = try signedNumber(characters, from: &position, of: whole)
    }
    let unit = try Unit.parse(String(characters[position...]))
    try unit.check(dimension, of: whole)
    guard lower <= upper, unit.internalValue(lower).isFinite, unit.internalValue(upper).isFinite else {
      throw UnitError(.malformed, problem: "`\(whole)` ends before it begins", remedy: "write the smaller number first")
    }
    return WrittenRange(lower: lower, upper: upper, unit: unit, text: whole)
  }
}

extension Unit {
  /// Throws when this unit is of another dimension, naming both and an example.
  public func check(_ wanted: Dimension, of text: String) throws(UnitError) {
    guard dimension != wanted else { return }
    let given =
      dimension == .none && self.text.isEmpty ? "has no unit" : "is \(article(dimension.name)) \(dimension.name)"
    let needed = wanted == .none ? "a plain number is needed" : "\(article(wanted.name)) \(wanted.name) is needed"
    let example =
      wanted == .none
      ? "write it without a unit, such as `\(wanted.example)`" : "write it with a unit, such as `\(wanted.example)`"
    throw UnitError(.wrongDimension, problem: "`\(text)` \(given), but \(needed)", remedy: example)
  }
}

private func signedNumber(
  _ characters: [Character], from position: inout Int, of whole: String
) throws(UnitError) -> Double {
  var start = position
  var sign = 1.0
  if start < characters.count, characters[start] == "-" || characters[start] == "+" {
    sign = characters[start] == "-" ? -1 : 1
    start += 1
  }
  guard let number = NumberScanner.scan(characters, from: &start) else { throw notANumber(whole) }
  position = start
  if position < characters.count {
    let next = characters[position]
    if next == "," || next == "." || next == "_" || next == "'" || next == "^" { throw notANumber(whole) }
  }
  return sign * number
}

private func notANumber(_ text: String) -> UnitError {
  let shown = text.count > 40 ? String(text.prefix(40)) + "…" : text
  if shown.isEmpty {
    return UnitError(.notANumber, problem: "there is no number", remedy: "write a number, with its unit")
  }
  if shown.contains(",") {
    return UnitError(
      .notANumber, problem: "`\(shown)` is not a number",
      remedy: "write a decimal point and no separators between thousands")
  }
  return UnitError(
    .notANumber, problem: "`\(shown)` does not begin with a finite number",
    remedy: "write a number such as `0.5` or `1e-6`, then its unit")
}

/// "a" or "an", as a word needs it.
package func article(_ word: String) -> String {
  guard let first = word.first else { return "a" }
  return "aeiou".contains(first) ? "an" : "a"
}
