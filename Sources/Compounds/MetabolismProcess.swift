import DataFiles

/// How fast one protein works on an unbound concentration.
///
/// - Units: `kcat` 1/h, `km` umol/L, `clearance` L/h per umol of protein.
public enum ProteinKinetics: Sendable, Hashable {
  /// rate = protein · kcat · Cu / (km + Cu)
  case michaelisMenten(kcat: Double, km: Double)
  /// rate = protein · kcat · Cu^exponent / (km^exponent + Cu^exponent)
  case hill(kcat: Double, km: Double, exponent: Double)
  /// rate = protein · clearance · Cu
  case firstOrder(clearance: Double)
}

/// The test system an in vitro rate was measured in.
public enum InVitroSystem: String, Sendable, Hashable, CaseIterable {
  case microsomes, recombinant, hepatocytes
}

/// What an in vitro rate is counted per.
public enum InVitroBasis: Sendable, Hashable {
  /// A kg of microsomal protein, or of the protein of a recombinant preparation.
  case protein
  /// One hepatocyte.
  case cell
  /// A umol of the enzyme itself.
  case enzyme
}

/// An in vitro rate, per unit of its basis (kg of protein, one cell, or umol of enzyme).
///
/// - Units: `vmax` umol/h per unit, `km` umol/L, `intrinsicClearance` L/h per unit.
public enum InVitroKinetics: Sendable, Hashable {
  case michaelisMenten(vmax: Double, km: Double)
  case hill(vmax: Double, km: Double, exponent: Double)
  case firstOrder(intrinsicClearance: Double)
}

/// The unbound fraction in the incubation: measured, or from a published relation.
///
/// - Units: `protein` kg/L; `cells` 1/L (cells per litre).
public enum IncubationBinding: Sendable, Hashable {
  case measured(Double)
  case austin(protein: Double)
  case hallifaxHouston(protein: Double)
  case kilford(cells: Double)
}

/// A measurement in a test system, as published; scaled to the body by the processes.
///
/// - Units: `content` umol of enzyme per kg of protein.
public struct InVitroMetabolism: Sendable, Hashable {
  public var system: InVitroSystem
  public var basis: InVitroBasis
  public var kinetics: InVitroKinetics
  public var content: Double?
  public var incubation: IncubationBinding?

  public init(
    system: InVitroSystem, basis: InVitroBasis, kinetics: InVitroKinetics, content: Double? = nil,
    incubation: IncubationBinding? = nil
  ) {
    self.system = system
    self.basis = basis
    self.kinetics = kinetics
    self.content = content
    self.incubation = incubation
  }
}

/// Conversion of the compound by an enzyme wherever that enzyme is found.
public struct MetabolismProcess: Sendable, Hashable {
  public enum Rate: Sendable, Hashable {
    case perProtein(ProteinKinetics)
    case inVitro(InVitroMetabolism)
  }

  public var header: ProcessHeader
  public var protein: String
  public var rate: Rate
  /// The compound formed; nil when what is formed is not followed.
  public var metabolite: String?

  public init(header: ProcessHeader, protein: String, rate: Rate, metabolite: String? = nil) {
    self.header = header
    self.protein = protein
    self.rate = rate
    self.metabolite = metabolite
  }
}
