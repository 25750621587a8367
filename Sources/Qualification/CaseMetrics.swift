import Foundation
import Quantities
import Simulations

/// A measure by which a prediction is held against an observation.
public enum QualificationMetric: String, Sendable, Hashable, CaseIterable {
  /// Area under the observed points, mg h/L.
  case auc
  /// Greatest of the observed points, mg/L.
  case cmax
  /// When it was observed, h.
  case tmax
  /// Geometric mean fold error over the points of a profile.
  case concentration = "concentration_gmfe"
  /// Excreted until the last sample, share of the dose or mg.
  case excretedFraction = "excreted_fraction"
}

/// One measure of one case.
public struct MetricValue: Sendable, Hashable {
  public var metric: QualificationMetric
  /// Nil for the fold error of a profile, which has many.
  public var observed: Double?
  public var predicted: Double?
  /// Predicted over observed; of a profile its fold error, at least 1.
  public var ratio: Double

  public var isWithinTwofold: Bool { FoldErrors([ratio]).share(within: 2) == 1 }
}

/// Why a case has no result.
public struct CaseFailure: Error, Sendable, Hashable, CustomStringConvertible {
  public let reason: String
  public init(_ reason: String) { self.reason = reason }
  public var description: String { reason }
}

/// Every measure of one dataset, both sides at the observed times.
///
/// Points below the limit of quantification are left out. Several points of one time (a pooled set of single persons) count
/// one by one in the fold error of the profile, and as their arithmetic mean in AUC and Cmax. AUC is that of straight lines
/// from the first to the last point and needs two times; observed zeros count in it, but not in the fold error.
///
/// - Parameters:
///   - observed: What was measured.
///   - predicted: The prediction at a time, in the unit of the observation; nil outside of the simulated span.
/// - Throws: `CaseFailure` when nothing can be compared.
public func caseMetrics(
  _ observed: ObservedDataset, predicted: (Double) -> Double?
) throws(CaseFailure) -> [MetricValue] {
  let points = observed.counted
  guard let first = points.first, let last = points.last else {
    throw CaseFailure("every point is below the limit of quantification")
  }
  var pairs: [(time: Double, observed: Double, predicted: Double)] = []
  for point in points {
    guard let value = predicted(point.time) else {
      throw CaseFailure("the point at \(formattedNumber(point.time)) h lies outside of what was simulated")
    }
    pairs.append((point.time, point.value, value))
  }
  if observed.quantity != .concentration {
    guard last.value > 0 else { throw CaseFailure("nothing was excreted in the observation") }
    return [try ratio(.excretedFraction, last.value, pairs[pairs.count - 1].predicted)]
  }
  guard points.contains(where: { $0.value > 0 }) else { throw CaseFailure("every observed concentration is zero") }
  let means = meansByTime(pairs)
  var found: [MetricValue] = []
  if last.time > first.time {
    let times = means.map(\.time)
    let area = trapezoidalArea(times, means.map(\.observed))
    if area > 0 { found.append(try ratio(.auc, area, trapezoidalArea(times, means.map(\.predicted)))) }
  }
  if let high = means.max(by: { $0.observed < $1.observed }),
    let reached = means.max(by: { $0.predicted < $1.predicted })
  {
    found.append(try ratio(.cmax, high.observed, reached.predicted))
    if high.time > 0, reached.time > 0 { found.append(try ratio(.tmax, high.time, reached.time)) }
  }
  let folds = FoldErrors(pairs.filter { $0.observed > 0 && $0.predicted > 0 }.map { $0.predicted / $0.observed })
  if let gmfe = folds.gmfe {
    found.append(MetricValue(metric: .concentration, observed: nil, predicted: nil, ratio: gmfe))
  }
  return found
}

private func ratio(
  _ metric: QualificationMetric, _ observed: Double, _ predicted: Double
) throws(CaseFailure) -> MetricValue {
  guard predicted > 0, predicted.isFinite else { throw CaseFailure("nothing is predicted at the observed times") }
  return MetricValue(metric: metric, observed: observed, predicted: predicted, ratio: predicted / observed)
}

/// Arithmetic means of the points that share a time.
private func meansByTime(
  _ pairs: [(time: Double, observed: Double, predicted: Double)]
) -> [(time: Double, observed: Double, predicted: Double)] {
  var means: [(time: Double, observed: Double, predicted: Double)] = []
  var count = 0.0
  for pair in pairs {
    if let last = means.last, last.time == pair.time {
      count += 1
      means[means.count - 1].observed += (pair.observed - last.observed) / count
      means[means.count - 1].predicted += (pair.predicted - last.predicted) / count
    } else {
      means.append(pair)
      count = 1
    }
  }
  return means
}

/// Area under straight lines between points.
func trapezoidalArea(_ times: [Double], _ values: [Double]) -> Double {
  var area = 0.0
  for index in times.indices.dropFirst() {
    area += (times[index] - times[index - 1]) * (values[index] + values[index - 1]) / 2
  }
  return area
}
