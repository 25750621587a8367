import DataFiles
import Foundation
import Simulations
import Testing

/// Every fault of every file in one go.
@Suite struct StudyFaultTests {
  static func faults(_ text: String) throws -> [DataError] {
    let path = NSTemporaryDirectory() + "teorell-faults-\(UUID().uuidString).yaml"
    try text.write(toFile: path, atomically: true, encoding: .utf8)
    defer { try? FileManager.default.removeItem(atPath: path) }
    let diagnostics = Diagnostics()
    let parts = loadStudyParts(
      path: path, library: Library(folders: [repositoryFolder]), diagnostics: diagnostics)
    #expect(parts == nil)
    return diagnostics.errors
  }

  @Test func `faults of the study do not hide unknown names`() throws {
    let faults = try Self.faults(
      """
      study: Faulty
      subject: {species: humen, weight: 73 h}
      doses:
        - {compound: midazolan, dose: 7.5 mL, route: oral}
      duration: 24
      sampling: 0.1 h

      """)
    for (line, words) in [
      (2, "there is no species humen"), (2, "`73 h` is a time"), (4, "there is no compound `midazolan`"),
      (4, "`7.5 mL` is not a dose"), (5, "`24` has no unit"),
    ] {
      #expect(
        faults.contains { $0.location.line == line && $0.problem.contains(words) }, "line \(line): \(words)")
    }
  }

  @Test func `a protein that a species lacks is named with its place`() throws {
    let faults = try Self.faults(
      """
      study: Rat
      subject: {species: rat}
      doses: [{compound: midazolam, dose: 1 mg/kg, route: intravenous}]
      duration: 24 h
      sampling: 1 h

      """)
    #expect(faults.contains { $0.description.contains("there is no protein CYP3A4; ") })
    #expect(faults.allSatisfy { $0.location.file.hasSuffix("midazolam.yaml") })
  }

  @Test(arguments: [
    ("formulation: tablt", "has no formulation `tablt`"), ("compound: warfarine", "there is no compound `warfarine`"),
  ])
  func `names in a dose are checked`(change: String, problem: String) throws {
    let key = String(change.prefix { $0 != ":" })
    var dose = ["compound": "midazolam", "formulation": "tablet"]
    dose[key] = String(change.drop { $0 != ":" }.dropFirst(2))
    let faults = try Self.faults(
      """
      study: Names
      subject: {species: human}
      doses: [{compound: \(dose["compound"] ?? ""), formulation: \(dose["formulation"] ?? ""), dose: 1 mg, route: oral}]
      duration: 24 h
      sampling: 1 h

      """)
    #expect(faults.contains { $0.problem.contains(problem) && $0.location.line == 3 })
  }
}
