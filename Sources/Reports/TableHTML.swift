extension ReportTable {
  /// The table as an HTML element.
  ///
  /// - Parameter digits: Significant digits; a number shows all of its own as a tooltip.
  func html(digits: Int, caption: String?) -> String {
    let isRight = columns.indices.map(isNumeric)
    var text = "<div class=\"table\"><table>\n"
    if let caption { text += "<caption>\(escapedMarkup(caption))</caption>\n" }
    text += "<thead><tr>"
    for (column, title) in columns.enumerated() {
      text += "<th scope=\"col\"\(isRight[column] ? " class=\"n\"" : "")>\(escapedMarkup(title))</th>"
    }
    text += "</tr></thead>\n<tbody>\n"
    for row in rows {
      text += "<tr>"
      for (column, cell) in row.enumerated() {
        let shown = escapedMarkup(Self.readable(cell, digits: digits, undefined: ""))
        var attributes = isRight[column] ? " class=\"n\"" : ""
        if case .number(let value?) = cell, value.isFinite, "\(value)" != shown { attributes += " title=\"\(value)\"" }
        text += "<td\(attributes)>\(shown)</td>"
      }
      text += "</tr>\n"
    }
    return text + "</tbody>\n</table></div>\n"
  }
}
