import Foundation
import Physiology
import TestSupport
import Testing

/// Bodies of other sizes than the reference.
struct ScalingTests {
  @Test(arguments: 0..<200)
  func `blood and mass are conserved in every body`(seed: Int) throws {
    var generator = SeededGenerator(seed: seed)
    let human = try species("human")
    let sex = seed.isMultiple(of: 2) ? Sex.male : Sex.female
    let reference = human.references[sex]
    let height = Double.random(in: 15...21, using: &generator)
    let usual = try #require(reference.height)
    let fatness = Double.random(in: 0.9...2, using: &generator)
    let weight = reference.weight * (height / usual) * (height / usual) * fatness
    let subject = SubjectDescription(species: "human", sex: sex.rawValue, weight: weight, height: height)
    let individual = try makeIndividual(human, subject)
    try individual.checkConservation()
    #expect(individual.organs.allSatisfy { $0.volume > 0 })
    #expect(isClose(individual.organs.reduce(0) { $0 + $1.mass }, weight, relative: 1e-12))
    let intoLung = individual.flows.filter { $0.to == "lung" }.reduce(0) { $0 + $1.flow }
    #expect(isClose(intoLung, individual.cardiacOutput, relative: 1e-12))
    for organ in individual.organs where organ.hasSubcompartments {
      let parts = organ.plasmaVolume + organ.bloodCellVolume + organ.interstitialVolume + organ.cellVolume
      #expect(isClose(parts, organ.volume, relative: 1e-12), "\(organ.name)")
    }
  }

  @Test func `a height alone keeps the body mass index, a weight alone the height`() throws {
    let human = try species("human")
    let man = human.references.male
    let usual = try #require(man.height)
    let tall = try makeIndividual(human, SubjectDescription(species: "human", height: 1.1 * usual))
    #expect(isClose(tall.weight, 1.21 * man.weight, relative: 1e-12))
    let heavy = try makeIndividual(human, SubjectDescription(species: "human", weight: 90))
    #expect(heavy.height == man.height)
    #expect(heavy.sex == "male")
    #expect(heavy.age == man.age)
  }

  @Test func `an organ follows the height by its own power, and the remainder takes what is left`() throws {
    let human = try species("human")
    let usual = try makeIndividual(human, SubjectDescription(species: "human"))
    let height = try #require(usual.height)
    let other = try makeIndividual(
      human, SubjectDescription(species: "human", weight: usual.weight, height: 1.02 * height))
    for (organ, powered) in [("brain", 1), ("bone", 1.0404), ("skin", pow(1.02, 0.6))] {
      let before = try #require(usual.organ(organ)?.volume)
      #expect(isClose(try #require(other.organ(organ)?.volume), before * powered, relative: 1e-12), "\(organ)")
    }
    #expect(try #require(other.organ("adipose")?.volume) < #require(usual.organ("adipose")?.volume))
  }

  @Test func `filtration follows the kidney, and declines with age`() throws {
    let human = try species("human")
    let hoursPerYear = 8766.0
    func body(age: Double) throws -> (filtration: Double, kidney: Double) {
      let subject = SubjectDescription(species: "human", age: age * hoursPerYear)
      let body = try makeIndividual(human, subject)
      return (try #require(body.glomerularFiltration), try #require(body.organ("kidney")?.volume))
    }
    let young = try body(age: 30)
    #expect(try body(age: 25) == young)
    let old = try body(age: 50)
    // 1 - 0.9 · 20^1.5 / (54^1.5 + 20^1.5), of the published form, in a kidney of 0.969797 of its size.
    #expect(isClose(old.kidney / young.kidney, 0.969797, relative: 1e-12))
    #expect(isClose(old.filtration / old.kidney / (young.filtration / young.kidney), 0.8345, relative: 1e-4))
  }

  @Test func `a body too light for its organs is refused with the numbers`() throws {
    let error = #expect(throws: PhysiologyError.self) {
      try makeIndividual(species("human"), SubjectDescription(species: "human", weight: 40, height: 20))
    }
    let message = try #require(error?.description)
    #expect(message.hasPrefix("adipose: a weight of 40 kg at a height of 200 cm was asked for, but the organs other"))
    // The body mass index that leaves no fat is 12.6 kg/m2.
    #expect(message.contains("already weigh 42.5"))
    #expect(message.contains("ask for a weight above 50.5"))
  }

  @Test(arguments: [
    (SubjectDescription(species: "human", sex: "mael"), "human: mael is no sex"),
    (SubjectDescription(species: "human", weight: -3), "human: the weight asked for is -3 kg"),
    (SubjectDescription(species: "human", height: 0), "human: the height asked for is 0 cm"),
    (SubjectDescription(species: "human", age: .infinity), "human: the age asked for is infinite"),
    (SubjectDescription(species: "rat"), "rat: these are the files of human"),
  ])
  func `a description that fits no body is refused`(subject: SubjectDescription, message: String) throws {
    let error = #expect(throws: PhysiologyError.self) { try makeIndividual(species("human"), subject) }
    #expect(error?.description.hasPrefix(message) == true, "\(error?.description ?? "")")
  }
}
