import Dosing
import Foundation
import Testing

/// `subjects:` of a study.
struct SubjectsTests {
  private static func read(_ subjects: String) -> (study: Study?, faults: [String]) {
    readStudy(studyText().replacing("subject: {species: human}", with: "subjects: \(subjects)"))
  }

  @Test func `people are drawn from a population within limits`() throws {
    let (study, faults) = Self.read(
      "{population: european, size: 50, seed: 9, trials: 3, female: 0.5, age: 18-45 year, weight: 50-100 kg, bmi: "
        + "18-30 kg/m2}")
    #expect(faults.isEmpty, "\(faults)")
    let subjects = try #require(study?.subjects)
    #expect(subjects.sources.map(\.population.value) == ["european"] && subjects.sources[0].share == 1)
    #expect(subjects.size == 50 && subjects.seed == 9 && subjects.trials == 3 && subjects.female == 0.5)
    let age = try #require(subjects.age?.value)
    // Hours in a Julian year.
    #expect(abs(age.lowerBound - 18 * 8766) < 1e-6 && abs(age.upperBound - 45 * 8766) < 1e-6)
    #expect(subjects.weight?.value == 50...100)
    #expect(subjects.varies && subjects.height == nil && subjects.filtration == nil)
  }

  @Test func `populations may be mixed`() throws {
    let (study, faults) = Self.read("{population: {european: 0.7, japanese: 0.3}}")
    #expect(faults.isEmpty, "\(faults)")
    #expect(study?.subjects?.sources.map(\.share) == [0.7, 0.3])
  }

  @Test(arguments: [0.0, 1]) func `people may be of one sex`(female: Double) {
    let (study, faults) = Self.read("{population: european, female: \(female)}")
    #expect(faults.isEmpty && study?.subjects?.female == female, "\(faults)")
  }

  @Test func `people may all be typical`() throws {
    #expect(Self.read("{population: european, variability: none}").study?.subjects?.varies == false)
  }

  /// Line 3 of the study; `subjects: ` takes ten columns.
  @Test(arguments: [
    ("{population: european, age: 5-3 year}", ":3:39:", "`5-3 year` ends before it begins"),
    ("{population: european, age: 5-3}", ":3:39:", "has no unit"),
    ("{population: european, age: 20-40 kg}", ":3:39:", "is a mass"),
    ("{population: european, weight: 90-50 kg}", ":3:42:", "ends before it begins"),
    ("{population: european, bmi: -5-8 kg/m2}", ":3:39:", "is out of range"),
    ("{population: european, female: 1.5}", ":3:42:", "out of range"),
    ("{population: european, size: 0}", ":3:40:", "size"),
    ("{population: european, size: 1.5}", ":3:40:", "size"),
    ("{population: european, seed: -1}", ":3:40:", "`-1` is not a whole number from 0 on"),
    ("{population: european, sise: 10}", ":3:34:", "unknown key `sise`"),
    ("{population: {european: 0.7, japanese: 0.2}}", ":3:24:", "sum to 0.9, not to 1"),
    ("{population: {european: 0.7, japanese: -0.3}}", ":3:50:", "out of range"),
    ("{population: european, people: people.csv}", ":3:42:", "keep one of the two"),
    ("{people: people.csv, size: 9}", ":3:38:", "`size` has no effect beside `people`"),
    ("{people: people.csv, trials: 2}", ":3:40:", "`trials` has no effect beside `people`"),
    ("{people: people.csv, female: 0.5}", ":3:40:", "`female` has no effect beside `people`"),
    ("{people: people.csv, egfr: 60-90 mL/min/1.73m2}", ":3:38:", "`egfr` has no effect beside `people`"),
    ("{size: 10}", ":3:11:", "nothing says who the people are"),
    ("{population: european, variability: some}", ":3:47:", "`some` is not a spread"),
  ])
  func `every fault is told with its place`(subjects: String, place: String, message: String) {
    let (study, faults) = Self.read(subjects)
    #expect(study == nil)
    #expect(faults.contains { $0.contains("study.yaml\(place)") && $0.contains(message) }, "\(faults)")
  }
}
