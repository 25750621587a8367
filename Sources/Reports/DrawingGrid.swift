import Foundation

/// Several drawings as one, each below the one before; each must begin with an `svg` element that states its size.
func stackedDrawings(_ drawings: [String], title: String) -> String {
  griddedDrawings(drawings.map { [$0] }, title: title)
}

/// Rows of drawings as one; each must begin with an `svg` element that states its size.
func griddedDrawings(_ rows: [[String]], title: String) -> String {
  var (width, height) = (0.0, 0.0)
  var body = ""
  for row in rows {
    var (left, tallest) = (0.0, 0.0)
    for drawing in row {
      guard let start = drawing.range(of: "<svg"), let size = statedSize(drawing) else { continue }
      let across = left > 0 ? " x=\"\(svgNumber(left))\"" : ""
      body += "<svg\(across) y=\"\(svgNumber(height))\"" + drawing[start.upperBound...]
      left += size.width
      tallest = max(tallest, size.height)
    }
    width = max(width, left)
    height += tallest
  }
  let box = "0 0 \(svgNumber(width)) \(svgNumber(height))"
  return """
    <svg xmlns="http://www.w3.org/2000/svg" width="\(svgNumber(width))" height="\(svgNumber(height))" \
    viewBox="\(box)" role="img">
    <title>\(escapedMarkup(title))</title>
    \(body)</svg>

    """
}

private func statedSize(_ drawing: String) -> (width: Double, height: Double)? {
  func number(_ attribute: String) -> Double? {
    guard let start = drawing.range(of: " \(attribute)=\"") else { return nil }
    return Double(drawing[start.upperBound...].prefix { $0 != "\"" })
  }
  guard let width = number("width"), let height = number("height") else { return nil }
  return (width, height)
}
