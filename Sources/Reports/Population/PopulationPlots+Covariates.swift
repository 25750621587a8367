import Foundation
import NumericCore
import Simulations

extension PopulationPlots {
  /// A row of drawings for each compound and measure; nil where there is none.
  func drawnExposure() -> String? {
    let rows = people.exposures.flatMap { exposure in
      [(Measure.auc, exposure.aucLast), (.cmax, exposure.cmax)].compactMap { row(exposure, $0, $1) }
    }
    return rows.isEmpty ? nil : griddedDrawings(rows, title: study.study.name)
  }

  private enum Measure {
    case auc, cmax
  }

  /// A spread of the whiskers wider than this is drawn on a logarithmic axis.
  private static let widestLinear = 20.0
  /// Points of a scatter plot.
  private static let mostPoints = 1000

  private func row(_ exposure: ExposedPeople.Exposure, _ measure: Measure, _ values: [Double]) -> [String]? {
    guard let all = BoxSummary("", values) else { return nil }
    let unit = ConcentrationUnit(largest: all.whiskers.upperBound)
    let scaled = values.map { $0 * unit.perMilligramPerLiter }
    let name = measure == .auc ? "AUC" : "Cmax"
    let isWide = all.whiskers.upperBound > Self.widestLinear * all.whiskers.lowerBound && all.whiskers.lowerBound > 0
    let axis = PlotAxis(
      name, unit: measure == .auc ? unit.text.replacingOccurrences(of: "/L", with: "·h/L") : unit.text,
      spread: isWide ? .logarithmic : .linear)
    let (title, subtitle) = title(arm: exposure.arm, site: exposure.site)
    func boxes(_ label: String, _ groups: [(name: String, isIn: (Int) -> Bool)]) -> String {
      BoxPlot(
        title: title, subtitle: subtitle, xTitle: label, yAxis: axis,
        boxes: groups.compactMap { group in
          BoxSummary(group.name, scaled.indices.filter(group.isIn).map { scaled[$0] })
        }
      ).svg()
    }
    var drawings = [
      boxes("Sex", [("women", { people.female[$0] == 1 }), ("men", { people.female[$0] == 0 })]),
      boxes(
        "Age (year)",
        ageBands(people.ages).map { band in
          (band.name, { people.ages[$0] >= band.ages.lowerBound && people.ages[$0] < band.ages.upperBound })
        }),
    ]
    for (label, unit, covariate) in [("Weight", "kg", people.weights), ("eGFR", "mL/min/1.73 m²", people.filtrations)] {
      let points = zip(covariate, scaled).filter { $0.isFinite && $1.isFinite }.map(PlotPoint.init)
      guard !points.isEmpty else { continue }
      let shown = evenlyChosen(Self.mostPoints, of: points.count).map { ObservedPoint(points[$0].x, points[$0].y) }
      var plot = LinePlot(
        title: title, subtitle: subtitle, xAxis: PlotAxis(label, unit: unit), yAxis: axis,
        series: [PlotSeries("", runningMedian(points), color: 1, thickness: 2.4)],
        observed: [ObservedSeries("", shown, color: 5, marker: 0, isFilled: true, scale: 0.35)], width: 320,
        height: 280)
      plot.hasLinesOnTop = true
      drawings.append(plot.svg())
    }
    return drawings
  }
}

/// Bands of age that people are in, with their names: of children as trials divide them, of adults by 15 years.
///
/// - Parameter ages: year; those that are not finite are left out.
/// - Reference: the borders of childhood of ICH E11, trials in the pediatric population.
package func ageBands(_ ages: [Double]) -> [(name: String, ages: Range<Double>)] {
  let month = 28 / 365.25
  let borders = [0, month, 2, 6, 12, 18, 30, 45, 60, 75, Double.infinity]
  return zip(borders, borders.dropFirst()).compactMap { low, high in
    guard ages.contains(where: { $0 >= low && $0 < high }) else { return nil }
    func word(_ border: Double) -> String { border == month ? "28 d" : "\(Int(border))" }
    let name = high == .infinity ? "≥\(word(low))" : low == 0 ? "<\(word(high))" : "\(word(low))-\(word(high))"
    return (name, low..<high)
  }
}
