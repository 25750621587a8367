import DataFiles
import Foundation
import Physiology
import TestSupport
import Testing

/// Bodies from birth to old age.
struct GrowthTests {
  static let hoursPerYear = 8766.0
  static let seeds = 0..<200
  /// Read once for all bodies.
  static let human = Result { try species("human") }

  /// The reference person of a sex and age.
  static func person(_ sex: Sex, years: Double) throws -> Individual {
    try makeIndividual(
      human.get(), SubjectDescription(species: "human", sex: sex.rawValue, age: years * hoursPerYear))
  }

  // MARK: Reference persons

  /// Years, weight in kg and height in cm of man and woman: ICRP Publication 89 (2002), table 2.9; the man's adult weight
  /// is that of the organs in the files.
  static let reference: [(years: Double, weight: [Double], height: [Double])] = [
    (0, [3.5, 3.5], [51, 51]), (1, [10, 10], [76, 76]), (5, [19, 19], [109, 109]), (10, [32, 32], [138, 138]),
    (15, [56, 53], [167, 161]), (30, [73.000_179_494_205_17, 60], [176, 163]),
  ]

  @Test(arguments: Sex.allCases)
  func `the reference persons have the published weight and height`(sex: Sex) throws {
    for (years, weight, height) in Self.reference {
      let body = try Self.person(sex, years: years)
      let place = sex == .male ? 0 : 1
      #expect(body.weight == weight[place], "\(years) years")
      #expect(isClose(try #require(body.height), height[place] / 10, relative: 1e-15), "\(years) years")
    }
  }

  /// Ratios of the table for a quantity and a sex, by organ.
  static func ratios(_ quantity: String, _ sex: Sex, years: Double) throws -> [String: Double] {
    let path = "\(packageFolder)/Physiology/human/growth/organs.csv"
    let lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").dropFirst()
    var ratios: [String: Double] = [:]
    for line in lines {
      let cells = line.split(separator: ",", maxSplits: 5, omittingEmptySubsequences: false)
      guard cells[1] == quantity, cells[2] == sex.rawValue, Double(cells[3]) == years else { continue }
      ratios[String(cells[0])] = Double(cells[4])
    }
    return ratios
  }

  /// Volume with all mucosa.
  static func volume(_ organ: String, _ body: Individual) -> Double {
    body.organs.reduce(0) { $0 + ($1.name == organ || $1.partOf == organ ? $1.volume : 0) }
  }

  @Test(arguments: Sex.allCases, [0.0, 1, 5, 10, 15, 30])
  func `the organs of the reference persons are those of the adult times the table`(sex: Sex, years: Double) throws {
    let adult = try Self.person(sex, years: 30)
    let body = try Self.person(sex, years: years)
    let ratios = try Self.ratios("volume", sex, years: years)
    // Every organ but adipose, which takes the rest of the weight.
    #expect(ratios.count == 17)
    for (organ, ratio) in ratios {
      // Rounding of a few products and sums.
      #expect(isClose(Self.volume(organ, body), ratio * Self.volume(organ, adult), relative: 1e-12), "\(organ)")
    }
    #expect(isClose(body.organs.reduce(0) { $0 + $1.mass }, body.weight, relative: 1e-12))
  }

  @Test(arguments: Sex.allCases) func `from 20 to 30 years a body is the adult to the last digit`(sex: Sex) throws {
    let adult = try Self.person(sex, years: 30)
    for years in [20.0, 22.5, 25, 29.9] {
      let body = try Self.person(sex, years: years)
      #expect(body.organs == adult.organs, "\(years) years")
      #expect(body.flows == adult.flows, "\(years) years")
      #expect(body.weight == adult.weight && body.height == adult.height)
      #expect(body.hematocrit == adult.hematocrit && body.albumin == 1 && body.alpha1AcidGlycoprotein == 1)
      #expect(body.microsomalProtein == adult.microsomalProtein && body.liverEnzymes == 1, "\(years) years")
    }
  }

  @Test(arguments: Sex.allCases) func `between two ages of a table a body lies between theirs`(sex: Sex) throws {
    let (younger, older) = (try Self.person(sex, years: 5), try Self.person(sex, years: 10))
    let between = try Self.person(sex, years: 7)
    #expect(isClose(between.weight, 0.6 * younger.weight + 0.4 * older.weight, relative: 1e-12))
    for organ in ["liver", "kidney", "brain", "muscle"] {
      let expected = 0.6 * Self.volume(organ, younger) + 0.4 * Self.volume(organ, older)
      #expect(isClose(Self.volume(organ, between), expected, relative: 1e-12), "\(organ)")
    }
  }

  /// Ranges wide enough for the spread between published sources: body fat of ICRP 89 is 10 to 40 % at every age, and the
  /// indexed output at rest falls from 5 in children to little more than 2 L/min/m2 at 90 years.
  @Test(arguments: Sex.allCases, [0.0, 0.5, 1, 3, 5, 8, 10, 12, 15, 18, 30, 50, 70, 90])
  func `fat and cardiac output of the reference persons are plausible`(sex: Sex, years: Double) throws {
    let body = try Self.person(sex, years: years)
    let fat = try #require(body.organ("adipose")?.mass) / body.weight
    #expect((0.1...0.45).contains(fat), "\(fat) of the weight is adipose")
    let index = body.cardiacOutput / 60 / (try #require(body.bodySurfaceArea) / 100)
    #expect((2...6).contains(index), "\(index) L/min/m2")
  }

  // MARK: Any person

  /// A body of any age with a plausible body mass index, about half to twice that of the reference.
  static func random(_ seed: Int) throws -> Individual {
    var generator = SeededGenerator(seed: seed)
    let sex = Bool.random(using: &generator) ? Sex.male : .female
    // A third of them younger than two years, when everything changes fastest.
    let years = Double.random(in: 0...(seed % 3 == 0 ? 2 : 90), using: &generator)
    let reference = try person(sex, years: years)
    let height = try #require(reference.height) * Double.random(in: 0.85...1.15, using: &generator)
    let usual = 100 * reference.weight / (reference.height ?? 1) / (reference.height ?? 1)
    let index = Double.random(in: max(13, 0.75 * usual)...(2 * usual), using: &generator)
    return try makeIndividual(
      human.get(),
      SubjectDescription(
        species: "human", sex: sex.rawValue, age: years * hoursPerYear, weight: index * height * height / 100,
        height: height), BodyVariation(organs: try human.get().organFileCount))
  }

  @Test(arguments: seeds) func `bodies of any age keep mass and blood`(seed: Int) throws {
    let body = try Self.random(seed)
    try body.checkConservation()
    #expect(body.organs.allSatisfy { $0.volume > 0 } && body.flows.allSatisfy { $0.flow > 0 })
    #expect(isClose(body.organs.reduce(0) { $0 + $1.mass }, body.weight, relative: 1e-9))
    #expect(try #require(body.glomerularFiltration) > 0)
    #expect((0.2...0.65).contains(body.hematocrit))
    #expect((0.3...1.2).contains(body.albumin) && (0.1...1.5).contains(body.alpha1AcidGlycoprotein))
  }

  // MARK: Gut

  /// 47.4 mL of liquid in the adult of 73 kg, 0.65 mL/kg: as by weight in children, of whom fasted ones of 1 to 14 years
  /// had 0.56 (SD 0.39) mL/kg (Crawford 1990, Anesth Analg 71:400).
  @Test(arguments: Sex.allCases) func `a stomach grows with the weight of the reference person`(sex: Sex) throws {
    func liquid(_ years: Double) throws -> Double {
      let body = try Self.person(sex, years: years)
      let stomach = try #require(body.gut?.segments.first { $0.name == "stomach" })
      return 1000 * stomach.volume * stomach.fill / body.weight
    }
    let adult = try liquid(30)
    for years in [0, 0.5, 1, 3, 5, 10, 15, 18] {
      #expect(isClose(try liquid(years), adult, relative: 2e-6), "\(years)")
    }
    #expect(adult > 0.56 && adult < 0.56 + 0.39)
  }

  @Test(arguments: Sex.allCases, [(0.0, 7.0), (0.0301, 3.0), (0.5, 2.1), (1, 2), (30, 2), (80, 2)])
  func `the stomach becomes acid`(sex: Sex, expected: (years: Double, ph: Double)) throws {
    let stomach = try #require(Self.person(sex, years: expected.years).gut?.segments.first { $0.name == "stomach" })
    #expect(isClose(stomach.ph, expected.ph, relative: 1e-12))
  }

  @Test func `the rest of the gut follows the height alone`() throws {
    let child = try #require(Self.person(.male, years: 5).gut)
    let small = try #require(
      makeIndividual(
        Self.human.get(), SubjectDescription(species: "human", age: 30 * Self.hoursPerYear, weight: 40, height: 10.9)
      ).gut)
    for (one, other) in zip(child.segments, small.segments).dropFirst() {
      #expect(one.volume == other.volume && one.ph == other.ph && one.emptying == other.emptying, "\(one.name)")
    }
  }

  @Test(arguments: [
    ("stomach,ph difference,male,1,0,", "stomack,ph difference,male,1,0,", "did you mean `stomach`?"),
    ("stomach,ph difference,male,1,0,", "stomach,ph,male,1,0,", "unknown word `ph`"),
    ("stomach,ph difference,male,1,0,", "stomach,ph difference,male,1,13,", "the pH would be 15"),
    ("stomach,volume,male,20,1,", "stomach,volume,male,20,0,", "out of range"),
    ("stomach,volume,male,20,1,", "stomach,volume,female,21,1,", ""),
  ])
  func `every fault of the gut's table is told with its line`(
    correct: String, wrong: String, message: String
  ) throws {
    let path = "Physiology/human/growth/gut.csv"
    let text = try String(contentsOfFile: "\(packageFolder)/\(path)", encoding: .utf8)
    #expect(text.contains(correct))
    let written = try WrittenFiles([path: text.replacing(correct, with: wrong, maxReplacements: 1)])
    let diagnostics = Diagnostics()
    _ = loadSpecies("human", library: written.library, diagnostics: diagnostics)
    let faults = written.faults(diagnostics)
    if message.isEmpty {
      #expect(faults.isEmpty, "\(faults)")
    } else {
      #expect(faults.contains { $0.hasPrefix("\(path):") && $0.contains(message) }, "\(faults)")
    }
  }

  @Test func `a segment that cannot be read makes no fault of the rows about it`() throws {
    let path = "Physiology/human/gut/segments/01-stomach.yaml"
    let text = try String(contentsOfFile: "\(packageFolder)/\(path)", encoding: .utf8)
    let written = try WrittenFiles([path: text.replacing("length:", with: "lenght:")])
    let diagnostics = Diagnostics()
    _ = loadSpecies("human", library: written.library, diagnostics: diagnostics)
    let faults = written.faults(diagnostics)
    #expect(!faults.isEmpty && faults.allSatisfy { $0.hasPrefix(path) }, "\(faults)")
  }

  // MARK: Files

  private static let header = "quantity,sex,age_year,value,unit,source,where,method,because,note"
  private static let organHeader = "organ,quantity,sex,age_year,value,unit,source,where,method,because,note"

  private static func files() -> [String: String] {
    var files = LumpedSpeciesTests.files
    var body = [header]
    var organs = [organHeader]
    for sex in Sex.allCases {
      let adult = sex == .male ? 1 : 0.8
      body += ["weight,\(sex),0,0.1,kg,example2000,,,,", "weight,\(sex),1,\(adult),kg,example2000,,,,"]
      body += ["height,\(sex),0,10,cm,example2000,,,,", "height,\(sex),1,20,cm,example2000,,,,"]
      organs += ["liver,volume,\(sex),0,0.5,1,example2000,,,,", "liver,volume,\(sex),1,1,1,example2000,,,,"]
    }
    let path = "Physiology/newt/species.yaml"
    files[path] = files[path]?.replacing("weight: 1 kg}", with: "weight: 1 kg, height: 20 cm}")
      .replacing("weight: 0.8 kg}", with: "weight: 0.8 kg, height: 20 cm}")
    files["Physiology/newt/growth/body.csv"] = body.joined(separator: "\n") + "\n"
    files["Physiology/newt/growth/organs.csv"] = organs.joined(separator: "\n") + "\n"
    return files
  }

  @Test func `any species may grow`() throws {
    let written = try WrittenFiles(Self.files())
    let newt = try species("newt", library: written.alone)
    func liver(_ years: Double) throws -> Double {
      let subject = SubjectDescription(species: "newt", age: years * Self.hoursPerYear)
      return try #require(try makeIndividual(newt, subject).organ("liver")?.volume)
    }
    #expect(try liver(1) == 0.04)
    #expect(try liver(3) == 0.04)
    #expect(newt.facts.contains { $0.name == "liver volume over that of the adult, male at 0 years" })
  }

  @Test(arguments: [
    ("body", "weight,male,0,0.1,kg", "weight,male,1,0.1,kg", "weight has this age twice"),
    ("body", "weight,female,0,0.1,kg", "weight,male,0.5,0.1,kg", ""),
    ("body", "weight,male", "wieght,male", "unknown word `wieght`; did you mean `weight`?"),
    ("body", "weight,male,0,0.1,kg,example2000", "weight,male,0,0.1,kg,", "the row has no source"),
    ("body", "weight,male,0,0.1,kg,example2000", "weight,male,0,0.1,kg,example1999", "example1999"),
    ("body", "weight,male,0,0.1,kg,example2000", "weight,male,0,0.1,kg,assumed", "assumed without a reason"),
    ("body", "0.1,kg", "0.1,cm", "`value`"),
    ("body", "0.1,kg", "-0.1,kg", "out of range"),
    ("body", "sex,age_year", "sex,age", "age_year"),
    ("body", "weight,male,0,", "weight,male,,", "`age_year` is empty"),
    ("organs", "liver,volume,male,0", "lever,volume,male,0", "unknown word `lever`; did you mean `liver`?"),
    ("organs", "liver,volume,male,0", "liver,volumes,male,0", "unknown word `volumes`; did you mean `volume`?"),
    ("organs", "liver,volume,male,0", "liver,volume,mail,0", "unknown word `mail`; known are male, female"),
    ("organs", "liver,volume,male,0", "liver,volume,male,1", "liver has this age twice"),
  ])
  func `every fault of a growth table is told with its line`(
    file: String, correct: String, wrong: String, message: String
  ) throws {
    var files = Self.files()
    let path = "Physiology/newt/growth/\(file).csv"
    let text = try #require(files[path])
    #expect(text.contains(correct))
    files[path] = text.replacing(correct, with: wrong, maxReplacements: 1)
    let faults = try WrittenFiles(files).faults(of: "newt")
    if message.isEmpty {
      #expect(faults.isEmpty, "\(faults)")
    } else {
      #expect(faults.contains { $0.hasPrefix("\(path):") && $0.contains(message) }, "\(faults)")
    }
  }

  @Test(arguments: ["body", "organs"]) func `a growth table without a sex is refused`(file: String) throws {
    var files = Self.files()
    let path = "Physiology/newt/growth/\(file).csv"
    files[path] = try #require(files[path]).split(separator: "\n").filter { !$0.contains(",female,") }
      .joined(separator: "\n")
    let faults = try WrittenFiles(files).faults(of: "newt")
    #expect(faults.contains { $0.contains("has no row of sex female") }, "\(faults)")
  }
}
