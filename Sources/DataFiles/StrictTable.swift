/// A CSV file whose columns are agreed: one that is missing or that nobody knows is a fault.
package struct StrictTable {
  package let table: CSVTable
  package let diagnostics: Diagnostics
  private let columns: [String: Int]

  /// - Parameters:
  ///   - known: Every column that the table may have.
  ///   - required: Those that it must have; all unless named.
  package init?(path: String, known: [String], required: [String]? = nil, diagnostics: Diagnostics) {
    guard let table = readCSV(path: path, diagnostics: diagnostics) else { return nil }
    self.table = table
    self.diagnostics = diagnostics
    columns = Dictionary(table.columns.enumerated().map { ($0.element, $0.offset) }) { first, _ in first }
    let faults = diagnostics.errors.count
    if table.columns.count == 1, let separator = table.columns[0].first(where: { ";\t".contains($0) }) {
      diagnostics.report(
        SourceLocation(file: path, line: 1, column: 1),
        "the fields are separated by \(separator == ";" ? "semicolons" : "tabs")", remedy: "save the table with commas")
      return nil
    }
    var position = 1
    for name in table.columns {
      if !known.contains(name) {
        let missing = known.filter { !table.columns.contains($0) }
        let nearest = nearestName(name, in: missing).map { "write `\($0)`; " } ?? ""
        diagnostics.report(
          SourceLocation(file: path, line: 1, column: position), "unknown column `\(name)`",
          remedy: "\(nearest)columns: \(known.joined(separator: ", "))")
      }
      position += name.unicodeScalars.count + 1
    }
    for name in required ?? known where columns[name] == nil {
      diagnostics.report(
        SourceLocation(file: path, line: 1, column: 1), "the table lacks the column `\(name)`",
        remedy: "add it to the header, with an empty field where there is nothing to say")
    }
    guard diagnostics.errors.count == faults else { return nil }
  }

  package var rows: Range<Int> { table.rows.indices }

  /// The text of a field without spaces around it; empty when there is no such column.
  package func text(_ row: Int, _ column: String) -> String {
    guard let index = columns[column] else { return "" }
    let text = table.rows[row][index].drop { $0 == " " || $0 == "\t" }
    guard let end = text.lastIndex(where: { $0 != " " && $0 != "\t" }) else { return "" }
    return String(text[...end])
  }

  package func number(_ row: Int, _ column: String) -> Double? {
    columns[column].flatMap { table.number(row: row, column: $0, diagnostics: diagnostics) }
  }

  package func location(_ row: Int, _ column: String) -> SourceLocation {
    table.location(row: row, column: columns[column] ?? 0)
  }

  package func fault(_ row: Int, _ column: String, _ problem: String, remedy: String) {
    diagnostics.report(location(row, column), problem, remedy: remedy)
  }

  /// A text that must be there.
  package func needed(_ row: Int, _ column: String) -> String {
    let text = text(row, column)
    if text.isEmpty { fault(row, column, "`\(column)` is empty", remedy: "fill it in") }
    return text
  }

  /// One of some words; anything else is reported, and nothing returned.
  package func choice(_ row: Int, _ column: String, _ words: [String]) -> String {
    let text = text(row, column)
    if words.contains(text) { return text }
    let nearest = suggestion(for: text, in: words)
    fault(
      row, column, text.isEmpty ? "`\(column)` is empty" : "unknown \(column) `\(text)`",
      remedy: "\(nearest)write \(words.joined(separator: ", or "))")
    return ""
  }
}
