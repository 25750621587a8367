import SnapshotImport
import Testing

@Suite struct BodyImportTests {
  private static let individual78 = """
    {"Name": "Man", "OriginData": {"Species": "Human", "Gender": "FEMALE", "Age": {"Value": 360.0, "Unit": "month(s)"}},
     "Parameters": [{"Path": "CYP3A4|Reference concentration", "Value": 4.0, "Unit": "µmol/l"},
      {"Path": "Organism|Liver|Periportal|Intracellular|CYP3A4|Relative expression", "Value": 1.0},
      {"Path": "Organism|Liver|Pericentral|Intracellular|CYP3A4|Relative expression", "Value": 1.0},
      {"Path": "Organism|SmallIntestine|Mucosa|Duodenum|Intracellular|CYP3A4|Relative expression", "Value": 0.5},
      {"Path": "Organism|Liver|EHC continuous fraction", "Value": 1.0}],
     "Molecules": [{"Name": "CYP3A4", "Type": "Enzyme", "Localization": "Intracellular, VascEndosome"}]}
    """

  private static let individual77 = """
    {"Name": "Man", "OriginData": {"Species": "Human", "Gender": "MALE", "Age": {"Value": 30.0, "Unit": "year(s)"}},
     "Molecules": [{"Name": "CYP3A4", "Type": "Enzyme", "TissueLocation": "Intracellular", "Expression": [
       {"Name": "Periportal", "Value": 1.0}, {"Name": "Pericentral", "Value": 1.0}, {"Name": "Duodenum", "Value": 0.5}],
       "Parameters": [{"Name": "Reference concentration", "Value": 4.0, "Unit": "µmol/l"}]}]}
    """

  @Test(arguments: [(77, individual77, ""), (78, individual78, ""), (80, Fixture.individual80, Fixture.profiles80)])
  func `all versions give the same profile`(version: Int, individual: String, profiles: String) throws {
    let imported = try Fixture.imported(Fixture.project(version: version, individuals: individual, profiles: profiles))
    let text = try #require(imported.files["Compounds/exampline/proteins/CYP3A4.yaml"])
    #expect(text.contains("reference_concentration: 4 umol/L"))
    #expect(text.contains("located: intracellular"))
    #expect(text.contains("expression: {liver: 1, duodenum mucosa: 0.5}"))
    #expect(text.contains("because: the default of PK-Sim"))
    #expect(imported.report.version == version)
  }

  @Test func `a profile that the species has in the same form is not written`() throws {
    let known = ProteinProfile(
      kind: .enzyme, referenceConcentration: 4.000001, halfLifeLiver: 36, halfLifeIntestine: 23,
      located: ["intracellular": 1], expression: ["liver": 1, "duodenum mucosa": 0.5])
    let species = ImportSurroundings(liver: Fixture.surroundings.liver, libraryProtein: { _ in known })
    let imported = try Fixture.imported(Fixture.project(), surroundings: species)
    #expect(imported.files["Compounds/exampline/proteins/CYP3A4.yaml"] == nil)
    var other = known
    other.expression["duodenum mucosa"] = 0.51
    #expect(known.differences(from: other) == ["expression"])
  }

  @Test func `a transporter has its shares at each side`() throws {
    let process = Fixture.process(
      "ActiveTransportSpecific_MM", "P-gp", "Lab",
      #"{"Name": "kcat", "Value": 1.0, "Unit": "1/min"}, {"Name": "Km", "Value": 3.0, "Unit": "µM"}"#)
    let project = Fixture.project(
      compound: Fixture.compound(processes: process), simulations: [Fixture.simulation(processes: ["P-gp-Lab"])])
    let text = try #require(try Fixture.imported(project).files["Compounds/exampline/proteins/P-gp.yaml"])
    #expect(text.contains("{organ: kidney, from: intracellular, to: urine, share: 0.25}"))
    #expect(text.contains("{organ: kidney, from: intracellular, to: interstitial, share: 0.75}"))
    #expect(text.contains("{organ: mucosa, from: intracellular, to: lumen}"))
  }

  @Test func `a body holds what differs from the profile of the model`() throws {
    let other = Self.individual78.replacing("\"Name\": \"Man\"", with: "\"Name\": \"Other man\"")
      .replacing("\"Value\": 4.0", with: "\"Value\": 2.0")
    let simulations = [
      Fixture.simulation("S1"), Fixture.simulation("S2"), Fixture.simulation("S3", individual: "Other man"),
    ]
    let project = Fixture.project(
      version: 78, individuals: Self.individual78 + "," + other, profiles: "", simulations: simulations)
    let imported = try Fixture.imported(project)
    let text = try #require(imported.files["Compounds/exampline/individuals/other-man.yaml"])
    #expect(text.contains("age: 360 month") && text.contains("sex: female"))
    #expect(text.contains("proteins: {CYP3A4: {reference_concentration: 2 umol/L}}"))
    #expect(try #require(imported.files["Compounds/exampline/individuals/man.yaml"]).contains("proteins:") == false)
    let compound = try #require(imported.files["Compounds/exampline/exampline.yaml"])
    #expect(compound.contains("ehc_continuous_fraction: {value: 1, note: set in 3 of 3 simulations}"))
  }
}
