import Foundation

/// The density of the standard normal distribution.
///
///     φ(x) = exp(-x²/2) / √(2π)
///
/// Dimensionless.
public func normalDensity(_ x: Double) -> Double { exp(-0.5 * x * x) * 0.3989422804014327 }

/// The probability that a standard normal number is at most `x`, with full relative accuracy in the lower tail.
///
///     Φ(x) = erfc(-x/√2) / 2
///
/// Dimensionless. The rounding of x/√2 alone would cost x² units in the last place; it is carried to first order. The
/// probability above `x` is `normalCumulative(-x)`; take that rather than `1 - normalCumulative(x)`. Limits: the
/// relative error is below 2e-15 down to x = -37; below that the result is subnormal, then zero.
///
/// - Reference: NIST Digital Library of Mathematical Functions, section 7.1, https://dlmf.nist.gov/7.1.
public func normalCumulative(_ x: Double) -> Double {
  let scaled = -x * 0.7071067811865476
  let half = 0.5 * erfc(scaled)
  guard scaled.isFinite else { return half }
  // √½ = 0.7071067811865476 - 4.833646656726457e-17
  let rest = (-scaled).addingProduct(-x, 0.7071067811865476) + x * 4.833646656726457e-17
  return half - rest * exp(-scaled * scaled) * 0.5641895835477563
}

/// The probability that a standard normal number lies between two bounds, accurate in both tails.
func normalProbability(from low: Double, to high: Double) -> Double {
  low > 0 ? normalCumulative(-low) - normalCumulative(-high) : normalCumulative(high) - normalCumulative(low)
}

/// The number that a standard normal number does not exceed with probability `p`.
///
///     Φ⁻¹(p), a ratio of two polynomials of degree 7 in 0.425² - (p - ½)² or in √(-ln min(p, 1 - p))
///
/// Dimensionless. Only + - * / sqrt and log are used, so the central 85 % are the same bit for bit on every machine
/// and the tails as far as its log is. Limits: relative error below 1e-15; 0 and 1 give minus and plus infinity.
///
/// - Parameter p: In [0, 1]. Above 1 - 1e-10 few digits of 1 - p are left; there take `-normalQuantile(1 - p)` with
///   the upper probability itself.
/// - Complexity: no allocation; a logarithm in the tails only.
/// - Reference: Wichura, Algorithm AS 241 (PPND16), Applied Statistics 37 (1988) 477-484, doi 10.2307/2347330.
public func normalQuantile(_ p: Double) -> Double {
  precondition(p >= 0 && p <= 1, "a probability is from 0 to 1")
  let q = p - 0.5
  if q.magnitude <= 0.425 {
    let r = 0.180625 - q * q
    var above = 2.5090809287301226727e3
    above = above * r + 3.3430575583588128105e4
    above = above * r + 6.7265770927008700853e4
    above = above * r + 4.5921953931549871457e4
    above = above * r + 1.3731693765509461125e4
    above = above * r + 1.9715909503065514427e3
    above = above * r + 1.3314166789178437745e2
    above = above * r + 3.3871328727963666080e0
    var below = 5.2264952788528545610e3
    below = below * r + 2.8729085735721942674e4
    below = below * r + 3.9307895800092710610e4
    below = below * r + 2.1213794301586595867e4
    below = below * r + 5.3941960214247511077e3
    below = below * r + 6.8718700749205790830e2
    below = below * r + 4.2313330701600911252e1
    below = below * r + 1
    return q * above / below
  }
  let tail = q < 0 ? p : 1 - p
  guard tail > 0 else { return q < 0 ? -.infinity : .infinity }
  let distance = (-log(tail)).squareRoot()
  let size = distance <= 5 ? nearTail(distance - 1.6) : farTail(distance - 5)
  return q < 0 ? -size : size
}

/// From 0.075 down to exp(-25), about 1.4e-11.
private func nearTail(_ r: Double) -> Double {
  var above = 7.74545014278341407640e-4
  above = above * r + 2.27238449892691845833e-2
  above = above * r + 2.41780725177450611770e-1
  above = above * r + 1.27045825245236838258e0
  above = above * r + 3.64784832476320460504e0
  above = above * r + 5.76949722146069140550e0
  above = above * r + 4.63033784615654529590e0
  above = above * r + 1.42343711074968357734e0
  var below = 1.05075007164441684324e-9
  below = below * r + 5.47593808499534494600e-4
  below = below * r + 1.51986665636164571966e-2
  below = below * r + 1.48103976427480074590e-1
  below = below * r + 6.89767334985100004550e-1
  below = below * r + 1.67638483018380384940e0
  below = below * r + 2.05319162663775882187e0
  below = below * r + 1
  return above / below
}

/// Below exp(-25).
private func farTail(_ r: Double) -> Double {
  var above = 2.01033439929228813265e-7
  above = above * r + 2.71155556874348757815e-5
  above = above * r + 1.24266094738807843860e-3
  above = above * r + 2.65321895265761230930e-2
  above = above * r + 2.96560571828504891230e-1
  above = above * r + 1.78482653991729133580e0
  above = above * r + 5.46378491116411436990e0
  above = above * r + 6.65790464350110377720e0
  var below = 2.04426310338993978564e-15
  below = below * r + 1.42151175831644588870e-7
  below = below * r + 1.84631831751005468180e-5
  below = below * r + 7.86869131145613259100e-4
  below = below * r + 1.48753612908506148525e-2
  below = below * r + 1.36929880922735805310e-1
  below = below * r + 5.99832206555887937690e-1
  below = below * r + 1
  return above / below
}
