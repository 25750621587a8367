import Compounds
import Physiology
import Processes
import Testing

/// Five methods, twelve ionisation classes, sixteen tissues and blood cells.
struct DistributionPartitionTests {
  static let tolerance = 1e-12  // the same closed formulas; rounding only

  @Test(arguments: ["pk-sim", "rodgers-rowland", "schmitt", "poulin-theil", "berezhkovskiy"])
  func `partition coefficients agree with the independent computation`(name: String) throws {
    let method = try #require(PartitionMethod(rawValue: name))
    let tissues = try humanTissues()
    let rows = try DistributionFixture("partition-coefficients.csv").rows.filter { $0.text("method") == name }
    #expect(rows.count == 12)
    var worst = 0.0
    var compared = 0
    for row in rows {
      let compound = Compound(
        name: row.text("case"), molarMass: 300e-9, lipophilicity: row.number("lipophilicity"),
        groups: chargedGroups(row.text("groups")), fractionUnbound: row.number("fraction unbound"),
        partitionMethod: method)
      let partition = try PartitionCoefficients(compound, blood: humanBlood, hematocrit: 0.47)
      for (tissue, composition) in tissues {
        let K = try partition.cellToPlasma(tissue, composition: composition)
        worst = max(worst, relativeError(K, row.number(tissue)))
        compared += 1
      }
      worst = max(worst, relativeError(try partition.bloodCellToPlasma(), row.number("blood cells")))
      worst = max(worst, relativeError(try partition.interstitialToPlasma(), row.number("interstitium")))
    }
    #expect(compared == 12 * 16)
    #expect(worst < Self.tolerance, "\(name): \(worst)")
  }

  @Test func `a given coefficient replaces the computed one and serves the mucosa of its organ`() throws {
    let tissues = try humanTissues()
    let compound = Compound(
      name: "x", molarMass: 300e-9, lipophilicity: 2, fractionUnbound: 0.5,
      givenPartition: ["liver": 3.5, "small intestine": 2.5])
    let partition = try PartitionCoefficients(compound, blood: humanBlood, hematocrit: 0.47)
    #expect(try partition.cellToPlasma("liver", composition: tissues["liver"]) == 3.5)
    let mucosa = try partition.cellToPlasma(
      "duodenum mucosa", partOf: "small intestine", composition: tissues["mucosa"])
    #expect(mucosa == 2.5)
    #expect(try partition.cellToPlasma("kidney", composition: tissues["kidney"]) != 3.5)
  }

  @Test func `the given method needs no blood composition and names what is missing`() throws {
    let compound = Compound(
      name: "x", molarMass: 300e-9, lipophilicity: 2, fractionUnbound: 0.5, bloodPlasmaRatio: 0.9,
      partitionMethod: .given, givenPartition: ["liver": 3.5])
    let partition = try PartitionCoefficients(compound, blood: nil, hematocrit: 0.45)
    #expect(try partition.cellToPlasma("liver", composition: nil) == 3.5)
    #expect(relativeError(try partition.bloodCellToPlasma(), 0.35 / 0.45) < 1e-14)
    let error = #expect(throws: PartitionError.self) { try partition.cellToPlasma("kidney", composition: nil) }
    #expect(error?.description.contains("kidney") == true)
    #expect(throws: PartitionError.self) { try partition.interstitialToPlasma() }
  }

  @Test func `a measured ratio sets blood cells except for compounds compatible with the reference program`() throws {
    var compound = Compound(
      name: "x", molarMass: 300e-9, lipophilicity: 2, fractionUnbound: 0.5, bloodPlasmaRatio: 1.5,
      partitionMethod: .pkSim)
    let measured = try PartitionCoefficients(compound, blood: humanBlood, hematocrit: 0.5).bloodCellToPlasma()
    #expect(measured == 2)
    compound.pkSimCompatible = true
    let computed = try PartitionCoefficients(compound, blood: humanBlood, hematocrit: 0.5).bloodCellToPlasma()
    #expect(computed == pkSimCellToPlasma(humanBlood.cellsPKSim, lipophilicity: 2, fractionUnbound: 0.5))
    compound.partitionMethod = .rodgersRowland
    #expect(try PartitionCoefficients(compound, blood: humanBlood, hematocrit: 0.5).bloodCellToPlasma() == 2)
  }

  @Test func `a blood to plasma ratio below plasma's share of blood is refused`() {
    let compound = Compound(
      name: "x", molarMass: 300e-9, lipophilicity: 2, fractionUnbound: 0.5, bloodPlasmaRatio: 0.5)
    #expect(throws: PartitionError.self) { try PartitionCoefficients(compound, blood: humanBlood, hematocrit: 0.45) }
  }

  @Test func `negative binding is taken as zero with a warning`() throws {
    let compound = Compound(
      name: "x", molarMass: 300e-9, lipophilicity: 5, fractionUnbound: 0.9, partitionMethod: .rodgersRowland)
    let partition = try PartitionCoefficients(compound, blood: humanBlood, hematocrit: 0.45)
    #expect(partition.warnings.count == 1)
  }

  @Test func `unbound fractions follow the coefficients and the compatible form inverts that of blood cells`() throws {
    var compound = Compound(name: "x", molarMass: 300e-9, lipophilicity: 2, fractionUnbound: 0.2)
    let right = try PartitionCoefficients(compound, blood: humanBlood, hematocrit: 0.47)
    let K = try right.bloodCellToPlasma()
    #expect(try right.unboundInBloodCells() == 0.2 / K)
    #expect(try right.unboundInInterstitium() == 0.2 / (try right.interstitialToPlasma()))
    compound.pkSimCompatible = true
    #expect(try PartitionCoefficients(compound, blood: humanBlood, hematocrit: 0.47).unboundInBloodCells() == K / 0.2)
  }
}
