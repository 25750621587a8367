import Foundation

/// How a quantity varies between persons or occasions.
///
/// Sampling is by inversion: one uniform number gives one value, and a larger one never a smaller value. A distribution
/// of width zero is a constant. Written by hand it is unchecked; `check()` names what is wrong with it.
///
/// - Units: those of the quantity; `deviation` of a lognormal distribution is dimensionless.
public enum Distribution: Hashable, Sendable {
  case constant(Double)
  case uniform(ClosedRange<Double>)
  case normal(mean: Double, deviation: Double)
  /// The deviation is the standard deviation of the natural logarithm.
  case lognormal(median: Double, deviation: Double)
  /// A beta distribution stretched from (0, 1) over a range.
  case beta(alpha: Double, beta: Double, range: ClosedRange<Double>)
  /// As it was observed.
  case empirical(EmpiricalDistribution)
  /// Made by `truncated(to:)`.
  indirect case truncated(TruncatedDistribution)

  /// A lognormal distribution by its median and coefficient of variation.
  ///
  ///     deviation² = ln(1 + cv²)
  ///
  /// - Parameter cv: Standard deviation over mean, as a fraction.
  public static func lognormal(median: Double, cv: Double) -> Distribution {
    .lognormal(median: median, deviation: log1p(cv * cv).squareRoot())
  }

  /// A lognormal distribution by its mean and coefficient of variation.
  ///
  ///     median = mean / √(1 + cv²),  deviation² = ln(1 + cv²)
  ///
  /// - Parameter cv: Standard deviation over mean, as a fraction.
  public static func lognormal(mean: Double, cv: Double) -> Distribution {
    .lognormal(median: mean / (1 + cv * cv).squareRoot(), deviation: log1p(cv * cv).squareRoot())
  }

  /// A lognormal distribution by its geometric mean, which is its median, and geometric standard deviation.
  ///
  /// - Parameter geometricDeviation: The factor exp(deviation), at least 1.
  public static func lognormal(median: Double, geometricDeviation: Double) -> Distribution {
    .lognormal(median: median, deviation: log(geometricDeviation))
  }

  /// The only value of a distribution without width.
  public var constantValue: Double? {
    switch self {
    case .constant(let value): value
    case .uniform(let range), .beta(_, _, let range): range.lowerBound == range.upperBound ? range.lowerBound : nil
    case .normal(let middle, let deviation), .lognormal(let middle, let deviation): deviation == 0 ? middle : nil
    case .empirical(let table):
      table.support.lowerBound == table.support.upperBound ? table.support.lowerBound : nil
    case .truncated: nil
    }
  }

  /// The least and the greatest value that can be drawn.
  public var support: ClosedRange<Double> {
    switch self {
    case .constant(let value): value...value
    case .uniform(let range), .beta(_, _, let range): range
    case .normal(let mean, let deviation): deviation == 0 ? mean...mean : -.infinity ... .infinity
    case .lognormal(let median, let deviation): deviation == 0 ? median...median : 0 ... .infinity
    case .empirical(let table): table.support
    case .truncated(let part): part.range
    }
  }

  /// The value that is not exceeded with probability `p`.
  /// - Parameter p: In [0, 1]; the ends give the ends of the support.
  /// - Complexity: no allocation. Beta: some ten incomplete beta functions.
  public func quantile(_ p: Double) -> Double {
    precondition(p >= 0 && p <= 1, "a probability is from 0 to 1")
    return quantile(lower: p, upper: 1 - p)
  }

  /// The value that has the same rank here as `score` has in the standard normal distribution.
  ///
  /// Normal scores that are correlated keep their rank correlation so (a Gaussian copula).
  /// - Complexity: as `quantile`.
  /// - Reference: Nelsen, An Introduction to Copulas (2nd edition, 2006), section 2.3, doi 10.1007/0-387-28678-0.
  public func value(atNormalScore score: Double) -> Double {
    precondition(!score.isNaN, "a score is a number")
    return switch self {
    case .normal(let mean, let deviation) where deviation > 0: mean + deviation * score
    case .lognormal(let median, let deviation) where deviation > 0: median * exp(deviation * score)
    default: quantile(lower: normalCumulative(score), upper: normalCumulative(-score))
    }
  }

  /// One value of this distribution.
  /// - Complexity: one draw, no allocation.
  public func sample(from stream: inout RandomStream) -> Double { quantile(stream.uniform()) }

  /// The probability of a value of at most `x`.
  public func cumulative(_ x: Double) -> Double { tails(x).lower }

  /// The probability of a value above `x`, accurate where it is small.
  public func exceedance(_ x: Double) -> Double { tails(x).upper }

  /// The quantile of the probability that is given from both sides; the smaller one is relied on.
  func quantile(lower: Double, upper: Double) -> Double {
    if let value = constantValue { return value }
    switch self {
    case .constant(let value): return value
    case .uniform(let range):
      let width = range.upperBound - range.lowerBound
      return lower <= upper ? range.lowerBound + lower * width : range.upperBound - upper * width
    case .normal(let mean, let deviation):
      return mean + deviation * (lower <= upper ? normalQuantile(lower) : -normalQuantile(upper))
    case .lognormal(let median, let deviation):
      return median * exp(deviation * (lower <= upper ? normalQuantile(lower) : -normalQuantile(upper)))
    case .beta(let alpha, let beta, let range):
      let part = BetaShape(alpha, beta).quantile(lower: lower, upper: upper)
      return min(range.lowerBound + part * (range.upperBound - range.lowerBound), range.upperBound)
    case .empirical(let table): return table.quantile(lower <= upper ? lower : 1 - upper)
    case .truncated(let part): return part.quantile(lower: lower, upper: upper)
    }
  }

  /// The probabilities of at most `x` and of more than `x`; the smaller has full accuracy.
  func tails(_ x: Double) -> (lower: Double, upper: Double) {
    precondition(!x.isNaN, "a value is a number")
    if let value = constantValue { return x >= value ? (1, 0) : (0, 1) }
    if x < support.lowerBound { return (0, 1) }
    if x >= support.upperBound { return (1, 0) }
    switch self {
    case .constant(let value): return x >= value ? (1, 0) : (0, 1)
    case .uniform(let range):
      let width = range.upperBound - range.lowerBound
      return ((x - range.lowerBound) / width, (range.upperBound - x) / width)
    case .normal(let mean, let deviation):
      let score = (x - mean) / deviation
      return (normalCumulative(score), normalCumulative(-score))
    case .lognormal(let median, let deviation):
      let score = log(x / median) / deviation
      return (normalCumulative(score), normalCumulative(-score))
    case .beta(let alpha, let beta, let range):
      let width = range.upperBound - range.lowerBound
      return BetaShape(alpha, beta).tails((x - range.lowerBound) / width, (range.upperBound - x) / width)
    case .empirical(let table):
      let lower = table.cumulative(x)
      return (lower, 1 - lower)
    case .truncated(let part): return part.tails(x)
    }
  }

  public var mean: Double {
    switch self {
    case .constant(let value): value
    case .uniform(let range): range.lowerBound + 0.5 * (range.upperBound - range.lowerBound)
    case .normal(let mean, _): mean
    case .lognormal(let median, let deviation): median * exp(0.5 * deviation * deviation)
    case .beta(let alpha, let beta, let range):
      range.lowerBound + (range.upperBound - range.lowerBound) * (alpha / (alpha + beta))
    case .empirical(let table): table.mean
    case .truncated(let part): part.mean
    }
  }

  /// The square of the standard deviation; for a truncated distribution see `TruncatedDistribution.variance`.
  public var variance: Double {
    switch self {
    case .constant: return 0
    case .uniform(let range):
      let width = range.upperBound - range.lowerBound
      return width * width / 12
    case .normal(_, let deviation): return deviation * deviation
    case .lognormal(_, let deviation): return mean * mean * expm1(deviation * deviation)
    case .beta(let alpha, let beta, let range):
      let width = range.upperBound - range.lowerBound
      let sum = alpha + beta
      return width * width * (alpha / sum) * (beta / sum) / (sum + 1)
    case .empirical(let table): return table.variance
    case .truncated(let part): return part.variance
    }
  }
}
