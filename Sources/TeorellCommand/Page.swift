import Teorell

/// What a verb prints: text and tables under headings, as text or as JSON.
struct Page {
  struct Section {
    var heading: String
    var lines: [String] = []
    var table: ReportTable?
    /// Rows that are printed as text; JSON has them all.
    var mostRows: Int?
  }

  var title: String
  var sections: [Section] = []

  mutating func add(_ heading: String, lines: [String] = [], table: ReportTable? = nil, mostRows: Int? = nil) {
    if lines.isEmpty, table?.rows.isEmpty ?? true { return }
    sections.append(Section(heading: heading, lines: lines, table: table, mostRows: mostRows))
  }

  /// A table of two columns.
  mutating func add(_ heading: String, facts: [(String, String?)]) {
    var table = ReportTable(columns: ["", "value"])
    for (name, value) in facts { if let value { table.add([.text(name), .text(value)]) } }
    add(heading, table: table)
  }

  var text: String {
    var parts = title.isEmpty ? [] : [title + "\n"]
    for section in sections {
      var part = section.heading.isEmpty ? "" : section.heading + "\n"
      for line in section.lines { part += line + "\n" }
      if let table = section.table {
        part += table.columns.first == "" ? table.plainList : table.plainText(mostRows: section.mostRows)
      }
      parts.append(part)
    }
    return parts.joined(separator: "\n")
  }

  var json: JSONValue {
    .object([
      ("title", .text(title)),
      (
        "sections",
        .array(
          sections.map { section in
            var entries: [(key: String, value: JSONValue)] = [("heading", .text(section.heading))]
            if !section.lines.isEmpty { entries.append(("lines", .array(section.lines.map(JSONValue.text)))) }
            if let table = section.table {
              entries.append(table.columns.first == "" ? ("values", table.jsonByName) : ("rows", table.json))
            }
            return .object(entries)
          })
      ),
    ])
  }
}

extension ReportTable {
  /// A table of names and values without its heading line.
  fileprivate var plainList: String {
    plainText().split(separator: "\n", omittingEmptySubsequences: false).dropFirst(2).joined(separator: "\n")
  }

  fileprivate var jsonByName: JSONValue {
    .object(
      rows.map { row in
        guard case .text(let name) = row[0], case .text(let value) = row[1] else { return ("", .null) }
        return (name, .text(value))
      })
  }
}
