import Foundation
import Reports

/// The drawings of the page.
enum QualificationPlots {
  /// Predicted over observed in one metric, one point a case, with the lines of equality, 1.25-fold and 2-fold.
  static func scatter(
    _ metric: QualificationMetric, _ cases: [CaseResult], title: String, width: Double, height: Double
  ) -> String? {
    let values = cases.compactMap { $0.value(metric) }.flatMap { [$0.observed, $0.predicted].compactMap(\.self) }
    guard let low = values.filter({ $0 > 0 }).min(), let high = values.max(), high > 0 else { return nil }
    // Both axes span the same values, with room for the lines at the corners.
    let (start, end) = (low / 2.5, high * 2.5)
    func line(_ name: String, _ fold: Double, _ stroke: PlotSeries.Stroke) -> [PlotSeries] {
      let pairs =
        fold == 1
        ? [(start, start, end, end)]
        : [
          (start, start * fold, end / fold, end), (start * fold, start, end, end / fold),
        ]
      return pairs.enumerated().map { index, ends in
        PlotSeries(
          index == 0 ? name : "", [PlotPoint(ends.0, ends.1), PlotPoint(ends.2, ends.3)], stroke: stroke, color: 6)
      }
    }
    let unit = metric == .auc ? "mg·h/L" : metric == .cmax ? "mg/L" : ""
    return LinePlot(
      title: title, xAxis: PlotAxis("Observed", unit: unit, spread: .logarithmic),
      yAxis: PlotAxis("Predicted", unit: unit, spread: .logarithmic),
      series: line("equal", 1, .solid) + line("1.25-fold", 1.25, .dotted) + line("2-fold", 2, .dashed),
      observed: groups(metric, cases), width: width, height: height, mostDecades: 15
    ).svg()
  }

  /// Predicted over observed coefficients of variation.
  static func variation(_ spread: SpreadResult, width: Double, height: Double) -> String? {
    let peaks = spread.cases.compactMap { one -> ObservedPoint? in
      guard let observed = one.observedCV, let predicted = one.predictedCV else { return nil }
      return ObservedPoint(observed * 100, predicted * 100, label: one.of.name)
    }
    func exposure(_ metric: QualificationMetric) -> [ObservedPoint] {
      spread.groups.filter { $0.metric == metric }.map {
        ObservedPoint($0.observedCV * 100, $0.predictedCV * 100, label: "\($0.study), \($0.people) persons")
      }
    }
    let series = [
      ObservedSeries("peak, mean and sd", peaks, color: 0, marker: 0, isFilled: false),
      ObservedSeries("AUC, single persons", exposure(.auc), color: 1, marker: 1),
      ObservedSeries("Cmax, single persons", exposure(.cmax), color: 2, marker: 2),
    ].filter { !$0.points.isEmpty }
    let values = series.flatMap(\.points).flatMap { [$0.x, $0.y] }.filter { $0 > 0 }
    guard let low = values.min(), let high = values.max() else { return nil }
    return LinePlot(
      title: "Variation between people", xAxis: PlotAxis("Observed CV", unit: "%", spread: .logarithmic),
      yAxis: PlotAxis("Predicted CV", unit: "%", spread: .logarithmic),
      series: [PlotSeries("equal", [PlotPoint(low, low), PlotPoint(high, high)], color: 6)], observed: series,
      width: width, height: height
    ).svg()
  }

  /// Cases by route; those that the parameters were fitted to are drawn hollow.
  private static func groups(_ metric: QualificationMetric, _ cases: [CaseResult]) -> [ObservedSeries] {
    var groups: [ObservedSeries] = []
    for (number, route) in (ValidationCase.choices["route"] ?? []).enumerated() {
      for isFitted in [false, true] {
        let points = cases.filter { $0.of.route == route && ($0.of.fitted == "yes") == isFitted }
          .compactMap { one -> ObservedPoint? in
            guard let value = one.value(metric), let observed = value.observed, let predicted = value.predicted
            else { return nil }
            return ObservedPoint(observed, predicted, label: "\(one.of.name): \(fold(value.ratio))")
          }
        guard !points.isEmpty else { continue }
        groups.append(
          ObservedSeries(
            isFitted ? "\(route), fitted to" : route, points, color: number, marker: number, isFilled: !isFitted))
      }
    }
    return groups
  }

  /// A concentration spread wider than this is drawn on a logarithmic axis.
  private static let widestLinear = 20.0

  /// The predicted curve with the observed points over it.
  static func curve(_ one: CaseResult) -> String {
    let points = one.observed.points
    let observed = points.map(\.value).filter { $0 > 0 }
    let (low, high) = (observed.min() ?? 1, observed.max() ?? 1)
    var (unit, factor, label) = ("", 1.0, "Concentration")
    switch one.of.quantity {
    case .concentration:
      let own = ConcentrationUnit(largest: max(high, one.curve.map(\.value).max() ?? 0))
      (unit, factor) = (own.text, own.perMilligramPerLiter)
    case .excretedFraction: label = "Share of the dose"
    case .excretedAmount: (unit, label) = ("mg", "Excreted")
    }
    let isWide = one.of.quantity == .concentration && high > widestLinear * low
    func series(_ name: String, _ isBelow: Bool) -> ObservedSeries {
      ObservedSeries(
        name,
        points.filter { $0.isBelowLimit == isBelow }.map { point in
          ObservedPoint(
            point.time, point.value * factor, low: point.deviation.map { (point.value - $0) * factor },
            high: point.deviation.map { (point.value + $0) * factor })
        }, color: isBelow ? 6 : 1, marker: 0, isFilled: !isBelow)
    }
    // The axis follows the points: a curve may come from nothing.
    let decades = Int((log10(max(high, one.curve.map(\.value).max() ?? 0) / low)).rounded(.up))
    return LinePlot(
      title: "", xAxis: PlotAxis("Time", unit: "h"),
      yAxis: PlotAxis(label, unit: unit, spread: isWide ? .logarithmic : .linear),
      series: [PlotSeries("", one.curve.map { PlotPoint($0.time, $0.value * factor) }, color: 0)],
      observed: [series("", false), series("", true)].filter { !$0.points.isEmpty }, width: 330, height: 230,
      mostDecades: max(1, decades)
    ).svg()
  }

  /// A ratio for reading.
  static func fold(_ ratio: Double) -> String { decimalText(ratio, decimals: ratio < 10 ? 2 : 1) }
}
