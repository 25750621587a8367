import DataFiles

/// An ionizable group.
public enum ChargedGroup: Sendable, Hashable {
  case acid(pKa: Double)
  case base(pKa: Double)
}

/// How the cell to plasma partition coefficients are computed.
public enum PartitionMethod: String, Sendable, Hashable, CaseIterable {
  case pkSim = "pk-sim"
  case rodgersRowland = "rodgers-rowland"
  case schmitt
  case poulinTheil = "poulin-theil"
  case berezhkovskiy
  /// Every coefficient is given.
  case given
}

/// How the cell permeabilities depend on charge.
public enum PermeabilityMethod: String, Sendable, Hashable, CaseIterable {
  case pkSim = "pk-sim"
  case chargeDependent = "charge-dependent schmitt"
  case normalizedChargeDependent = "normalized charge-dependent schmitt"
}

/// The plasma protein a compound binds to.
public enum BindingPartner: String, Sendable, Hashable, CaseIterable {
  case albumin
  case alpha1AcidGlycoprotein = "alpha-1-acid glycoprotein"
  case unknown
}

/// Counts of the halogen atoms of a molecule.
public struct Halogens: Sendable, Hashable {
  public var fluorine: Int
  public var chlorine: Int
  public var bromine: Int
  public var iodine: Int

  public init(fluorine: Int = 0, chlorine: Int = 0, bromine: Int = 0, iodine: Int = 0) {
    self.fluorine = fluorine
    self.chlorine = chlorine
    self.bromine = bromine
    self.iodine = iodine
  }
}

/// Permeability of the blood cell membrane, each way (dm/h).
public struct BloodCellPermeability: Sendable, Hashable {
  public var into: Double
  public var out: Double

  public init(into: Double, out: Double) {
    self.into = into
    self.out = out
  }
}

/// A substance: what is known of its molecule, its processes and its products.
///
/// - Units: internal; `molarMass` kg/umol, permeabilities dm/h, `lipophilicity` log10.
public struct Compound: Sendable {
  public var name: String
  /// Registry numbers and the like, by the name of the registry.
  public var identifiers: [String: String]
  /// What kind of drug it is, in words.
  public var drugClass: String?
  public var molarMass: Double
  public var halogens: Halogens
  public var lipophilicity: Double
  public var groups: [ChargedGroup]
  public var fractionUnbound: Double
  public var bindingPartner: BindingPartner
  public var bloodPlasmaRatio: Double?
  public var solubility: Solubility?
  /// Whether what is dissolved stays so above the solubility, which then only slows the dissolution of particles.
  public var supersaturates = false
  /// Diffusion coefficient in water, dm2/h; nil to compute it from the molar mass.
  public var aqueousDiffusion: Double?
  public var intestinalPermeability: Double?
  public var paracellularPermeability: Double?
  public var cellPermeability: Double?
  public var mucosalCellPermeability: Double?
  public var bloodCellPermeability: BloodCellPermeability?
  public var partitionMethod: PartitionMethod
  public var permeabilityMethod: PermeabilityMethod
  /// Cell to plasma coefficients that replace the computed ones, by organ.
  public var givenPartition: [String: Double]
  /// Keeps the two habits of the program the parameters were fitted with.
  public var pkSimCompatible: Bool
  /// Whether its organs are well stirred; nil leaves that to the study.
  public var isPerfusionLimited: Bool?
  public var processes: [CompoundProcess]
  /// Names of processes of the file that act only in a study that adds them.
  public var restingProcesses: [String] = []
  /// Names of the values of the file that a study can pick in place of one that stands, by property.
  public var alternatives: [(property: String, names: [String])] = []
  public var formulations: [String: FormulationModel]
  public var ehcContinuousFraction: Double?
  /// The folder of protein profiles beside the file of the compound; nil when it has none.
  public var proteinsFolder: String?
  /// The compound whose protein profiles are used; nil for its own.
  public var proteinsFrom: String?
  /// Every number with its source, by its path in the file.
  public var facts: [(name: String, value: SourcedValue)]
  /// The file it was read from; nil when it was made in code.
  public var file: String?

  public init(
    name: String, identifiers: [String: String] = [:], molarMass: Double, halogens: Halogens = Halogens(),
    lipophilicity: Double, groups: [ChargedGroup] = [], fractionUnbound: Double,
    bindingPartner: BindingPartner = .unknown, bloodPlasmaRatio: Double? = nil, solubility: Solubility? = nil,
    intestinalPermeability: Double? = nil, paracellularPermeability: Double? = nil, cellPermeability: Double? = nil,
    mucosalCellPermeability: Double? = nil, bloodCellPermeability: BloodCellPermeability? = nil,
    partitionMethod: PartitionMethod = .pkSim, permeabilityMethod: PermeabilityMethod = .pkSim,
    givenPartition: [String: Double] = [:], pkSimCompatible: Bool = false, isPerfusionLimited: Bool? = nil,
    processes: [CompoundProcess] = [],
    formulations: [String: FormulationModel] = [:], ehcContinuousFraction: Double? = nil,
    proteinsFolder: String? = nil, facts: [(name: String, value: SourcedValue)] = [], file: String? = nil
  ) {
    self.name = name
    self.identifiers = identifiers
    self.molarMass = molarMass
    self.halogens = halogens
    self.lipophilicity = lipophilicity
    self.groups = groups
    self.fractionUnbound = fractionUnbound
    self.bindingPartner = bindingPartner
    self.bloodPlasmaRatio = bloodPlasmaRatio
    self.solubility = solubility
    self.intestinalPermeability = intestinalPermeability
    self.paracellularPermeability = paracellularPermeability
    self.cellPermeability = cellPermeability
    self.mucosalCellPermeability = mucosalCellPermeability
    self.bloodCellPermeability = bloodCellPermeability
    self.partitionMethod = partitionMethod
    self.permeabilityMethod = permeabilityMethod
    self.givenPartition = givenPartition
    self.pkSimCompatible = pkSimCompatible
    self.isPerfusionLimited = isPerfusionLimited
    self.processes = processes
    self.formulations = formulations
    self.ehcContinuousFraction = ehcContinuousFraction
    self.proteinsFolder = proteinsFolder
    self.facts = facts
    self.file = file
  }
}
