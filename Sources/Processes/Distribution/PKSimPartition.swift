import Foundation
import Physiology

/// Cell : plasma partition coefficient from water, lipid and protein of the tissue.
///
///     K = (f_w + f_l 10^logMA + f_p K_prot) fu
///
/// - Parameters:
///   - tissue: Volume fractions of a tissue or of blood cells.
///   - lipophilicity: log10 of membrane affinity.
///   - fractionUnbound: In plasma, in (0, 1].
/// - Units: dimensionless.
/// - Reference: Willmann 2005, Expert Opin Drug Metab Toxicol 1:159.
public func pkSimCellToPlasma(
  _ tissue: TissueComposition.PKSim, lipophilicity: Double, fractionUnbound: Double
) -> Double {
  (tissue.water + tissue.lipid * pow(10, lipophilicity)
    + tissue.protein * proteinPartition(lipophilicity: lipophilicity)) * fractionUnbound
}
