/// One line of a CSV file: fields by RFC 4180, numbers in the shortest form that reads back to the same bits.
///
/// - Returns: The line with its line feed. A number that is nil or not finite is an empty field.
public func csvLine(_ cells: [TableCell]) -> String {
  // A lone empty field would read as a blank line, which readers skip.
  if cells.count == 1, csvField(cells[0]).isEmpty { return "\"\"\n" }
  return cells.map(csvField).joined(separator: ",") + "\n"
}

/// One field of a CSV file, quoted where RFC 4180 asks for it.
public func csvField(_ cell: TableCell) -> String {
  switch cell {
  case .number(let value?) where value.isFinite: return "\(value)"
  case .number: return ""
  case .integer(let value): return String(value)
  case .text(let text):
    let needsQuotes =
      text.unicodeScalars.contains { $0 == "\"" || $0 == "," || $0 == "\n" || $0 == "\r" }
      || text.first == " " || text.last == " "
    guard needsQuotes else { return text }
    return "\"" + text.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
  }
}

extension ReportTable {
  /// The table as a CSV file: a line of column names, then the rows; line feeds, UTF-8, no byte order mark.
  public func csv() -> String {
    var text = csvLine(columns.map(TableCell.text))
    for row in rows { text += csvLine(row) }
    return text
  }
}
