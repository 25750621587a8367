import Foundation

/// One self-contained HTML page: text, tables and drawings under headings, then the manifest; no script and no network.
///
///     var report = HTMLReport(title: "Midazolam 7.5 mg oral tablet")
///     report.sections.append(.init("Exposure", [.table(exposure), .figure(svg: plot.svg(), caption: "Venous plasma")]))
///     report.manifest = [("version", "1.0"), ("seed", "7")]
///     let page = report.html()
public struct HTMLReport: Sendable {
  public indirect enum Block: Sendable {
    case paragraph(String)
    /// Program text or other text whose line breaks matter.
    case preformatted(String)
    case table(ReportTable, caption: String? = nil)
    /// A drawing as SVG text; it is embedded as it stands.
    case figure(svg: String, caption: String)
    /// Drawings side by side, as many as fit.
    ///
    /// - Parameter width: Of each at least, pixels.
    case grid([(svg: String, caption: String)], width: Int = 320)
    /// Blocks that open when the reader asks for them.
    case details(summary: String, [Block])
  }

  public struct Section: Sendable {
    public var heading: String
    public var blocks: [Block]

    public init(_ heading: String, _ blocks: [Block]) {
      self.heading = heading
      self.blocks = blocks
    }
  }

  public var title: String
  public var subtitle: String
  public var sections: [Section]
  /// Names and values by which the run can be repeated, in the order they print.
  public var manifest: [(name: String, value: String)]
  /// Significant digits of numbers in tables.
  public var digits: Int

  public init(
    title: String, subtitle: String = "", sections: [Section] = [], manifest: [(name: String, value: String)] = [],
    digits: Int = 4
  ) {
    self.title = title
    self.subtitle = subtitle
    self.sections = sections
    self.manifest = manifest
    self.digits = digits
  }

  /// The whole page; the same report gives the same bytes.
  public func html() -> String {
    var page = """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <title>\(escapedMarkup(title))</title>
      <style>
      \(Self.style)
      </style>
      </head>
      <body>
      <main>
      <header>
      <h1>\(escapedMarkup(title))</h1>

      """
    if !subtitle.isEmpty { page += "<p class=\"subtitle\">\(escapedMarkup(subtitle))</p>\n" }
    page += "</header>\n"
    var headings = sections.map(\.heading)
    if !manifest.isEmpty { headings.append("Manifest") }
    if headings.count > 2 {
      page += "<nav aria-label=\"Contents\"><ol>\n"
      for (i, heading) in headings.enumerated() {
        page += "<li><a href=\"#s\(i + 1)\">\(escapedMarkup(heading))</a></li>\n"
      }
      page += "</ol></nav>\n"
    }
    for (i, section) in sections.enumerated() {
      page += "<section id=\"s\(i + 1)\">\n<h2>\(escapedMarkup(section.heading))</h2>\n"
      for block in section.blocks { page += html(block) }
      page += "</section>\n"
    }
    if !manifest.isEmpty {
      page += "<section id=\"s\(headings.count)\">\n<h2>Manifest</h2>\n<dl>\n"
      for entry in manifest {
        page += "<div><dt>\(escapedMarkup(entry.name))</dt><dd>\(escapedMarkup(entry.value))</dd></div>\n"
      }
      page += "</dl>\n</section>\n"
    }
    return page + "</main>\n</body>\n</html>\n"
  }

  private func html(_ block: Block) -> String {
    switch block {
    case .paragraph(let text): return "<p>\(escapedMarkup(text))</p>\n"
    case .preformatted(let text): return "<pre>\(escapedMarkup(text))</pre>\n"
    case .table(let table, let caption): return table.html(digits: digits, caption: caption)
    case .figure(let svg, let caption):
      // An XML declaration may stand only at the beginning of a file.
      let start = svg.range(of: "<svg")?.lowerBound ?? svg.startIndex
      let legend = caption.isEmpty ? "" : "<figcaption>\(escapedMarkup(caption))</figcaption>\n"
      return "<figure>\n\(svg[start...])\(legend)</figure>\n"
    case .grid(let figures, let width):
      let columns = "grid-template-columns: repeat(auto-fill, minmax(\(width)px, 1fr))"
      return
        "<div class=\"grid\" style=\"\(columns)\">\n\(figures.map { html(.figure(svg: $0.svg, caption: $0.caption)) }.joined())</div>\n"
    case .details(let summary, let blocks):
      let inner = blocks.map(html).joined()
      return "<details>\n<summary>\(escapedMarkup(summary))</summary>\n\(inner)</details>\n"
    }
  }

  private static let style = """
    :root { color-scheme: light; }
    * { box-sizing: border-box; }
    body { margin: 0; background: #fff; color: #1f2933; font: 15px/1.5 "Helvetica Neue", Helvetica, Arial, sans-serif; }
    main { max-width: 1080px; margin: 0 auto; padding: 32px 24px 64px; }
    header { border-bottom: 2px solid #1f2933; margin-bottom: 20px; }
    h1 { font-size: 26px; line-height: 1.25; margin: 0 0 8px; }
    h2 { font-size: 19px; margin: 36px 0 12px; padding-bottom: 4px; border-bottom: 1px solid #d5dbe1; }
    .subtitle { color: #52606d; margin: 0 0 12px; }
    nav { font-size: 14px; }
    nav ol { list-style: none; padding: 0; margin: 0; display: flex; flex-wrap: wrap; gap: 4px 20px; }
    a { color: #0060a0; }
    .table { overflow-x: auto; margin: 12px 0 20px; }
    table { border-collapse: collapse; font-size: 13px; }
    caption { text-align: left; color: #52606d; padding: 0 0 6px; }
    th { text-align: left; vertical-align: bottom; border-bottom: 1.5px solid #7b8794; padding: 4px 14px 4px 0; }
    td { border-bottom: 1px solid #e4e8ec; padding: 4px 14px 4px 0; white-space: nowrap; }
    .n { text-align: right; font-variant-numeric: tabular-nums; }
    tbody tr:hover { background: #f5f7f9; }
    figure { margin: 16px 0 24px; }
    figure svg { max-width: 100%; height: auto; }
    figcaption { color: #52606d; font-size: 13px; margin-top: 6px; }
    .grid { display: grid; gap: 4px 16px; }
    .grid figure { margin: 4px 0 12px; }
    details { border-bottom: 1px solid #e4e8ec; padding: 6px 0; }
    summary { cursor: pointer; font-variant-numeric: tabular-nums; }
    pre { background: #f5f7f9; border: 1px solid #e4e8ec; padding: 12px; overflow-x: auto; font-size: 12.5px; }
    dl { font-size: 13px; margin: 0; }
    dl div { display: flex; border-bottom: 1px solid #e4e8ec; padding: 3px 0; }
    dt { flex: 0 0 260px; color: #52606d; overflow-wrap: anywhere; padding-right: 12px; }
    dd { margin: 0; font-family: ui-monospace, Menlo, Consolas, monospace; font-size: 12px; overflow-wrap: anywhere; }
    @media print { main { max-width: none; padding: 0; } figure, table { break-inside: avoid; } nav { display: none; } }
    """
}
