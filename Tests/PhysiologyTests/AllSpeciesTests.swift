import Physiology
import TestSupport
import Testing

/// Every species that the package brings.
struct AllSpeciesTests {
  static let names = ownLibrary.list("Physiology").filter { ownLibrary.find("Physiology/\($0)/species.yaml") != nil }

  @Test func `the package brings the human`() {
    #expect(Self.names.contains("human"))
  }

  @Test(arguments: names, [0.5, 1, 3])
  func `its files have no fault, and its bodies keep mass and blood`(name: String, size: Double) throws {
    let species = try species(name)
    // A body mass index three times the usual stays possible; half of it leaves nothing for adipose.
    let fits = size >= 1 || species.references.male.height == nil
    for sex in Sex.allCases where fits {
      let subject = SubjectDescription(
        species: name, sex: sex.rawValue, weight: size * species.references[sex].weight)
      let individual = try makeIndividual(species, subject)
      try individual.checkConservation()
      #expect(individual.cardiacOutput > 0)
    }
  }

  @Test(arguments: names)
  func `every organ of a divided species has spaces, surfaces and a composition`(name: String) throws {
    let species = try species(name)
    let individual = try makeIndividual(species, SubjectDescription(species: name))
    for organ in individual.organs where organ.hasSubcompartments {
      #expect(organ.plasmaVolume > 0 && organ.bloodCellVolume > 0 && organ.bloodCellArea > 0, "\(organ.name)")
      guard organ.kind == .tissue else { continue }
      #expect(organ.interstitialVolume > 0 && organ.cellVolume > 0 && organ.endothelialArea > 0, "\(organ.name)")
      #expect(organ.cellArea > 0 && organ.composition != nil, "\(organ.name)")
    }
  }
}
