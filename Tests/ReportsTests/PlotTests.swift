import Foundation
import Reports
import Testing

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// Whether a text is well-formed XML.
func isWellFormed(_ text: String) -> Bool { XMLParser(data: Data(text.utf8)).parse() }

struct PlotTests {
  private func plot(_ spread: PlotAxis.Spread, _ points: [PlotPoint]) -> LinePlot {
    LinePlot(
      title: "Dose <1> & \"2\"", xAxis: PlotAxis("Time", unit: "h"),
      yAxis: PlotAxis("Concentration", unit: "mg/L", spread: spread), series: [PlotSeries("plasma", points)],
      observed: [ObservedSeries("observed", [ObservedPoint(1, 2, low: 0, high: 3)])],
      bands: [PlotBand("range", x: [0, 1, 2], low: [0, 1, 1], high: [1, 2, 3])])
  }

  @Test func `a plot is well-formed, says its units and repeats byte for byte`() {
    let curve = (0...100).map { PlotPoint(Double($0), 3 * exp(-0.1 * Double($0))) }
    for spread in [PlotAxis.Spread.linear, .logarithmic] {
      let text = plot(spread, curve).svg()
      #expect(isWellFormed(text))
      #expect(text == plot(spread, curve).svg())
      #expect(text.contains(">Concentration (mg/L)</text>"))
      #expect(text.contains(">Time (h)</text>"))
      #expect(text.contains("Dose &lt;1&gt; &amp; &quot;2&quot;"))
    }
  }

  @Test(arguments: [
    [], [PlotPoint(0, 0)], [PlotPoint(1, 2)], [PlotPoint(0, 0), PlotPoint(1, 0)],
    [PlotPoint(0, .nan), PlotPoint(1, .infinity), PlotPoint(2, 1), PlotPoint(3, -1)],
    [PlotPoint(0, 1e-300), PlotPoint(1, 1e300)], [PlotPoint(5, 7), PlotPoint(5, 7)],
  ]) func `strange data still give a drawing without strange numbers`(points: [PlotPoint]) {
    for spread in [PlotAxis.Spread.linear, .logarithmic] {
      var drawing = plot(spread, points)
      for hasOthers in [true, false] {
        if !hasOthers { (drawing.observed, drawing.bands) = ([], []) }
        let text = drawing.svg()
        #expect(isWellFormed(text))
        #expect(!text.contains("nan") && !text.contains("inf"))
      }
    }
  }

  @Test func `a logarithmic axis leaves zero out and breaks the line there`() {
    var drawing = plot(
      .logarithmic, [PlotPoint(0, 1), PlotPoint(1, 10), PlotPoint(2, 0), PlotPoint(3, 10), PlotPoint(4, 1)])
    (drawing.observed, drawing.bands) = ([], [])
    let isLine = { (text: Substring) in text.contains("stroke-linejoin") && !text.contains("M0 0H22") }
    let lines = drawing.svg().split(separator: "\n").filter(isLine)
    #expect(lines.count == 2)
  }

  @Test func `ticks are round numbers that span the data`() {
    func labels(_ scale: AxisScale?) -> [String] { scale?.ticks.map(\.label).filter { !$0.isEmpty } ?? [] }
    let linear = AxisScale.linear([0.3, 0.97], target: 5, includesZero: true, endsOnTicks: true)
    #expect(labels(linear) == ["0.0", "0.2", "0.4", "0.6", "0.8", "1.0"])
    let hours: [Double] = [1, 6, 12, 24]
    let time = AxisScale.linear([0, 120], target: 6, steps: hours, includesZero: false, endsOnTicks: false)
    #expect(labels(time) == ["0", "24", "48", "72", "96", "120"])
    let small = AxisScale.linear([0, 3e-6], target: 3, includesZero: true, endsOnTicks: true)
    #expect(labels(small) == ["0", "1×10⁻⁶", "2×10⁻⁶", "3×10⁻⁶"])
    #expect(labels(.logarithmic([0, 0.02, 9], decades: 6)) == ["0.01", "0.1", "1", "10"])
    #expect(labels(.logarithmic([1e-30, 1], decades: 3)) == ["0.001", "0.01", "0.1", "1"])
    #expect(AxisScale.logarithmic([0, -1], decades: 3) == nil)
  }

  @Test(arguments: 0..<200) func `no value of the data lies outside of its axis`(seed: Int) {
    let spread = pow(10.0, Double(seed % 25) - 12)
    let values = (0..<7).map { spread * (1 + sin(Double(seed * 31 + $0 * 17))) + spread * Double(seed % 3) }
    let linear = AxisScale.linear(values, target: 6, includesZero: seed.isMultiple(of: 2), endsOnTicks: true)
    let logarithmic = AxisScale.logarithmic(values.map { $0 + spread * 1e-3 }, decades: 20)
    for value in values {
      let places = [linear.position(value), logarithmic?.position(value + spread * 1e-3)]
      for case let place? in places { #expect(place > -1e-6 && place < 1 + 1e-6) }
    }
    #expect(linear.ticks.count > 2 && linear.ticks.count < 16)
    #expect(Set(linear.ticks.map(\.label)).count == linear.ticks.count)
  }

  @Test func `thinning keeps the shape within a tenth of a pixel`() {
    let points = (0...5000).map { PlotPoint(Double($0) / 8, 200 * exp(-Double($0) / 900) * (1 + sin(Double($0) / 90))) }
    let fewer = thinned(points)
    #expect(fewer.count < points.count / 8)
    var segment = 0
    for point in points {
      while segment < fewer.count - 2, point.x > fewer[segment + 1].x { segment += 1 }
      let (a, b) = (fewer[segment], fewer[segment + 1])
      let slope = (b.y - a.y) / (b.x - a.x)
      let away = abs(a.y + (point.x - a.x) * slope - point.y) / (1 + slope * slope).squareRoot()
      #expect(away <= 0.1 + 1e-9)
    }
    #expect(thinned([PlotPoint(0, 0), PlotPoint(5, 1), PlotPoint(0, 0)]).count == 3)
  }

  @Test func `coordinates have at most two decimals`() {
    let cases = [0: "0", 12.5: "12.5", -0.05: "-0.05", 3.006: "3.01", 7.0: "7", -0.001: "0", -12.34: "-12.34"]
    for (value, text) in cases { #expect(svgNumber(value) == text) }
    #expect(svgNumber(.nan) == "0")
  }
}
