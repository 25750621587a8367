import Foundation

/// A distribution of which only the values of a range are drawn; no draw is rejected.
///
///     F(x) = (F₀(x) - F₀(a)) / (F₀(b) - F₀(a)),  F⁻¹(p) = F₀⁻¹(F₀(a) + p (F₀(b) - F₀(a)))
///
/// Above the median the same is done with 1 - F₀, so that a range far in either tail keeps its digits.
///
/// - Units: those of the quantity.
public struct TruncatedDistribution: Hashable, Sendable {
  /// What is truncated: a normal, lognormal or beta distribution.
  public let base: Distribution
  public let range: ClosedRange<Double>
  /// The probability that the base gives to the range.
  public let mass: Double
  private let below: Double
  private let above: Double

  fileprivate init?(_ base: Distribution, _ range: ClosedRange<Double>) {
    let (low, high) = (base.tails(range.lowerBound), base.tails(range.upperBound))
    self.base = base
    self.range = range
    below = low.lower
    above = high.upper
    mass = low.lower <= low.upper ? high.lower - low.lower : low.upper - high.upper
    guard mass > 0 else { return nil }
  }

  func quantile(lower: Double, upper: Double) -> Double {
    let value = base.quantile(lower: below + lower * mass, upper: above + upper * mass)
    return min(max(value, range.lowerBound), range.upperBound)
  }

  func tails(_ x: Double) -> (lower: Double, upper: Double) {
    let (lower, upper) = base.tails(x)
    let part = lower <= upper ? (lower - below) / mass : 1 - (upper - above) / mass
    let rest = lower <= upper ? 1 - part : (upper - above) / mass
    return (min(max(part, 0), 1), min(max(rest, 0), 1))
  }

  /// The mean, from the closed form of the base.
  ///
  ///     normal: μ + σ (φ(α) - φ(β)) / mass;  lognormal: E₀ · mass of (α - σ, β - σ) / mass;  beta: as `moment`
  ///
  /// α and β are the bounds as normal scores. Limits: as `variance`.
  public var mean: Double {
    let mean =
      switch base {
      case .normal(let mean, let deviation): mean + deviation * scoreMoments(mean, deviation).mean
      case .beta(_, _, let whole): whole.lowerBound + (whole.upperBound - whole.lowerBound) * moment(1)
      default: moment(1)
      }
    return min(max(mean, range.lowerBound), range.upperBound)
  }

  /// The square of the standard deviation, from the closed form of the base.
  ///
  /// Limits: a difference of larger numbers. Its relative error is about 1e-15 times the ratio of mean² plus variance
  /// of the base to the result, divided by `mass` where the range lies in a tail.
  ///
  /// - Reference: Johnson, Kotz and Balakrishnan, Continuous Univariate Distributions, volume 1 (2nd edition, 1994),
  ///   chapters 13 (normal) and 14 (lognormal).
  public var variance: Double {
    switch base {
    case .normal(let mean, let deviation): return deviation * deviation * scoreMoments(mean, deviation).variance
    case .beta(_, _, let whole):
      let width = whole.upperBound - whole.lowerBound
      return max(width * width * (moment(2) - moment(1) * moment(1)), 0)
    default: return max(moment(2) - moment(1) * moment(1), 0)
    }
  }

  /// Mean and variance of the normal score.
  private func scoreMoments(_ mean: Double, _ deviation: Double) -> (mean: Double, variance: Double) {
    let (low, high) = ((range.lowerBound - mean) / deviation, (range.upperBound - mean) / deviation)
    let first = (normalDensity(low) - normalDensity(high)) / mass
    // An infinite score has no density.
    let lowTerm = low.isFinite ? low * normalDensity(low) : 0
    let highTerm = high.isFinite ? high * normalDensity(high) : 0
    return (first, max(1 + (lowTerm - highTerm) / mass - first * first, 0))
  }

  /// The mean of the `order`th power; for a beta distribution that of the place in its whole range.
  private func moment(_ order: Int) -> Double {
    let k = Double(order)
    switch base {
    case .lognormal(let median, let deviation):
      let low = log(max(range.lowerBound, 0) / median) / deviation
      let high = log(range.upperBound / median) / deviation
      let shifted = normalProbability(from: low - k * deviation, to: high - k * deviation)
      return pow(median, k) * exp(0.5 * k * k * deviation * deviation) * shifted / mass
    case .beta(let alpha, let beta, let whole):
      let shifted = Distribution.beta(alpha: alpha + k, beta: beta, range: whole)
      let (low, high) = (shifted.tails(range.lowerBound), shifted.tails(range.upperBound))
      let probability = low.lower <= low.upper ? high.lower - low.lower : low.upper - high.upper
      var rise = 1.0
      for step in 0..<order { rise *= (alpha + Double(step)) / (alpha + beta + Double(step)) }
      return rise * probability / mass
    default: preconditionFailure("only normal, lognormal and beta distributions are kept truncated")
    }
  }
}

extension Distribution {
  /// This distribution without the values outside `range`.
  ///
  /// A uniform distribution stays uniform, an empirical one empirical; a truncated one is truncated to both ranges.
  ///
  /// - Parameter range: May end at infinity.
  /// - Throws: `DistributionFault` when `check()` does, or when this distribution gives the range no probability.
  public func truncated(to range: ClosedRange<Double>) throws(DistributionFault) -> Distribution {
    try check()
    let low = max(range.lowerBound, support.lowerBound)
    let high = min(range.upperBound, support.upperBound)
    guard low <= high else { throw outside(range) }
    if constantValue != nil { return self }
    let kept = low...high
    if kept == support { return self }
    switch self {
    case .uniform:
      guard low < high else { throw outside(range) }
      return .uniform(kept)
    case .empirical(let table):
      guard let part = table.truncated(to: kept) else { throw outside(range) }
      return .empirical(part)
    case .truncated(let part): return try part.base.truncated(to: kept)
    default:
      guard let part = TruncatedDistribution(self, kept) else { throw outside(range) }
      return .truncated(part)
    }
  }

  private func outside(_ range: ClosedRange<Double>) -> DistributionFault {
    DistributionFault(
      problem: "the range \(range.lowerBound) to \(range.upperBound) has no probability in a distribution from "
        + "\(support.lowerBound) to \(support.upperBound) with mean \(mean)")
  }
}
