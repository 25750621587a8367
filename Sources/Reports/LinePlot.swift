import Foundation

/// A line plot as SVG: lines, shaded ranges and measured points over axes with units.
///
/// The same plot gives the same bytes. Points that are not finite, and on a logarithmic axis those not above zero, break
/// their line and are left out. Each line is thinned to what the eye can tell apart.
public struct LinePlot: Sendable {
  public var title: String
  public var subtitle: String
  public var xAxis: PlotAxis
  public var yAxis: PlotAxis
  public var series: [PlotSeries]
  public var observed: [ObservedSeries]
  public var bands: [PlotBand]
  /// Size of the drawing in pixels; the legend adds to the height.
  public var width: Double
  public var height: Double
  /// How far below the highest value a logarithmic axis reaches at most.
  public var mostDecades: Int
  /// Whether lines are drawn over the measured points, as where these are many.
  public var hasLinesOnTop = false

  public init(
    title: String, subtitle: String = "", xAxis: PlotAxis, yAxis: PlotAxis, series: [PlotSeries] = [],
    observed: [ObservedSeries] = [], bands: [PlotBand] = [], width: Double = 760, height: Double = 440,
    mostDecades: Int = 6
  ) {
    self.title = title
    self.subtitle = subtitle
    self.xAxis = xAxis
    self.yAxis = yAxis
    self.series = series
    self.observed = observed
    self.bands = bands
    self.width = width
    self.height = height
    self.mostDecades = mostDecades
  }

  /// The drawing, one `svg` element with a line feed at its end; it stands alone as a file or within a page.
  public func svg() -> String {
    let legend = PlotLegend(self, width: width - 2 * Self.margin)
    let titles = PlotTitles(self, width: width - 2 * Self.margin)
    let top = titles.height + legend.height + 14
    let total = height + legend.height
    let (x, y) = scales()
    let labelWidth = y.ticks.map { estimatedWidth($0.label, size: 11) }.max() ?? 0
    let left = (Self.margin + 26 + labelWidth).rounded()
    let frame = PlotFrame(
      left: left, top: top, width: max(40, width - left - Self.margin - 6), height: max(40, total - top - 58), x: x,
      y: y)

    var text = SVGText(width: width, height: total, title: title)
    titles.draw(into: &text, at: Self.margin)
    legend.draw(into: &text, left: Self.margin, top: titles.height)
    frame.drawAxes(into: &text, xTitle: xAxis.text, yTitle: yAxis.text)
    // A nested svg element cuts off what leaves the frame, and needs no identifier that could meet another one on a page.
    let area = "x=\"\(svgNumber(frame.left))\" y=\"\(svgNumber(frame.top))\" width=\"\(svgNumber(frame.width))\""
    text.open("<svg \(area) height=\"\(svgNumber(frame.height))\" overflow=\"hidden\">")
    for (i, band) in bands.enumerated() { draw(band, PlotPalette.color(band.color ?? i), frame, &text) }
    if hasLinesOnTop {
      text.close("</svg>")
      drawObserved(frame, &text)
      text.open("<svg \(area) height=\"\(svgNumber(frame.height))\" overflow=\"hidden\">")
    }
    for (i, line) in series.enumerated() { draw(line, number: i, frame, &text) }
    text.close("</svg>")
    if !hasLinesOnTop { drawObserved(frame, &text) }
    return text.finished()
  }

  static let margin = 18.0

  private func scales() -> (AxisScale, AxisScale) {
    var xs = series.flatMap { $0.points.map(\.x) } + bands.flatMap(\.x)
    xs += observed.flatMap { $0.points.map(\.x) }
    var ys = series.flatMap { $0.points.map(\.y) } + bands.flatMap { $0.low + $0.high }
    ys += observed.flatMap { $0.points.flatMap { [$0.y, $0.low, $0.high].compactMap(\.self) } }
    return (
      scale(xs, xAxis, target: width / 90, endsOnTicks: false), scale(ys, yAxis, target: height / 70, endsOnTicks: true)
    )
  }

  private func scale(_ values: [Double], _ axis: PlotAxis, target: Double, endsOnTicks: Bool) -> AxisScale {
    let finite = values.filter(\.isFinite)
    if axis.spread == .logarithmic {
      return AxisScale.logarithmic(finite, decades: mostDecades)
        ?? AxisScale(lower: 1, upper: 10, isLogarithmic: true, ticks: [])
    }
    let hours: [Double] = [0.25, 0.5, 1, 2, 3, 4, 6, 12, 24, 48, 72, 96, 168, 336]
    return .linear(
      finite + (axis.includesZero ? [0] : []), target: Int(target), steps: axis.unit == "h" ? hours : [],
      includesZero: endsOnTicks, endsOnTicks: endsOnTicks)
  }

  private func draw(_ band: PlotBand, _ color: String, _ frame: PlotFrame, _ text: inout SVGText) {
    var run: [(low: PlotPoint, high: PlotPoint)] = []
    func flush() {
      defer { run = [] }
      guard run.count > 1 else { return }
      let outline = thinned(run.map(\.low)) + thinned(run.map(\.high)).reversed()
      text.line("<path d=\"\(svgPath(outline))Z\" fill=\"\(color)\" fill-opacity=\"\(svgNumber(band.opacity))\"/>")
    }
    for i in band.x.indices {
      // On a logarithmic axis a range that reaches down to zero reaches the edge.
      let low = yAxis.spread == .logarithmic && band.low[i] <= 0 ? frame.y.lower : band.low[i]
      if let low = frame.inner(band.x[i], low), let high = frame.inner(band.x[i], band.high[i]) {
        run.append((low, high))
      } else {
        flush()
      }
    }
    flush()
  }

  private func draw(_ line: PlotSeries, number: Int, _ frame: PlotFrame, _ text: inout SVGText) {
    let look = strokeAttributes(line, number: number)
    var runs: [[PlotPoint]] = [[]]
    for point in line.points {
      if let place = frame.inner(point.x, point.y) {
        runs[runs.count - 1].append(place)
      } else if runs.last?.isEmpty == false {
        runs.append([])
      }
    }
    for run in runs where !run.isEmpty {
      if run.count == 1 {
        let color = PlotPalette.color(line.color ?? number)
        text.line("<circle cx=\"\(svgNumber(run[0].x))\" cy=\"\(svgNumber(run[0].y))\" r=\"2\" fill=\"\(color)\"/>")
      } else {
        text.line("<path d=\"\(svgPath(thinned(run)))\" \(look)/>")
      }
    }
  }

  func strokeAttributes(_ line: PlotSeries, number: Int) -> String {
    let color = line.color ?? number
    // The second and third time through the colors the lines are told apart by dashes.
    let strokes: [PlotSeries.Stroke] = [.solid, .dashed, .dotted]
    let round = line.color == nil ? number / PlotPalette.colors.count : 0
    let stroke = line.stroke == .solid ? strokes[round % strokes.count] : line.stroke
    var text = "fill=\"none\" stroke=\"\(PlotPalette.color(color))\" stroke-width=\"\(svgNumber(line.thickness))\" "
    text += "stroke-linejoin=\"round\""
    switch stroke {
    case .solid: break
    case .dashed: text += " stroke-dasharray=\"7 4\""
    case .dotted: text += " stroke-dasharray=\"1.8 3.4\""
    }
    return text
  }

  private func drawObserved(_ frame: PlotFrame, _ text: inout SVGText) {
    for (i, group) in observed.enumerated() { draw(group, number: i, frame, &text) }
  }

  private func draw(_ group: ObservedSeries, number: Int, _ frame: PlotFrame, _ text: inout SVGText) {
    let color = PlotPalette.color(group.color ?? number)
    text.open("<g stroke=\"\(color)\" stroke-width=\"1.3\" fill=\"\(group.isFilled ? color : "#ffffff")\">")
    for point in group.points {
      guard let place = frame.outer(point.x, point.y) else { continue }
      var path = ""
      for end in [point.low, point.high].compactMap(\.self) {
        let clamped = yAxis.spread == .logarithmic && end <= 0 ? frame.y.lower : end
        guard let tip = frame.outer(point.x, min(max(clamped, frame.y.lower), frame.y.upper)) else { continue }
        path += "M\(svgNumber(place.x)) \(svgNumber(place.y))V\(svgNumber(tip.y))"
        if clamped == end { path += "M\(svgNumber(place.x - 3)) \(svgNumber(tip.y))h6" }
      }
      if !path.isEmpty { text.line("<path d=\"\(path)\" fill=\"none\"/>") }
      let marker = Self.marker(group.marker ?? number, at: place, scale: group.scale)
      text.line(point.label.map { "<g><title>\(escapedMarkup($0))</title>\(marker)</g>" } ?? marker)
    }
    text.close("</g>")
  }

  /// Circle, square, triangle, diamond in turn.
  static func marker(_ number: Int, at place: PlotPoint, scale: Double = 1) -> String {
    let (x, y) = (svgNumber(place.x), svgNumber(place.y))
    func size(_ length: Double) -> String { svgNumber(length * scale) }
    switch number % 4 {
    case 0: return "<circle cx=\"\(x)\" cy=\"\(y)\" r=\"\(size(3.4))\"/>"
    case 1:
      let corner = "x=\"\(svgNumber(place.x - 3 * scale))\" y=\"\(svgNumber(place.y - 3 * scale))\""
      return "<rect \(corner) width=\"\(size(6))\" height=\"\(size(6))\"/>"
    case 2: return "<path d=\"M\(x) \(svgNumber(place.y - 4 * scale))l\(size(4)) \(size(7))h\(size(-8))Z\"/>"
    default:
      let (side, back) = (size(4.4), size(-4.4))
      let start = "M\(x) \(svgNumber(place.y - 4.4 * scale))"
      return "<path d=\"\(start)l\(side) \(side)l\(back) \(side)l\(back) \(back)Z\"/>"
    }
  }
}
