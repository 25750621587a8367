import DataFiles
import Foundation
import Simulations
import Testing

/// Doses as DosingSemantics.md describes them, held against the sum of single doses in a linear body.
@Suite struct DosingGridTests {
  static let folder = fixtureFolder + "/httk"

  /// The plasma curve of one list of doses, by time.
  static func curve(_ doses: String, duration: String = "24 h") throws -> [Double: Double] {
    let text = """
      schema: study/1
      study: grid
      subject: {species: lumped, sex: male, age: 30 year, weight: 70 kg}
      model: {organs: perfusion-limited}
      observe: [plasma]
      duration: \(duration)
      sampling: 0.5 h
      tolerances: {relative: 1e-9, absolute: 1e-12 umol}
      doses:
      \(doses)

      """
    let path = NSTemporaryDirectory() + "teorell-grid-\(UUID().uuidString).yaml"
    try text.write(toFile: path, atomically: true, encoding: .utf8)
    defer { try? FileManager.default.removeItem(atPath: path) }
    let parts = try loadParts(path, folders: [folder, repositoryFolder])
    let result = try Simulation(parts, arm: parts.study.arms[0]).run()
    #expect(abs(result.balanceError) < 1e-8)
    let profile = result.profiles[0]
    return Dictionary(zip(profile.times, profile.concentrations)) { first, _ in first }
  }

  static func line(_ text: String) -> String { "  - {compound: httk-diazepam, \(text)}" }

  /// A curve that starts `hours` later.
  static func later(_ curve: [Double: Double], by hours: Double) -> [Double: Double] {
    var moved: [Double: Double] = [:]
    for (time, value) in curve { moved[time + hours] = value }
    return moved
  }

  static func expectSum(
    _ doses: String, of parts: [(curve: [Double: Double], start: Double, factor: Double)],
    sourceLocation: Testing.SourceLocation = #_sourceLocation
  ) throws {
    let found = try curve(doses)
    let largest = found.values.max() ?? 1
    for (time, value) in found {
      // What is given at a sample's own time is not in the sample yet.
      let sum = parts.reduce(0.0) { sum, part in
        time > part.start ? sum + part.factor * (later(part.curve, by: part.start)[time] ?? .nan) : sum
      }
      #expect(abs(value - sum) < 1e-6 * largest, "at \(time) h", sourceLocation: sourceLocation)
    }
  }

  static func bolus() throws -> [Double: Double] {
    try curve(line("dose: 10 mg, route: intravenous"))
  }

  static func oral() throws -> [Double: Double] {
    try curve(line("dose: 10 mg, route: oral"))
  }

  static func infusion() throws -> [Double: Double] {
    try curve(line("dose: 10 mg, route: intravenous, infusion: 5 h"))
  }

  @Test func `two doses at one time add`() throws {
    let bolus = try Self.bolus()
    try Self.expectSum(
      Self.line("dose: 10 mg, route: intravenous") + "\n" + Self.line("dose: 20 mg, route: oral"),
      of: [(bolus, 0, 1), (try Self.oral(), 0, 2)])
  }

  @Test func `repeated doses are a sum of single ones`() throws {
    let oral = try Self.oral()
    try Self.expectSum(
      Self.line("dose: 10 mg, route: oral, start: 2 h, every: 6 h, count: 3"),
      of: [(oral, 2, 1), (oral, 8, 1), (oral, 14, 1)])
  }

  @Test func `a loading dose takes the place of the first`() throws {
    let oral = try Self.oral()
    try Self.expectSum(
      Self.line("dose: 10 mg, loading: 25 mg, route: oral, every: 8 h, count: 3"),
      of: [(oral, 0, 2.5), (oral, 8, 1), (oral, 16, 1)])
  }

  @Test func `infusions longer than their interval overlap`() throws {
    let infusion = try Self.infusion()
    try Self.expectSum(
      Self.line("dose: 10 mg, route: intravenous, infusion: 5 h, every: 3 h, count: 4"),
      of: [(infusion, 0, 1), (infusion, 3, 1), (infusion, 6, 1), (infusion, 9, 1)])
  }

  @Test func `a lag moves a dose`() throws {
    try Self.expectSum(
      Self.line("dose: 10 mg, route: oral, start: 1 h, lag: 1.5 h"), of: [(try Self.oral(), 2.5, 1)])
  }

  @Test func `bioavailability scales a dose and leaves an infusion its duration`() throws {
    try Self.expectSum(
      Self.line("dose: 10 mg, route: intravenous, infusion: 5 h, bioavailability: 0.4"),
      of: [(try Self.infusion(), 0, 0.4)])
    try Self.expectSum(
      Self.line("dose: 10 mg, route: oral, bioavailability: 0.25"), of: [(try Self.oral(), 0, 0.25)])
  }

  @Test func `a dose at the end of the study is not given`() throws {
    let oral = try Self.oral()
    try Self.expectSum(
      Self.line("dose: 10 mg, route: oral, every: 12 h, count: 3"), of: [(oral, 0, 1), (oral, 12, 1)])
  }

  @Test func `a sample at the time of a dose is taken before it`() throws {
    let repeated = try Self.curve(Self.line("dose: 10 mg, route: intravenous, every: 12 h, count: 2"))
    let single = try Self.bolus()
    #expect(repeated[0] == 0)
    let trough = try #require(repeated[12])
    let expected = try #require(single[12])
    #expect(abs(trough / expected - 1) < 1e-7)
  }

  @Test func `a dose into a named compartment enters there`() throws {
    let into = try Self.curve(Self.line("dose: 10 mg, into: venous blood"))
    for (time, value) in try Self.bolus() { #expect(abs((into[time] ?? .nan) - value) < 1e-12) }
  }

  @Test func `dose is linear from micrograms to grams`() throws {
    let small = try Self.curve(Self.line("dose: 1 ug, route: oral"))
    let large = try Self.curve(Self.line("dose: 1 g, route: oral"))
    let largest = large.values.max() ?? 1
    // The absolute tolerance is typed in the study, so the small dose is solved less exactly.
    for (time, value) in large { #expect(abs((small[time] ?? .nan) * 1e6 - value) < 1e-4 * largest) }
  }
}
