extension ReportTable {
  /// The table for a terminal: columns two spaces apart, numbers flush right.
  ///
  /// - Parameters:
  ///   - digits: Significant digits of numbers; `csv` has them all.
  ///   - mostRows: Rows beyond it are counted in a last line instead of printed.
  /// - Returns: Lines ending in a line feed; none for a table without columns.
  public func plainText(digits: Int = 4, mostRows: Int? = nil) -> String {
    guard !columns.isEmpty else { return "" }
    let shown = rows.prefix(max(0, mostRows ?? rows.count))
    let body = shown.map { row in
      row.map { Self.oneLine(Self.readable($0, digits: digits, undefined: "-")) }
    }
    let titles = columns.map(Self.oneLine)
    let isRight = columns.indices.map(isNumeric)
    let widths = columns.indices.map { column in
      body.reduce(titles[column].count) { max($0, $1[column].count) }
    }
    func line(_ fields: [String]) -> String {
      var text = ""
      for (column, field) in fields.enumerated() {
        if column > 0 { text += "  " }
        let space = String(repeating: " ", count: widths[column] - field.count)
        text += isRight[column] ? space + field : field + space
      }
      while text.last == " " { text.removeLast() }
      return text + "\n"
    }
    var result = line(titles) + line(widths.map { String(repeating: "-", count: $0) })
    for fields in body { result += line(fields) }
    if shown.count < rows.count { result += "... \(rows.count - shown.count) more\n" }
    return result
  }

  private static func oneLine(_ text: String) -> String {
    String(text.map { $0.isNewline || $0 == "\t" ? " " : $0 })
  }
}
