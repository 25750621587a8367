/// A rectangle of a drawing, y downwards.
package struct DrawnBox: Sendable {
  package var x, y, width, height: Double
  package var right: Double { x + width }
  package var bottom: Double { y + height }
  var middleX: Double { x + width / 2 }
  var middleY: Double { y + height / 2 }
}

/// Places of the boxes of groups and of their nodes.
package struct NetworkLayout: Sendable {
  enum Arrangement: Sendable {
    /// Title on the left, nodes in rows on its right.
    case strip
    /// Title on top, nodes below it.
    case column
    /// One line: the title, or the only node.
    case small
  }
  package struct Placed: Sendable {
    package var box: DrawnBox
    var arrangement: Arrangement
    var nodes: [DrawnBox]
  }

  static let nodeHeight = 20.0
  static let gap = 18.0
  static let pad = 10.0
  static let top = 64.0

  package private(set) var width = 0.0
  package private(set) var height = 0.0
  /// Wide enough for the longest label, within limits.
  private let nodeWidth: Double
  /// Room for the titles of strips.
  private(set) var titleWidth = 0.0
  /// The column for what stands beside the organs, and the lower end of the organs.
  private(set) var side = DrawnBox(x: 0, y: 0, width: 0, height: 0)
  /// By number of the group.
  package private(set) var placed: [Int: Placed] = [:]

  /// The scheme of a body.
  package init(_ network: NetworkGroups, _ scheme: BodyScheme) {
    nodeWidth = Self.widthOfNodes(network)
    let strips = scheme.tissues + scheme.lungs + scheme.splanchnic + scheme.lumen.compactMap(\.wall)
    let rowsOfNodes = strips.map { network.groups[$0].nodes.count }
    let longestTitle = strips.map { estimatedWidth(network.groups[$0].name, size: 13) }.max() ?? 0
    titleWidth = min(max(120, longestTitle + 2 * Self.pad + 6), 230)
    let across = min(max(rowsOfNodes.max() ?? 1, 3), 5)
    let stripWidth = titleWidth + Double(across) * (nodeWidth + Self.gap) + Self.pad - Self.gap + 4
    let pool = nodeWidth + 2 * Self.pad
    let hasBlock = scheme.collector != nil
    let collectorX = 24 + pool + 56
    let portalX = collectorX + (hasBlock ? pool + 36 : 0)
    let stripX = portalX + (scheme.portal != nil ? pool + 36 : 0) + (hasBlock ? 0 : 14)
    let sideX = stripX + stripWidth + 44
    let sideWidth = max(150, nodeWidth + 2 * 8)
    let arterialX = sideX + sideWidth + 56
    width = arterialX + pool + 24

    func count(_ group: Int) -> Int { network.groups[group].nodes.count }
    var y = Self.top
    /// A strip with what stands beside it; returns the height of the row.
    func row(_ group: Int?, side: [Int]) -> Double {
      let lines = group.map { (count($0) + across - 1) / across } ?? 1
      let own = Double(max(1, lines)) * (Self.nodeHeight + 6) - 6 + 20
      if let group {
        placeStrip(group, count(group), DrawnBox(x: stripX, y: y, width: stripWidth, height: own), across)
      }
      var sideY = y + 13
      for other in side {
        let box = placeSide(other, network, DrawnBox(x: sideX, y: sideY, width: sideWidth, height: 0))
        sideY = box.bottom + 8
      }
      return max(own, side.isEmpty ? 0 : sideY - 8 - y)
    }
    for group in scheme.lungs + scheme.tissues { y += row(group, side: scheme.beside[group] ?? []) + 12 }
    if hasBlock || !scheme.lumen.isEmpty { y += 18 }
    let blockTop = y
    for group in scheme.splanchnic { y += row(group, side: scheme.beside[group] ?? []) + 12 }
    for (group, wall) in scheme.lumen { y += row(wall, side: [group]) + 12 }
    var sideY = y + 24
    for group in scheme.afterLumen {
      sideY = placeSide(group, network, DrawnBox(x: sideX, y: sideY, width: sideWidth, height: 0)).bottom + 20
    }
    var blockBottom = y - 12
    if let collector = scheme.collector {
      blockBottom = max(blockBottom, blockTop + columnHeight(count(collector)))
      let box = DrawnBox(x: collectorX, y: blockTop, width: pool, height: blockBottom - blockTop)
      placeColumn(collector, count(collector), box)
      if let portal = scheme.portal {
        let least = max(blockBottom, blockTop + columnHeight(count(portal)))
        placeColumn(
          portal, count(portal), DrawnBox(x: portalX, y: blockTop, width: pool, height: least - blockTop))
      }
      var below = blockBottom + 36
      for group in scheme.beside[collector] ?? [] {
        below = placeSide(group, network, DrawnBox(x: collectorX, y: below, width: sideWidth, height: 0)).bottom + 16
      }
      sideY = max(sideY, below)
    } else if let portal = scheme.portal {
      placeColumn(portal, count(portal), DrawnBox(x: portalX, y: blockTop, width: pool, height: blockBottom - blockTop))
    }
    let poolBottom = max(
      y - 12, blockBottom, Self.top + columnHeight(max(count(scheme.venous), count(scheme.arterial))))
    side = DrawnBox(x: sideX, y: Self.top, width: sideWidth, height: poolBottom - Self.top)
    for (group, x) in [(scheme.venous, 24), (scheme.arterial, arterialX)] {
      placeColumn(group, count(group), DrawnBox(x: x, y: Self.top, width: pool, height: poolBottom - Self.top))
    }
    y = max(poolBottom, sideY) + 28
    placeGrid(scheme.others, network, top: y, left: 24)
    height = (placed.values.map(\.box.bottom).max() ?? y) + 52
  }

  /// A grid, for networks that are no body.
  package init(_ network: NetworkGroups) {
    nodeWidth = Self.widthOfNodes(network)
    placeGrid(Array(network.groups.indices), network, top: Self.top, left: 30)
    width = max(320, (placed.values.map(\.box.right).max() ?? 0) + 30)
    height = (placed.values.map(\.box.bottom).max() ?? Self.top) + 36
  }

  private static func widthOfNodes(_ network: NetworkGroups) -> Double {
    let longest = network.groups.flatMap { $0.nodes.map { estimatedWidth($0.label, size: 11) } }.max() ?? 0
    return min(max(84, longest + 12), 160)
  }

  private func columnHeight(_ nodes: Int) -> Double { 34 + Double(nodes) * (Self.nodeHeight + Self.gap) }

  private mutating func placeStrip(_ group: Int, _ nodes: Int, _ box: DrawnBox, _ across: Int) {
    let (left, step) = (box.x + titleWidth, nodeWidth + Self.gap)
    let boxes = (0..<nodes).map { (i: Int) -> DrawnBox in
      let (column, line) = (Double(i % across), Double(i / across))
      let y = box.y + 10 + line * (Self.nodeHeight + 6)
      return DrawnBox(x: left + column * step, y: y, width: nodeWidth, height: Self.nodeHeight)
    }
    placed[group] = Placed(box: box, arrangement: .strip, nodes: boxes)
  }

  private mutating func placeColumn(_ group: Int, _ nodes: Int, _ box: DrawnBox) {
    let boxes = (0..<nodes).map { i in
      DrawnBox(
        x: box.x + (box.width - nodeWidth) / 2, y: box.y + 34 + Double(i) * (Self.nodeHeight + Self.gap),
        width: nodeWidth, height: Self.nodeHeight)
    }
    placed[group] = Placed(box: box, arrangement: .column, nodes: boxes)
  }

  /// A box in the side column: one line, or with its nodes below if it has several.
  private mutating func placeSide(_ group: Int, _ network: NetworkGroups, _ box: DrawnBox) -> DrawnBox {
    var box = box
    let nodes = network.groups[group].nodes
    if nodes.count == 1 {
      box.height = 24
      placed[group] = Placed(box: box, arrangement: .small, nodes: [box])
    } else {
      let height = 17.0
      box.height = 22 + Double(nodes.count) * (height + 3) + 3
      let boxes = nodes.indices.map { i in
        DrawnBox(x: box.x + 8, y: box.y + 21 + Double(i) * (height + 3), width: box.width - 16, height: height)
      }
      placed[group] = Placed(box: box, arrangement: .column, nodes: boxes)
    }
    return box
  }

  private mutating func placeGrid(_ groups: [Int], _ network: NetworkGroups, top: Double, left: Double) {
    guard !groups.isEmpty else { return }
    var across = min(4, groups.count)
    while across * across < groups.count { across += 1 }
    if width > 0 { across = max(1, Int((width - 2 * left) / (nodeWidth + 134))) }
    let boxWidth = nodeWidth + 44
    var y = top
    for start in stride(from: 0, to: groups.count, by: across) {
      var tallest = 0.0
      for (i, group) in groups[start..<min(start + across, groups.count)].enumerated() {
        let count = network.groups[group].nodes.count
        let box = DrawnBox(
          x: left + Double(i) * (boxWidth + 90), y: y, width: boxWidth, height: columnHeight(count) - 4)
        placeColumn(group, count, box)
        tallest = max(tallest, box.height)
      }
      y += tallest + 56
    }
  }
}
