import Foundation
import Physiology

/// Unbound fraction in tissue, from that in plasma.
///
///     fu_t = 1 / (1 + R (1 - fu) / fu)
///
/// - Parameters:
///   - fractionUnbound: In plasma, in (0, 1].
///   - albuminRatio: R, tissue to plasma ratio of the binding protein.
/// - Units: dimensionless.
/// - Reference: Poulin and Theil 2000, J Pharm Sci 89:16.
public func tissueFractionUnbound(fractionUnbound: Double, albuminRatio: Double) -> Double {
  1 / (1 + albuminRatio * (1 - fractionUnbound) / fractionUnbound)
}

/// log10 of the partition between vegetable oil and water, from octanol and water.
///
///     logP_vow = 1.115 logP - 1.35
///
/// - Units: log10 of L/L.
/// - Reference: Leo, Hansch and Elkins 1971, Chem Rev 71:525, as used by Poulin and Theil 2002, J Pharm Sci 91:129.
public func vegetableOilPartition(octanolWater logP: Double) -> Double {
  1.115 * logP - 1.35
}

/// log10 of the distribution between vegetable oil and plasma water, ions staying in the water.
///
///     logD_vow = logP_vow - log10(1 + 10^x),   x = the fully ionised state over the neutral one
///
/// - Units: log10 of L/L.
/// - Reference: Poulin and Theil 2002, J Pharm Sci 91:129.
public func vegetableOilDistribution(octanolWater logP: Double, ionization: Ionization, ph: Double) -> Double {
  let neutral = vegetableOilPartition(octanolWater: logP)
  guard let exponent = ionization.fullyIonizedExponent(ph: ph) else { return neutral }
  return neutral - log10(1 + pow(10, exponent))
}

/// Tissue : plasma partition coefficient from neutral lipid, phospholipid, water and bound protein.
///
///     K = [P (f_nl + 0.3 f_ph) + 0.7 f_ph + f_w]_tissue / [the same]_plasma * fu / fu_t
///
/// - Parameters:
///   - tissue: Composition of the tissue.
///   - plasma: Composition of plasma.
///   - lipophilicity: log10 P; in adipose that of vegetable oil at plasma pH (`vegetableOilDistribution`).
///   - fractionUnbound: In plasma, in (0, 1].
/// - Units: dimensionless.
/// - Reference: Poulin and Theil 2002, J Pharm Sci 91:129.
public func poulinTheilTissueToPlasma(
  _ tissue: TissueComposition.PoulinTheil, plasma: BloodComposition.PoulinTheilPlasma, lipophilicity: Double,
  fractionUnbound: Double
) -> Double {
  let P = pow(10, lipophilicity)
  let tissueUnbound = tissueFractionUnbound(fractionUnbound: fractionUnbound, albuminRatio: tissue.albuminRatio)
  let inTissue = P * (tissue.neutralLipid + 0.3 * tissue.phospholipid) + 0.7 * tissue.phospholipid + tissue.water
  let inPlasma = P * (plasma.neutralLipid + 0.3 * plasma.phospholipid) + 0.7 * plasma.phospholipid + plasma.water
  return inTissue / inPlasma * fractionUnbound / tissueUnbound
}
