extension NetworkDrawing {
  /// The drawing, one `svg` element with a line feed at its end; the same network gives the same bytes.
  ///
  /// Edges between two groups are one arrow, whose tooltip names them.
  public func svg() -> String {
    let split = BodyScheme.groupsToSplit(self)
    let network = NetworkGroups(self, split: split)
    let scheme = BodyScheme(network, splitLumen: split)
    let layout = scheme.map { NetworkLayout(network, $0) } ?? NetworkLayout(NetworkGroups(self))
    let pen = NetworkPen(network: scheme == nil ? NetworkGroups(self) : network, scheme: scheme, layout: layout)
    return pen.svg(title: title)
  }
}

/// Draws groups where the layout puts them, and the arrows between them.
private struct NetworkPen {
  let network: NetworkGroups
  let scheme: BodyScheme?
  let layout: NetworkLayout

  private static let arterial = "#c0392b"
  private static let venous = "#2166ac"
  private static let portal = "#7b5ea7"
  private static let gut = "#a06a00"
  private static let other = "#5f6b76"

  func svg(title: String) -> String {
    var text = SVGText(width: layout.width, height: layout.height, title: title)
    let look = "font-size=\"17\" font-weight=\"bold\" fill=\"\(PlotPalette.ink)\""
    text.text(
      shortened(title, toWidth: layout.width - 48, size: 17.5), x: 24, y: 38, anchor: .start, attributes: look)
    text.open("<g fill=\"none\" stroke-width=\"1.2\">")
    for link in network.links { draw(link, &text) }
    text.close("</g>")
    for group in network.groups.indices { draw(group, &text) }
    // Arrows between the nodes of a box lie on it.
    text.open("<g fill=\"none\" stroke=\"\(Self.other)\" stroke-width=\"1\">")
    for group in network.groups.indices { drawInner(group, &text) }
    text.close("</g>")
    if scheme != nil { drawKey(&text) }
    return text.finished()
  }

  // MARK: Boxes

  private func colors(_ group: Int) -> (fill: String, edge: String) {
    guard let scheme else { return ("#f1f4f8", "#9aa5b1") }
    if group == scheme.arterial { return ("#fbe9e7", Self.arterial) }
    if group == scheme.venous { return ("#e5eef8", Self.venous) }
    if group == scheme.portal { return ("#efeaf6", Self.portal) }
    if scheme.lumen.contains(where: { $0.group == group }) || scheme.afterLumen.contains(group) {
      return ("#fdf3e0", Self.gut)
    }
    return ("#f4f6f8", "#9aa5b1")
  }

  private func draw(_ group: Int, _ text: inout SVGText) {
    guard let place = layout.placed[group] else { return }
    let (fill, edge) = colors(group)
    let (box, record) = (place.box, network.groups[group])
    text.open("<g>")
    text.line(rectangle(box, radius: 6, "fill=\"\(fill)\" stroke=\"\(edge)\""))
    let bold = "font-size=\"12\" font-weight=\"bold\" fill=\"\(PlotPalette.ink)\""
    switch place.arrangement {
    case .strip:
      let room = layout.titleWidth - 18
      text.text(
        shortened(record.name, toWidth: room, size: 12.4), x: box.x + NetworkLayout.pad, y: box.middleY + 4,
        anchor: .start, attributes: bold)
    case .column:
      text.text(
        shortened(record.name, toWidth: box.width - 8, size: 12.4), x: box.middleX,
        y: (place.nodes.first?.y ?? box.bottom) - (place.nodes.first?.height == NetworkLayout.nodeHeight ? 13 : 6),
        anchor: .middle, attributes: bold)
    case .small:
      // The only node stands for the group.
      text.line("<title>\(escapedMarkup(record.name)): \(escapedMarkup(record.nodes[0].label))</title>")
      text.text(
        shortened(record.name, toWidth: box.width - 10, size: 12), x: box.middleX, y: box.middleY + 4, anchor: .middle,
        attributes: "font-size=\"11.5\" fill=\"\(PlotPalette.ink)\"")
    }
    if place.arrangement != .small {
      for (node, spot) in zip(record.nodes, place.nodes) {
        text.open("<g>")
        text.line("<title>\(escapedMarkup(node.id))</title>")
        text.line(rectangle(spot, radius: 4, "fill=\"#ffffff\" stroke=\"\(edge)\" stroke-opacity=\"0.7\""))
        text.text(
          shortened(node.label, toWidth: spot.width - 6, size: 10.5), x: spot.middleX, y: spot.middleY + 3.6,
          anchor: .middle, attributes: "font-size=\"10.5\" fill=\"\(PlotPalette.ink)\"")
        text.close("</g>")
      }
    }
    text.close("</g>")
  }

  private func rectangle(_ box: DrawnBox, radius: Double, _ look: String) -> String {
    let size = "width=\"\(svgNumber(box.width))\" height=\"\(svgNumber(box.height))\" rx=\"\(svgNumber(radius))\""
    return "<rect x=\"\(svgNumber(box.x))\" y=\"\(svgNumber(box.y))\" \(size) \(look)/>"
  }

  // MARK: Arrows

  private func draw(_ link: NetworkGroups.Link, _ text: inout SVGText) {
    guard let from = layout.placed[link.from]?.box, let to = layout.placed[link.to]?.box else { return }
    let names = link.edges.map { $0.label.isEmpty ? "\($0.from) → \($0.to)" : $0.label }
    let shown = names.prefix(12).joined(separator: "\n") + (names.count > 12 ? "\n…" : "")
    text.open("<g>")
    text.line("<title>\(escapedMarkup(shown))</title>")
    defer { text.close("</g>") }
    guard let scheme else { return drawCurve(from, to, Self.other, &text) }
    let arrangement = layout.placed[link.from]?.arrangement
    if link.to == scheme.collector, link.from == scheme.arterial {
      // Above the organs that drain into the collector, then down into it.
      let y = to.y - 14
      drawPath([PlotPoint(from.x, y), PlotPoint(to.middleX, y), PlotPoint(to.middleX, to.y)], Self.arterial, &text)
    } else if link.from == scheme.arterial {
      let y = min(to.y + 6, from.bottom - 6)
      drawPath([PlotPoint(from.x, y), PlotPoint(to.right, y)], Self.arterial, &text)
    } else if link.to == scheme.arterial {
      drawPath([PlotPoint(from.right, from.y + 6), PlotPoint(to.x, from.y + 6)], Self.arterial, &text)
    } else if link.from == scheme.venous || link.to == scheme.venous {
      let y = link.from == scheme.venous ? to.middleY : from.middleY
      drawPath(
        [PlotPoint(from.x < to.x ? from.right : from.x, y), PlotPoint(from.x < to.x ? to.x : to.right, y)],
        Self.venous, &text)
    } else if link.to == scheme.portal || link.from == scheme.portal
      || (link.to == scheme.collector && arrangement == .strip)
    {
      let y = link.from == scheme.portal ? to.middleY : from.middleY
      drawPath([PlotPoint(from.x, y), PlotPoint(to.right, y)], Self.portal, &text)
    } else {
      drawNear(link, from, to, scheme, &text)
    }
  }

  /// Between an organ and what is beside it, along the gut, or anywhere else.
  private func drawNear(
    _ link: NetworkGroups.Link, _ from: DrawnBox, _ to: DrawnBox, _ scheme: BodyScheme, _ text: inout SVGText
  ) {
    let chain = scheme.lumen.map(\.group) + scheme.afterLumen
    let fromBelow = [scheme.collector].compactMap(\.self) + (scheme.collector.flatMap { scheme.beside[$0] } ?? [])
    if let number = fromBelow.firstIndex(of: link.from), from.x < layout.side.x, to.x >= layout.side.x {
      // Below all organs and up on the far side of the gut.
      let shift = Double(number) * 7
      let (x, y) = (layout.side.right + 16 + shift, layout.side.bottom + 9 + shift)
      let start = PlotPoint(from.x + 18, number == 0 ? from.bottom : from.y)
      let down = to.middleY + 6 - shift
      drawPath(
        [
          start, PlotPoint(start.x + shift * 4, start.y), PlotPoint(start.x + shift * 4, y), PlotPoint(x, y),
          PlotPoint(x, down), PlotPoint(to.right, down),
        ],
        Self.other, &text)
      return
    }
    let inChain = chain.contains(link.from) && chain.contains(link.to)
    let color = inChain ? Self.gut : Self.other
    let top = max(from.y, to.y)
    let bottom = min(from.bottom, to.bottom)
    let hasReturn = network.isLinked(link.to, link.from)
    if bottom - top > 8, from.right < to.x || to.right < from.x {
      let shift = hasReturn ? (from.x < to.x ? 4.0 : -4) : 0
      let y = (top + bottom) / 2 + shift
      let ends = from.x < to.x ? (from.right, to.x) : (from.x, to.right)
      drawPath([PlotPoint(ends.0, y), PlotPoint(ends.1, y)], color, &text)
    } else if abs(from.middleX - to.middleX) < 30, abs(to.y - from.bottom) < 45 || abs(from.y - to.bottom) < 45 {
      let x = from.middleX + (hasReturn ? (from.y < to.y ? 6 : -6) : 0)
      let ends = from.y < to.y ? (from.bottom, to.y) : (from.y, to.bottom)
      drawPath([PlotPoint(x, ends.0), PlotPoint(x, ends.1)], color, &text)
    } else if abs(from.middleX - to.middleX) < 30 {
      // Past what stands between, on the right.
      let x = max(from.right, to.right) + 26
      let down = from.y < to.y ? 4.0 : -4
      drawPath(
        [
          PlotPoint(from.right, from.middleY + down), PlotPoint(x, from.middleY + down),
          PlotPoint(x, to.middleY - down), PlotPoint(to.right, to.middleY - down),
        ], color, &text)
    } else {
      drawCurve(from, to, color, &text)
    }
  }

  private func drawPath(_ points: [PlotPoint], _ color: String, _ text: inout SVGText) {
    guard let last = points.last, points.count > 1 else { return }
    text.line("<path d=\"\(svgPath(points))\" stroke=\"\(color)\"/>")
    drawHead(at: last, from: points[points.count - 2], color, &text)
  }

  private func drawHead(at tip: PlotPoint, from: PlotPoint, size: Double = 6, _ color: String, _ text: inout SVGText) {
    let (dx, dy) = (tip.x - from.x, tip.y - from.y)
    let length = max(1e-9, (dx * dx + dy * dy).squareRoot())
    let (ux, uy) = (dx / length, dy / length)
    let base = PlotPoint(tip.x - ux * size * 1.25, tip.y - uy * size * 1.25)
    let side = size * 0.5
    let corners = [
      tip, PlotPoint(base.x - uy * side, base.y + ux * side), PlotPoint(base.x + uy * side, base.y - ux * side),
    ]
    text.line("<path d=\"\(svgPath(corners))Z\" fill=\"\(color)\" stroke=\"none\"/>")
  }

  private func drawCurve(_ from: DrawnBox, _ to: DrawnBox, _ color: String, _ text: inout SVGText) {
    let (start, end, lead): (PlotPoint, PlotPoint, PlotPoint)
    let shift = 5.0
    let isStacked = from.bottom <= to.y || to.bottom <= from.y
    if max(to.x - from.right, from.x - to.right) > (isStacked ? 30 : 0) {
      let rightwards = from.right <= to.x
      start = PlotPoint(rightwards ? from.right : from.x, from.middleY + (rightwards ? shift : -shift))
      end = PlotPoint(rightwards ? to.x : to.right, to.middleY + (rightwards ? shift : -shift))
      lead = PlotPoint((end.x - start.x) / 2, 0)
    } else {
      let downwards = from.bottom <= to.y
      start = PlotPoint(from.middleX + (downwards ? shift : -shift), downwards ? from.bottom : from.y)
      end = PlotPoint(to.middleX + (downwards ? shift : -shift), downwards ? to.y : to.bottom)
      lead = PlotPoint(0, (end.y - start.y) / 2)
    }
    let (a, b) = (PlotPoint(start.x + lead.x, start.y + lead.y), PlotPoint(end.x - lead.x, end.y - lead.y))
    let ends = [start, a, b, end].map { "\(svgNumber($0.x)) \(svgNumber($0.y))" }
    text.line("<path d=\"M\(ends[0])C\(ends[1]) \(ends[2]) \(ends[3])\" stroke=\"\(color)\"/>")
    drawHead(at: end, from: b, color, &text)
  }

  /// Arrows between neighboring nodes lie in the gap between them; longer ways run below or beside the nodes.
  private func drawInner(_ group: Int, _ text: inout SVGText) {
    guard let place = layout.placed[group], place.nodes.count > 1 else { return }
    var spots: [String: DrawnBox] = [:]
    for (node, spot) in zip(network.groups[group].nodes, place.nodes) { spots[node.id] = spot }
    var done: Set<[String]> = []
    for edge in network.inner[group] where done.insert([edge.from, edge.to]).inserted {
      guard let from = spots[edge.from], let to = spots[edge.to], edge.from != edge.to else { continue }
      let isRow = abs(from.y - to.y) < 1
      let distance = isRow ? max(to.x - from.right, from.x - to.right) : max(to.y - from.bottom, from.y - to.bottom)
      let isNeighbor = distance <= NetworkLayout.gap + 1 && (isRow || abs(from.x - to.x) < 1)
      let forward = isRow ? from.x < to.x : from.y < to.y
      let shift = forward ? -3.0 : 3
      if isNeighbor, distance > 8 {
        let (start, end) =
          isRow
          ? (PlotPoint(forward ? from.right : from.x, from.middleY + shift), forward ? to.x : to.right)
          : (PlotPoint(from.middleX + shift, forward ? from.bottom : from.y), forward ? to.y : to.bottom)
        let tip = isRow ? PlotPoint(end, start.y) : PlotPoint(start.x, end)
        text.line("<path d=\"\(svgPath([start, tip]))\"/>")
        drawHead(at: tip, from: start, size: 4.4, Self.other, &text)
      } else if isRow {
        let (a, b, y) = (from.middleX - shift * 2, to.middleX - shift * 2, from.bottom)
        text.line("<path d=\"M\(svgNumber(a)) \(svgNumber(y))v5H\(svgNumber(b))v-5\"/>")
        drawHead(at: PlotPoint(b, y), from: PlotPoint(b, y + 5), size: 3.6, Self.other, &text)
      } else if abs(from.x - to.x) < 1 {
        let (a, b, x) = (from.middleY + shift, to.middleY + shift, from.right)
        text.line("<path d=\"M\(svgNumber(x)) \(svgNumber(a))h5V\(svgNumber(b))h-5\"/>")
        drawHead(at: PlotPoint(x, b), from: PlotPoint(x + 5, b), size: 3.6, Self.other, &text)
      } else {
        text.line("<path d=\"\(svgPath([PlotPoint(from.middleX, from.bottom), PlotPoint(to.middleX, to.y)]))\"/>")
      }
    }
  }

  private func drawKey(_ text: inout SVGText) {
    let entries = [
      (Self.arterial, "arterial blood"), (Self.venous, "venous blood"), (Self.portal, "portal blood"),
      (Self.gut, "passage through the gut"), (Self.other, "exchange and excretion"),
    ]
    var x = 24.0
    let y = layout.height - 22
    for (color, name) in entries {
      drawPath([PlotPoint(x, y - 4), PlotPoint(x + 26, y - 4)], color, &text)
      text.text(
        name, x: x + 32, y: y, anchor: .start, attributes: "font-size=\"11.5\" fill=\"\(PlotPalette.quietInk)\"")
      x += 32 + estimatedWidth(name, size: 11.5) + 26
    }
  }
}
