import Compounds
import Physiology
import Processes
import Testing

/// Published rat composition; reference values carry four decimals.
struct DistributionRatTests {
  static let ratBlood = BloodComposition(
    plasmaPKSim: humanBlood.plasmaPKSim, plasmaNeutralLipidRodgersRowland: 0.0023,
    plasmaNeutralPhospholipidRodgersRowland: 0.0013, plasmaPoulinTheil: humanBlood.plasmaPoulinTheil,
    cellsPKSim: humanBlood.cellsPKSim,
    cellsRodgersRowland: .init(
      intracellularWater: 0.603, neutralLipid: 0.0017, neutralPhospholipid: 0.0029, acidicPhospholipid: 0.5),
    cellsSchmitt: humanBlood.cellsSchmitt, interstitialWater: 0.935, interstitialProteinRatio: 0.37, plasmaPH: 7.4,
    interstitialPH: 7.4, bloodCellPH: 7.22, intracellularPH: 7.0)

  static func drug(_ name: String) -> Compound {
    switch name {
    case "weak base":
      Compound(
        name: name, molarMass: 300e-9, lipophilicity: 3, groups: [.base(pKa: 6)], fractionUnbound: 0.03,
        bloodPlasmaRatio: 0.66, partitionMethod: .rodgersRowland)
    case "strong base":
      Compound(
        name: name, molarMass: 300e-9, lipophilicity: 2.15, groups: [.base(pKa: 9.7)], fractionUnbound: 0.88,
        bloodPlasmaRatio: 1.52, partitionMethod: .rodgersRowland)
    case "acid":
      Compound(
        name: name, molarMass: 300e-9, lipophilicity: 3.5, groups: [.acid(pKa: 4.5)], fractionUnbound: 0.01,
        partitionMethod: .rodgersRowland)
    default:
      Compound(
        name: name, molarMass: 300e-9, lipophilicity: 2, fractionUnbound: 0.3, partitionMethod: .rodgersRowland)
    }
  }

  @Test(arguments: ["weak base", "strong base", "acid", "neutral"])
  func `Rodgers and Rowland reproduces ten rat tissues to four decimals`(name: String) throws {
    let partition = try PartitionCoefficients(Self.drug(name), blood: Self.ratBlood, hematocrit: 0.45)
    for row in try DistributionFixture("rat-rodgers-rowland.csv").rows {
      let tissue = TissueComposition(
        rodgersRowland: rodgersRowlandTissue(row), intracellularPH: 7,
        usesVegetableOil: row.text("tissue") == "adipose")
      let K = try partition.cellToPlasma(row.text("tissue"), composition: tissue)
      #expect(abs(K - row.number(name)) < 0.5001e-4, "\(row.text("tissue"))")
    }
  }

  @Test func `binding constants agree with the independent computation`() {
    func binding(_ name: String, bloodPlasmaRatio: Double) -> RodgersRowlandBinding {
      let drug = Self.drug(name)
      return RodgersRowlandPartition(
        ionization: Ionization(drug.groups), lipophilicity: drug.lipophilicity, fractionUnbound: drug.fractionUnbound,
        bloodCellToPlasma: bloodCellToPlasma(bloodPlasmaRatio: bloodPlasmaRatio, hematocrit: 0.45),
        blood: Self.ratBlood
      ).binding
    }
    // Four decimals are given.
    if case .albumin(let constant) = binding("weak base", bloodPlasmaRatio: 0.66) {
      #expect(abs(constant - 29.7454) < 0.5e-4)
    } else {
      Issue.record("a weak base binds to albumin")
    }
    if case .acidicPhospholipid(let constant) = binding("strong base", bloodPlasmaRatio: 1.52) {
      #expect(abs(constant - 2.0405) < 0.5e-4)
    } else {
      Issue.record("a strong base binds to acidic phospholipid")
    }
    if case .albumin(let constant) = binding("acid", bloodPlasmaRatio: 1) {
      #expect(abs(constant - 98.9893) < 0.5e-4)
    } else {
      Issue.record("an acid binds to albumin")
    }
    if case .lipoprotein(let constant) = binding("neutral", bloodPlasmaRatio: 1) {
      #expect(abs(constant - 2.0634) < 0.5e-4)
    } else {
      Issue.record("a neutral compound binds to lipoprotein")
    }
  }

  @Test func `Poulin-Theil and Berezhkovskiy reproduce the human values of a weak base`() throws {
    // Human composition, fu in tissue from an albumin ratio of 0.5 except in adipose; four decimals are given.
    let expected: [(tissue: String, poulinTheil: Double, berezhkovskiy: Double)] = [
      ("adipose", 1.6824, 2.3620), ("brain", 6.9141, 2.2762), ("liver", 4.3368, 1.5492), ("muscle", 2.6873, 1.0935),
      ("kidney", 2.6501, 1.0935), ("lung", 0.6553, 0.5502),
    ]
    var drug = Self.drug("weak base")
    drug.partitionMethod = .poulinTheil
    let poulinTheil = try PartitionCoefficients(drug, blood: humanBlood, hematocrit: 0.45)
    drug.partitionMethod = .berezhkovskiy
    let berezhkovskiy = try PartitionCoefficients(drug, blood: humanBlood, hematocrit: 0.45)
    let tissues = try humanTissues()
    for (tissue, first, second) in expected {
      #expect(abs(try poulinTheil.cellToPlasma(tissue, composition: tissues[tissue]) - first) < 0.5e-4)
      #expect(abs(try berezhkovskiy.cellToPlasma(tissue, composition: tissues[tissue]) - second) < 0.5e-4)
    }
  }
}
