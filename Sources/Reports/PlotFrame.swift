import Foundation

/// The rectangle between the axes of a plot.
struct PlotFrame: Sendable {
  let left, top, width, height: Double
  let x, y: AxisScale

  /// A place counted from the corner of the frame; nil where the axes have none.
  func inner(_ xValue: Double, _ yValue: Double) -> PlotPoint? {
    guard let across = x.position(xValue), let up = y.position(yValue) else { return nil }
    // Far outside is as good as just outside, and keeps numbers short.
    return PlotPoint(min(max(across, -9), 9) * width, (1 - min(max(up, -9), 9)) * height)
  }

  /// A place counted from the corner of the drawing; nil outside of the frame.
  func outer(_ xValue: Double, _ yValue: Double) -> PlotPoint? {
    guard let place = inner(xValue, yValue), place.x > -1, place.x < width + 1 else { return nil }
    guard place.y > -1, place.y < height + 1 else { return nil }
    return PlotPoint(left + place.x, top + place.y)
  }

  func drawAxes(into text: inout SVGText, xTitle: String, yTitle: String) {
    let (bottom, right) = (top + height, left + width)
    text.open("<g stroke=\"\(PlotPalette.faintGrid)\">")
    for tick in y.ticks where !tick.isMajor { text.line(horizontal(tick, from: left, to: right)) }
    text.close("</g>")
    text.open("<g stroke=\"\(PlotPalette.grid)\">")
    for tick in y.ticks where tick.isMajor { text.line(horizontal(tick, from: left, to: right)) }
    for tick in x.ticks where tick.isMajor { text.line(vertical(tick, from: top, to: bottom)) }
    text.close("</g>")

    text.open("<g stroke=\"\(PlotPalette.axis)\">")
    for tick in y.ticks where tick.isMajor { text.line(horizontal(tick, from: left - 5, to: left)) }
    for tick in y.ticks where !tick.isMajor { text.line(horizontal(tick, from: left - 3, to: left)) }
    for tick in x.ticks { text.line(vertical(tick, from: bottom, to: bottom + (tick.isMajor ? 5 : 3))) }
    let corner = "V\(svgNumber(bottom))H\(svgNumber(right))"
    text.line("<path d=\"M\(svgNumber(left)) \(svgNumber(top))\(corner)\" fill=\"none\"/>")
    text.close("</g>")

    text.open("<g font-size=\"11\" fill=\"\(PlotPalette.quietInk)\">")
    for tick in y.ticks where tick.isMajor {
      guard let up = y.position(tick.value) else { continue }
      text.text(tick.label, x: left - 8, y: top + (1 - up) * height + 3.8, anchor: .end)
    }
    for tick in x.ticks where tick.isMajor {
      guard let across = x.position(tick.value) else { continue }
      text.text(tick.label, x: left + across * width, y: bottom + 18, anchor: .middle)
    }
    text.close("</g>")

    text.open("<g font-size=\"12.5\" fill=\"\(PlotPalette.ink)\">")
    text.text(xTitle, x: left + width / 2, y: bottom + 40, anchor: .middle)
    let (across, down) = (svgNumber(LinePlot.margin + 8), svgNumber(top + height / 2))
    text.text(yTitle, attributes: "transform=\"translate(\(across) \(down)) rotate(-90)\" text-anchor=\"middle\"")
    text.close("</g>")
  }

  private func horizontal(_ tick: Tick, from start: Double, to end: Double) -> String {
    let place = svgNumber(top + (1 - (y.position(tick.value) ?? 0)) * height)
    return "<path d=\"M\(svgNumber(start)) \(place)H\(svgNumber(end))\"/>"
  }

  private func vertical(_ tick: Tick, from start: Double, to end: Double) -> String {
    let place = svgNumber(left + (x.position(tick.value) ?? 0) * width)
    return "<path d=\"M\(place) \(svgNumber(start))V\(svgNumber(end))\"/>"
  }
}

/// Title and subtitle above a plot.
struct PlotTitles: Sendable {
  private let title, subtitle: String
  let height: Double

  init(_ plot: LinePlot, width: Double) { self.init(title: plot.title, subtitle: plot.subtitle, width: width) }

  init(title: String, subtitle: String, width: Double) {
    self.title = shortened(title, toWidth: width, size: 16.5)
    self.subtitle = shortened(subtitle, toWidth: width, size: 12.5)
    height = 16 + (title.isEmpty ? 0 : 24) + (subtitle.isEmpty ? 0 : 19)
  }

  func draw(into text: inout SVGText, at left: Double) {
    var y = 16.0
    if !title.isEmpty {
      y += 16
      let look = "font-size=\"16\" font-weight=\"bold\" fill=\"\(PlotPalette.ink)\""
      text.text(title, x: left, y: y, anchor: .start, attributes: look)
    }
    if !subtitle.isEmpty {
      y += 20
      let look = "font-size=\"12.5\" fill=\"\(PlotPalette.quietInk)\""
      text.text(subtitle, x: left, y: y, anchor: .start, attributes: look)
    }
  }
}

/// Names of lines, ranges and points in rows above the plot.
struct PlotLegend: Sendable {
  private struct Entry: Sendable {
    let name: String
    let sample: String
    var x = 0.0
    var row = 0
  }

  private var entries: [Entry] = []
  let height: Double
  private static let rowHeight = 19.0
  private static let sampleWidth = 26.0

  init(_ plot: LinePlot, width: Double) {
    for (i, line) in plot.series.enumerated() where !line.name.isEmpty {
      entries.append(Entry(name: line.name, sample: "<path d=\"M0 0H22\" \(plot.strokeAttributes(line, number: i))/>"))
    }
    for (i, band) in plot.bands.enumerated() where !band.name.isEmpty {
      let color = PlotPalette.color(band.color ?? i)
      entries.append(
        Entry(
          name: band.name,
          sample: "<rect y=\"-5\" width=\"22\" height=\"10\" fill=\"\(color)\" "
            + "fill-opacity=\"\(svgNumber(band.opacity))\"/>"))
    }
    for (i, group) in plot.observed.enumerated() where !group.name.isEmpty {
      let color = PlotPalette.color(group.color ?? i)
      let look = "stroke=\"\(color)\" stroke-width=\"1.3\" fill=\"\(group.isFilled ? color : "#ffffff")\""
      let marker = LinePlot.marker(group.marker ?? i, at: PlotPoint(11, 0), scale: group.scale)
      entries.append(Entry(name: group.name, sample: "<g \(look)>\(marker)</g>"))
    }
    var (x, row) = (0.0, 0)
    for i in entries.indices {
      let needed = Self.sampleWidth + estimatedWidth(entries[i].name, size: 12) + 20
      if x > 0, x + needed > width { (x, row) = (0, row + 1) }
      (entries[i].x, entries[i].row) = (x, row)
      x += needed
    }
    height = entries.isEmpty ? 0 : Double(row + 1) * Self.rowHeight + 4
    for i in entries.indices {
      let room = width - entries[i].x - Self.sampleWidth
      entries[i] = Entry(
        name: shortened(entries[i].name, toWidth: room, size: 12), sample: entries[i].sample, x: entries[i].x,
        row: entries[i].row)
    }
  }

  func draw(into text: inout SVGText, left: Double, top: Double) {
    guard !entries.isEmpty else { return }
    text.open("<g font-size=\"12\" fill=\"\(PlotPalette.ink)\">")
    for entry in entries {
      let y = top + (Double(entry.row) + 0.5) * Self.rowHeight
      text.line("<g transform=\"translate(\(svgNumber(left + entry.x)) \(svgNumber(y)))\">\(entry.sample)</g>")
      text.text(entry.name, x: left + entry.x + Self.sampleWidth, y: y + 4, anchor: .start)
    }
    text.close("</g>")
  }
}
