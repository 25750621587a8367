import Compounds
import Physiology

/// All membrane permeabilities of one compound, entered or computed.
///
/// - Units: internal (dm/h).
public struct CompoundPermeabilities: Sendable {
  /// Of the cell membrane for a compound without charge effect.
  public let neutralCell: Double
  /// Of the gut wall from the lumen into the mucosal cells.
  public let intestinal: Double
  /// Of the gut wall between the cells; zero unless the compound has one.
  public let paracellular: Double
  /// Factor of the mucosal cell membranes.
  public let mucosalScale: Double
  private let compound: Compound
  private let ionization: Ionization

  /// Fills in every permeability the compound does not state.
  ///
  /// - Units: internal.
  /// - Reference: `cellPermeability`, `intestinalPermeability`, `mucosalPermeabilityScale`.
  public init(_ compound: Compound) {
    self.compound = compound
    ionization = Ionization(compound.groups)
    let halogens = compound.halogens
    let size = effectiveMolarMass(
      molarMass: compound.molarMass, fluorine: halogens.fluorine, chlorine: halogens.chlorine,
      bromine: halogens.bromine, iodine: halogens.iodine)
    let calculated = intestinalPermeability(effectiveMolarMass: size, lipophilicity: compound.lipophilicity)
    neutralCell =
      compound.cellPermeability
      ?? cellPermeability(effectiveMolarMass: size, lipophilicity: compound.lipophilicity)
    intestinal = compound.intestinalPermeability ?? calculated
    paracellular = compound.paracellularPermeability ?? 0
    mucosalScale = mucosalPermeabilityScale(intestinal: intestinal, calculated: calculated)
  }

  /// Between interstitial fluid and the cells of a tissue.
  ///
  /// - Units: internal (dm/h).
  /// - Reference: `membranePermeability(neutral:method:ionization:outsidePH:insidePH:)`.
  public func cells(interstitialPH: Double, intracellularPH: Double) -> MembranePermeability {
    membranePermeability(
      neutral: neutralCell, method: compound.permeabilityMethod, ionization: ionization, outsidePH: interstitialPH,
      insidePH: intracellularPH)
  }

  /// Between interstitial fluid and the cells of a mucosa; an entered value holds for both directions.
  ///
  /// - Units: internal (dm/h).
  /// - Reference: `cells` times `mucosalScale`; Thelen 2011, J Pharm Sci 100:5324.
  public func mucosalCells(interstitialPH: Double, intracellularPH: Double) -> MembranePermeability {
    if let entered = compound.mucosalCellPermeability {
      return MembranePermeability(into: entered, out: entered)
    }
    return cells(interstitialPH: interstitialPH, intracellularPH: intracellularPH).scaled(by: mucosalScale)
  }

  /// Between plasma and blood cells.
  ///
  /// - Units: internal (dm/h).
  /// - Reference: `membranePermeability(neutral:method:ionization:outsidePH:insidePH:)`.
  public func bloodCells(plasmaPH: Double, bloodCellPH: Double) -> MembranePermeability {
    if let entered = compound.bloodCellPermeability {
      return MembranePermeability(into: entered.into, out: entered.out)
    }
    return membranePermeability(
      neutral: neutralCell, method: compound.permeabilityMethod, ionization: ionization, outsidePH: plasmaPH,
      insidePH: bloodCellPH)
  }

  /// Between interstitial fluid and the cells of an organ, mucosa or not.
  ///
  /// - Units: internal (dm/h).
  /// - Reference: `cells` and `mucosalCells`.
  public func cells(of organ: Organ, composition: TissueComposition, blood: BloodComposition) -> MembranePermeability {
    organ.gutSegment == nil
      ? cells(interstitialPH: blood.interstitialPH, intracellularPH: composition.intracellularPH)
      : mucosalCells(interstitialPH: blood.interstitialPH, intracellularPH: composition.intracellularPH)
  }

  /// Between plasma and interstitial fluid: the leaky vessel wall, or two membranes in series where it is a barrier.
  ///
  ///     P = P0 / 2 (barrier)
  ///
  /// - Parameters:
  ///   - organ: Tells whether the wall is a barrier.
  ///   - leaky: Permeability of an ordinary vessel wall, dm/h.
  /// - Units: internal (dm/h).
  /// - Reference: Willmann 2005, Expert Opin Drug Metab Toxicol 1:159.
  public func endothelium(of organ: Organ, leaky: Double) -> Double {
    organ.hasEndothelialBarrier ? neutralCell / 2 : leaky
  }
}
