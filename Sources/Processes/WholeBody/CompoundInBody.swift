import Compounds
import Physiology

/// How one compound spreads through one individual: concentration ratios, unbound fractions and permeabilities.
///
/// It never changes; it is held by reference because a copy would copy the whole compound.
///
/// - Units: internal; ratios and fractions without dimension.
public final class CompoundInBody: Sendable {
  public let compound: Compound
  public let partition: PartitionCoefficients
  public let permeability: CompoundPermeabilities
  public let ionization: Ionization
  public let fractionUnbound: Double
  /// Blood cells over plasma.
  public let bloodCellToPlasma: Double
  /// Whole blood over plasma.
  public let bloodToPlasma: Double

  /// - Throws: `PartitionError` when a coefficient cannot be computed.
  public init(_ compound: Compound, in individual: Individual, method: PartitionMethod?) throws(PartitionError) {
    self.compound = compound
    partition = try PartitionCoefficients(
      compound, blood: individual.blood, hematocrit: individual.hematocrit, method: method,
      fractionUnbound: Self.fractionUnbound(of: compound, in: individual))
    permeability = CompoundPermeabilities(compound)
    ionization = Ionization(compound.groups)
    fractionUnbound = partition.fractionUnbound
    bloodCellToPlasma = try partition.bloodCellToPlasma()
    bloodToPlasma = bloodPlasmaRatio(bloodCellToPlasma: bloodCellToPlasma, hematocrit: individual.hematocrit)
  }

  /// That of the compound's file where the person has as much of the binding protein as the reference adult.
  private static func fractionUnbound(of compound: Compound, in individual: Individual) -> Double {
    let protein =
      switch compound.bindingPartner {
      case .albumin: individual.albumin
      case .alpha1AcidGlycoprotein: individual.alpha1AcidGlycoprotein
      case .unknown: 1.0
      }
    let ratio = protein * individual.binding
    guard ratio != 1 else { return compound.fractionUnbound }
    return individualFractionUnbound(reference: compound.fractionUnbound, proteinRatio: ratio, scale: 1)
  }

  /// Whole tissue over plasma at equilibrium: the mean of the organ's spaces by volume.
  ///
  /// An organ without sub-compartments takes the coefficient given for it.
  /// - Throws: `PartitionError`.
  public func tissueToPlasma(_ organ: Organ) throws(PartitionError) -> Double {
    guard organ.hasSubcompartments else { return try partition.cellToPlasma(organ) }
    let total =
      organ.plasmaVolume + organ.bloodCellVolume * bloodCellToPlasma
      + organ.interstitialVolume * (try partition.interstitialToPlasma())
      + organ.cellVolume * (try partition.cellToPlasma(organ))
    return total / organ.volume
  }

  /// A whole tissue, or whole blood, over plasma.
  /// - Throws: `PartitionError`.
  func wholeToPlasma(_ organ: Organ) throws(PartitionError) -> Double {
    organ.kind == .tissue ? try tissueToPlasma(organ) : bloodToPlasma
  }

  /// What of the dissolved drug can pass at most into the gut wall or a transporter, µmol/L.
  public func absorbableLimit(ph: Double) -> Double {
    compound.supersaturates ? .infinity : solubility(ph: ph)
  }

  /// Solubility in fluid of a pH, µmol/L; infinite where the compound states none.
  public func solubility(ph: Double) -> Double {
    guard let known = compound.solubility else { return .infinity }
    return Processes.solubility(known, ionization: ionization, ph: ph) / compound.molarMass
  }
}
