import Compounds
import Physiology
import Processes
import Testing

struct DistributionVolumeTests {
  @Test func `a compound that is equally concentrated everywhere fills the body`() throws {
    let individual = Individual(
      species: "test", sex: "male", age: 0, weight: 3, height: 10, bodySurfaceArea: 1, hematocrit: 0.4,
      organs: [
        Organ(name: "venous blood", kind: .blood, volume: 1, mass: 1, hasSubcompartments: false),
        Organ(
          name: "muscle", kind: .tissue, volume: 2, mass: 2, hasSubcompartments: true, plasmaVolume: 0.06,
          bloodCellVolume: 0.04, interstitialVolume: 0.3, cellVolume: 1.6),
      ], flows: [])
    var compound = Compound(
      name: "x", molarMass: 300e-9, lipophilicity: 1, fractionUnbound: 1, partitionMethod: .given,
      givenPartition: ["blood cells": 1, "interstitium": 1, "muscle": 1])
    let one = try PartitionCoefficients(compound, blood: nil, hematocrit: 0.4)
    #expect(abs(try steadyStateVolume(individual, partition: one) - 3) < 1e-14)
    compound.givenPartition["muscle"] = 11
    let eleven = try PartitionCoefficients(compound, blood: nil, hematocrit: 0.4)
    #expect(abs(try steadyStateVolume(individual, partition: eleven) - 19) < 1e-13)
  }

  @Test func `the oil of adipose is used by the tissue's own mark and not by its name`() throws {
    let tissues = try humanTissues()
    let compound = Compound(
      name: "x", molarMass: 300e-9, lipophilicity: 3, fractionUnbound: 0.1, partitionMethod: .rodgersRowland)
    let partition = try PartitionCoefficients(compound, blood: humanBlood, hematocrit: 0.47)
    let adipose = try #require(tissues["adipose"])
    var octanol = adipose
    octanol.usesVegetableOil = false
    let oil = try partition.cellToPlasma("depot", composition: adipose)
    #expect(oil < (try partition.cellToPlasma("depot", composition: octanol)))
  }
}
