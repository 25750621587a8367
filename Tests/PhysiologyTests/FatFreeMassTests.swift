import Foundation
import Physiology
import TestSupport
import Testing

/// Slim, usual and fat bodies: the organs other than adipose follow the fat-free mass, muscle takes up the difference.
struct FatFreeMassTests {
  private static func body(_ sex: Sex, _ weight: Double, centimeters: Double) throws -> Individual {
    try makeIndividual(
      species("human"),
      SubjectDescription(species: "human", sex: sex.rawValue, weight: weight, height: centimeters / 10))
  }

  /// Fat-free mass, kg, as the paper prints it.
  private static func fatFree(_ sex: Sex, _ weight: Double, centimeters: Double) -> Double {
    let index = weight / (centimeters / 100 * centimeters / 100)
    return switch sex {
    case .male: 9270 * weight / (6680 + 216 * index)
    case .female: 9270 * weight / (8780 + 244 * index)
    }
  }

  private func mass(_ organ: String, _ body: Individual) throws -> Double {
    try #require(body.organ(organ)?.mass)
  }

  // MARK: The reference

  @Test(arguments: Sex.allCases)
  func `the reference individuals have the volumes of their files`(sex: Sex) throws {
    let human = try species("human")
    let individual = try makeIndividual(human, SubjectDescription(species: "human", sex: sex.rawValue))
    let reference = human.references[sex]
    let told = try makeIndividual(
      human,
      SubjectDescription(species: "human", sex: sex.rawValue, weight: reference.weight, height: reference.height))
    #expect(told.organs == individual.organs)
    #expect(told.flows == individual.flows)
    var checked = 0
    for organ in individual.organs where organ.partOf == nil && organ.name != "adipose" {
      guard !organ.name.hasSuffix("intestine") else { continue }
      let facts = human.facts.filter {
        ["\(organ.name) volume", "\(organ.name) volume \(sex.rawValue)"].contains($0.name)
      }
      #expect(organ.volume == facts.first?.value.value, "\(organ.name)")
      checked += 1
    }
    #expect(checked == 15)
  }

  /// Body weight minus the sum of the volumes in the files, in their order, L.
  @Test(arguments: [(Sex.male, 14.656554361067215), (.female, 20.847668753779992)])
  func `the adipose of the reference individuals is what it was`(sex: Sex, volume: Double) throws {
    let individual = try makeIndividual(species("human"), SubjectDescription(species: "human", sex: sex.rawValue))
    #expect(individual.organ("adipose")?.volume == volume)
  }

  // MARK: Other bodies

  @Test(arguments: Sex.allCases)
  func `every plausible body can be made`(sex: Sex) throws {
    var made = 0
    for centimeters in stride(from: 150.0, through: 205, by: 5) {
      for weight in stride(from: 45.0, through: 160, by: 5) {
        let index = weight / (centimeters / 100 * centimeters / 100)
        guard (16...50).contains(index) else { continue }
        let body = try Self.body(sex, weight, centimeters: centimeters)
        try body.checkConservation()
        #expect(body.organs.allSatisfy { $0.volume > 0 })
        #expect(isClose(body.organs.reduce(0) { $0 + $1.mass }, weight, relative: 1e-9))
        let fat = try mass("adipose", body) / weight
        #expect((0.03...0.65).contains(fat), "\(sex) \(weight) kg \(centimeters) cm: \(fat)")
        made += 1
      }
    }
    #expect(made > 200)
  }

  @Test(arguments: Sex.allCases)
  func `the organs other than adipose follow the published fat-free mass`(sex: Sex) throws {
    let reference = try species("human").references[sex]
    let usualHeight = 10 * (try #require(reference.height))
    let usual = try Self.body(sex, reference.weight, centimeters: usualHeight)
    let usualRest = usual.weight - (try mass("adipose", usual))
    let usualFree = Self.fatFree(sex, reference.weight, centimeters: usualHeight)
    for (weight, centimeters) in [(50.0, 160.0), (60, 180), (75, 170), (100, 180), (140, 170)] {
      let body = try Self.body(sex, weight, centimeters: centimeters)
      let rest = weight - (try mass("adipose", body))
      let free = Self.fatFree(sex, weight, centimeters: centimeters)
      #expect(isClose(rest / usualRest, free / usualFree, relative: 1e-12))
    }
  }

  /// The table of Physiology/README.md, computed apart from the program.
  @Test(arguments: [
    (Sex.male, 60.0, 180.0, 26.8, 7.2), (.male, 60, 176, 26.6, 8.0), (.male, 90, 180, 39.9, 23.2),
    (.male, 120, 176, 48.3, 45.0), (.male, 160, 180, 58.5, 73.2), (.female, 45, 165, 13.3, 12.3),
    (.female, 80, 165, 26.6, 33.2), (.female, 110, 165, 34.3, 55.0),
  ])
  func `muscle and adipose are those of the table`(
    sex: Sex, weight: Double, centimeters: Double, muscle: Double, adipose: Double
  ) throws {
    let body = try Self.body(sex, weight, centimeters: centimeters)
    #expect(abs(try mass("muscle", body) - muscle) < 0.051)
    #expect(abs(try mass("adipose", body) - adipose) < 0.051)
  }

  @Test func `the flows of muscle and adipose follow their masses`() throws {
    let usual = try makeIndividual(species("human"), SubjectDescription(species: "human"))
    let fat = try Self.body(.male, 120, centimeters: 176)
    for organ in ["muscle", "adipose"] {
      func specific(_ body: Individual) throws -> Double {
        body.flows.reduce(0) { $0 + ($1.to == organ ? $1.flow : 0) } / (try mass(organ, body))
      }
      #expect(isClose(try specific(fat), try specific(usual), relative: 1e-12), "\(organ)")
    }
  }

  @Test func `too little muscle is refused with the numbers`() throws {
    let error = #expect(throws: PhysiologyError.self) { try Self.body(.female, 44, centimeters: 205) }
    let message = try #require(error?.description)
    #expect(message.hasPrefix("muscle: a weight of 44 kg at a height of 205 cm was asked for"), "\(message)")
    #expect(message.contains("10.38 kg are left for muscle, and the least is 12.44 kg"), "\(message)")
  }

  // MARK: Files

  private static let law = "{weight_factor: 9000, constant: 7000, index_factor: 200}"

  private static func files() throws -> [String: String] {
    var files = LumpedSpeciesTests.files
    let path = "Physiology/newt/species.yaml"
    files[path] = files[path]?.replacing("weight: 1 kg}", with: "weight: 1 kg, height: 20 cm}")
      .replacing("weight: 0.8 kg}", with: "weight: 0.8 kg, height: 20 cm}")
      .appending("\nfat_free_mass: {male: \(law), female: \(law)}\n")
    files["Physiology/newt/organs/liver.yaml"]?.append("\ntakes_up: {rest_of: fat-free mass, at_least: 0.5}\n")
    return files
  }

  @Test func `any organ of any species may take it up`() throws {
    let written = try WrittenFiles(Self.files())
    let body = try makeIndividual(species("newt", library: written.alone), SubjectDescription(species: "newt"))
    #expect(body.organ("liver")?.volume == 0.04)
  }

  @Test(arguments: [
    ("liver", "takes_up: {rest_of: fat-free mass, at_least: 0.5}", "", "no organ takes up its rest"),
    ("gut", "density", "takes_up: {rest_of: fat-free mass, at_least: 0.5}\ndensity", "both gut and liver take up"),
    ("rest", "density", "takes_up: {rest_of: fat-free mass, at_least: 0.5}\ndensity", "takes both the remainder"),
    ("liver", "rest_of: fat-free mass, ", "", "rest_of"),
    ("liver", ", at_least: 0.5", "", "at_least"),
    ("liver", "at_least: 0.5", "at_least: 5", "at_least"),
    ("species", "fat_free_mass", "# fat_free_mass", "which newt does not give"),
    ("species", ", height: 20 cm", "", "fat_free_mass follows the height"),
    ("species", ", constant: 7000", "", "constant"),
  ])
  func `every fault of the files is told`(file: String, correct: String, wrong: String, message: String) throws {
    var files = try Self.files()
    let path = file == "species" ? "Physiology/newt/species.yaml" : "Physiology/newt/organs/\(file).yaml"
    let text = try #require(files[path])
    #expect(text.contains(correct))
    files[path] = text.replacing(correct, with: wrong, maxReplacements: 1)
    let faults = try WrittenFiles(files).faults(of: "newt")
    #expect(faults.contains { $0.contains(message) }, "\(faults)")
  }
}
