import Foundation

/// The regularized incomplete beta function: the probability that a beta distributed number is at most `x`.
///
///     I(x; a, b) = ∫₀ˣ tᵃ⁻¹ (1 - t)ᵇ⁻¹ dt / B(a, b) = xᵃ (1 - x)ᵇ / (a B(a, b)) · 1/(1 + d₁/(1 + d₂/(1 + …)))
///     d₂ₘ = m (b - m) x / ((a + 2m - 1)(a + 2m)),  d₂ₘ₊₁ = -(a + m)(a + b + m) x / ((a + 2m)(a + 2m + 1))
///
/// Dimensionless. Beyond x = (a + 1)/(a + b + 2) it is one minus the same fraction with the ends exchanged. Limits:
/// relative error of the smaller of I and 1 - I below 1e-12 for a and b from 0.05 to 1e4, below 1e-11 from 1e-3 on.
///
/// - Parameters:
///   - x: In [0, 1].
///   - alpha: Positive, `a` above.
///   - beta: Positive, `b` above.
/// - Complexity: O(√max(a, b)), no allocation.
/// - Reference: NIST Digital Library of Mathematical Functions, equation 8.17.22, https://dlmf.nist.gov/8.17#E22;
///   evaluated by Lentz's method, Applied Optics 15 (1976) 668-671, doi 10.1364/AO.15.000668.
public func regularizedIncompleteBeta(_ x: Double, alpha: Double, beta: Double) -> Double {
  precondition(x >= 0 && x <= 1, "the incomplete beta function is defined from 0 to 1")
  return BetaShape(alpha, beta).tails(x, 1 - x).lower
}

/// The number that a beta distributed number does not exceed with probability `p`.
///
/// Dimensionless. Newton's method on ln I as a function of ln x, in which it is nearly a straight line below the mean;
/// a step that leaves the bracket is replaced by its middle. Limits: as `regularizedIncompleteBeta`.
///
/// - Parameters:
///   - p: In [0, 1].
///   - alpha: Positive.
///   - beta: Positive.
/// - Complexity: some ten evaluations of the incomplete beta function, no allocation.
public func betaQuantile(_ p: Double, alpha: Double, beta: Double) -> Double {
  precondition(p >= 0 && p <= 1, "a probability is from 0 to 1")
  return BetaShape(alpha, beta).quantile(lower: p, upper: 1 - p)
}

/// The two exponents of a beta distribution with what depends on them alone.
struct BetaShape {
  let a: Double
  let b: Double
  /// ln of Γ(a + b) / (Γ(a) Γ(b)) · aᵃ bᵇ / (a + b)ᵃ⁺ᵇ, free of large terms that cancel.
  private let logScale: Double

  init(_ a: Double, _ b: Double) {
    precondition(a > 0 && b > 0 && a.isFinite && b.isFinite, "the exponents of a beta distribution are positive")
    self.init(
      a, b,
      logScale: 0.5 * log(a / (a + b) * b / (2 * .pi)) + stirlingError(a + b) - stirlingError(a) - stirlingError(b))
  }

  private init(_ a: Double, _ b: Double, logScale: Double) {
    self.a = a
    self.b = b
    self.logScale = logScale
  }

  private var exchanged: BetaShape { BetaShape(b, a, logScale: logScale) }

  /// xᵃ yᵇ / B(a, b) with x + y = 1.
  private func power(_ x: Double, _ y: Double) -> Double {
    let excess = b * x - a * y
    func term(_ exponent: Double, _ part: Double, _ excess: Double) -> Double {
      let ratio = excess / exponent
      return exponent * (ratio.magnitude < 0.5 ? log1p(ratio) : log(part * ((a + b) / exponent)))
    }
    return exp(term(a, x, excess) + term(b, y, -excess) + logScale)
  }

  /// The probabilities below `x` and above it; `y` is 1 - x. The smaller of the two has full relative accuracy.
  func tails(_ x: Double, _ y: Double) -> (lower: Double, upper: Double) {
    if x <= 0 { return (0, 1) }
    if y <= 0 { return (1, 0) }
    if x * (a + b + 2) <= a + 1 {
      let lower = min(power(x, y) / a * continuedFraction(x), 1)
      return (lower, 1 - lower)
    }
    let upper = min(power(x, y) / b * exchanged.continuedFraction(y), 1)
    return (1 - upper, upper)
  }

  /// 1/(1 + d₁/(1 + d₂/(1 + …))), for x up to about the mean.
  private func continuedFraction(_ x: Double) -> Double {
    let tiny = 1e-300
    var numerator = 1.0
    var denominator = 0.0
    var value = 1.0
    // Exponents of 1e7 take some thousand steps.
    for step in 1...200_000 {
      let m = Double(step / 2)
      let d =
        step & 1 == 0
        ? m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        : -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
      denominator = 1 + d * denominator
      if denominator.magnitude < tiny { denominator = tiny }
      denominator = 1 / denominator
      numerator = 1 + d / numerator
      if numerator.magnitude < tiny { numerator = tiny }
      let change = numerator * denominator
      value *= change
      if (change - 1).magnitude <= .ulpOfOne { break }
    }
    return 1 / value
  }

  /// The number with these probabilities below and above it; they add up to 1, and the smaller is the one relied on.
  func quantile(lower: Double, upper: Double) -> Double {
    if lower <= 0 { return 0 }
    if upper <= 0 { return 1 }
    let mean = tails(a / (a + b), b / (a + b))
    return lower <= mean.lower ? lowerQuantile(lower) : 1 - exchanged.lowerQuantile(upper)
  }

  /// The quantile of a probability that is not above the one of the mean.
  private func lowerQuantile(_ p: Double) -> Double {
    let logMean = log(a / (a + b))
    let logRest = log(b / (a + b))
    let target = log(p)
    // Near zero I = xᵃ / (a B(a, b)); for b > 1 it is never more, for b < 1 at most (1 - x)ᵇ⁻¹ times that.
    let start = (target + log(a) + a * logMean + b * logRest - logScale) / a
    if start < -700 { return exp(start) }
    var high = logMean
    var low = min(start + min(0, (1 - b) * logRest / a) - 1e-6, high)
    var t = min(max(start, low), high)
    for _ in 0..<200 {
      let (x, y) = (exp(t), -expm1(t))
      let found = tails(x, y).lower
      let miss = log(found) - target
      if miss < 0 { low = max(low, t) } else { high = min(high, t) }
      var next = t - miss * found * y / power(x, y)
      if !(next >= low && next <= high) { next = 0.5 * (low + high) }
      if (next - t).magnitude <= 4 * .ulpOfOne * max(t.magnitude, 0.25) { return exp(next) }
      t = next
    }
    return exp(t)
  }
}

/// What Stirling's formula lacks: ln Γ(z) - (z - ½) ln z + z - ½ ln 2π, for positive z.
///
/// - Reference: NIST Digital Library of Mathematical Functions, equation 5.11.1, https://dlmf.nist.gov/5.11#E1; below
///   10 carried down by Γ(z + 1) = z Γ(z). Absolute error below 1e-15.
func stirlingError(_ argument: Double) -> Double {
  var z = argument
  var lift = 0.0
  while z < 10 {
    lift += (z + 0.5) * log1p(1 / z) - 1
    z += 1
  }
  let s = 1 / (z * z)
  var series = 1.0 / 156
  series = series * s - 691.0 / 360_360
  series = series * s + 1.0 / 1188
  series = series * s - 1.0 / 1680
  series = series * s + 1.0 / 1260
  series = series * s - 1.0 / 360
  series = series * s + 1.0 / 12
  return lift + series / z
}
