import Foundation
import Simulations

extension PopulationPlots {
  /// The range of people over time at each place of each arm.
  func drawnProfiles() -> [(linear: String, logarithmic: String)] {
    bands.map { (profile($0, .linear).svg(), profile($0, .logarithmic).svg()) }
  }

  /// Where a name says an arm and what is watched there.
  func title(arm: Int, site: Int) -> (title: String, subtitle: String) {
    let (arms, place) = (layout.arms, layout.arms[arm].sites[site])
    let what = "\(place.compound), \(place.name)"
    return arms.count > 1 ? (arms[arm].name, what) : (what, "")
  }

  private func profile(_ band: PopulationBand, _ spread: PlotAxis.Spread) -> LinePlot {
    let site = layout.arms[band.arm].sites[band.site]
    let known = zip(layout.times, band.statistics).compactMap { time, statistics in statistics.map { (time, $0) } }
    let times = known.map(\.0)
    let own = observed.filter { $0.arm == band.arm && $0.site == band.site }
    let axis = SiteAxis(site, largest: known.map { $0.1.percentile(95) }.max() ?? 0)
    func percentile(_ percent: Double) -> [Double] { known.map { $0.1.percentile(percent) * axis.factor } }
    func line(_ name: String, _ percent: Double, _ stroke: PlotSeries.Stroke, _ thickness: Double) -> PlotSeries {
      PlotSeries(
        name, zip(times, percentile(percent)).map(PlotPoint.init), stroke: stroke, color: 0, thickness: thickness)
    }
    let median = percentile(50)
    let (title, subtitle) = title(arm: band.arm, site: band.site)
    let count = known.map { $0.1.count }.max() ?? 0
    return LinePlot(
      title: title, subtitle: (subtitle.isEmpty ? "" : subtitle + "; ") + "\(count) people",
      xAxis: PlotAxis("Time", unit: "h"), yAxis: PlotAxis(axis.label, unit: axis.unit, spread: spread),
      series: [
        line("median", 50, .solid, 2.2), line("2.5 and 97.5 %", 2.5, .dotted, 1), line("", 97.5, .dotted, 1),
      ],
      observed: observedSeries(own, axis),
      bands: [
        PlotBand("5-95 %", x: times, low: percentile(5), high: percentile(95), color: 0, opacity: 0.14),
        PlotBand("25-75 %", x: times, low: percentile(25), high: percentile(75), color: 0, opacity: 0.28),
      ], width: 600, height: 380, mostDecades: decades(median, own.flatMap(\.points).map { $0.value * axis.factor }))
  }

  /// Decades below the highest value that a logarithmic axis needs for the median's fall and what was observed.
  private func decades(_ median: [Double], _ observed: [Double]) -> Int {
    guard let top = (median + observed).max(), top > 0, let peak = median.firstIndex(of: median.max() ?? 0) else {
      return 3
    }
    let low = (Array(median[peak...]) + observed).filter { $0 > 0 }.min() ?? top
    return min(6, max(2, Int((log10(top / low)).rounded(.up)) + 1))
  }

  /// Names of origins that a legend can hold.
  private static let mostOrigins = 5

  /// What was observed, by origin: persons as dots, means with their standard deviation.
  func observedSeries(_ observed: [PlacedObservation], _ axis: SiteAxis) -> [ObservedSeries] {
    var names = observed.map(\.name).uniqued()
    if names.count > Self.mostOrigins { names = ["observed"] }
    return names.enumerated().flatMap { index, name in
      let points = observed.filter { names.count == 1 || $0.name == name }.flatMap(\.points)
      return observedSeries(name, points, color: 1 + index % (PlotPalette.colors.count - 2), axis)
    }
  }

  func observedSeries(
    _ name: String, _ points: [ObservedDataset.Point], color: Int, _ axis: SiteAxis
  ) -> [ObservedSeries] {
    func drawn(_ point: ObservedDataset.Point) -> ObservedPoint {
      let value = point.value * axis.factor
      let deviation = point.isIndividual ? nil : point.deviation.map { $0 * axis.factor }
      return ObservedPoint(
        point.time, value, low: deviation.map { value - $0 }, high: deviation.map { value + $0 }, label: point.subject)
    }
    let counted = points.filter { !$0.isBelowLimit }
    let groups = [
      ObservedSeries(
        "\(name), persons", counted.filter(\.isIndividual).map(drawn), color: color, marker: 0, isFilled: true,
        scale: 0.6),
      ObservedSeries(
        counted.contains { $0.deviation != nil } ? "\(name), mean ± SD" : "\(name), mean",
        counted.filter { !$0.isIndividual }.map(drawn), color: color, marker: 1, isFilled: true),
      ObservedSeries(
        "\(name), below the limit", points.filter(\.isBelowLimit).map(drawn), color: PlotPalette.colors.count - 1,
        marker: 0, scale: 0.6),
    ]
    return groups.filter { !$0.points.isEmpty }
  }
}
