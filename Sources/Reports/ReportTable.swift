/// One field of a table.
public enum TableCell: Hashable, Sendable {
  case text(String)
  /// Nil where the number is not defined.
  case number(Double?)
  case integer(Int)
}

/// Columns and rows that print as plain text, as CSV and as HTML.
///
///     var table = ReportTable(columns: ["compound", "cmax_mg_per_L"])
///     table.add([.text("midazolam"), .number(0.0312)])
///     print(table.plainText())
public struct ReportTable: Hashable, Sendable {
  public let columns: [String]
  public private(set) var rows: [[TableCell]] = []

  public init(columns: [String]) { self.columns = columns }

  /// Adds a row; it must have a cell for each column.
  public mutating func add(_ row: [TableCell]) {
    precondition(row.count == columns.count, "a cell for each column")
    rows.append(row)
  }

  /// Whether a column is set flush right: it holds numbers, or nothing else than undefined ones.
  func isNumeric(_ column: Int) -> Bool {
    !rows.isEmpty
      && rows.allSatisfy {
        if case .text = $0[column] { return false }
        return true
      }
  }

  /// A cell for reading.
  static func readable(_ cell: TableCell, digits: Int, undefined: String) -> String {
    switch cell {
    case .text(let text): text
    case .number(let value?) where value.isFinite: NumberText.significant(value, digits: digits)
    case .number: undefined
    case .integer(let value): String(value)
    }
  }
}
