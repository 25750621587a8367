import Foundation
import Simulations

extension ResultFiles {
  /// A panel for each site, one below the other, with a line for each compound of each arm.
  ///
  /// - Parameter spread: Of the concentrations; nil: logarithmic only where a linear axis would hide a curve.
  public func profilePlots(_ spread: PlotAxis.Spread?) -> String {
    let plots = sites.map { plot($0, spread) }
    guard plots.count > 1 else { return plots.first?.svg() ?? "" }
    return stackedDrawings(plots.map { $0.svg() }, title: results.study.name)
  }

  /// In order of first mention.
  private var sites: [String] {
    var seen: Set<String> = []
    return results.finished.flatMap { $0.profiles.map(\.site) }.filter { seen.insert($0).inserted }
  }

  /// A curve whose peak is this far below the highest one cannot be read on a linear axis.
  private static let greatestRatio = 30.0

  func plot(_ site: String, _ spread: PlotAxis.Spread?) -> LinePlot {
    let curves = results.finished.flatMap { result in
      result.profiles.filter { $0.site == site }.map { (result.armName, $0) }
    }
    let arms = Set(curves.map(\.0)).count
    let compounds = Set(curves.map(\.1.compound)).count
    let unit = ConcentrationUnit(largest: curves.flatMap { $0.1.concentrations }.max() ?? 0)
    let series = curves.map { arm, profile in
      let name: String =
        switch (arms > 1, compounds > 1) {
        case (true, true): "\(profile.compound), \(arm)"
        case (true, false): arm
        default: profile.compound
        }
      return PlotSeries(
        name,
        zip(profile.times, profile.concentrations).map { PlotPoint($0, $1 * unit.perMilligramPerLiter) })
    }
    let peaks = curves.compactMap { $0.1.concentrations.max() }.filter { $0 > 0 }
    let isWide = (peaks.max() ?? 0) > Self.greatestRatio * (peaks.min() ?? 0)
    var title = results.study.name
    if sites.count > 1 { title += " – \(site)" }
    var subtitle = sites.count > 1 ? "" : site
    if arms > 1, compounds == 1, let compound = curves.first?.1.compound {
      subtitle = subtitle.isEmpty ? compound : "\(compound), \(subtitle)"
    }
    return LinePlot(
      title: title, subtitle: subtitle, xAxis: PlotAxis("Time", unit: "h"),
      yAxis: PlotAxis("Concentration", unit: unit.text, spread: spread ?? (isWide ? .logarithmic : .linear)),
      series: series)
  }
}

/// The unit in which the numbers of an axis are short.
package struct ConcentrationUnit {
  package let text: String
  package let perMilligramPerLiter: Double

  package init(largest: Double) {
    switch largest {
    case ..<1e-4: (text, perMilligramPerLiter) = ("ng/L", 1e6)
    case ..<0.1: (text, perMilligramPerLiter) = ("µg/L", 1e3)
    default: (text, perMilligramPerLiter) = ("mg/L", 1)
    }
  }
}

/// Several drawings as one, each below the one before; each must begin with an `svg` element that states its size.
func stackedDrawings(_ drawings: [String], title: String) -> String {
  var (width, height) = (0.0, 0.0)
  var body = ""
  for drawing in drawings {
    guard let start = drawing.range(of: "<svg"), let size = statedSize(drawing) else { continue }
    body += "<svg y=\"\(svgNumber(height))\"" + drawing[start.upperBound...]
    width = max(width, size.width)
    height += size.height
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
