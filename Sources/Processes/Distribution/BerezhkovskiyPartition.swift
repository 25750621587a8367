import Foundation
import Physiology

/// Tissue : plasma partition coefficient, the protein-bound drug being counted with the water and not with the lipid.
///
///     K = [P (f_nl + 0.3 f_ph) + 0.7 f_ph + f_w / fu_t]_tissue / [P (f_nl + 0.3 f_ph) + 0.7 f_ph + f_w / fu]_plasma
///
/// - Parameters:
///   - tissue: Composition of the tissue, as for Poulin and Theil.
///   - plasma: Composition of plasma, as for Poulin and Theil.
///   - lipophilicity: log10 P; in adipose that of vegetable oil at plasma pH (`vegetableOilDistribution`).
///   - fractionUnbound: In plasma, in (0, 1].
/// - Units: dimensionless.
/// - Reference: Berezhkovskiy 2004, J Pharm Sci 93:1628.
public func berezhkovskiyTissueToPlasma(
  _ tissue: TissueComposition.PoulinTheil, plasma: BloodComposition.PoulinTheilPlasma, lipophilicity: Double,
  fractionUnbound: Double
) -> Double {
  let P = pow(10, lipophilicity)
  let tissueUnbound = tissueFractionUnbound(fractionUnbound: fractionUnbound, albuminRatio: tissue.albuminRatio)
  let inTissue =
    P * (tissue.neutralLipid + 0.3 * tissue.phospholipid) + 0.7 * tissue.phospholipid + tissue.water / tissueUnbound
  let inPlasma =
    P * (plasma.neutralLipid + 0.3 * plasma.phospholipid) + 0.7 * plasma.phospholipid + plasma.water / fractionUnbound
  return inTissue / inPlasma
}
