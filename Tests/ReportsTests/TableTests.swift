import Foundation
import Reports
import Testing

struct TableTests {
  private var table: ReportTable {
    var table = ReportTable(columns: ["arm", "cmax", "n"])
    table.add([.text("control"), .number(0.0312345), .integer(12)])
    table.add([.text("with \"fruit\", juice"), .number(nil), .integer(7)])
    return table
  }

  @Test func `numbers stand flush right and undefined ones are a dash`() {
    let lines = [
      "arm                     cmax   n", "-------------------  -------  --", "control              0.03123  12",
      "with \"fruit\", juice        -   7", "",
    ]
    #expect(table.plainText() == lines.joined(separator: "\n"))
  }

  @Test func `rows beyond the limit are counted`() {
    #expect(table.plainText(mostRows: 1).hasSuffix("... 1 more\n"))
  }

  @Test func `a CSV field is quoted only where it must be and an undefined number is empty`() {
    #expect(table.csv() == "arm,cmax,n\ncontrol,0.0312345,12\n\"with \"\"fruit\"\", juice\",,7\n")
    #expect(csvLine([.text("a\r\nb"), .number(.nan), .number(0.1)]) == "\"a\r\nb\",,0.1\n")
    #expect(csvLine([.number(nil)]) == "\"\"\n")
  }

  @Test func `every number reads back from CSV to the same bits`() {
    for value in [0.1, 1.0 / 3, .leastNonzeroMagnitude, 1.7976931348623157e308, -0.0, 123456789.123] {
      #expect(Double(csvField(.number(value)))?.bitPattern == value.bitPattern)
    }
  }

  @Test func `significant digits count from the first digit that is not zero`() {
    let cases: [(Double, String)] = [
      (0, "0"), (1, "1.000"), (9.9996, "10.00"), (123456, "123456"), (0.00012345, "0.0001234"), (1.5e-7, "1.500e-07"),
      (-2.5, "-2.500"), (1e9, "1.000e+09"), (.infinity, "-"),
    ]
    for (value, text) in cases { #expect(NumberText.significant(value, digits: 4) == text) }
    #expect(NumberText.fixed(-0.0001, decimals: 2) == "0.00")
  }

  @Test func `a report is one page without script or network, with everything escaped`() {
    var report = HTMLReport(title: "A <b> & c", subtitle: "\"quoted\"")
    let drawing = LinePlot(title: "", xAxis: PlotAxis("x", unit: ""), yAxis: PlotAxis("y", unit: "")).svg()
    report.sections = [
      .init("One", [.paragraph("a < b"), .table(table, caption: "T & t"), .preformatted("<x>\n y")]),
      .init("Two", [.figure(svg: "<?xml version=\"1.0\"?>\n" + drawing, caption: "F")]),
    ]
    report.manifest = [("seed", "7"), ("file <1>", "abc")]
    let page = report.html()
    #expect(page == report.html())
    #expect(page.hasPrefix("<!DOCTYPE html>"))
    #expect(page.contains("<title>A &lt;b&gt; &amp; c</title>"))
    #expect(page.contains("<pre>&lt;x&gt;\n y</pre>"))
    #expect(page.contains("<dt>file &lt;1&gt;</dt>"))
    #expect(page.contains("with &quot;fruit&quot;, juice"))
    #expect(page.contains("title=\"0.0312345\""))
    for forbidden in ["<script", "<link", "@import", "<?xml", "src="] { #expect(!page.contains(forbidden)) }
    #expect(
      page.components(separatedBy: "http").count == page.components(separatedBy: "http://www.w3.org/2000/svg").count)
  }

  @Test func `characters that XML forbids are left out`() {
    let page = HTMLReport(title: "a\u{0}b\u{1B}c\n<'>").html()
    #expect(page.contains("<title>abc\n&lt;&#39;&gt;</title>"))
  }
}
