import Foundation

/// Make-up of a whole tissue, cells and interstitium, for `schmittTissueToUnboundPlasma`.
///
/// - Units: volume fractions; cell and interstitial parts of the tissue, the rest of the cell.
public struct WholeTissueComposition: Sendable, Hashable {
  /// Cells and interstitium as parts of the tissue; they are scaled to sum to 1.
  public var cells: Double
  public var interstitium: Double
  public var water: Double
  public var neutralLipid: Double
  public var neutralPhospholipid: Double
  public var acidicPhospholipid: Double
  public var protein: Double
  public var ph: Double

  public init(
    cells: Double, interstitium: Double, water: Double, neutralLipid: Double, neutralPhospholipid: Double,
    acidicPhospholipid: Double, protein: Double, ph: Double
  ) {
    self.cells = cells
    self.interstitium = interstitium
    self.water = water
    self.neutralLipid = neutralLipid
    self.neutralPhospholipid = neutralPhospholipid
    self.acidicPhospholipid = acidicPhospholipid
    self.protein = protein
    self.ph = ph
  }
}

/// Whole tissue : unbound plasma partition coefficient, only the uncharged molecule crossing the cell membrane freely.
///
///     K = F_int K_int + kappa F_cell K_cell,   kappa = c(pH plasma) / c(pH cell),  c = uncharged + 0.001 ions
///     K_int  = f_w + 0.37 (1/fu - f_w),  f_w = 1 - plasma protein
///     K_cell = f_w + P c f_nl + MA f_np + MA (uncharged + 20 cations + 0.05 anions) f_ap + (0.163 + 0.0221 MA) f_p
///
/// - Parameters:
///   - tissue: Composition of the tissue.
///   - ionization: Groups of the compound; its constants are taken as macroscopic.
///   - octanolWater: P, not its logarithm.
///   - membraneAffinity: MA, not its logarithm.
///   - fractionUnbound: In plasma, in (0, 1].
///   - plasmaProtein: Volume fraction of protein in plasma.
///   - plasmaPH: pH of plasma.
/// - Units: dimensionless, per unbound concentration in plasma.
/// - Reference: Schmitt 2008, Toxicol In Vitro 22:457; as modified by Pearce 2017, J Pharmacokinet Pharmacodyn 44:549.
public func schmittTissueToUnboundPlasma(
  _ tissue: WholeTissueComposition, ionization: Ionization, octanolWater P: Double, membraneAffinity MA: Double,
  fractionUnbound: Double, plasmaProtein: Double, plasmaPH: Double
) -> Double {
  let inCell = ionization.chargeClasses(ph: tissue.ph)
  let inPlasma = ionization.chargeClasses(ph: plasmaPH)
  let ionShare = 0.001
  let kappa = inPlasma.factor(ofIon: ionShare) / inCell.factor(ofIon: ionShare)
  let plasmaWater = 1 - plasmaProtein
  let interstitium = plasmaWater + 0.37 * (1 / fractionUnbound - plasmaWater)
  let acidicAffinity = MA * (inCell.uncharged + 20 * inCell.positive + 0.05 * inCell.negative)
  let cell =
    tissue.water + P * inCell.factor(ofIon: ionShare) * tissue.neutralLipid + MA * tissue.neutralPhospholipid
    + acidicAffinity * tissue.acidicPhospholipid + (0.163 + 0.0221 * MA) * tissue.protein
  return (tissue.interstitium * interstitium + kappa * tissue.cells * cell) / (tissue.interstitium + tissue.cells)
}

/// Partition coefficient corrected by a regression of measured on predicted coefficients of one tissue.
///
///     log10(K fu) = intercept + slope log10(K' fu),   K and K' per unbound plasma
///
/// - Units: dimensionless, per unbound concentration in plasma.
/// - Reference: Pearce 2017, J Pharmacokinet Pharmacodyn 44:549.
public func calibratedTissueToUnboundPlasma(
  predicted: Double, fractionUnbound: Double, intercept: Double, slope: Double
) -> Double {
  pow(10, intercept + slope * log10(predicted * fractionUnbound)) / fractionUnbound
}
