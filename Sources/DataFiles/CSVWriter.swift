/// One field of a table to write.
public enum CSVField: Sendable, Hashable, ExpressibleByStringLiteral, ExpressibleByFloatLiteral,
  ExpressibleByIntegerLiteral
{
  case text(String)
  /// Written with the fewest digits that give the number back; empty when undefined or infinite.
  case number(Double)
  case integer(Int)
  /// A value that is not defined.
  case empty

  public init(stringLiteral value: String) { self = .text(value) }
  public init(floatLiteral value: Double) { self = .number(value) }
  public init(integerLiteral value: Int) { self = .integer(value) }

  /// A number, or an empty field for nil.
  public init(_ value: Double?) { self = value.map(CSVField.number) ?? .empty }
}

/// Builds the text of a CSV file (RFC 4180), with `\n` as line end.
public struct CSVWriter: Sendable {
  public private(set) var text = ""
  public let columnCount: Int

  public init(columns: [String]) {
    columnCount = columns.count
    add(columns.map(CSVField.text))
  }

  /// Adds a row; it must have as many fields as there are columns.
  public mutating func add(_ row: [CSVField]) {
    precondition(row.count == columnCount, "a row of \(row.count) fields in a table of \(columnCount) columns")
    for (index, field) in row.enumerated() {
      if index > 0 { text.append(",") }
      switch field {
      case .text(let value): text.append(Self.quoted(value))
      case .number(let value): text.append(Self.number(value))
      case .integer(let value): text.append(String(value))
      case .empty: break
      }
    }
    text.append("\n")
  }

  /// The shortest text that gives the number back; empty when it is undefined or infinite.
  public static func number(_ value: Double) -> String { value.isFinite ? "\(value)" : "" }

  /// Writes the table as a whole.
  public func write(to path: String) throws(DataError) { try writeAtomically(text, to: path) }

  /// Text in quotation marks when it contains a comma, a quotation mark or a line end.
  static func quoted(_ text: String) -> String {
    let needsQuotes = text.utf8.contains { $0 == 0x2C || $0 == 0x22 || $0 == 0x0A || $0 == 0x0D }
    guard needsQuotes else { return text }
    var result = "\""
    for scalar in text.unicodeScalars {
      if scalar == "\"" { result.unicodeScalars.append(scalar) }
      result.unicodeScalars.append(scalar)
    }
    return result + "\""
  }
}
