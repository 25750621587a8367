/// One body: its organs, the blood between them, and its gut.
///
/// - Units: internal (h, kg, dm, L, L/h).
public struct Individual: Sendable {
  public var species: String
  public var sex: String
  /// Age, h.
  public var age: Double
  /// Body weight, kg.
  public var weight: Double
  /// Body height, dm; nil where the species has no such measure.
  public var height: Double?
  /// Body surface area, dm2; nil where the species states no law for it.
  public var bodySurfaceArea: Double?
  public var hematocrit: Double
  /// Composition of blood; only models with sub-compartments or a partition method need it.
  public var blood: BloodComposition?
  /// Permeability between plasma and interstitial fluid, dm/h.
  public var endothelialPermeability: Double
  public var organs: [Organ]
  /// Body weight that no organ holds, kg; zero if one organ is the remainder.
  public var unassignedMass: Double
  public var flows: [BloodFlow]
  public var gut: Gut?
  /// Glomerular filtration rate, L/h of plasma.
  public var glomerularFiltration: Double?
  /// Share of the tubular function of youth that is left at this age.
  public var tubularFunction: Double
  /// Microsomal protein, kg per kg of liver.
  public var microsomalProtein: Double?
  /// Hepatocytes, number per kg of liver.
  public var hepatocytes: Double?
  /// Albumin in plasma over that of the reference adult.
  public var albumin: Double
  /// Alpha-1-acid glycoprotein in plasma over that of the reference adult.
  public var alpha1AcidGlycoprotein: Double
  /// Microsomal protein per mass of liver over that of the adult, by which the enzymes of a child's liver are fewer.
  public var liverEnzymes: Double
  /// Times the ratio of bound to unbound drug in plasma, beside what the two proteins explain.
  public var binding: Double
  /// Times the clearances of liver, bile and kidney that name no protein; not filtration.
  public var otherClearance: Double

  public init(
    species: String, sex: String, age: Double, weight: Double, height: Double? = nil,
    bodySurfaceArea: Double? = nil, hematocrit: Double, blood: BloodComposition? = nil,
    endothelialPermeability: Double = 0, organs: [Organ], unassignedMass: Double = 0, flows: [BloodFlow],
    gut: Gut? = nil, glomerularFiltration: Double? = nil, tubularFunction: Double = 1, microsomalProtein: Double? = nil,
    hepatocytes: Double? = nil, albumin: Double = 1, alpha1AcidGlycoprotein: Double = 1,
    liverEnzymes: Double = 1, binding: Double = 1, otherClearance: Double = 1
  ) {
    self.species = species
    self.sex = sex
    self.age = age
    self.weight = weight
    self.height = height
    self.bodySurfaceArea = bodySurfaceArea
    self.hematocrit = hematocrit
    self.blood = blood
    self.endothelialPermeability = endothelialPermeability
    self.organs = organs
    self.unassignedMass = unassignedMass
    self.flows = flows
    self.gut = gut
    self.glomerularFiltration = glomerularFiltration
    self.tubularFunction = tubularFunction
    self.microsomalProtein = microsomalProtein
    self.hepatocytes = hepatocytes
    self.albumin = albumin
    self.alpha1AcidGlycoprotein = alpha1AcidGlycoprotein
    self.liverEnzymes = liverEnzymes
    self.binding = binding
    self.otherClearance = otherClearance
  }

  /// The organ of this name, a mucosa included.
  public func organ(_ name: String) -> Organ? {
    organs.first { $0.name == name }
  }

  /// Blood that leaves the arteries, L/h.
  public var cardiacOutput: Double {
    flows.lazy.filter { $0.from == Individual.arterialBlood }.reduce(0) { $0 + $1.flow }
  }

  /// Name of the pool that feeds every organ.
  public static let arterialBlood = "arterial blood"
  /// Name of the pool that gathers the blood of every organ.
  public static let venousBlood = "venous blood"
}
