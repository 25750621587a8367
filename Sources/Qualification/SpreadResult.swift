import NumericCore
import Simulations

/// One observed point within the spread of predictions.
public struct SpreadPoint: Sendable, Hashable {
  /// h
  public let time: Double
  /// Median of what was observed, mg/L: of a mean with its deviation that of the lognormal distribution.
  public let observed: Double
  /// Median of the predictions, and the ends of the band that holds 90 % of them, mg/L.
  public let median: Double
  public let low: Double
  public let high: Double
  /// Whether the observed value, of several people their mean, is in the band.
  public let isInside: Bool
  /// Geometric coefficients of variation, fractions; nil of a single person, and where somebody has nothing.
  public let observedCV: Double?
  public let predictedCV: Double?
  /// The part of the observed people inside, 0 to 1.
  public let shareInside: Double
  /// The same when the band is moved to the observed level of its dataset.
  public let shareInsideUnbiased: Double
}

/// How the spread of one dataset lies in the predicted one.
public struct SpreadCase: Sendable {
  /// What says how much people differ.
  public enum Kind: String, Sendable, CaseIterable {
    case individual
    case deviation = "mean and sd"
  }

  public let of: ValidationCase
  public let study: String
  public let kind: Kind
  public let points: [SpreadPoint]
  /// Geometric coefficients of variation, fractions, at the time of the observed peak; nil for a single person.
  public let observedCV: Double?
  public let predictedCV: Double?

  public var shareInside: Double { points.mean(\.shareInside) ?? 0 }
  public var shareInsideUnbiased: Double { points.mean(\.shareInsideUnbiased) ?? 0 }
  /// Predicted over observed: the geometric mean over the points.
  public var ratio: Double? {
    FoldErrors(points.filter { $0.median > 0 && $0.observed > 0 }.map { $0.median / $0.observed }).geometricMean
  }
}

/// How much the exposure of single persons of one arm differs.
public struct SpreadGroup: Sendable {
  public let of: ValidationCase
  public let study: String
  public let metric: QualificationMetric
  public let people: Int
  /// Geometric coefficients of variation, fractions.
  public let observedCV: Double
  public let predictedCV: Double
}

/// How well the predicted spread between people fits what was observed.
public struct SpreadResult: Sendable {
  /// Of the people; every arm has the same ones, as far as its limits allow.
  static let seed: UInt64 = 1

  /// Virtual people in each arm.
  public let people: Int
  public let cases: [SpreadCase]
  public let groups: [SpreadGroup]
  /// Cases that show spread and have no result.
  public let failed: [FailedCase]

  public var summary: SpreadSummary { SpreadSummary(cases) }

  public func cases(of kind: SpreadCase.Kind) -> [SpreadCase] { cases.filter { $0.kind == kind } }
}

/// Some cases together; each point counts the same.
public struct SpreadSummary: Sendable {
  public let points: Int
  public let shareInside: Double?
  public let shareInsideUnbiased: Double?
  /// Of the observed values themselves, means or of single persons, the part in the band.
  public let shareOfValues: Double?
  /// Medians over the datasets that have a deviation.
  public let observedCV: Double?
  public let predictedCV: Double?
  /// Geometric mean over the datasets of predicted over observed CV.
  public let cvRatio: Double?

  public init(_ cases: [SpreadCase]) {
    let all = cases.flatMap(\.points)
    let known = cases.filter { ($0.observedCV ?? 0) > 0 && ($0.predictedCV ?? 0) > 0 }
    points = all.count
    shareInside = all.mean(\.shareInside)
    shareInsideUnbiased = all.mean(\.shareInsideUnbiased)
    shareOfValues = all.mean { $0.isInside ? 1 : 0 }
    observedCV = median(known.compactMap(\.observedCV))
    predictedCV = median(known.compactMap(\.predictedCV))
    cvRatio = FoldErrors(known.map { ($0.predictedCV ?? 1) / ($0.observedCV ?? 1) }).geometricMean
  }
}

extension Sequence {
  fileprivate func mean(_ value: (Element) -> Double) -> Double? {
    var (sum, count) = (0.0, 0)
    for element in self {
      sum += value(element)
      count += 1
    }
    return count == 0 ? nil : sum / Double(count)
  }
}
