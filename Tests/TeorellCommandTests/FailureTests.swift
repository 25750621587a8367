import Foundation
import Testing

/// What happens when something is wrong: exit status, messages, and nothing half done.
@Suite struct FailureTests {
  private static let oral = packageRoot + "/Studies/midazolam-oral.yaml"

  @Test func `every fault of every file is told at once, and nothing is written`() async throws {
    let folder = try TemporaryFolder()
    try folder.write(
      """
      study: First
      subject: {species: humn, sex: mal}
      doses:
        - {compound: midazolam, dose: 7.5 L, route: orl}
      duration: 24 h
      sampling: 1 h
      """, to: "first.yaml")
    try folder.write(
      """
      study: Second
      subject: {species: human}
      doses:
        - {compound: midazolan, dose: 7.5 mg, route: oral}
      duration: 24 kg
      """, to: "second.yaml")
    try folder.write(
      """
      study: Third
      subject: {species: human}
      doses:
        - {compound: midazolam, dose: 7.5 mg, route: oral}
      observe: [plasm]
      duration: 24 h
      sampling: 1 h
      """, to: "third.yaml")
    let run = try await CommandRun(["simulate", Self.oral, "first.yaml", "second.yaml", "third.yaml"], in: folder)
    #expect(run.status == 1)
    #expect(run.output == "")
    for place in [
      "first.yaml:2:31: ", "first.yaml:4:33: ", "first.yaml:4:47: ", "second.yaml:5:11: ", "third.yaml:5:11: ",
    ] {
      #expect(run.errors.lines.contains { $0.hasPrefix(place) && $0.contains("; ") }, "\(place) in\n\(run.errors)")
    }
    #expect(!folder.has("results"))
  }

  @Test func `a file that is missing, a folder, or no text is told`() async throws {
    let folder = try TemporaryFolder()
    try folder.write("a\tb: [", to: "broken.yaml")
    let run = try await CommandRun(["simulate", "nothing.yaml", "/", "broken.yaml"], in: folder)
    #expect(run.status == 1)
    #expect(run.errors.contains("nothing.yaml:1:1: there is no such file; "))
    #expect(run.errors.contains("/:1:1: this is a folder, not a file; "))
    #expect(run.errors.contains("broken.yaml:1:"))
  }

  @Test func `two studies of one name are told, and a file in the place of the folder`() async throws {
    let folder = try TemporaryFolder()
    let text = try String(contentsOfFile: Self.oral, encoding: .utf8)
    try folder.write(text, to: "same.yaml")
    let twice = try await CommandRun(["simulate", Self.oral, "same.yaml"], in: folder)
    #expect(twice.status == 1)
    #expect(twice.errors.contains("same.yaml:1:1: "))
    try folder.write("", to: "taken")
    let taken = try await CommandRun(["simulate", Self.oral, "-o", "taken"], in: folder)
    #expect(taken.status == 1)
    #expect(taken.errors.contains("taken:1:1: this is a file, not a folder; "))
    #expect(folder.names() == ["same.yaml", "taken"])
  }

  @Test(arguments: [
    ["simulate"], ["simulat", "x.yaml"], ["simulate", "x.yaml", "--format", "netcdf"],
    ["simulate", "x.yaml", "--format", "xls"], ["simulate", "x.yaml", "--set", "weight"],
    ["simulate", "x.yaml", "--set", "=3"], ["simulate", "x.yaml", "--library", "no-such-folder"],
    ["simulate", "x.yaml", "--frobnicate"], ["validate"], ["describe", "compound"], ["describe", "planet", "x"],
    ["describe", "individual", "--age", "3 kg"], ["describe", "individual", "--sex", "x"], ["list"],
    ["list", "planets"], ["list", "diseases"], ["export", "x.yaml"], ["export", "x.yaml", "--to", "sbml"],
    ["new", "compound"], ["new", "compound", "../x"], ["new", "study", "a b"], ["new", "population", "../x"],
    ["population"], ["population", "x.yaml", "--size", "0"], ["population", "x.yaml", "--seed", "-1"],
    ["population", "x.yaml", "--threads", "0"], ["population", "x.yaml", "--shard", "3"],
    ["population", "x.yaml", "--shard", "9/8"], ["population", "x.yaml", "--resume", "--restart"],
    ["merge"], ["merge", "no-such-folder"],
  ])
  func `wrong usage ends with status 2 and writes nothing`(arguments: [String]) async throws {
    let folder = try TemporaryFolder()
    let run = try await CommandRun(arguments, in: folder)
    #expect(run.status == 2)
    #expect(run.output == "")
    #expect(run.errors.contains("Usage:") || run.errors.contains("USAGE:"))
    #expect(folder.names().isEmpty)
  }

  @Test func `what is not built yet says so`() async throws {
    let folder = try TemporaryFolder()
    let table = try await CommandRun(["simulate", Self.oral, "--format", "netcdf"], in: folder)
    #expect(table.errors.contains("--format netcdf is not built yet for one body; write --format csv"))
    let model = try await CommandRun(["export", Self.oral, "--to", "sbml"], in: folder)
    #expect(model.errors.contains("--to sbml is not built yet"))
  }

  @Test(arguments: [
    ["--help"], ["simulate", "--help"], ["describe", "--help"], ["new", "--help"], ["help", "export"],
  ])
  func `help has examples and ends well`(arguments: [String]) async throws {
    let run = try await CommandRun(arguments, in: try TemporaryFolder())
    #expect(run.status == 0)
    #expect(run.errors == "")
    #expect(run.output.contains("EXAMPLES:"))
  }

  @Test func `an integration that fails ends with status 3, and finished arms are kept`() async throws {
    let folder = try TemporaryFolder()
    try folder.write(Self.hopeless, to: "hopeless.yaml")
    let run = try await CommandRun(["simulate", "hopeless.yaml"], in: folder)
    #expect(run.status == 3)
    #expect(run.errors.contains("hopeless.yaml: arm impossible: the integration "))
    let profiles = rows(try folder.text("results/hopeless/profiles.csv"))
    #expect(Set(profiles.map { $0["arm"] }) == ["usual"])
    #expect(try folder.text("results/hopeless/manifest.json").contains("\"arm\": \"impossible\""))
  }

  @Test(.timeLimit(.minutes(2))) func `Ctrl-C ends with status 4 soon, and finished arms are kept`() async throws {
    let folder = try TemporaryFolder()
    try folder.write(Self.endless, to: "endless.yaml")
    let run = try await CommandRun(["simulate", "endless.yaml"], in: folder, interruptAfter: 3)
    #expect(run.status == 4)
    #expect(run.errors.contains("interrupted"))
    #expect(folder.names("results") == ["endless"])
    let profiles = rows(try folder.text("results/endless/profiles.csv"))
    #expect(Set(profiles.map { $0["arm"] }) == ["short"])
    #expect(folder.has("results/endless/manifest.json"))
  }

  /// The second arm asks for more doses than can be simulated in a minute.
  private static let endless = """
    study: Endless
    subject: {species: human}
    arms:
      - name: short
        doses: [{compound: midazolam, dose: 7.5 mg, route: oral, formulation: tablet}]
      - name: long
        doses: [{compound: midazolam, dose: 2 mg, route: intravenous, every: 5 h, count: 99000}]
    duration: 490000 h
    sampling: 100 h

    """

  /// The second arm gives an amount at which nothing can be computed.
  private static let hopeless = """
    study: Hopeless
    subject: {species: human}
    arms:
      - name: usual
        doses: [{compound: midazolam, dose: 7.5 mg, route: oral}]
      - name: impossible
        doses: [{compound: midazolam, dose: 1e300 kg, route: oral}]
    duration: 24 h
    sampling: 1 h

    """
}
