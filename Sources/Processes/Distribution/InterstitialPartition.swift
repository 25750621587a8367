/// Interstitial fluid : plasma partition coefficient, from the share of plasma protein in the interstitium.
///
///     K_int = (f_w,int + r (1/fu - f_w,pls)) fu
///
/// - Parameters:
///   - water: Water of the interstitial fluid, L/L.
///   - proteinRatio: Protein concentration of interstitial fluid over plasma.
///   - plasmaWater: Water of plasma, L/L.
///   - fractionUnbound: In plasma, in (0, 1].
/// - Units: dimensionless.
/// - Reference: Schmitt 2008, Toxicol In Vitro 22:457.
public func interstitialToPlasma(
  water: Double, proteinRatio: Double, plasmaWater: Double, fractionUnbound: Double
) -> Double {
  (water + proteinRatio * (1 / fractionUnbound - plasmaWater)) * fractionUnbound
}
