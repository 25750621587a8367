import SnapshotImport
import Testing

@Suite struct CompoundImportTests {
  private let path = "Compounds/exampline/exampline.yaml"

  private func file(_ project: String) throws -> (text: String, report: ImportReport) {
    let imported = try Fixture.imported(project)
    return (try #require(imported.files[path]), imported.report)
  }

  @Test func `properties come with their units and sources`() throws {
    let (text, report) = try file(Fixture.project())
    #expect(text.contains("compound: exampline\nsource: osp-exampline\n"))
    #expect(text.contains("fraction_unbound: {value: 0.05, binds: alpha-1-acid glycoprotein}"))
    #expect(text.contains("source: fitted") && text.contains("`PI 1`"))
    #expect(text.contains("value: 2 ug/mL") && text.contains("because: the default of PK-Sim"))
    #expect(text.contains("partition: {method: schmitt}"))
    // The normalized form is read as the plain one, and the report says so.
    #expect(text.contains("permeability: {method: charge-dependent schmitt}"))
    #expect(report.choices.contains { $0.contains("normalized to PK-Sim") })
    #expect(report.filled.contains { $0.name == "solubility gain per charge" })
  }

  @Test func `the alternative that most simulations use stands`() throws {
    let water = #"{"AlternativeName": "Water", "GroupName": "COMPOUND_SOLUBILITY"}"#
    let simulations = [
      Fixture.simulation("S1", alternatives: water), Fixture.simulation("S2", alternatives: water),
      Fixture.simulation("S3"),
    ]
    let imported = try Fixture.imported(Fixture.project(simulations: simulations))
    let text = try #require(imported.files[path])
    #expect(text.contains("value: 1 mg/L"))
    #expect(text.contains("    FaSSIF:"))
    let study = try #require(imported.files["Studies/exampline/s3.yaml"])
    #expect(study.contains("solubility: FaSSIF"))
    // The permeability that no simulation names is computed.
    #expect(!text.contains("\nintestinal_permeability"))
    #expect(text.contains("  intestinal_permeability: {Fit: {value: 1e-05 dm/min}}"))
  }

  @Test func `processes are those of most simulations, and studies say the rest`() throws {
    func activity(_ word: String, _ kcat: Double) -> String {
      Fixture.process(
        "rCYP450_MM", "CYP2D6", word,
        #"{"Name": "Km", "Value": 1.0, "Unit": "µmol/l"}, {"Name": "kcat", "Value": \#(kcat), "Unit": "1/min"}"#)
    }
    let processes = [activity("AS=1", 10), activity("AS=2", 20), activity("AS=0", 0)].joined(separator: ",")
    let simulations = [
      Fixture.simulation("S1", processes: ["CYP2D6-AS=1"]), Fixture.simulation("S2", processes: ["CYP2D6-AS=2"]),
      Fixture.simulation("S3", processes: ["CYP2D6-AS=2"]), Fixture.simulation("S4", processes: ["CYP2D6-AS=0"]),
      Fixture.simulation("S5", processes: ["CYP2D6-AS=1"]), Fixture.simulation("S6", processes: ["CYP2D6-AS=1"]),
    ]
    let species = ImportSurroundings(
      liver: Fixture.surroundings.liver,
      libraryProtein: { _ in
        ProteinProfile(
          kind: .enzyme, referenceConcentration: 1, halfLifeLiver: 1, halfLifeIntestine: 1,
          located: ["intracellular": 1], expression: ["liver": 1])
      })
    let project = Fixture.project(compound: Fixture.compound(processes: processes), simulations: simulations)
    let imported = try Fixture.imported(project, surroundings: species)
    let text = try #require(imported.files[path])
    #expect(text.contains("name: CYP2D6-AS=1\n    protein"))
    #expect(text.contains("name: CYP2D6-AS=2\n    default: no"))
    #expect(!text.contains("AS=0"))
    #expect(imported.report.missing.contains { $0.reason == "its rate is zero" })
    let second = try #require(imported.files["Studies/exampline/s2.yaml"])
    #expect(second.contains("add: [CYP2D6-AS=2]") && second.contains("leave_out: [CYP2D6-AS=1]"))
    #expect(try #require(imported.files["Studies/exampline/s4.yaml"]).contains("leave_out: [CYP2D6-AS=1]"))
  }

  @Test(arguments: [
    (
      "MetabolizationSpecific_MM",
      #"{"Name": "Vmax", "Value": 6.0, "Unit": "µmol/l/min"}, {"Name": "Km", "Value": 2.0, "Unit": "mM"}, {"Name": "Enzyme concentration", "Value": 2.0, "Unit": "µmol/l"}"#,
      "kcat: {value: 3 1/min"
    ),
    (
      "MetabolizationIntrinsic_FirstOrder", #"{"Name": "Intrinsic clearance", "Value": 3.0, "Unit": "l/min"}"#,
      "value: 3 L/umol/min"
    ),
    (
      "MetabolizationIntrinsic_FirstOrder",
      #"{"Name": "Intrinsic clearance", "Value": 0.0, "Unit": "l/min"}, {"Name": "Specific clearance", "Value": 14.0, "Unit": "1/min"}"#,
      "value: 14 L/umol/min"
    ),
    (
      "MetabolizationIntrinsic_MM",
      #"{"Name": "Vmax (liver tissue)", "Value": 2.0, "Unit": "µmol/min/kg tissue"}, {"Name": "Km", "Value": 2.0, "Unit": "µM"}"#,
      "value: 3 1/min"
    ),
    (
      "MetabolizationSpecific_FirstOrder", #"{"Name": "CLspec/[Enzyme]", "Value": 0.5, "Unit": "l/µmol/min"}"#,
      "clearance_per_enzyme: 0.5 L/umol/min"
    ),
    (
      "rCYP450_FirstOrder",
      #"{"Name": "In vitro CL/recombinant enzyme", "Value": 2.0, "Unit": "µl/min/pmol rec. enzyme"}"#,
      "value: 2 L/umol/min"
    ),
    (
      "rCYP450_MM",
      #"{"Name": "In vitro Vmax/recombinant enzyme", "Value": 2.0, "Unit": "nmol/min/pmol rec. enzyme"}, {"Name": "Km", "Value": 2.0, "Unit": "µM"}"#,
      "vmax: 2 nmol/min/pmol"
    ),
    (
      "MetabolizationLiverMicrosomes_MM",
      #"{"Name": "In vitro Vmax for liver microsomes", "Value": 2.0, "Unit": "nmol/min/mg mic. protein"}, {"Name": "Km", "Value": 2.0, "Unit": "µM"}"#,
      "content: {value: 108 pmol/mg, source: assumed"
    ),
    (
      "ActiveTransport_InVitro_VesicularAssay_MM",
      #"{"Name": "In vitro Vmax/transporter", "Value": 2.0, "Unit": "µmol/min/µmol transporter"}, {"Name": "Km", "Value": 2.0, "Unit": "µM"}"#,
      "kcat: {value: 2 1/min"
    ),
    (
      "IrreversibleInhibition",
      #"{"Name": "kinact", "Value": 2.0, "Unit": "1/h"}, {"Name": "K_kinact_half", "Value": 2.0, "Unit": "µmol/l"}, {"Name": "Ki", "Value": 5.0, "Unit": "µmol/l"}"#,
      "competitive_ki: 5 umol/L"
    ),
    (
      "MixedInhibition",
      #"{"Name": "Ki_c", "Value": 2.0, "Unit": "nmol/l"}, {"Name": "Ki_u", "Value": 3.0, "Unit": "nmol/l"}"#,
      "kiu: 3 nmol/L"
    ),
    ("NoncompetitiveInhibition", #"{"Name": "Ki", "Value": 2.0, "Unit": "µmol/l"}"#, "mechanism: noncompetitive"),
    (
      "Induction", #"{"Name": "Emax", "Value": 2.0}, {"Name": "EC50", "Value": 0.3, "Unit": "µmol/l"}"#,
      "ec50: 0.3 umol/L"
    ),
    (
      "SpecificBinding",
      #"{"Name": "koff", "Value": 2.0, "Unit": "1/min"}, {"Name": "Kd", "Value": 0.3, "Unit": "nmol/l"}"#,
      "kd: 0.3 nmol/L"
    ),
  ])
  func `each kind of process has its form here`(kind: String, parameters: String, expected: String) throws {
    let process = Fixture.process(kind, "CYP3A4", "Lab", parameters)
    let (text, _) = try file(Fixture.project(compound: Fixture.compound(processes: process)))
    #expect(text.contains(expected), "\(text)")
  }

  @Test(arguments: [
    ("GlomerularFiltration", "", "fraction: {value: 1, source: assumed"),
    (
      "LiverClearance",
      #"{"Name": "Plasma clearance", "Value": 2.0, "Unit": "ml/min/kg"}, {"Name": "Fraction unbound (experiment)", "Value": 0.1}"#,
      "reference: {fraction_unbound: 0.1}"
    ),
    (
      "LiverClearance",
      #"{"Name": "Plasma clearance", "Value": 0.0, "Unit": "ml/min/kg"}, {"Name": "Specific clearance", "Value": 0.1, "Unit": "1/min"}"#,
      "specific: 0.1 1/min"
    ),
    (
      "KidneyClearance", #"{"Name": "Plasma clearance", "Value": 0.5, "Unit": "l/h/kg"}"#,
      "plasma_clearance: 0.5 L/h/kg"
    ),
    ("TubularSecretion_FirstOrder", #"{"Name": "TSspec", "Value": 0.5, "Unit": "1/min"}"#, "specific: 0.5 1/min"),
    (
      "BiliaryClearance", #"{"Name": "Specific clearance", "Value": 0.5, "Unit": "1/min"}"#,
      "process: biliary clearance"
    ),
  ])
  func `clearances of organs have their form here`(kind: String, parameters: String, expected: String) throws {
    let process = Fixture.process(kind, nil, "Lab", parameters)
    let project = Fixture.project(compound: Fixture.compound(processes: process), simulations: [])
    #expect(try file(project).text.contains(expected))
  }

  @Test func `an unknown process lands in the report`() throws {
    let process = Fixture.process("Teleportation_MM", "CYP3A4", "Lab", "")
    let (text, report) = try file(Fixture.project(compound: Fixture.compound(processes: process)))
    #expect(!text.contains("processes:"))
    #expect(report.missing.contains { $0.path.contains("CYP3A4-Lab") && $0.reason.contains("Teleportation_MM") })
  }

  @Test func `nothing is dropped in silence`() throws {
    let extra = #", "Colour": "blue""#
    let (_, report) = try file(Fixture.project(compound: Fixture.compound(extra: extra)))
    #expect(report.missing.contains { $0.path == "Compounds[].Colour" && $0.example == "blue" })
  }

  @Test func `two forms of a drug become parts of a mixture`() throws {
    let both = "\(Fixture.compound("R-Exampline")),\(Fixture.compound("S-Exampline"))"
    let made = try Fixture.imported(Fixture.project(compound: both, simulations: []))
    let mixture = try #require(made.files["Compounds/exampline/exampline.yaml"])
    #expect(mixture.contains("- {compound: r-exampline, share: 0.5}\n  - {compound: s-exampline, share: 0.5}"))
    #expect(made.report.choices.contains { $0.hasPrefix("exampline is a mixture") })
    // A compound that is given itself keeps its name.
    let given = try Fixture.imported(Fixture.project(compound: "\(Fixture.compound()),\(both)"))
    #expect(given.files["Compounds/exampline/exampline.yaml"]?.contains("mixture") == false)
  }
}
