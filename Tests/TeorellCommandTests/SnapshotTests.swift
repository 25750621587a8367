import Foundation
import Teorell
import Testing

/// The importer over published snapshots: what each gives is on record, valid, and the same model as the shipped file.
@Suite struct SnapshotTests {
  private static let folder = packageRoot + "/Tests/TeorellCommandTests/Fixtures/snapshots"
  static let names = ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [])
    .filter { $0.hasSuffix(".json.gz") }.map { String($0.dropLast(8)) }.sorted()
  /// The snapshot as it was published, in a folder.
  private static func unpack(_ name: String, into folder: TemporaryFolder) throws -> String {
    let path = "\(folder.path)/\(name).json"
    _ = FileManager.default.createFile(atPath: path, contents: nil)
    let gzip = Process()
    gzip.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    gzip.arguments = ["gzip", "-dc", "\(Self.folder)/\(name).json.gz"]
    gzip.standardOutput = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
    try gzip.run()
    gzip.waitUntilExit()
    return path
  }

  /// What an import prints and reports.
  private static func imported(_ name: String) async throws -> (summary: String, report: String) {
    let folder = try TemporaryFolder()
    _ = try unpack(name, into: folder)
    let run = try await CommandRun(["import", "pk-sim", "\(name).json", "-o", "made", "--json"], in: folder)
    #expect(run.status == 0, "\(run.errors)")
    return (run.output, try folder.text("made/import-report.md"))
  }

  @Test func `each import gives what is on record`() async throws {
    #expect(Self.names.count == 12)
    let path = Self.folder + "/imports.json"
    var text = ""
    for name in Self.names { text += try await Self.imported(name).summary }
    if ProcessInfo.processInfo.environment["TEORELL_RECORD"] == "1" {
      try text.write(toFile: path, atomically: true, encoding: .utf8)
    }
    #expect(try String(contentsOfFile: path, encoding: .utf8) == text)
  }

  @Test(arguments: names) func `the report says of all that is left out what it is and why`(name: String) async throws {
    let report = try await Self.imported(name).report
    let part = try #require(report.components(separatedBy: "## Without a counterpart").last)
    let rows = part.split(separator: "\n").filter { $0.hasPrefix("| ") }.dropFirst(2)
    #expect(!rows.isEmpty)
    for row in rows {
      let cells = row.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
      #expect(cells.first?.isEmpty == false && cells.last?.isEmpty == false, "\(row)")
    }
  }

  @Test(arguments: names) func `an imported library has no faults`(name: String) async throws {
    let folder = try TemporaryFolder()
    _ = try Self.unpack(name, into: folder)
    let run = try await CommandRun(["import", "pk-sim", "\(name).json", "-o", "made", "--quiet"], in: folder)
    #expect(run.status == 0, "\(run.errors)")
    let library = ["--library", "made", "--library", packageRoot]
    let check = try await CommandRun(["validate", "made"] + library, in: folder)
    #expect(check.status == 0, "\(check.errors)")
  }

  /// Drugs whose files were written by hand from the records of the same models.
  @Test(arguments: [
    ("Midazolam-Model", "midazolam"), ("Alprazolam-Model", "alprazolam"), ("Digoxin-Model", "digoxin"),
    ("Raltegravir-Model", "raltegravir"), ("Vancomycin", "vancomycin"), ("Atenolol", "atenolol"),
    ("Warfarin-Model", "s-warfarin"),
  ]) func `an imported model gives the curves of the shipped one`(name: String, compound: String) async throws {
    let folder = try TemporaryFolder()
    _ = try Self.unpack(name, into: folder)
    let run = try await CommandRun(["import", "pk-sim", "\(name).json", "-o", "made", "--quiet"], in: folder)
    #expect(run.status == 0, "\(run.errors)")
    let study = """
      study: Both
      subject: {species: human}
      doses: [{compound: \(compound), dose: 10 mg, route: oral, formulation: solution}]
      tolerances: {relative: 1e-9}
      duration: 24 h
      sampling: 0.5 h
      """
    try folder.write(study, to: "both.yaml")
    var curves: [[Double]] = []
    for library in [[packageRoot], ["\(folder.path)/made", packageRoot]] {
      let diagnostics = Diagnostics()
      let parts = try #require(
        loadStudyParts(
          path: "\(folder.path)/both.yaml", library: Library(folders: library), diagnostics: diagnostics),
        "\(diagnostics.errors)")
      let result = try Simulation(parts, arm: parts.study.arms[0]).run()
      curves.append(try #require(result.profiles.first).concentrations)
    }
    let peak = try #require(curves[0].max())
    for (shipped, imported) in zip(curves[0], curves[1]) { #expect(abs(shipped - imported) <= 1e-6 * peak) }
  }
}
