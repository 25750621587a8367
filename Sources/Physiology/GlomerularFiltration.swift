import Foundation

/// Glomerular filtration, in the form that the data of the species allow.
enum GlomerularFiltration: Sendable {
  /// The filtration of the reference individual, L/h; it scales with the kidney.
  case reference(flow: PerSex<Double>)
  case maturing(MaturingFiltration)

  /// - Returns: Filtration, L/h of plasma.
  func rate(sex: Sex, age: Double, kidneyVolume: Double, referenceKidneyVolume: Double) -> Double {
    switch self {
    case .reference(let flow): flow[sex] * kidneyVolume / referenceKidneyVolume
    case .maturing(let law): law.specificRate(age: age) * kidneyVolume
    }
  }

  /// - Returns: The share of the kidneys' function of youth that is left at an age.
  func remainingFunction(age: Double) -> Double {
    switch self {
    case .reference: 1
    case .maturing(let law): law.aging(age)
    }
  }
}

/// Glomerular filtration for one litre of kidney, which matures after birth and declines with age.
///
///     GFR / V = ((1 - f) m^n / (T^n + m^n) + f) · maximum / V_ref · aging
///     aging   = 1 - A (age - onset)^k / (H^k + (age - onset)^k) beyond the onset
///
/// m is the postmenstrual age, f the premature fraction, T the maturation half-age, n its exponent.
///
/// - Units: internal (L/h, L, h).
/// - Reference: maturation of the form of Rhodin 2009 (doi 10.1007/s00467-008-0997-5); values in the organ file.
struct MaturingFiltration: Sendable, Hashable {
  var maximum: Double
  var kidneyVolume: Double
  var prematureFraction: Double
  var maturationHalfAge: Double
  var maturationExponent: Double
  var agingOnset: Double
  var agingMaximum: Double
  var agingHalfAge: Double
  var agingExponent: Double
  /// Length of gestation, added to the age to get the postmenstrual age.
  var gestation: Double

  /// - Returns: Filtration of one litre of kidney, 1/h.
  func specificRate(age: Double) -> Double {
    // Written with the ratio, so that the high power of a large age does not overflow.
    let mature = 1 / (1 + pow(maturationHalfAge / (age + gestation), maturationExponent))
    let growth = mature * (1 - prematureFraction) + prematureFraction
    return growth * aging(age) * maximum / kidneyVolume
  }

  /// The share of the function of youth that is left at an age.
  func aging(_ age: Double) -> Double {
    guard age > agingOnset else { return 1 }
    let past = pow(age - agingOnset, agingExponent)
    return 1 - agingMaximum * past / (pow(agingHalfAge, agingExponent) + past)
  }
}
