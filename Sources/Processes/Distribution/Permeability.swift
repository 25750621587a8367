import Compounds
import Foundation

/// Permeability of the cell membrane, from size and lipophilicity.
///
///     P = (MW_eff / 336)^-6 10^logMA / 5 * 1e-4 cm/min,  MW_eff in g/mol
///
/// - Parameters:
///   - effectiveMolarMass: See `effectiveMolarMass(molarMass:fluorine:chlorine:bromine:iodine:)`, kg/umol.
///   - lipophilicity: log10 of membrane affinity.
/// - Units: internal (dm/h); 1 cm/min is 6 dm/h.
/// - Reference: Willmann 2005, Expert Opin Drug Metab Toxicol 1:159; Kawai 1994, J Pharmacokinet Biopharm 22:327.
public func cellPermeability(effectiveMolarMass: Double, lipophilicity: Double) -> Double {
  pow(effectiveMolarMass / 336e-9, -6) * pow(10, lipophilicity) / 5 * 1e-4 * 6
}

/// Permeability of the intestinal wall for the uncharged and charged compound together, from size and lipophilicity.
///
///     P = 266 MW_eff^-4.5 10^logMA cm/s,  MW_eff in g/mol
///
/// - Parameters:
///   - effectiveMolarMass: kg/umol.
///   - lipophilicity: log10 of membrane affinity.
/// - Units: internal (dm/h); 1 cm/s is 360 dm/h.
/// - Reference: Thelen 2011, J Pharm Sci 100:5324; Willmann 2004, J Med Chem 47:4022.
public func intestinalPermeability(effectiveMolarMass: Double, lipophilicity: Double) -> Double {
  266 * pow(effectiveMolarMass * 1e9, -4.5) * pow(10, lipophilicity) * 360
}

/// Factor by which the cell membranes of the mucosa differ from those of other tissues.
///
///     s = P_int in use / P_int calculated
///
/// - Parameters:
///   - intestinal: Intestinal permeability in use, fitted or entered, dm/h.
///   - calculated: That of `intestinalPermeability(effectiveMolarMass:lipophilicity:)`, dm/h.
/// - Units: dimensionless.
/// - Reference: Thelen 2011, J Pharm Sci 100:5324.
public func mucosalPermeabilityScale(intestinal: Double, calculated: Double) -> Double {
  intestinal / calculated
}

/// Permeability of a membrane that may differ by direction.
///
/// - Units: internal (dm/h).
public struct MembranePermeability: Sendable, Hashable {
  /// Into the cell.
  public var into: Double
  /// Out of the cell.
  public var out: Double

  public init(into: Double, out: Double) {
    self.into = into
    self.out = out
  }

  /// Both directions times a factor.
  ///
  /// - Units: internal (dm/h).
  /// - Reference: arithmetic.
  public func scaled(by factor: Double) -> MembranePermeability {
    MembranePermeability(into: into * factor, out: out * factor)
  }
}

/// Permeability in both directions where only the uncharged molecule and a thousandth of the ions cross.
///
///     none:        in = P0,              out = P0
///     dependent:   in = P0 g(pH out),    out = P0 g(pH in)
///     normalized:  in = P0,              out = P0 g(pH in) / g(pH out),   g with 0.001 for one charge
///
/// - Parameters:
///   - neutral: P0, dm/h.
///   - method: Whether and how charge enters.
///   - ionization: Groups of the compound.
///   - outsidePH: pH of interstitial fluid or plasma.
///   - insidePH: pH inside the cells.
/// - Units: internal (dm/h).
/// - Reference: Schmitt 2008, Toxicol In Vitro 22:457.
public func membranePermeability(
  neutral: Double, method: PermeabilityMethod, ionization: Ionization, outsidePH: Double, insidePH: Double
) -> MembranePermeability {
  let outside = ionization.chargeFactor(ph: outsidePH, perCharge: 0.001)
  let inside = ionization.chargeFactor(ph: insidePH, perCharge: 0.001)
  return switch method {
  case .pkSim: MembranePermeability(into: neutral, out: neutral)
  case .chargeDependent: MembranePermeability(into: neutral * outside, out: neutral * inside)
  case .normalizedChargeDependent: MembranePermeability(into: neutral, out: neutral * inside / outside)
  }
}
