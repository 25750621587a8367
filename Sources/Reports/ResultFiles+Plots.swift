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
    results.finished.flatMap { $0.profiles.map(\.site) }.uniqued()
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
      series: series, observed: observed(site, curves: curves, unit))
  }

  /// What was observed at a site, in the color of its curve.
  private func observed(
    _ site: String, curves: [(String, SimulationResult.Profile)], _ unit: ConcentrationUnit
  ) -> [ObservedSeries] {
    results.parts.observed.compactMap { one -> ObservedSeries? in
      let dataset = one.dataset
      guard dataset.site == site, dataset.quantity == .concentration,
        let curve = curves.firstIndex(where: { $0.0 == one.arm && $0.1.compound == dataset.compound })
      else { return nil }
      let points = dataset.points.filter { $0.time >= 0 && $0.time <= results.study.duration * (1 + 1e-9) }
      guard !points.isEmpty else { return nil }
      return ObservedSeries(
        dataset.study.isEmpty ? dataset.name : dataset.study,
        points.map { point in
          let value = point.value * unit.perMilligramPerLiter
          let deviation = point.deviation.map { $0 * unit.perMilligramPerLiter }
          return ObservedPoint(
            point.time, value, low: deviation.map { value - $0 }, high: deviation.map { value + $0 },
            label: point.isBelowLimit ? "below the limit" : point.subject)
        }, color: curve)
    }
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
