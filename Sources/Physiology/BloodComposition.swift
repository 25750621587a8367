/// What plasma, blood cells and interstitial water are made of in one species.
///
/// - Units: volume fractions unless a property says otherwise.
public struct BloodComposition: Sendable, Hashable {
  /// The plasma terms of Poulin and Theil.
  public struct PoulinTheilPlasma: Sendable, Hashable {
    public var water: Double
    public var neutralLipid: Double
    public var phospholipid: Double

    public init(water: Double, neutralLipid: Double, phospholipid: Double) {
      self.water = water
      self.neutralLipid = neutralLipid
      self.phospholipid = phospholipid
    }
  }

  /// The blood cell terms of Rodgers and Rowland.
  public struct RodgersRowlandCells: Sendable, Hashable {
    public var intracellularWater: Double
    public var neutralLipid: Double
    public var neutralPhospholipid: Double
    /// Acidic phospholipid in mg/g.
    public var acidicPhospholipid: Double

    public init(
      intracellularWater: Double, neutralLipid: Double, neutralPhospholipid: Double, acidicPhospholipid: Double
    ) {
      self.intracellularWater = intracellularWater
      self.neutralLipid = neutralLipid
      self.neutralPhospholipid = neutralPhospholipid
      self.acidicPhospholipid = acidicPhospholipid
    }
  }

  /// The blood cell lipids of Schmitt; water and protein are those of `cellsPKSim`.
  public struct SchmittCells: Sendable, Hashable {
    public var neutralLipid: Double
    public var neutralPhospholipid: Double
    public var acidicPhospholipid: Double

    public init(neutralLipid: Double, neutralPhospholipid: Double, acidicPhospholipid: Double) {
      self.neutralLipid = neutralLipid
      self.neutralPhospholipid = neutralPhospholipid
      self.acidicPhospholipid = acidicPhospholipid
    }
  }

  public var plasmaPKSim: TissueComposition.PKSim
  public var plasmaNeutralLipidRodgersRowland: Double
  public var plasmaNeutralPhospholipidRodgersRowland: Double
  public var plasmaPoulinTheil: PoulinTheilPlasma
  public var cellsPKSim: TissueComposition.PKSim
  public var cellsRodgersRowland: RodgersRowlandCells
  public var cellsSchmitt: SchmittCells
  public var interstitialWater: Double
  /// Protein concentration of the interstitial fluid over that of plasma.
  public var interstitialProteinRatio: Double
  public var plasmaPH: Double
  public var interstitialPH: Double
  public var bloodCellPH: Double
  /// The intracellular pH that the method of Rodgers and Rowland uses in every tissue.
  public var intracellularPH: Double

  public init(
    plasmaPKSim: TissueComposition.PKSim, plasmaNeutralLipidRodgersRowland: Double,
    plasmaNeutralPhospholipidRodgersRowland: Double, plasmaPoulinTheil: PoulinTheilPlasma,
    cellsPKSim: TissueComposition.PKSim, cellsRodgersRowland: RodgersRowlandCells, cellsSchmitt: SchmittCells,
    interstitialWater: Double, interstitialProteinRatio: Double, plasmaPH: Double, interstitialPH: Double,
    bloodCellPH: Double, intracellularPH: Double
  ) {
    self.plasmaPKSim = plasmaPKSim
    self.plasmaNeutralLipidRodgersRowland = plasmaNeutralLipidRodgersRowland
    self.plasmaNeutralPhospholipidRodgersRowland = plasmaNeutralPhospholipidRodgersRowland
    self.plasmaPoulinTheil = plasmaPoulinTheil
    self.cellsPKSim = cellsPKSim
    self.cellsRodgersRowland = cellsRodgersRowland
    self.cellsSchmitt = cellsSchmitt
    self.interstitialWater = interstitialWater
    self.interstitialProteinRatio = interstitialProteinRatio
    self.plasmaPH = plasmaPH
    self.interstitialPH = interstitialPH
    self.bloodCellPH = bloodCellPH
    self.intracellularPH = intracellularPH
  }
}
