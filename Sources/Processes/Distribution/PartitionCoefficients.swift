import Compounds
import Foundation
import Physiology

/// Partition of one compound between plasma, blood cells, interstitium and the cells of each tissue.
///
/// A coefficient given by the compound under the name of an organ replaces the computed one. A measured blood : plasma
/// ratio sets the blood cells in every method; a compound kept compatible with the reference program uses it in the
/// method of Rodgers and Rowland alone.
///
/// It never changes; it is held by reference because a copy would copy the whole compound.
///
/// - Units: dimensionless concentration ratios to total concentration in plasma.
public final class PartitionCoefficients: Sendable {
  /// Name under which the coefficient of blood cells may be given.
  public static let bloodCells = "blood cells"
  /// Name under which the coefficient of interstitial fluid may be given.
  public static let interstitium = "interstitium"

  public let method: PartitionMethod
  /// Unbound fraction in plasma that the coefficients hold for.
  public let fractionUnbound: Double
  /// What the method had to assume, in words for the report.
  public let warnings: [String]
  private let compound: Compound
  private let blood: BloodComposition?
  private let ionization: Ionization
  private let bloodCell: Double?
  private let rodgersRowland: RodgersRowlandPartition?

  /// Prepares what all tissues share.
  ///
  /// - Parameters:
  ///   - compound: Its lipophilicity serves as octanol:water partition and as membrane affinity.
  ///   - blood: Composition of blood; only method `given` can do without.
  ///   - hematocrit: In (0, 1).
  ///   - method: Method to use instead of the compound's own.
  ///   - fractionUnbound: Of the person, instead of the compound's reference value.
  /// - Units: dimensionless.
  /// - Throws: `PartitionError` for missing compositions or an impossible blood : plasma ratio.
  /// - Reference: the functions of each method.
  public init(
    _ compound: Compound, blood: BloodComposition?, hematocrit: Double, method: PartitionMethod? = nil,
    fractionUnbound: Double? = nil
  ) throws(PartitionError) {
    let method = method ?? compound.partitionMethod
    let fractionUnbound = fractionUnbound ?? compound.fractionUnbound
    let ionization = Ionization(compound.groups)
    let bloodCell = try Self.bloodCellToPlasma(
      compound, blood: blood, hematocrit: hematocrit, method: method, fractionUnbound: fractionUnbound)
    var warnings: [String] = []
    var rodgersRowland: RodgersRowlandPartition?
    if method == .rodgersRowland {
      guard let blood, let bloodCell else {
        throw PartitionError(.missingComposition(method: method.rawValue, place: "blood"), compound: compound.name)
      }
      let prepared = RodgersRowlandPartition(
        ionization: ionization, lipophilicity: compound.lipophilicity, fractionUnbound: fractionUnbound,
        bloodCellToPlasma: bloodCell, blood: blood)
      if prepared.bindingWasNegative {
        warnings.append(
          "\(compound.name): lipid and water alone explain more than the measured binding in "
            + (ionization.isStrongBase ? "blood cells" : "plasma") + "; tissue binding is taken as zero")
      }
      rodgersRowland = prepared
    }
    self.compound = compound
    self.blood = blood
    self.method = method
    self.fractionUnbound = fractionUnbound
    self.ionization = ionization
    self.bloodCell = bloodCell
    self.rodgersRowland = rodgersRowland
    self.warnings = warnings
  }

  /// Blood cell : plasma coefficient.
  ///
  /// - Units: dimensionless.
  /// - Throws: `PartitionError` if neither a composition of blood, a blood : plasma ratio nor a given value is known.
  /// - Reference: `bloodCellToPlasma(bloodPlasmaRatio:hematocrit:)`, `pkSimCellToPlasma`, `schmittCellToPlasma`.
  public func bloodCellToPlasma() throws(PartitionError) -> Double {
    guard let bloodCell else { throw PartitionError(.missingValue(place: Self.bloodCells), compound: compound.name) }
    return bloodCell
  }

  /// Interstitial fluid : plasma coefficient.
  ///
  /// - Units: dimensionless.
  /// - Throws: `PartitionError` if neither a composition of blood nor a given value is known.
  /// - Reference: `interstitialToPlasma(water:proteinRatio:plasmaWater:fractionUnbound:)`.
  public func interstitialToPlasma() throws(PartitionError) -> Double {
    if let given = compound.givenPartition[Self.interstitium] { return given }
    guard let blood else { throw PartitionError(.missingValue(place: Self.interstitium), compound: compound.name) }
    return Processes.interstitialToPlasma(
      water: blood.interstitialWater, proteinRatio: blood.interstitialProteinRatio,
      plasmaWater: blood.plasmaPKSim.water, fractionUnbound: fractionUnbound)
  }

  /// Cell : plasma coefficient of a tissue.
  ///
  /// - Parameters:
  ///   - name: Name of the organ or mucosa.
  ///   - parent: Organ of a mucosa; a value given for it serves the mucosa too.
  ///   - composition: What the tissue is made of; not needed where a value is given.
  /// - Units: dimensionless.
  /// - Throws: `PartitionError` if the composition for the method is missing.
  /// - Reference: the function of the method.
  public func cellToPlasma(
    _ name: String, partOf parent: String? = nil, composition: TissueComposition?
  ) throws(PartitionError) -> Double {
    if let given = compound.givenPartition[name] ?? parent.flatMap({ compound.givenPartition[$0] }) { return given }
    if method == .given { throw PartitionError(.missingValue(place: name), compound: compound.name) }
    guard let blood, let tissue = composition, let computed = computed(tissue, blood: blood) else {
      throw PartitionError(.missingComposition(method: method.rawValue, place: name), compound: compound.name)
    }
    return computed
  }

  /// Cell : plasma coefficient of an organ.
  ///
  /// - Units: dimensionless.
  /// - Throws: `PartitionError` if the composition for the method is missing.
  /// - Reference: the function of the method.
  public func cellToPlasma(_ organ: Organ) throws(PartitionError) -> Double {
    try cellToPlasma(organ.name, partOf: organ.partOf, composition: organ.composition)
  }

  /// Unbound fraction in interstitial fluid, fu / K_int.
  ///
  /// - Units: dimensionless.
  /// - Throws: as `interstitialToPlasma()`.
  /// - Reference: definition; unbound concentrations are equal at equilibrium.
  public func unboundInInterstitium() throws(PartitionError) -> Double {
    fractionUnbound / (try interstitialToPlasma())
  }

  /// Unbound fraction in the cells of an organ, fu / K_cell.
  ///
  /// - Units: dimensionless.
  /// - Throws: as `cellToPlasma(_:)`.
  /// - Reference: definition; unbound concentrations are equal at equilibrium.
  public func unboundInCells(of organ: Organ) throws(PartitionError) -> Double {
    fractionUnbound / (try cellToPlasma(organ))
  }

  /// Unbound fraction in blood cells, fu / K_bc; the compatible form is its inverse.
  ///
  /// Only enzymes inside blood cells see it; exchange with plasma always uses fu / K_bc.
  ///
  /// - Units: dimensionless.
  /// - Throws: as `bloodCellToPlasma()`.
  /// - Reference: definition; the inverse is a habit of the program that compatible parameters were fitted with.
  public func unboundInBloodCells() throws(PartitionError) -> Double {
    let K = try bloodCellToPlasma()
    return compound.pkSimCompatible ? K / fractionUnbound : fractionUnbound / K
  }

  /// Coefficient of the chosen method; nil if the tissue lacks the composition that it needs.
  private func computed(_ tissue: TissueComposition, blood: BloodComposition) -> Double? {
    switch method {
    case .pkSim:
      tissue.pkSim.map {
        pkSimCellToPlasma($0, lipophilicity: compound.lipophilicity, fractionUnbound: fractionUnbound)
      }
    case .rodgersRowland:
      tissue.rodgersRowland.flatMap {
        rodgersRowland?.cellToPlasma($0, usesVegetableOil: tissue.usesVegetableOil)
      }
    case .schmitt:
      tissue.schmitt.map {
        schmittCellToPlasma(
          $0, ph: tissue.intracellularPH, ionization: ionization, lipophilicity: compound.lipophilicity,
          membraneAffinity: compound.lipophilicity, fractionUnbound: fractionUnbound)
      }
    case .poulinTheil:
      tissue.poulinTheil.map {
        poulinTheilTissueToPlasma(
          $0, plasma: blood.plasmaPoulinTheil, lipophilicity: lipidPartition(tissue, blood: blood),
          fractionUnbound: fractionUnbound)
      }
    case .berezhkovskiy:
      tissue.poulinTheil.map {
        berezhkovskiyTissueToPlasma(
          $0, plasma: blood.plasmaPoulinTheil, lipophilicity: lipidPartition(tissue, blood: blood),
          fractionUnbound: fractionUnbound)
      }
    case .given: nil
    }
  }

  /// log10 of the lipid:water partition that Poulin and Theil use in a tissue.
  private func lipidPartition(_ tissue: TissueComposition, blood: BloodComposition) -> Double {
    tissue.usesVegetableOil
      ? vegetableOilDistribution(octanolWater: compound.lipophilicity, ionization: ionization, ph: blood.plasmaPH)
      : compound.lipophilicity
  }

  /// K_bc given, measured or computed; nil if nothing is known to compute it from.
  private static func bloodCellToPlasma(
    _ compound: Compound, blood: BloodComposition?, hematocrit: Double, method: PartitionMethod,
    fractionUnbound: Double
  ) throws(PartitionError) -> Double? {
    if let given = compound.givenPartition[bloodCells] { return given }
    if let ratio = compound.bloodPlasmaRatio, method == .rodgersRowland || !compound.pkSimCompatible {
      let K = Processes.bloodCellToPlasma(bloodPlasmaRatio: ratio, hematocrit: hematocrit)
      guard K > 0 else {
        throw PartitionError(.impossibleBloodPlasmaRatio(ratio, hematocrit: hematocrit), compound: compound.name)
      }
      return K
    }
    guard let blood else { return nil }
    guard method == .schmitt else {
      return pkSimCellToPlasma(
        blood.cellsPKSim, lipophilicity: compound.lipophilicity, fractionUnbound: fractionUnbound)
    }
    let cells = TissueComposition.Schmitt(
      water: blood.cellsPKSim.water, neutralLipid: blood.cellsSchmitt.neutralLipid,
      neutralPhospholipid: blood.cellsSchmitt.neutralPhospholipid,
      acidicPhospholipid: blood.cellsSchmitt.acidicPhospholipid, protein: blood.cellsPKSim.protein)
    return schmittCellToPlasma(
      cells, ph: blood.bloodCellPH, ionization: Ionization(compound.groups), lipophilicity: compound.lipophilicity,
      membraneAffinity: compound.lipophilicity, fractionUnbound: fractionUnbound)
  }
}
