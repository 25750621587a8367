import Compounds
import Foundation
import Physiology

/// Cell : plasma partition coefficient from water, three kinds of lipid and protein, with charge at the cell's own pH.
///
///     K = (f_w + K_nl f_nl + K_np f_np + K_ap f_ap + K_prot f_p) fu
///     K_np = 10^logMA,  K_nl = 10^logP g(pH; 0.001),  K_ap = K_np sum over states of w 20^charge
///
/// - Parameters:
///   - tissue: Composition of a tissue or of blood cells.
///   - ph: pH inside its cells.
///   - ionization: Groups of the compound.
///   - lipophilicity: log10 of octanol:water.
///   - membraneAffinity: log10 of membrane affinity; often the same number.
///   - fractionUnbound: In plasma, in (0, 1].
/// - Units: dimensionless.
/// - Reference: Schmitt 2008, Toxicol In Vitro 22:457.
public func schmittCellToPlasma(
  _ tissue: TissueComposition.Schmitt, ph: Double, ionization: Ionization, lipophilicity: Double,
  membraneAffinity: Double, fractionUnbound: Double
) -> Double {
  let neutralLipid = pow(10, lipophilicity) * ionization.chargeFactor(ph: ph, perCharge: 0.001)
  let phospholipid = pow(10, membraneAffinity)
  let acidicPhospholipid = phospholipid * ionization.signedChargeSum(ph: ph, base: 20)
  let protein = proteinPartition(lipophilicity: membraneAffinity)
  return
    (tissue.water + neutralLipid * tissue.neutralLipid + phospholipid * tissue.neutralPhospholipid
    + acidicPhospholipid * tissue.acidicPhospholipid + protein * tissue.protein) * fractionUnbound
}
