import Foundation
import Physiology

/// What a compound binds to in tissue in the method of Rodgers and Rowland, and how firmly.
///
/// - Units: association constants; with acidic phospholipid 1 / (mg/g), with protein dimensionless.
public enum RodgersRowlandBinding: Sendable, Hashable {
  /// Strong bases.
  case acidicPhospholipid(Double)
  /// Acids, weak bases and zwitterions without a strong base.
  case albumin(Double)
  /// Compounds without an ionisable group.
  case lipoprotein(Double)
}

/// The method of Rodgers and Rowland for one compound in one kind of blood.
public struct RodgersRowlandPartition: Sendable {
  public let ionization: Ionization
  /// log10 of octanol:water.
  public let lipophilicity: Double
  public let fractionUnbound: Double
  public let blood: BloodComposition
  public let binding: RodgersRowlandBinding
  /// Whether the association constant came out negative and was taken as zero.
  public let bindingWasNegative: Bool

  /// Derives the binding from plasma (albumin, lipoprotein) or from blood cells (acidic phospholipid).
  ///
  /// - Parameters:
  ///   - ionization: Groups of the compound.
  ///   - lipophilicity: log10 of octanol:water.
  ///   - fractionUnbound: In plasma, in (0, 1].
  ///   - bloodCellToPlasma: Blood cell : plasma partition coefficient; used by strong bases only.
  ///   - blood: Composition of plasma and blood cells.
  /// - Units: dimensionless.
  /// - Reference: `rodgersRowlandPhospholipidAffinity`, `rodgersRowlandProteinAffinity`.
  public init(
    ionization: Ionization, lipophilicity: Double, fractionUnbound: Double, bloodCellToPlasma: Double,
    blood: BloodComposition
  ) {
    self.ionization = ionization
    self.lipophilicity = lipophilicity
    self.fractionUnbound = fractionUnbound
    self.blood = blood
    let P = pow(10, lipophilicity)
    let Y = ionization.ionizedToNeutralRatio(ph: blood.plasmaPH)
    if ionization.isStrongBase {
      let constant = rodgersRowlandPhospholipidAffinity(
        P: P, cellRatio: ionization.ionizedToNeutralRatio(ph: blood.bloodCellPH), plasmaRatio: Y,
        bloodCellToUnboundPlasma: bloodCellToPlasma / fractionUnbound, cells: blood.cellsRodgersRowland)
      bindingWasNegative = constant < 0
      binding = .acidicPhospholipid(max(0, constant))
    } else {
      let constant = rodgersRowlandProteinAffinity(
        P: P, plasmaRatio: Y, fractionUnbound: fractionUnbound,
        neutralLipid: blood.plasmaNeutralLipidRodgersRowland,
        neutralPhospholipid: blood.plasmaNeutralPhospholipidRodgersRowland)
      bindingWasNegative = constant < 0
      binding = ionization.isNeutral ? .lipoprotein(max(0, constant)) : .albumin(max(0, constant))
    }
  }

  /// Cell : plasma partition coefficient of a tissue.
  ///
  ///     K = fu { f_ew + (1 + X)/(1 + Y) f_iw + [P f_nl + (0.3 P + 0.7) f_np]/(1 + Y) + E }
  ///     E = Ka_AP AP X/(1 + Y), or Ka_PR times the albumin or lipoprotein ratio
  ///
  /// - Parameters:
  ///   - tissue: Composition of the tissue.
  ///   - usesVegetableOil: Whether its lipid takes up the compound as vegetable oil does (adipose).
  /// - Units: dimensionless.
  /// - Reference: Rodgers, Leahy and Rowland 2005, J Pharm Sci 94:1259; Rodgers and Rowland 2006, J Pharm Sci 95:1238.
  public func cellToPlasma(_ tissue: TissueComposition.RodgersRowland, usesVegetableOil: Bool) -> Double {
    let X = ionization.ionizedToNeutralRatio(ph: blood.intracellularPH)
    let Y = ionization.ionizedToNeutralRatio(ph: blood.plasmaPH)
    let P = pow(10, usesVegetableOil ? vegetableOilPartition(octanolWater: lipophilicity) : lipophilicity)
    let bound =
      switch binding {
      case .acidicPhospholipid(let constant): constant * tissue.acidicPhospholipid * X / (1 + Y)
      case .albumin(let constant): constant * tissue.albuminRatio
      case .lipoprotein(let constant): constant * tissue.lipoproteinRatio
      }
    let water = tissue.extracellularWater + (1 + X) / (1 + Y) * tissue.intracellularWater
    let lipid = (P * tissue.neutralLipid + (0.3 * P + 0.7) * tissue.neutralPhospholipid) / (1 + Y)
    return fractionUnbound * (water + lipid + bound)
  }
}

/// Affinity of a strong base to acidic phospholipids, from its partition into blood cells.
///
///     Ka_AP = (Kpu_bc - (1 + Z)/(1 + Y) f_iw - [P f_nl + (0.3 P + 0.7) f_np]/(1 + Y)) (1 + Y)/(AP Z)
///
/// - Parameters:
///   - P: Octanol:water partition, not its logarithm.
///   - cellRatio: Z, ionised to neutral at the pH of blood cells; not zero.
///   - plasmaRatio: Y, ionised to neutral at the pH of plasma.
///   - bloodCellToUnboundPlasma: Kpu_bc.
///   - cells: Composition of blood cells.
/// - Returns: The constant, negative where the method does not fit the measured ratio.
/// - Units: 1 / (mg/g).
/// - Reference: Rodgers, Leahy and Rowland 2005, J Pharm Sci 94:1259.
public func rodgersRowlandPhospholipidAffinity(
  P: Double, cellRatio Z: Double, plasmaRatio Y: Double, bloodCellToUnboundPlasma: Double,
  cells: BloodComposition.RodgersRowlandCells
) -> Double {
  let water = (1 + Z) / (1 + Y) * cells.intracellularWater
  let lipid = (P * cells.neutralLipid + (0.3 * P + 0.7) * cells.neutralPhospholipid) / (1 + Y)
  return (bloodCellToUnboundPlasma - water - lipid) * (1 + Y) / (cells.acidicPhospholipid * Z)
}

/// Affinity to albumin or lipoprotein, from the unbound fraction in plasma.
///
///     Ka_PR = 1/fu - 1 - [P f_nl + (0.3 P + 0.7) f_np]/(1 + Y)
///
/// - Parameters:
///   - P: Octanol:water partition, not its logarithm.
///   - plasmaRatio: Y, ionised to neutral at the pH of plasma.
///   - fractionUnbound: In plasma, in (0, 1].
///   - neutralLipid: Of plasma, L/L.
///   - neutralPhospholipid: Of plasma, L/L.
/// - Returns: The constant, negative where lipid alone would bind more than was measured.
/// - Units: dimensionless (times plasma protein).
/// - Reference: Rodgers and Rowland 2006, J Pharm Sci 95:1238.
public func rodgersRowlandProteinAffinity(
  P: Double, plasmaRatio Y: Double, fractionUnbound: Double, neutralLipid: Double, neutralPhospholipid: Double
) -> Double {
  1 / fractionUnbound - 1 - (P * neutralLipid + (0.3 * P + 0.7) * neutralPhospholipid) / (1 + Y)
}
