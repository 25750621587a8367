import DataFiles
import Foundation
import Physiology
import Populations
import TestSupport
import Testing

/// People of a table.
struct ListedPeopleTests {
  private static let table = """
    id,sex,age_year,weight_kg,height_cm,ancestry,hematocrit_percent,creatinine_mg_per_dL,CYP3A4 abundance
    anna,female,31,60,165,Japanese,40,0.7,2.5
    bert,male,45,82,181,,,,
    carl,male,8,25,128,,38,0.5,
    """

  private static func load(_ text: String) throws -> (ListedPeople?, [String]) {
    let written = try WrittenFiles(["people.csv": text])
    let diagnostics = Diagnostics()
    let people = ListedPeople(
      path: "\(written.folder)/people.csv", seed: 11, species: try Human.species.get(),
      variability: try Human.variability.get(), diagnostics: diagnostics)
    return (people, written.faults(diagnostics))
  }

  @Test func `people are as they are listed`() throws {
    let (read, faults) = try Self.load(Self.table)
    #expect(faults.isEmpty, "\(faults)")
    let people = try #require(read)
    #expect(people.count == 3)
    let (anna, bert, carl) = (people.person(1), people.person(2), people.person(3))
    #expect([anna.id, bert.id, carl.id] == ["anna", "bert", "carl"])
    #expect(anna.covariates.weight == 60 && anna.covariates.ancestry == "Japanese")
    #expect(anna.proteins["CYP3A4"]?.abundance == 2.5 && bert.proteins["CYP3A4"]?.abundance != 2.5)
    #expect(anna.population == "people.csv" && anna.trial == 1)
    #expect(try Human.body(anna).hematocrit == 0.4)
    // Mosteller's surface of 60 kg and 165 cm over 1.73 m2.
    let filtration =
      ckdEPI2021Filtration(sex: .female, age: 31, creatinine: 0.7) * (60.0 * 165 / 3600).squareRoot() / 1.73
    #expect(isClose(try Human.body(anna).glomerularFiltration ?? 0, 0.06 * filtration, relative: 1e-12))
    let child = schwartz2009Filtration(height: 128, creatinine: 0.5) * (25.0 * 128 / 3600).squareRoot() / 1.73
    #expect(isClose(try Human.body(carl).glomerularFiltration ?? 0, 0.06 * child, relative: 1e-12))
    #expect(bert.body.measuredFiltration == nil && bert.body.measuredHematocrit == nil)
  }

  @Test func `a factor that is listed changes no other`() throws {
    let people = try #require(try Self.load(Self.table).0)
    let without = try #require(
      try Self.load(
        Self.table.replacing(",CYP3A4 abundance", with: "").replacing(",2.5", with: "")
          .replacing(",,,,\n", with: ",,,\n").replacing("0.5,", with: "0.5")
      ).0)
    let names = try Human.variability.get().quantities.map(\.name)
    let pairs = zip(people.person(1).factors, without.person(1).factors)
    for (name, (a, b)) in zip(names, pairs) { #expect((a == b) == (name != "CYP3A4 abundance"), "\(name)") }
  }

  @Test(arguments: [
    ("weight_kg", "wieght_kg", ":1:1:", "lacks the column `weight_kg`"),
    ("ancestry", "ancestrie", ":1:1:", "unknown covariate `ancestrie`; did you mean `ancestry`?"),
    ("id,sex", "name,sex", ":1:1:", "id"),
    ("bert", "anna", ":3:1:", "two people have the id `anna`, the first in line 2"),
    ("bert", "", ":3:1:", "the person has no id"),
    ("bert,male", "bert,mail", ":3:6:", "unknown word `mail`"),
    ("male,45,82", "male,45,", ":3:14:", "`weight_kg` is empty"),
    ("male,45,82", "male,,82", ":3:11:", "`age_year` is empty"),
    ("male,45,82", "male,45,-82", ":3:14:", "`weight_kg`: nobody has -82"),
    ("male,45,82", "male,450,82", ":3:11:", "nobody has 450"),
    ("82,181", "82,1.81", ":3:17:", "nobody has 1.81"),
    ("Japanese,40", "Japanese,0.4", ":2:32:", "nobody has 0.4"),
    ("40,0.7", "40,70", ":2:35:", "nobody has 70"),
    ("82,181", "82,tall", ":3:17:", "`tall` is not a finite number"),
    ("0.7,2.5", "0.7,-2.5", ":2:39:", "-2.5 is no factor"),
    ("male,45,82,181", "male,45,82", ":3:1:", "the row has 8 fields, the header 9"),
  ])
  func `every fault of the table is told with its place`(
    correct: String, wrong: String, place: String, message: String
  ) throws {
    #expect(Self.table.contains(correct))
    let (people, faults) = try Self.load(Self.table.replacing(correct, with: wrong, maxReplacements: 1))
    #expect(people == nil)
    #expect(faults.contains { $0.hasPrefix("people.csv\(place)") && $0.contains(message) }, "\(faults)")
  }

  @Test func `a table without people is refused`() throws {
    let (people, faults) = try Self.load("id,sex,age_year,weight_kg,height_cm\n")
    #expect(people == nil)
    #expect(faults.contains { $0.contains("the table has no people") }, "\(faults)")
  }
}
