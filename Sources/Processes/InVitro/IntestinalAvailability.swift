import Foundation

/// Fraction absorbed by the compartmental absorption and transit model, without limits of solubility.
///
///     Fa = 1 - (1 + 2 P T / (R n))^-n
///
/// - Parameters:
///   - permeability: Effective permeability of the jejunum P, dm/h.
///   - transitTime: Of the small intestine T, h.
///   - radius: Of the small intestine R, dm.
///   - compartments: n; 7 in the reference.
/// - Units: dimensionless, in [0, 1).
/// - Reference: Yu and Amidon 1999, Int J Pharm 186:119.
public func transitFractionAbsorbed(
  permeability: Double, transitTime: Double, radius: Double, compartments: Int
) -> Double {
  let n = Double(compartments)
  return 1 - pow(1 + 2 * permeability * transitTime / (radius * n), -n)
}

/// Rate constant of absorption from a cylindrical intestine.
///
///     ka = 2 P / R
///
/// - Units: internal (P dm/h, R dm, ka 1/h).
/// - Reference: Yu and Amidon 1999, Int J Pharm 186:119.
public func absorptionRate(permeability: Double, radius: Double) -> Double {
  2 * permeability / radius
}

/// Flow that links permeation through the gut wall with the blood flow of the villi.
///
///     Qgut = Qvilli CLperm / (Qvilli + CLperm)
///
/// - Parameters:
///   - villousFlow: Blood flow of the villi, L/h.
///   - permeabilityClearance: Permeability times area, L/h.
/// - Units: internal (L/h).
/// - Reference: Yang 2007, Curr Drug Metab 8:676.
public func hybridGutFlow(villousFlow: Double, permeabilityClearance: Double) -> Double {
  villousFlow * permeabilityClearance / (villousFlow + permeabilityClearance)
}

/// Fraction that escapes metabolism in the gut wall.
///
///     Fg = Qgut / (Qgut + fu_gut CLint)
///
/// - Parameters:
///   - gutFlow: `hybridGutFlow`, L/h.
///   - fractionUnbound: In the gut wall, in (0, 1].
///   - intrinsicClearance: Of the gut wall, unbound, L/h.
/// - Units: dimensionless, in (0, 1].
/// - Reference: Yang 2007, Curr Drug Metab 8:676.
public func gutAvailability(gutFlow: Double, fractionUnbound: Double, intrinsicClearance: Double) -> Double {
  gutFlow / (gutFlow + fractionUnbound * intrinsicClearance)
}
