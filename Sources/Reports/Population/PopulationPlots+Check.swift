import Simulations

extension PopulationPlots {
  /// A row of drawings for each panel; nil without panels.
  func drawn(_ panels: [VisualCheckPanel], isCorrected: Bool) -> String? {
    guard !panels.isEmpty else { return nil }
    return griddedDrawings(
      panels.map { panel in
        [PlotAxis.Spread.linear, .logarithmic].map { plot(panel, $0, isCorrected: isCorrected).svg() }
      }, title: study.study.name)
  }

  private func plot(_ panel: VisualCheckPanel, _ spread: PlotAxis.Spread, isCorrected: Bool) -> LinePlot {
    let simulated = panel.bins.flatMap { $0.simulated ?? [] }
    let axis = SiteAxis(panel.site, largest: max(panel.points.map(\.value).max() ?? 0, simulated.max() ?? 0))
    /// A line for each percentile; the median's is named.
    func lines(_ name: String, color: Int, _ value: (VisualCheckPanel.Bin, Int) -> Double?) -> [PlotSeries] {
      VisualCheckPanel.percents.enumerated().map { place, percent in
        let points = panel.bins.compactMap { bin in
          value(bin, place).map { PlotPoint(bin.time, $0 * axis.factor) }
        }
        let isMedian = percent == 50
        return PlotSeries(
          isMedian && !points.isEmpty ? name : "", points, stroke: isMedian ? .solid : .dashed, color: color)
      }
    }
    var series: [PlotSeries] = []
    if !isCorrected { series += wholeLines(panel, axis) }
    series += lines("people 5, 50, 95 %", color: 0) { $0.simulated?[$1] }
    series += lines("observed 5, 50, 95 %", color: 1) { $0.observed[$1] }
    let names: (String, String)
    if let arm = panel.arm {
      names = title(arm: arm, site: layout.arms[arm].sites.firstIndex(of: panel.site) ?? 0)
    } else {
      names = ("\(panel.site.compound), \(panel.site.name)", layout.arms.count > 1 ? "arms together" : "")
    }
    var plot = LinePlot(
      title: names.0, subtitle: [names.1, note(panel, isCorrected)].filter { !$0.isEmpty }.joined(separator: "; "),
      xAxis: PlotAxis("Time", unit: "h", includesZero: true),
      yAxis: PlotAxis(
        isCorrected ? "\(axis.label), prediction-corrected" : axis.label, unit: axis.unit, spread: spread),
      series: series, observed: observedSeries("observed", panel.points, color: 1, axis), bands: areas(panel, axis),
      width: 600, height: 380,
      mostDecades: 4)
    plot.hasLinesOnTop = true
    return plot
  }

  /// Percentiles of the people at every time, not only in the bins.
  private func wholeLines(_ panel: VisualCheckPanel, _ axis: SiteAxis) -> [PlotSeries] {
    guard let band = bands.first(where: { $0.arm == panel.arm && layout.arms[$0.arm].sites[$0.site] == panel.site }),
      let last = panel.points.map(\.time).max()
    else { return [] }
    let end = layout.times.first { $0 >= last } ?? last
    let known = zip(layout.times, band.statistics).filter { $0.0 <= end }
    return VisualCheckPanel.percents.map { percent in
      PlotSeries(
        percent == 50 ? "people, at every time" : "",
        known.map { PlotPoint($0, ($1?.percentile(percent) ?? .nan) * axis.factor) }, stroke: .dotted, color: 0,
        thickness: 1)
    }
  }

  private func areas(_ panel: VisualCheckPanel, _ axis: SiteAxis) -> [PlotBand] {
    VisualCheckPanel.percents.indices.compactMap { place -> PlotBand? in
      let known = panel.bins.filter { $0.areas != nil }
      guard !known.isEmpty else { return nil }
      return PlotBand(
        place == 1 ? "95 % of \(panel.trials) trials" : "", x: known.map(\.time),
        low: known.map { ($0.areas?[place].lowerBound ?? .nan) * axis.factor },
        high: known.map { ($0.areas?[place].upperBound ?? .nan) * axis.factor }, color: 0,
        opacity: place == 1 ? 0.3 : 0.16)
    }
  }

  private func note(_ panel: VisualCheckPanel, _ isCorrected: Bool) -> String {
    if !panel.points.contains(where: \.isIndividual) { return "only means were observed: no percentiles of persons" }
    return "\(panel.points.filter(\.isIndividual).count) points of persons in \(panel.bins.count) bins"
  }
}
