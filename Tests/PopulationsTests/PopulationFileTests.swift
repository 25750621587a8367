import DataFiles
import Foundation
import NumericCore
import Physiology
import Populations
import TestSupport
import Testing

/// The populations that the package brings, and the bodies of their people.
struct PopulationFileTests {
  @Test func `the package brings populations`() {
    #expect(Human.names.contains("european") && Human.names.contains("united-states"))
  }

  /// What no living person exceeds: body mass index 9 to 100 kg/m2 and hematocrit 0.15 to 0.65.
  private static func check(_ body: Individual, _ covariates: Covariates) throws {
    try body.checkConservation()
    #expect(body.organs.allSatisfy { $0.volume > 0 && $0.mass > 0 }, "\(covariates)")
    #expect(body.flows.allSatisfy { $0.flow > 0 && $0.flow.isFinite }, "\(covariates)")
    #expect((9...100).contains(covariates.bodyMassIndex), "\(covariates)")
    #expect((0.15...0.65).contains(body.hematocrit), "\(covariates)")
    #expect(try #require(body.glomerularFiltration) > 0, "\(covariates)")
  }

  @Test(arguments: Human.names) func `ten thousand people of each have bodies`(name: String) throws {
    let sampler = try Human.sampler(name, size: 10_000, seed: 20_260)
    for number in 1...10_000 {
      let person = try sampler.person(number)
      try Self.check(try Human.body(person), person.covariates)
    }
  }

  @Test func `every person of the survey has a body`() throws {
    guard case .sampled(let sample) = try Human.population("united-states").people else {
      Issue.record("united-states is no sample")
      return
    }
    // The number that the file's `about` states.
    #expect(sample.people.count == 23_620)
    let (human, variability) = (try Human.species.get(), try Human.variability.get())
    for (row, covariates) in sample.people.enumerated() {
      var variation = variability.variation(variability.factors(seed: 5, person: UInt64(row))).body
      variation.measuredHematocrit = covariates.hematocrit
      try Self.check(try makeIndividual(human, covariates.subject(species: "human"), variation), covariates)
    }
  }

  // MARK: Faults

  private static let file = """
    schema: population/1
    population: newts
    about: invented
    species: human
    source: icrp89
    female: {value: 0.5, source: assumed, because: a test}
    age: {range: 20-40 year}
    covariates:
      - {name: height, unit: cm, distribution: normal, mean: 170, sd: 5, within: 3}
      - {name: bmi, unit: kg/m2, distribution: lognormal, median: "20 + age / 10", cv: 0.1, within: 3}
      - {name: weight, unit: kg, equation: "bmi * (height / 100)^2"}
    """

  private static func load(_ text: String) throws -> (PopulationRecord?, [String]) {
    let written = try WrittenFiles([
      "Physiology/human/populations/newts.yaml": text,
      "Physiology/human/populations/sizes.csv": "sex,age_year,height\nmale,20,170\nmale,40,171\nfemale,20,160\n",
      "Physiology/human/populations/no-source.csv":
        "sex,age_year,height,source\nmale,20,170,icrp89\nfemale,20,160.5,icrp88\n",
      "Physiology/human/populations/no-sex.csv": "sex,age_year,height\nmale,20,170\nfemail,20,160\nfemale,20,160\n",
      "Physiology/human/populations/no-age.csv": "sex,age_year,height\nmale,20,170\nfemale,20,160\nfemale,,161\n",
      "Physiology/human/populations/no-value.csv": "sex,age_year,height\nmale,20,170\nfemale,20,\nfemale,30,161\n",
      "Physiology/human/populations/heights.csv": "height,weight\n160,1\n181,2\n",
      "Physiology/human/populations/one-sex.csv": "sex,age_year,height\nmale,20,170\n",
    ])
    let diagnostics = Diagnostics()
    let read = loadPopulation("newts", species: "human", library: written.library, diagnostics: diagnostics)
    return (read, written.faults(diagnostics))
  }

  @Test func `a population is a file`() throws {
    let (read, faults) = try Self.load(Self.file)
    #expect(faults.isEmpty, "\(faults)")
    let newts = try #require(read)
    let request = PopulationRequest(sources: [.init(population: newts, share: 1)], size: 1000, seed: 3)
    let sampler = try PersonSampler(request, species: Human.species.get(), variability: Human.noVariability.get())
    for person in try sampler.people(1000) {
      #expect((20...40).contains(person.covariates.age) && (155...185).contains(person.covariates.height))
      #expect(person.population == "newts")
    }
  }

  @Test func `its numbers tell where they come from`() throws {
    let (read, _) = try Self.load(Self.file)
    #expect(try #require(read).origins.map(\.source) == ["icrp89", "assumed"])
    let european = try Human.population("european")
    #expect(Set(european.origins.map(\.source)).isSuperset(of: ["icrp89", "who2006"]))
    #expect(Set(try Human.population("united-states").origins.map(\.source)) == ["cdc-nhanes"])
  }

  @Test func `a covariate may be observed values`() throws {
    let observed = Self.file.replacing(
      "distribution: normal, mean: 170, sd: 5, within: 3",
      with: "distribution: empirical, table: heights.csv, column: height")
    let (read, faults) = try Self.load(observed)
    #expect(faults.isEmpty, "\(faults)")
    let request = PopulationRequest(sources: [.init(population: try #require(read), share: 1)], size: 3000, seed: 3)
    let sampler = try PersonSampler(request, species: Human.species.get(), variability: Human.noVariability.get())
    let heights = try sampler.people(3000).map(\.covariates.height)
    #expect(Set(heights) == [160, 181])
    // Four standard errors of a share of two thirds are 0.034.
    #expect(abs(Double(heights.count { $0 == 181 }) / 3000 - 2.0 / 3) < 0.034)
  }

  @Test(arguments: [
    ("values: [160, 170], within: 2", "an empirical distribution ends where its values do"),
    ("values: [0, 170]", "the value 0 is not above 0"), ("sd: 3", "no values are given"),
  ])
  func `a fault of observed covariates is told with its place`(keys: String, message: String) throws {
    let (_, faults) = try Self.load(
      Self.file.replacing("distribution: normal, mean: 170, sd: 5, within: 3", with: "distribution: empirical, \(keys)")
    )
    #expect(faults.contains { $0.contains(":9:") && $0.contains(message) }, "\(faults)")
  }

  @Test(arguments: [
    ("population: newts", "population: newt", ":2:", "the file newts.yaml describes newt"),
    ("species: human", "spezies: human", "newts.yaml:4:1:", "unknown key `spezies`"),
    ("bmi * (height", "bmi * (heigth", ":11:48:", "`heigth` is neither a variable"),
    ("(height / 100)^2", "(height / 100^2", ":11:", "a `)` is missing"),
    ("\"20 + age / 10\"", "\"20 + weight / 10\"", ":10:", "reads `weight`, which is not known yet"),
    ("unit: cm", "unit: m", ":9:26:", "`height` in `m`"),
    ("name: bmi", "name: bmj", ":10:", "bmj"),
    ("name: bmi", "name: height", ":10:", "`height` is given twice"),
    (", sd: 5", "", ":9:", "the covariate lacks `cv`"),
    ("mean: 170, ", "", ":9:", "the covariate lacks `mean`"),
    ("distribution: normal", "distribution: gaussian", ":9:", "gaussian"),
    ("value: 0.5", "value: 1.5", ":6:", "out of range"),
    ("20-40 year", "40-20 year", ":7:", "40"),
    ("source: icrp89", "source: icrp88", ":5:9:", "unknown source `icrp88`"),
    ("mean: 170", "mean: {table: sizes.csv, column: heigth}", ":9:", "did you mean `height`?"),
    ("mean: 170", "mean: {table: one-sex.csv, column: height}", "one-sex.csv:1:1:", "a sex is missing"),
    ("mean: 170", "mean: {table: no-source.csv, column: height}", "no-source.csv:3:17:", "unknown source `icrp88`"),
    ("mean: 170", "mean: {table: no-sex.csv, column: height}", "no-sex.csv:3:1:", "unknown word `femail`"),
    ("mean: 170", "mean: {table: no-age.csv, column: height}", "no-age.csv:4:8:", "`age_year` is empty"),
    ("mean: 170", "mean: {table: no-value.csv, column: height}", "no-value.csv:3:11:", "`height` is empty"),
    ("(height / 100)^2\"}", "(height / 100)^2\", within: 3}", ":11:", "an equation has no tails"),
    ("cv: 0.1", "cv: 10", ":10:", "`cv`: 10.0 is out of range"),
    ("sd: 5", "sd: 0", ":9:", "`sd`: 0.0 is out of range"),
    ("equation: \"bmi * (height / 100)^2\"", "distribution: normal, mean: 70, sd: 5", ":8:", "all drawn"),
    ("mean: 170", "mean: {table: none.csv, column: height}", "none.csv:1:1:", "there is no such file"),
    ("  - {name: weight, unit: kg, equation: \"bmi * (height / 100)^2\"}", "", ":8:1:", "nothing gives the weight"),
    ("schema: population/1", "schema: population/9", ":1:", "population/9"),
    ("about: invented", "abuot: invented", ":3:", "unknown key `abuot`"),
  ])
  func `every fault of a population file is told with its place`(
    correct: String, wrong: String, place: String, message: String
  ) throws {
    #expect(Self.file.contains(correct))
    let (read, faults) = try Self.load(Self.file.replacing(correct, with: wrong, maxReplacements: 1))
    #expect(read == nil)
    #expect(faults.contains { $0.contains(place) && $0.contains(message) }, "\(faults)")
  }

  @Test func `the body mass index is known once height and weight are`() throws {
    let bmi = "  - {name: bmi, unit: kg/m2, distribution: lognormal, median: \"20 + age / 10\", cv: 0.1, within: 3}\n"
    let weight = "equation: \"bmi * (height / 100)^2\"}"
    let creatinine = "\n  - {name: creatinine, unit: mg/dL, equation: \"bmi / 25\"}"
    let text = Self.file.replacing(bmi, with: "")
      .replacing(weight, with: "distribution: normal, mean: 70, sd: 5, within: 3}" + creatinine)
    let (read, faults) = try Self.load(text)
    #expect(faults.isEmpty, "\(faults)")
    let request = PopulationRequest(sources: [.init(population: try #require(read), share: 1)], size: 20, seed: 3)
    let sampler = try PersonSampler(request, species: Human.species.get(), variability: Human.noVariability.get())
    for person in try sampler.people(20) {
      let creatinine = try #require(person.covariates.creatinine)
      #expect(isClose(creatinine, person.covariates.bodyMassIndex / 25, relative: 1e-12))
    }
    let twice = try Self.load(text.replacing(creatinine, with: "\n" + bmi.dropLast())).1
    #expect(twice.contains { $0.contains("`bmi` follows from height and weight") }, "\(twice)")
  }

  @Test(arguments: [("-2", "is below 0"), ("", "`survey_weight` is empty")])
  func `a person of a survey has a weight`(weight: String, message: String) throws {
    let written = try WrittenFiles([
      "Physiology/human/populations/few.yaml":
        "schema: population/1\npopulation: few\nspecies: human\nsource: icrp89\npeople: {table: few.csv}\n",
      "Physiology/human/populations/few.csv":
        "sex,age_year,weight_kg,height_cm,survey_weight\nmale,30,80,180,0\nmale,30,80,180,\(weight)\n",
    ])
    let diagnostics = Diagnostics()
    let read = loadPopulation("few", species: "human", library: written.library, diagnostics: diagnostics)
    #expect(read == nil)
    let faults = written.faults(diagnostics)
    #expect(faults.count == 1 && faults[0].contains("few.csv:3:16: ") && faults[0].contains(message), "\(faults)")
  }

  @Test func `a population that is not there is answered with the nearest, at its place`() throws {
    let diagnostics = Diagnostics()
    let at = SourceLocation(file: "study.yaml", line: 7, column: 15)
    let read = loadPopulation("europaen", species: "human", library: ownLibrary, diagnostics: diagnostics, at: at)
    #expect(read == nil)
    let fault = try #require(diagnostics.errors.first?.description)
    #expect(fault.hasPrefix("study.yaml:7:15: there is no population `europaen`; did you mean `european`?"), "\(fault)")
  }
}
