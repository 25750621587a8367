/// What a tissue is made of, once for each partition method that may be asked for.
///
/// - Units: volume fractions of the wet tissue unless a property says otherwise.
public struct TissueComposition: Sendable, Hashable {
  /// Water, lipid and protein, as the standard method of the open reference program uses them.
  public struct PKSim: Sendable, Hashable {
    public var water: Double
    public var lipid: Double
    public var protein: Double

    public init(water: Double, lipid: Double, protein: Double) {
      self.water = water
      self.lipid = lipid
      self.protein = protein
    }
  }

  /// The terms of Poulin and Theil; Berezhkovskiy uses the same.
  public struct PoulinTheil: Sendable, Hashable {
    public var water: Double
    public var neutralLipid: Double
    public var phospholipid: Double
    /// Tissue to plasma ratio of the binding protein.
    public var albuminRatio: Double

    public init(water: Double, neutralLipid: Double, phospholipid: Double, albuminRatio: Double) {
      self.water = water
      self.neutralLipid = neutralLipid
      self.phospholipid = phospholipid
      self.albuminRatio = albuminRatio
    }
  }

  /// The terms of Rodgers and Rowland.
  public struct RodgersRowland: Sendable, Hashable {
    public var extracellularWater: Double
    public var intracellularWater: Double
    public var neutralLipid: Double
    public var neutralPhospholipid: Double
    /// Acidic phospholipid in mg/g of tissue, as the method prints it.
    public var acidicPhospholipid: Double
    public var albuminRatio: Double
    public var lipoproteinRatio: Double

    public init(
      extracellularWater: Double, intracellularWater: Double, neutralLipid: Double, neutralPhospholipid: Double,
      acidicPhospholipid: Double, albuminRatio: Double, lipoproteinRatio: Double
    ) {
      self.extracellularWater = extracellularWater
      self.intracellularWater = intracellularWater
      self.neutralLipid = neutralLipid
      self.neutralPhospholipid = neutralPhospholipid
      self.acidicPhospholipid = acidicPhospholipid
      self.albuminRatio = albuminRatio
      self.lipoproteinRatio = lipoproteinRatio
    }
  }

  /// The terms of Schmitt.
  public struct Schmitt: Sendable, Hashable {
    public var water: Double
    public var neutralLipid: Double
    public var neutralPhospholipid: Double
    public var acidicPhospholipid: Double
    public var protein: Double

    public init(
      water: Double, neutralLipid: Double, neutralPhospholipid: Double, acidicPhospholipid: Double, protein: Double
    ) {
      self.water = water
      self.neutralLipid = neutralLipid
      self.neutralPhospholipid = neutralPhospholipid
      self.acidicPhospholipid = acidicPhospholipid
      self.protein = protein
    }
  }

  public var pkSim: PKSim?
  public var poulinTheil: PoulinTheil?
  public var rodgersRowland: RodgersRowland?
  public var schmitt: Schmitt?
  /// The tissue's own intracellular pH; Schmitt's method and the charge-dependent permeabilities use it.
  public var intracellularPH: Double
  /// Whether partitioning is that of a vegetable oil instead of octanol (adipose).
  public var usesVegetableOil: Bool

  public init(
    pkSim: PKSim? = nil, poulinTheil: PoulinTheil? = nil, rodgersRowland: RodgersRowland? = nil,
    schmitt: Schmitt? = nil, intracellularPH: Double, usesVegetableOil: Bool = false
  ) {
    self.pkSim = pkSim
    self.poulinTheil = poulinTheil
    self.rodgersRowland = rodgersRowland
    self.schmitt = schmitt
    self.intracellularPH = intracellularPH
    self.usesVegetableOil = usesVegetableOil
  }
}
