import Foundation

/// The statistics of equally weighted values; they do not depend on the order of the values.
///
/// - Units: those of the values; `geometricCV` is a fraction.
public struct SummaryStatistics: Sendable, Hashable {
  /// Rising.
  public let sorted: [Double]
  public let mean: Double
  /// √(Σ (x - mean)² / (n - 1)); nil for a single value.
  public let standardDeviation: Double?
  /// exp(mean of ln x); nil unless all values are positive.
  public let geometricMean: Double?
  /// √(exp(s²) - 1), s the standard deviation of ln x; nil for a single value or unless all values are positive.
  ///
  /// - Reference: Kirkwood, Biometrics 35 (1979) 908-909.
  public let geometricCV: Double?

  /// - Returns: nil without values, or when one is not finite.
  /// - Complexity: O(n log n).
  public init?(_ values: some Sequence<Double>) {
    let sorted = values.sorted()
    guard let least = sorted.first, sorted.allSatisfy(\.isFinite) else { return nil }
    self.sorted = sorted
    (mean, standardDeviation) = Self.moments(sorted)
    guard least > 0 else {
      (geometricMean, geometricCV) = (nil, nil)
      return
    }
    let logarithms = Self.moments(sorted.map { log($0) })
    geometricMean = exp(logarithms.mean)
    geometricCV = logarithms.deviation.map { expm1($0 * $0).squareRoot() }
  }

  public var count: Int { sorted.count }
  public var minimum: Double { sorted[0] }
  public var maximum: Double { sorted[sorted.count - 1] }
  public var median: Double { quantile(0.5) }

  /// The standard deviation as a fraction of the mean; nil where either is missing or the mean is zero.
  public var cv: Double? { mean == 0 ? nil : standardDeviation.map { $0 / mean } }

  /// The value below which the fraction `p` of the values lies, 0.05 for the 5th percentile.
  public func quantile(_ p: Double) -> Double { Self.quantile(p, ofSorted: sorted) }

  /// A quantile of values that rise, interpolated between neighbors (type 7 of Hyndman and Fan).
  ///
  ///     h = (n - 1) p,  q = x[⌊h⌋] + (h - ⌊h⌋) (x[⌊h⌋ + 1] - x[⌊h⌋])
  ///
  /// The default of R and NumPy.
  /// - Parameters:
  ///   - p: In [0, 1].
  ///   - sorted: Rising, not empty; not checked to rise.
  /// - Complexity: O(1), no allocation.
  /// - Reference: Hyndman and Fan, The American Statistician 50 (1996) 361-365, doi 10.1080/00031305.1996.10473566.
  public static func quantile(_ p: Double, ofSorted sorted: [Double]) -> Double {
    precondition(p >= 0 && p <= 1, "a probability is from 0 to 1")
    precondition(!sorted.isEmpty, "a quantile needs values")
    let place = Double(sorted.count - 1) * p
    let below = min(Int(place), sorted.count - 1)
    let above = min(below + 1, sorted.count - 1)
    return sorted[below] + (place - Double(below)) * (sorted[above] - sorted[below])
  }

  private static func moments(_ values: [Double]) -> (mean: Double, deviation: Double?) {
    let mean = ExactSum(values).value / Double(values.count)
    guard values.count > 1 else { return (mean, nil) }
    let squares = ExactSum(values.lazy.map { ($0 - mean) * ($0 - mean) }).value
    return (mean, (squares / Double(values.count - 1)).squareRoot())
  }
}
