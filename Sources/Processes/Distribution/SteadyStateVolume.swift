import Physiology

/// A space of the body and how much more concentrated the compound is there than in plasma.
///
/// - Units: `volume` L; `toPlasma` dimensionless.
public struct DistributionSpace: Sendable, Hashable {
  public var volume: Double
  public var toPlasma: Double

  public init(volume: Double, toPlasma: Double) {
    self.volume = volume
    self.toPlasma = toPlasma
  }
}

/// Volume of distribution at steady state, relative to plasma.
///
///     Vss = sum of V_i K_i,   plasma itself with K = 1
///
/// - Parameter spaces: All spaces of the body, plasma included.
/// - Units: L.
/// - Reference: Oie and Tozer 1979, J Pharm Sci 68:1203 (definition), with organ spaces as in Rodgers and Rowland
///   2006, J Pharm Sci 95:1238.
public func steadyStateVolume(_ spaces: [DistributionSpace]) -> Double {
  spaces.reduce(0) { $0 + $1.volume * $1.toPlasma }
}

/// Volume of distribution at steady state of a compound in an individual.
///
///     Vss = sum over organs of V_pls + V_bc K_bc + V_int K_int + V_cell K_cell P_in/P_out
///
/// Organs without sub-compartments count with their whole volume and one coefficient.
///
/// - Parameters:
///   - individual: Organs and blood.
///   - partition: Coefficients of the compound in this individual.
///   - permeabilities: If given, cell membranes that differ by direction shift the balance across them.
/// - Units: L.
/// - Throws: `PartitionError` if a coefficient is missing.
/// - Reference: `steadyStateVolume(_:)`.
public func steadyStateVolume(
  _ individual: Individual, partition: PartitionCoefficients, permeabilities: CompoundPermeabilities? = nil
) throws(PartitionError) -> Double {
  var spaces: [DistributionSpace] = []
  for organ in individual.organs {
    guard organ.hasSubcompartments || organ.kind == .blood else {
      spaces.append(DistributionSpace(volume: organ.volume, toPlasma: try partition.cellToPlasma(organ)))
      continue
    }
    spaces += try steadyStateSpaces(
      organ, blood: individual.blood, hematocrit: individual.hematocrit, partition: partition,
      permeabilities: permeabilities)
  }
  return steadyStateVolume(spaces)
}

/// The plasma, blood cells, interstitium and cells of one organ with their coefficients.
private func steadyStateSpaces(
  _ organ: Organ, blood: BloodComposition?, hematocrit: Double, partition: PartitionCoefficients,
  permeabilities: CompoundPermeabilities?
) throws(PartitionError) -> [DistributionSpace] {
  let plasma = organ.hasSubcompartments ? organ.plasmaVolume : organ.volume * (1 - hematocrit)
  let cellsOfBlood = organ.hasSubcompartments ? organ.bloodCellVolume : organ.volume * hematocrit
  var intoBloodCells = 1.0
  var intoCells = 1.0
  if let permeabilities, let blood {
    let membrane = permeabilities.bloodCells(plasmaPH: blood.plasmaPH, bloodCellPH: blood.bloodCellPH)
    intoBloodCells = membrane.into / membrane.out
    if let composition = organ.composition {
      let membrane = permeabilities.cells(of: organ, composition: composition, blood: blood)
      intoCells = membrane.into / membrane.out
    }
  }
  var spaces = [
    DistributionSpace(volume: plasma, toPlasma: 1),
    DistributionSpace(volume: cellsOfBlood, toPlasma: try partition.bloodCellToPlasma() * intoBloodCells),
  ]
  if organ.kind == .tissue {
    spaces.append(
      DistributionSpace(volume: organ.interstitialVolume, toPlasma: try partition.interstitialToPlasma()))
    spaces.append(
      DistributionSpace(volume: organ.cellVolume, toPlasma: try partition.cellToPlasma(organ) * intoCells))
  }
  return spaces
}
