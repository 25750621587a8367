import DataFiles
import Foundation
import Simulations
import Testing

/// Faults of the people that a study asks for, at the place where they are written.
struct SubjectFaultTests {
  /// Faults as text without the folder, and the number of people.
  private static func load(_ subjects: String, table: String? = nil) throws -> (count: Int?, faults: [String]) {
    let folder = NSTemporaryDirectory() + "teorell-subjects-\(UUID().uuidString)/"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let text = """
      study: People
      subjects: \(subjects)
      doses: [{compound: midazolam, dose: 1 mg, route: intravenous}]
      duration: 24 h
      sampling: 1 h

      """
    try text.write(toFile: folder + "study.yaml", atomically: true, encoding: .utf8)
    try table?.write(toFile: folder + "people.csv", atomically: true, encoding: .utf8)
    let library = Library(folders: [repositoryFolder])
    let diagnostics = Diagnostics()
    let parts = loadStudyParts(path: folder + "study.yaml", library: library, diagnostics: diagnostics)
    let study = parts.flatMap { makePopulationStudy($0, library: library, diagnostics: diagnostics) }
    return (study?.people.count, diagnostics.errors.map { $0.description.replacing(folder, with: "") })
  }

  @Test func `people are found`() throws {
    let (count, faults) = try Self.load("{population: european, size: 12, trials: 2, age: 20-30 year}")
    #expect(faults.isEmpty && count == 24, "\(faults)")
    let table = "id,sex,age_year,weight_kg,height_cm\na,male,30,80,180\nb,female,8,25,125\n"
    #expect(try Self.load("{people: people.csv}", table: table).count == 2)
  }

  @Test(arguments: [
    ("{population: europaen}", ":2:24: there is no population `europaen`; did you mean `european`?"),
    (
      "{population: {european: 0.5, japanse: 0.5}}", ":2:40: there is no population `japanse`; did you mean `japanese`?"
    ),
    ("{population: european, bmi: 5-8 kg/m2}", ":2:39: european cannot fill the request"),
    ("{population: japanese, age: 2-8 year}", ":2:39: japanese has nobody of age 2.0-8.0 year"),
    ("{population: united-states, age: 85-89 year}", ":2:44: nobody in united-states has age 85.0-89.0 year"),
    ("{population: european, variability: {livr volume: {cv: 0.2}}}", "did you mean `liver volume`?"),
    ("{people: nobody.csv}", "nobody.csv"),
  ])
  func `every fault is told with its place`(subjects: String, message: String) throws {
    let (count, faults) = try Self.load(subjects)
    #expect(count == nil)
    #expect(faults.contains { $0.contains(message) }, "\(faults)")
  }

  @Test(arguments: [
    ("a,male,30,80,180\na,female,8,25,125", "people.csv:3:1: two people have the id `a`"),
    ("a,male,30,,180", "people.csv:2:11: `weight_kg` is empty"),
    ("a,male,30,8000,180", "people.csv:2:11: `weight_kg`: nobody has 8000"),
  ])
  func `every fault of a table of people is told with its place`(rows: String, message: String) throws {
    let (count, faults) = try Self.load("{people: people.csv}", table: "id,sex,age_year,weight_kg,height_cm\n\(rows)\n")
    #expect(count == nil)
    #expect(faults.contains { $0.contains(message) }, "\(faults)")
  }
}
