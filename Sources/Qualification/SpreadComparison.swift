import Compounds
import Foundation
import NumericCore
import Simulations

/// What many people of one arm give, against what was observed in it.
struct SpreadComparison {
  /// Rising, h.
  let times: [Double]
  /// For each time the concentrations of everybody, mg/L.
  let values: [[Double]]

  /// - Parameter mixture: What was measured, if it is one; parts that are not followed add nothing.
  /// - Returns: nil when nobody has a curve of the case.
  init?(_ curves: PeopleCurves, _ one: ValidationCase, mixture: Mixture?) {
    times = curves.layout.times
    if let whole = curves.values(of: one.compound, at: one.site) {
      values = whole
      return
    }
    let parts = (mixture?.parts.map(\.compound) ?? []).compactMap { curves.values(of: $0, at: one.site) }
    guard let first = parts.first else { return nil }
    values = parts.dropFirst().reduce(first) { sum, part in
      zip(sum, part).map { a, b in zip(a, b).map { $0 + $1 } }
    }
  }

  private func people(at time: Double) -> [Double]? {
    times.firstIndex { $0 == time }.map { values[$0] }
  }

  // MARK: Points

  /// - Returns: nil when no point of the dataset shows spread.
  func result(_ one: ValidationCase, _ dataset: ObservedDataset, _ kind: SpreadCase.Kind) -> SpreadCase? {
    let shown = dataset.counted.filter { $0.showsSpread(kind) }
    let points = shown.compactMap { point in
      people(at: point.time).flatMap(SummaryStatistics.init).map { (point: point, people: $0) }
    }
    guard !points.isEmpty else { return nil }
    let levels = points.filter { $0.people.median > 0 && $0.point.middle(kind) > 0 }
      .map { log($0.point.middle(kind) / $0.people.median) }
    let shift = levels.isEmpty ? 1 : exp(levels.reduce(0, +) / Double(levels.count))
    let peak = kind == .deviation ? points.max { $0.point.value < $1.point.value } : nil
    return SpreadCase(
      of: one, study: dataset.study, kind: kind,
      points: points.map { point, people in
        let (low, high) = people.band
        return SpreadPoint(
          time: point.time, observed: point.middle(kind), median: people.median, low: low, high: high,
          isInside: (low...high).contains(point.value), observedCV: kind == .deviation ? point.cv : nil,
          predictedCV: people.geometricCV,
          shareInside: point.share(kind, from: low, to: high),
          shareInsideUnbiased: point.share(kind, from: low * shift, to: high * shift))
      },
      observedCV: peak.flatMap { $0.point.cv }, predictedCV: peak.flatMap { $0.people.geometricCV })
  }

  // MARK: Exposure

  /// ln of what each person of a dataset reached over the median of the predictions at the same times, and the variance of
  /// ln of the predictions.
  func exposure(
    _ metric: QualificationMetric, _ dataset: ObservedDataset
  ) -> (deviation: Double, variance: Double)? {
    let points = dataset.counted
    let curves = points.compactMap { people(at: $0.time) }
    guard curves.count == points.count, points.count > 1, let count = curves.first?.count else { return nil }
    let times = points.map(\.time)
    func value(_ concentrations: [Double]) -> Double {
      metric == .auc ? trapezoidalArea(times, concentrations) : concentrations.max() ?? 0
    }
    let observed = value(points.map(\.value))
    let predicted = (0..<count).map { person in value(curves.map { $0[person] }) }
    guard observed > 0, let statistics = SummaryStatistics(predicted.map { log($0) }),
      let deviation = statistics.standardDeviation
    else { return nil }
    return (log(observed) - statistics.median, deviation * deviation)
  }
}

extension SummaryStatistics {
  /// Between these another person lies with a probability of 90 %, however many people there are, at least 19.
  ///
  ///     place = (n + 1) p,  p = 0.05 and 0.95, counted from 1
  ///
  /// - Reference: Hyndman and Fan, The American Statistician 50 (1996) 361-365, type 6.
  fileprivate var band: (low: Double, high: Double) {
    let place = Double(count + 1) * 0.05 - 1
    let low = place / Double(max(count - 1, 1))
    return (quantile(min(max(low, 0), 0.5)), quantile(max(min(1 - low, 1), 0.5)))
  }
}

extension ValidationCase {
  /// Fewer people say little of a deviation.
  static let fewestForDeviation = 3

  /// What a dataset says of the spread between people; nil when nothing.
  ///
  /// Some datasets that are marked individual have several people, but not the points of several.
  func spreadKind(_ dataset: ObservedDataset) -> SpreadCase.Kind? {
    let points = dataset.counted
    if dataType == "individual" || (!points.isEmpty && points.allSatisfy(\.isIndividual)) {
      return points.count >= 2 * (people ?? 1) || people == 1 ? .individual : nil
    }
    guard (people ?? Self.fewestForDeviation) >= Self.fewestForDeviation else { return nil }
    return points.contains { $0.showsSpread(.deviation) } ? .deviation : nil
  }
}

extension ObservedDataset.Point {
  func showsSpread(_ kind: SpreadCase.Kind) -> Bool {
    kind == .individual || (value > 0 && (deviation ?? 0) > 0)
  }

  /// As a fraction; that of the lognormal distribution with this mean and deviation is the same.
  var cv: Double? { deviation.flatMap { value > 0 ? $0 / value : nil } }

  /// Standard deviation of the logarithm of the lognormal distribution with this mean and deviation.
  private var logDeviation: Double { log1p((cv ?? 0) * (cv ?? 0)).squareRoot() }

  /// The value, or the median of the lognormal distribution with this mean and deviation.
  func middle(_ kind: SpreadCase.Kind) -> Double {
    kind == .individual ? value : value * exp(-logDeviation * logDeviation / 2)
  }

  /// The part of the people behind the point that has from `low` to `high`.
  ///
  ///     σ² = ln(1 + (s/m)²),  μ = ln m - σ²/2,  share = Φ((ln high - μ)/σ) - Φ((ln low - μ)/σ)
  func share(_ kind: SpreadCase.Kind, from low: Double, to high: Double) -> Double {
    guard kind == .deviation else { return (low...high).contains(value) ? 1 : 0 }
    func below(_ bound: Double) -> Double {
      bound > 0 ? normalCumulative(log(bound / middle(kind)) / logDeviation) : 0
    }
    return below(high) - below(low)
  }
}
