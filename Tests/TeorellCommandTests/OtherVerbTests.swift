import Foundation
import Testing

/// validate, describe, list, new and export.
@Suite struct OtherVerbTests {
  private static let oral = packageRoot + "/Studies/midazolam-oral.yaml"

  // MARK: validate

  @Test func `all data files of the package are without fault`() async throws {
    let folders = ["Physiology", "Compounds", "Studies"].map { packageRoot + "/" + $0 }
    let run = try await CommandRun(["validate"] + folders, in: try TemporaryFolder())
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.output.contains("no faults"))
  }

  @Test func `a folder is searched for files of every kind`() async throws {
    let folder = try TemporaryFolder()
    try folder.write("schema: compund/1\n", to: "a.yaml")
    try folder.write("schema: compound/1\ncompound: x\nsolubility: 3 L/h\n", to: "b/Compounds/x/x.yaml")
    try folder.write("schema: organ/1\norgan: liver\n", to: "b/liver.yaml")
    try folder.write("schema: protein/1\nprotein: Y\nkind: enzim\n", to: "b/X.yaml")
    try folder.write("smith2020: {authors: Smith}\n", to: "b/references.yaml")
    try folder.write("study: s\n", to: "b/c/s.yaml")
    try folder.write("a: 1\n", to: "b/other.yaml")
    let run = try await CommandRun(["validate", "."], in: folder)
    #expect(run.status == 1)
    for place in [
      "./a.yaml:1:9: unknown schema", "./b/Compounds/x/x.yaml:3:", "./b/Compounds/x/x.yaml:1:1: ",
      "./b/liver.yaml:1:1: ",
      "./b/X.yaml:3:", "./b/references.yaml:1:", "./b/c/s.yaml:1:1: ", "note: ./b/other.yaml",
    ] {
      #expect(run.errors.lines.contains { $0.hasPrefix(place) }, "\(place) in\n\(run.errors)")
    }
    let json = try await CommandRun(["validate", ".", "--json"], in: folder)
    let object = try #require(try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any])
    #expect((object["faults"] as? [Any])?.count ?? 0 >= 7)
  }

  @Test func `a file that says nothing of itself is told when it is named`() async throws {
    let folder = try TemporaryFolder()
    try folder.write("a: 1\n", to: "other.yaml")
    let run = try await CommandRun(["validate", "other.yaml", "nothing.yaml"], in: folder)
    #expect(run.status == 1)
    #expect(run.errors.contains("other.yaml:1:1: nothing says what this file describes; "))
    #expect(run.errors.contains("nothing.yaml:1:1: there is no such file; "))
  }

  // MARK: describe

  @Test(arguments: [
    (
      ["compound", "midazolam"],
      ["molecular_weight", "325.78 g/mol", "gertz2010", "metabolism by CYP3A4", "liver to plasma"]
    ),
    (
      ["individual", oral],
      ["human, male", "73 kg", "liver", "cardiac output", "duodenum", "Composition, schmitt", "icrp89"]
    ),
    (["individual", "--sex", "female", "--weight", "55 kg"], ["human, female", "55 kg", "sum"]),
    (["individual", "rat"], ["rat, male", "spleen"]),
    (
      ["study", oral], ["Midazolam 7.5 mg oral tablet", "23.02 umol", "states", "Fluxes by law", "liver intracellular"]
    ),
    (["study", oral, "--states"], ["States", "interstitial"]),
    (["enzyme", "CYP3A4"], ["enzyme", "reference concentration", "liver", "midazolam: metabolism by CYP3A4"]),
    (["transporter", "P-gp"], ["transporter", "Membranes"]),
    (["organ", "liver"], ["volume", "portal vein", "microsomal protein"]),
    (["organ", "duodenum mucosa"], ["small intestine", "wall fraction"]),
    (["species", "human"], ["Reference individuals", "female", "CYP3A4"]),
    (["process", "tubular secretion"], ["- process: tubular secretion", "specific:"]),
  ])
  func `describe shows values with units and sources`(arguments: [String], words: [String]) async throws {
    let run = try await CommandRun(["describe"] + arguments, in: try TemporaryFolder())
    #expect(run.status == 0, "\(run.errors)")
    for word in words { #expect(run.output.contains(word), "\(word) in\n\(run.output)") }
    let json = try await CommandRun(["describe"] + arguments + ["--json"], in: try TemporaryFolder())
    #expect(try JSONSerialization.jsonObject(with: Data(json.output.utf8)) is [String: Any])
  }

  @Test(arguments: [
    (["compound", "midazolan"], "midazolam"), (["enzyme", "CYP3A"], "CYP3A4"), (["organ", "livr"], "liver"),
    (["species", "humn"], "human"), (["process", "metabolsm"], "metabolism"),
  ])
  func `a name that is not known gets the nearest one`(arguments: [String], nearest: String) async throws {
    let run = try await CommandRun(["describe"] + arguments, in: try TemporaryFolder())
    #expect(run.status == 1)
    #expect(run.output == "")
    #expect(run.errors.contains("did you mean") && run.errors.contains(nearest))
  }

  // MARK: list

  @Test(arguments: [
    ("compounds", "midazolam"), ("species", "human"), ("enzymes", "CYP3A4"), ("transporters", "P-gp"),
    ("proteins", "GABRG2"), ("studies", "midazolam-oral"), ("organs", "liver"), ("processes", "metabolism"),
    ("formulations", "weibull"), ("methods", "rodgers-rowland"),
  ])
  func `list shows what there is`(what: String, name: String) async throws {
    let run = try await CommandRun(["list", what], in: try TemporaryFolder())
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.output.contains(name))
    let json = try await CommandRun(["list", what, "--json"], in: try TemporaryFolder())
    #expect(try JSONSerialization.jsonObject(with: Data(json.output.utf8)) is [[String: Any]])
  }

  // MARK: new

  @Test func `a new compound is valid, can be given, and is not overwritten`() async throws {
    let folder = try TemporaryFolder()
    try #expect(await CommandRun(["new", "compound", "exampline"], in: folder).status == 0)
    let file = "Compounds/exampline/exampline.yaml"
    let text = try folder.text(file)
    #expect(text.contains("TODO"))
    try #expect(await CommandRun(["validate", "Compounds/exampline"], in: folder).status == 0)
    try #expect(await CommandRun(["new", "study", "oral", "--compound", "exampline"], in: folder).status == 0)
    let run = try await CommandRun(["simulate", "oral.yaml", "--library", "."], in: folder)
    #expect(run.status == 0, "\(run.errors)")
    let again = try await CommandRun(["new", "compound", "exampline"], in: folder)
    #expect(again.status == 1)
    #expect(try folder.text(file) == text)
    try #expect(await CommandRun(["new", "study", "oral"], in: folder).status == 1)
  }

  @Test func `a new study runs as it is`() async throws {
    let folder = try TemporaryFolder()
    try #expect(await CommandRun(["new", "study", "mine", "-o", "sub"], in: folder).status == 0)
    try #expect(await CommandRun(["validate", "sub/mine.yaml"], in: folder).status == 0)
    try #expect(await CommandRun(["simulate", "sub/mine.yaml"], in: folder).status == 0)
    #expect(folder.has("results/mine/exposure.csv"))
  }

  // MARK: export

  @Test func `the network of a study can be drawn`() async throws {
    let folder = try TemporaryFolder()
    let dot = try await CommandRun(["export", Self.oral, "--to", "dot"], in: folder)
    #expect(dot.status == 0)
    #expect(dot.output.hasPrefix("digraph") && dot.output.contains("venous blood"))
    try #expect(await CommandRun(["export", Self.oral, "--to", "svg", "-o", "net.svg"], in: folder).status == 0)
    #expect(try folder.text("net.svg").contains("<svg"))
    let drawing = try await CommandRun(["describe", "study", "midazolam-oral", "--to", "dot"], in: folder)
    #expect(drawing.output == dot.output)
  }
}
