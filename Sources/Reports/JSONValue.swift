/// Data as JSON text, with the keys in the order given.
public indirect enum JSONValue: Sendable {
  case object([(key: String, value: JSONValue)])
  case array([JSONValue])
  case text(String)
  /// Written with the fewest digits that give it back; `null` when it is not finite.
  case number(Double)
  case integer(Int)
  case flag(Bool)
  case null

  /// A number, or `null`.
  public init(_ value: Double?) { self = value.map(JSONValue.number) ?? .null }

  /// A text, or `null`.
  public init(_ value: String?) { self = value.map(JSONValue.text) ?? .null }

  /// Indented text that ends in a line feed; the same value gives the same bytes.
  public func text() -> String {
    var result = ""
    write(into: &result, indent: 0)
    return result + "\n"
  }

  private func write(into result: inout String, indent: Int) {
    switch self {
    case .null: result += "null"
    case .flag(let value): result += value ? "true" : "false"
    case .integer(let value): result += String(value)
    case .number(let value): result += value.isFinite ? "\(value)" : "null"
    case .text(let value): result += Self.quoted(value)
    case .array(let values):
      Self.write(values.map { ("", $0) }, between: ("[", "]"), into: &result, indent)
    case .object(let entries):
      Self.write(entries.map { ("\(Self.quoted($0.key)): ", $0.value) }, between: ("{", "}"), into: &result, indent)
    }
  }

  private static func write(
    _ items: [(label: String, value: JSONValue)], between ends: (String, String), into result: inout String,
    _ indent: Int
  ) {
    guard !items.isEmpty else {
      result += ends.0 + ends.1
      return
    }
    result += ends.0
    for (index, item) in items.enumerated() {
      result += (index == 0 ? "\n" : ",\n") + String(repeating: "  ", count: indent + 1) + item.label
      item.value.write(into: &result, indent: indent + 1)
    }
    result += "\n" + String(repeating: "  ", count: indent) + ends.1
  }

  private static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      case "\u{0}"..."\u{1F}":
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}

extension ReportTable {
  /// The rows as objects, by column name.
  public var json: JSONValue {
    .array(
      rows.map { row in
        .object(
          zip(columns, row).map { column, cell in
            switch cell {
            case .text(let text): (column, .text(text))
            case .number(let number): (column, JSONValue(number))
            case .integer(let number): (column, .integer(number))
            }
          })
      })
  }
}
