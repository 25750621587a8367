import DataFiles
import Physiology
import TestSupport
import Testing

/// A species of a few lumped organs, written by the test.
struct LumpedSpeciesTests {
  private static func organ(_ name: String, volume: String, _ more: String, kind: String = "tissue") -> String {
    """
    schema: organ/1
    organ: \(name)
    kind: \(kind)
    source: assumed
    because: a test
    volume: \(volume)
    density: 1 kg/L
    weight_exponent: 1
    \(more)
    """
  }

  private static let arterial = "from: arterial blood"

  static let files: [String: String] = [
    "Physiology/references.yaml": "example2000: {authors: A, title: T, year: 2000, where: invented}\n",
    "Physiology/newt/species.yaml": """
    schema: species/1
    species: newt
    source: example2000
    reference_individuals:
      male: {age: 1 year, weight: 1 kg}
      female: {age: 1 year, weight: 0.8 kg}
    hematocrit: 0.4
    cardiac_output: {flow: 10 L/h, weight_exponent: 0.75}
    """,
    "Physiology/newt/organs/arterial-blood.yaml": organ("arterial blood", volume: "0.02 L", "", kind: "blood"),
    "Physiology/newt/organs/venous-blood.yaml": organ(
      "venous blood", volume: "0.06 L", "drains_into: lung", kind: "blood"),
    "Physiology/newt/organs/lung.yaml": organ("lung", volume: "0.02 L", "drains_into: arterial blood"),
    "Physiology/newt/organs/gut.yaml": organ(
      "gut", volume: "0.05 L", "blood_flow: {\(arterial), flow: 2 L/h}\ndrains_into: liver"),
    "Physiology/newt/organs/liver.yaml": organ(
      "liver", volume: "0.04 L", "blood_flow: {\(arterial), specific: 10 L/h/kg}\ndrains_into: venous blood"),
    "Physiology/newt/organs/kidney.yaml": organ(
      "kidney", volume: "0.01 L",
      """
      blood_flow: {\(arterial), fraction_of_cardiac_output: 0.2}
      drains_into: venous blood
      glomerular_filtration: {flow: 60 mL/h}
      """),
    "Physiology/newt/organs/rest.yaml": organ(
      "rest", volume: "remainder", "blood_flow: {\(arterial), flow: remainder}\ndrains_into: venous blood"),
  ]

  @Test func `a species of lumped organs is made without any change of code`() throws {
    let written = try WrittenFiles(Self.files)
    let newt = try species("newt", library: written.alone)
    let individual = try makeIndividual(newt, SubjectDescription(species: "newt"))
    #expect(individual.height == nil)
    #expect(individual.bodySurfaceArea == nil)
    #expect(individual.gut == nil)
    #expect(individual.blood == nil)
    #expect(individual.organs.allSatisfy { !$0.hasSubcompartments && $0.composition == nil })
    #expect(isClose(try #require(individual.organ("rest")?.volume), 0.8, relative: 1e-12))
    #expect(isClose(individual.cardiacOutput, 10, relative: 1e-12))
    #expect(isClose(inflow("liver", individual), 2.4, relative: 1e-12))
    #expect(isClose(inflow("rest", individual), 10 - 2 - 0.4 - 2, relative: 1e-12))
    #expect(isClose(try #require(individual.glomerularFiltration), 0.06, relative: 1e-12))
    #expect(newt.facts.contains { $0.name == "liver volume" && $0.value.text == "0.04 L" })
  }

  @Test func `an absolute flow follows its organ, the cardiac output its own power of the weight`() throws {
    let written = try WrittenFiles(Self.files)
    let newt = try species("newt", library: written.alone)
    let individual = try makeIndividual(newt, SubjectDescription(species: "newt", weight: 16))
    #expect(isClose(inflow("gut", individual), 32, relative: 1e-12))
    #expect(isClose(individual.cardiacOutput, 80, relative: 1e-12))
    #expect(isClose(try #require(individual.glomerularFiltration), 0.96, relative: 1e-12))
    try individual.checkConservation()
  }

  @Test func `an organ file more or less needs no change elsewhere`() throws {
    var files = Self.files
    files["Physiology/newt/organs/tail-fin.yaml"] = Self.organ(
      "tail fin", volume: "0.1 L", "blood_flow: {\(Self.arterial), flow: 1 L/h}\ndrains_into: venous blood")
    files["Physiology/newt/organs/kidney.yaml"] = nil
    let written = try WrittenFiles(files)
    let individual = try makeIndividual(
      species("newt", library: written.alone), SubjectDescription(species: "newt"))
    #expect(individual.organ("tail fin") != nil)
    #expect(individual.organ("kidney") == nil)
    #expect(individual.glomerularFiltration == nil)
    #expect(isClose(try #require(individual.organ("rest")?.volume), 0.71, relative: 1e-12))
  }

  @Test func `without a remainder the unassigned mass is told, and organs too heavy are refused`() throws {
    var files = Self.files
    files["Physiology/newt/organs/rest.yaml"] = Self.organ(
      "rest", volume: "{male: 0.7 L, female: 0.5 L}",
      "blood_flow: {\(Self.arterial), flow: remainder}\ndrains_into: venous blood")
    var written = try WrittenFiles(files)
    let individual = try makeIndividual(
      species("newt", library: written.alone), SubjectDescription(species: "newt"))
    #expect(isClose(individual.unassignedMass, 0.1, relative: 1e-12))
    files["Physiology/newt/organs/lung.yaml"] = Self.organ("lung", volume: "0.5 L", "drains_into: arterial blood")
    written = try WrittenFiles(files)
    #expect(written.faults(of: "newt").contains { $0.contains("already weigh 1.38 kg") })
  }

  private func inflow(_ organ: String, _ individual: Individual) -> Double {
    individual.flows.reduce(0) { $0 + ($1.to == organ ? $1.flow : 0) }
  }

  // MARK: Faults

  @Test(arguments: [
    ("liver", "drains_into: venous blood", "drains_into: venus blood", "liver drains into venus blood"),
    ("liver", "from: arterial blood", "from: aorta", "liver takes blood from aorta, which newt does not have"),
    ("liver", "organ: liver", "organ: lever", "the file of liver describes lever"),
    ("liver", "weight_exponent: 1", "", "nothing says how the organ's volume follows"),
    ("liver", "weight_exponent: 1", "height_exponent: 1", "liver follows the height, but the reference individuals"),
    ("liver", "volume: 0.04 L", "volume: remainder", "both liver and rest take the remainder of the body weight"),
    ("liver", "specific: 10 L/h/kg", "specific: 10 L/h", "flow or clearance per mass"),
    ("liver", "specific: 10 L/h/kg", "specfic: 10 L/h/kg", "the blood flow has no size"),
    ("liver", "density", "fractions: {vascular: 0.6, interstitial: 0.5}\ndensity", "leave no cells"),
    ("liver", "density", "fractions: {vascular: 0.1, interstitial: 0.2}\ndensity", "lacks `cell_surface`"),
    ("liver", "source: assumed\nbecause: a test", "source: example2001", "unknown source `example2001`"),
    ("venous-blood", "drains_into: lung", "drains_into: arterial blood", "lung of the male of reference: no blood"),
    ("gut", "drains_into: liver", "drains_into: gut", "its blood runs in a circle: gut -> gut"),
    (
      "venous-blood", "drains_into: lung", "drains_into: rest", "runs in a circle: venous blood -> rest -> venous blood"
    ),
    ("kidney", "0.2", "0.9", "rest of the male of reference: the other organs take 11.4 L/h of blood"),
    ("kidney", "density", "peripheral_blood_fraction: 0.5\ndensity", "sum to 0.5"),
  ])
  func `every fault of the files is told with its place`(
    organ: String, correct: String, wrong: String, message: String
  ) throws {
    var files = Self.files
    let path = "Physiology/newt/organs/\(organ).yaml"
    let text = try #require(files[path])
    #expect(text.contains(correct))
    files[path] = text.replacing(correct, with: wrong, maxReplacements: 1)
    let faults = try WrittenFiles(files).faults(of: "newt")
    #expect(faults.contains { $0.contains(message) }, "\(faults)")
    #expect(faults.allSatisfy { $0.hasPrefix("Physiology/") }, "\(faults)")
  }

  @Test(arguments: 0..<200)
  func `files that lost lines are read or refused, and a body is then made or refused`(seed: Int) throws {
    var generator = SeededGenerator(seed: seed)
    var files = Self.files
    for _ in 0..<Int.random(in: 1...3, using: &generator) {
      let path = try #require(files.keys.sorted().randomElement(using: &generator))
      var lines = (files[path] ?? "").split(separator: "\n", omittingEmptySubsequences: false)
      lines.remove(at: Int.random(in: 0..<lines.count, using: &generator))
      files[path] = lines.joined(separator: "\n")
    }
    let written = try WrittenFiles(files)
    let diagnostics = Diagnostics()
    let newt = loadSpecies("newt", library: written.alone, diagnostics: diagnostics)
    #expect((newt == nil) != diagnostics.isClean)
    if let newt { try makeIndividual(newt, SubjectDescription(species: "newt")).checkConservation() }
  }

  @Test func `a species that is not there is answered with those that are`() throws {
    let written = try WrittenFiles(Self.files)
    let faults = written.faults(of: "newtt")
    #expect(faults.count == 1)
    #expect(faults.first?.contains("there is no species newtt; did you mean newt?") == true, "\(faults)")
  }
}
