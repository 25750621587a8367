import Foundation

/// A coordinate with at most two decimals.
package func svgNumber(_ value: Double) -> String {
  guard value.isFinite, abs(value) < 1e9 else { return "0" }
  let hundredths = Int((value * 100).rounded())
  let (whole, rest) = (abs(hundredths) / 100, abs(hundredths) % 100)
  let sign = hundredths < 0 ? "-" : ""
  if rest == 0 { return "\(sign)\(whole)" }
  if rest % 10 == 0 { return "\(sign)\(whole).\(rest / 10)" }
  return "\(sign)\(whole).\(rest < 10 ? "0" : "")\(rest)"
}

/// The `d` attribute of straight lines through points; empty for none.
func svgPath(_ points: [PlotPoint]) -> String {
  var text = ""
  for (i, point) in points.enumerated() {
    text += "\(i == 0 ? "M" : "L")\(svgNumber(point.x)) \(svgNumber(point.y))"
  }
  return text
}

/// Points of a line without those that lie within a tenth of a pixel of it.
///
/// - Reference: Douglas and Peucker, Cartographica 10 (1973) 112, doi:10.3138/FM57-6770-U75U-7727.
package func thinned(_ points: [PlotPoint], tolerance: Double = 0.1) -> [PlotPoint] {
  guard points.count > 2 else { return points }
  var isKept = [Bool](repeating: false, count: points.count)
  isKept[0] = true
  isKept[points.count - 1] = true
  var open = [(0, points.count - 1)]
  while let (first, last) = open.popLast() {
    guard last - first > 1 else { continue }
    let (a, b) = (points[first], points[last])
    let (dx, dy) = (b.x - a.x, b.y - a.y)
    let length = (dx * dx + dy * dy).squareRoot()
    var (farthest, distance) = (first, tolerance)
    for i in first + 1..<last {
      let (px, py) = (points[i].x - a.x, points[i].y - a.y)
      let away = length > 0 ? abs(px * dy - py * dx) / length : (px * px + py * py).squareRoot()
      if away > distance { (farthest, distance) = (i, away) }
    }
    guard farthest != first else { continue }
    isKept[farthest] = true
    open.append((first, farthest))
    open.append((farthest, last))
  }
  return points.indices.filter { isKept[$0] }.map { points[$0] }
}

/// An SVG drawing as it grows, on a white ground.
struct SVGText: Sendable {
  enum Anchor: String, Sendable { case start, middle, end }

  private var body = ""
  private var depth = 1

  init(width: Double, height: Double, title: String) {
    let size = "width=\"\(svgNumber(width))\" height=\"\(svgNumber(height))\""
    body += "<svg xmlns=\"http://www.w3.org/2000/svg\" \(size) "
    body += "viewBox=\"0 0 \(svgNumber(width)) \(svgNumber(height))\" "
    body += "font-family=\"\(PlotPalette.fonts)\" role=\"img\">\n"
    if !title.isEmpty { line("<title>\(escapedMarkup(title))</title>") }
    line("<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>")
  }

  mutating func line(_ markup: String) { body += String(repeating: " ", count: depth) + markup + "\n" }

  mutating func open(_ tag: String) {
    line(tag)
    depth += 1
  }

  mutating func close(_ tag: String) {
    depth -= 1
    line(tag)
  }

  mutating func text(_ text: String, x: Double, y: Double, anchor: Anchor, attributes: String = "") {
    let side = anchor == .start ? "" : " text-anchor=\"\(anchor.rawValue)\""
    let more = attributes.isEmpty ? "" : " " + attributes
    line("<text x=\"\(svgNumber(x))\" y=\"\(svgNumber(y))\"\(side)\(more)>\(escapedMarkup(text))</text>")
  }

  mutating func text(_ text: String, attributes: String) { line("<text \(attributes)>\(escapedMarkup(text))</text>") }

  func finished() -> String { body + "</svg>\n" }
}
