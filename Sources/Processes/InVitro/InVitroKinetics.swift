import Compounds

/// What the scaling of an in vitro rate needs to know of the liver and the enzyme, but was not told.
public struct MissingScalingFactor: Error, Hashable, CustomStringConvertible {
  public let factor: String
  public let remedy: String

  public var description: String { "scaling an in vitro rate needs \(factor); \(remedy)" }
}

/// Unbound fraction in the incubation of a measurement; 1 where none was stated.
///
/// - Parameters:
///   - binding: As the compound states it; nil for rates that are already those of unbound drug.
///   - octanolWater: logP of the compound.
///   - ionization: Groups of the compound.
///   - ph: pH of the incubation, usually 7.4.
/// - Units: dimensionless, in (0, 1].
/// - Reference: the equation that the binding names.
public func incubationFractionUnbound(
  _ binding: IncubationBinding?, octanolWater logP: Double, ionization: Ionization, ph: Double
) -> Double {
  let lipophilicity = incubationLipophilicity(octanolWater: logP, ionization: ionization, ph: ph)
  return switch binding {
  case nil: 1
  case .measured(let fraction): fraction
  case .austin(let protein): austinFractionUnbound(protein: protein, lipophilicity: lipophilicity)
  case .hallifaxHouston(let protein): hallifaxHoustonFractionUnbound(protein: protein, lipophilicity: lipophilicity)
  case .kilford(let cells): kilfordFractionUnbound(cells: cells, lipophilicity: lipophilicity)
  }
}

/// Kinetics per enzyme molecule and unbound concentration, from a measurement in a test system.
///
///     kcat = Vmax / (enzyme per basis),  Km_u = Km fu_inc,  CL per enzyme = CLint / fu_inc / (enzyme per basis)
///
/// - Parameters:
///   - measured: Rate per protein, per cell or per enzyme.
///   - fractionUnboundIncubation: In (0, 1].
///   - content: Enzyme per microsomal protein (umol/kg) where the measurement does not state its own.
///   - microsomalProtein: Per liver mass, kg/kg; only for rates per cell.
///   - hepatocytes: Per liver mass, 1/kg; only for rates per cell.
/// - Units: internal; see `ProteinKinetics`.
/// - Throws: `MissingScalingFactor` naming what the basis needs.
/// - Reference: Proctor 2004, Xenobiotica 34:151; Barter 2007, Curr Drug Metab 8:33.
public func proteinKinetics(
  of measured: InVitroMetabolism, fractionUnboundIncubation fu: Double, content: Double?, microsomalProtein: Double?,
  hepatocytes: Double?
) throws(MissingScalingFactor) -> ProteinKinetics {
  let enzyme = try enzymePerBasis(
    measured.basis, content: measured.content ?? content, microsomalProtein: microsomalProtein,
    hepatocytes: hepatocytes)
  return switch measured.kinetics {
  case .michaelisMenten(let vmax, let km): .michaelisMenten(kcat: vmax / enzyme, km: km * fu)
  case .hill(let vmax, let km, let exponent): .hill(kcat: vmax / enzyme, km: km * fu, exponent: exponent)
  case .firstOrder(let clearance): .firstOrder(clearance: clearance / fu / enzyme)
  }
}

/// Enzyme in what the rate is counted per: umol per kg of protein, umol per cell, or 1.
private func enzymePerBasis(
  _ basis: InVitroBasis, content: Double?, microsomalProtein: Double?, hepatocytes: Double?
) throws(MissingScalingFactor) -> Double {
  if basis == .enzyme { return 1 }
  guard let content else {
    throw MissingScalingFactor(
      factor: "the enzyme content of microsomal protein", remedy: "add content: to the process or to the protein file")
  }
  if basis == .protein { return content }
  guard let microsomalProtein else {
    throw MissingScalingFactor(
      factor: "the microsomal protein of liver", remedy: "add microsomal_protein: to the liver of the species")
  }
  guard let hepatocytes else {
    throw MissingScalingFactor(
      factor: "the hepatocytes of liver", remedy: "add hepatocytes: to the liver of the species")
  }
  return content * microsomalProtein / hepatocytes
}
