/// Boxes side by side over an axis with a unit: median, quartiles, and whiskers from the 5th to the 95th percentile.
package struct BoxPlot: Sendable {
  package var title: String
  package var subtitle: String
  package var xTitle: String
  package var yAxis: PlotAxis
  package var boxes: [BoxSummary]
  package var width: Double
  package var height: Double

  package init(
    title: String, subtitle: String = "", xTitle: String, yAxis: PlotAxis, boxes: [BoxSummary], width: Double = 320,
    height: Double = 280
  ) {
    self.title = title
    self.subtitle = subtitle
    self.xTitle = xTitle
    self.yAxis = yAxis
    self.boxes = boxes
    self.width = width
    self.height = height
  }

  /// The drawing, one `svg` element with a line feed at its end; the same boxes give the same bytes.
  package func svg() -> String {
    let titles = PlotTitles(title: title, subtitle: subtitle, width: width - 2 * LinePlot.margin)
    let y = scale()
    let labelWidth = y.ticks.map { estimatedWidth($0.label, size: 11) }.max() ?? 0
    let left = (LinePlot.margin + 26 + labelWidth).rounded()
    let x = AxisScale(
      lower: 0, upper: Double(max(1, boxes.count)), isLogarithmic: false,
      ticks: boxes.enumerated().map { Tick(value: Double($0) + 0.5, label: $1.name) })
    // A row above the frame says how many people a box stands for.
    let top = titles.height + 28
    let frame = PlotFrame(
      left: left, top: top, width: max(40, width - left - LinePlot.margin - 6), height: max(40, height - top - 58),
      x: x, y: y)
    var text = SVGText(width: width, height: height, title: title)
    titles.draw(into: &text, at: LinePlot.margin)
    frame.drawAxes(into: &text, xTitle: xTitle, yTitle: yAxis.text)
    text.open("<g font-size=\"10\" fill=\"\(PlotPalette.quietInk)\">")
    for (place, box) in boxes.enumerated() {
      guard let across = x.position(Double(place) + 0.5) else { continue }
      text.text("\(box.count)", x: left + across * frame.width, y: top - 10, anchor: .middle)
    }
    text.text("n", x: left - 8, y: top - 10, anchor: .end)
    text.close("</g>")
    text.open("<g stroke=\"\(PlotPalette.color(0))\" stroke-width=\"1.3\">")
    let half = min(22, 0.3 * frame.width / Double(max(1, boxes.count)))
    for (place, box) in boxes.enumerated() { draw(box, at: Double(place) + 0.5, half: half, frame, &text) }
    text.close("</g>")
    return text.finished()
  }

  private func scale() -> AxisScale {
    let values = boxes.flatMap { [$0.whiskers.lowerBound, $0.whiskers.upperBound] }
    if yAxis.spread == .logarithmic, let scale = AxisScale.logarithmic(values, decades: 6) { return scale }
    return .linear(values, target: Int(height / 70), includesZero: true, endsOnTicks: true)
  }

  private func draw(_ box: BoxSummary, at place: Double, half: Double, _ frame: PlotFrame, _ text: inout SVGText) {
    /// What a logarithmic axis does not reach stands at its end.
    func down(_ value: Double) -> Double {
      frame.top + (frame.inner(place, max(value, frame.y.lower))?.y ?? frame.height)
    }
    guard let across = frame.x.position(place) else { return }
    let x = frame.left + across * frame.width
    let (low, high) = (down(box.whiskers.lowerBound), down(box.whiskers.upperBound))
    let (bottom, top) = (down(box.quartiles.lowerBound), down(box.quartiles.upperBound))
    let caps = [low, high].map { "M\(svgNumber(x - half / 2)) \(svgNumber($0))h\(svgNumber(half))" }.joined()
    text.line(
      "<path d=\"M\(svgNumber(x)) \(svgNumber(low))V\(svgNumber(bottom))"
        + "M\(svgNumber(x)) \(svgNumber(top))V\(svgNumber(high))\(caps)\" fill=\"none\"/>")
    let size = "width=\"\(svgNumber(2 * half))\" height=\"\(svgNumber(max(0, bottom - top)))\""
    let fill = "fill=\"\(PlotPalette.color(0))\" fill-opacity=\"0.18\""
    text.line("<rect x=\"\(svgNumber(x - half))\" y=\"\(svgNumber(top))\" \(size) \(fill)/>")
    let median = svgNumber(down(box.median))
    text.line("<path d=\"M\(svgNumber(x - half)) \(median)h\(svgNumber(2 * half))\" stroke-width=\"2.4\"/>")
  }
}
