import Foundation
import Testing

/// import pk-sim.
@Suite struct ImportTests {
  private static let snapshot = """
    {"Version": 80,
     "ExpressionProfiles": [{"Type": "Enzyme", "Species": "Human", "Molecule": "CYP9X1", "Category": "Healthy",
       "Localization": "Intracellular", "Parameters": [
       {"Path": "CYP9X1|Reference concentration", "Value": 4.0, "Unit": "µmol/l"},
       {"Path": "Organism|Liver|Periportal|Intracellular|CYP9X1|Relative expression", "Value": 1.0},
       {"Path": "Organism|Liver|Pericentral|Intracellular|CYP9X1|Relative expression", "Value": 1.0}]}],
     "Individuals": [{"Name": "Man: no. 1", "OriginData": {"Species": "Human", "Population": "NO", "Gender": "MALE",
       "Age": {"Value": 30.0, "Unit": "year(s)"}}, "ExpressionProfiles": ["CYP9X1|Human|Healthy"]}],
     "Compounds": [{"Name": "Exampline", "IsSmallMolecule": true,
       "Lipophilicity": [{"Name": "Fit", "Parameters": [{"Name": "Lipophilicity", "Value": 2.0, "Unit": "Log Units"}]}],
       "FractionUnbound": [{"Name": "Lit", "Species": "Human", "Parameters": [
         {"Name": "Fraction unbound (plasma, reference value)", "Value": 10.0, "Unit": "%"}]}],
       "Solubility": [{"Name": "Lit", "Parameters": [
         {"Name": "Solubility at reference pH", "Value": 1.0, "Unit": "mg/ml"}, {"Name": "Reference pH", "Value": 7.0}]}],
       "PkaTypes": [{"Type": "Base", "Pka": 8.0}],
       "Processes": [{"InternalName": "MetabolizationLiverMicrosomes_MM", "DataSource": "Lab: 1", "Molecule": "CYP9X1",
         "Parameters": [{"Name": "In vitro Vmax for liver microsomes", "Value": 10.0, "Unit": "pmol/min/mg mic. protein"},
         {"Name": "Km", "Value": 3.0, "Unit": "µM"}]}],
       "CalculationMethods": ["Cellular partition coefficient method - Schmitt", "Cellular permeability - PK-Sim Standard"],
       "Parameters": [{"Name": "Molecular weight", "Value": 300.0, "Unit": "g/mol"}]}],
     "Formulations": [{"Name": "Tablet, 5 mg", "FormulationType": "Formulation_Tablet_Weibull", "Parameters": []}],
     "Protocols": [{"Name": "po", "ApplicationType": "Oral", "DosingInterval": "Single", "Parameters": [
       {"Name": "Start time", "Value": 0.0, "Unit": "h"}, {"Name": "InputDose", "Value": 5.0, "Unit": "mg"}]}],
     "Simulations": [{"Name": "po 5 mg", "Model": "4Comp", "Individual": "Man: no. 1", "OutputSchema": [{"Parameters": [
       {"Name": "End time", "Value": 4.0, "Unit": "h"}, {"Name": "Resolution", "Value": 2.0, "Unit": "pts/h"}]}],
       "Compounds": [{"Name": "Exampline", "Processes": [{"Name": "CYP9X1-Lab: 1", "MoleculeName": "CYP9X1"}],
       "Protocol": {"Name": "po", "Formulations": [{"Name": "Tablet, 5 mg", "Key": "Formulation"}]}}]}]}
    """

  @Test func `what is imported has no fault and can be simulated`() async throws {
    let folder = try TemporaryFolder()
    try folder.write(Self.snapshot, to: "Exampline-Model.json")
    let run = try await CommandRun(["import", "pk-sim", "Exampline-Model.json", "-o", "made"], in: folder)
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.output.contains("made/import-report.md"))
    let check = try await CommandRun(["validate", "made", "--library", "made"], in: folder)
    #expect(check.status == 0, "\(check.errors)")
    let study = "made/Studies/exampline/po-5-mg.yaml"
    let simulation = try await CommandRun(["simulate", study, "--library", "made", "-o", "out"], in: folder)
    #expect(simulation.status == 0, "\(simulation.errors)")
    #expect(folder.has("out/po-5-mg/exposure.csv"))
  }

  @Test func `files that differ are not overwritten unless asked`() async throws {
    let folder = try TemporaryFolder()
    try folder.write(Self.snapshot, to: "Exampline-Model.json")
    let arguments = ["import", "pk-sim", "Exampline-Model.json", "-o", "made"]
    #expect(try await CommandRun(arguments, in: folder).status == 0)
    #expect(try await CommandRun(arguments, in: folder).status == 0)
    try folder.write("mine", to: "made/Compounds/exampline/exampline.yaml")
    let refused = try await CommandRun(arguments, in: folder)
    #expect(refused.status == 1)
    #expect(refused.errors.contains("differs") && refused.errors.lines.count == 1)
    #expect(try folder.text("made/Compounds/exampline/exampline.yaml") == "mine")
    #expect(try await CommandRun(arguments + ["--force"], in: folder).status == 0)
    #expect(try folder.text("made/Compounds/exampline/exampline.yaml") != "mine")
  }

  @Test func `a file that is cut off is one fault with its place`() async throws {
    let folder = try TemporaryFolder()
    try folder.write(String(Self.snapshot.prefix(700)), to: "cut.json")
    let run = try await CommandRun(["import", "pk-sim", "cut.json", "-o", "made"], in: folder)
    #expect(run.status == 1)
    #expect(
      run.errors.lines.count == 1 && run.errors.hasPrefix("cut.json:") && run.errors.contains("cut off"),
      "\(run.errors)")
    #expect(!folder.has("made"))
    let missing = try await CommandRun(["import", "pk-sim", "none.json", "-o", "made"], in: folder)
    #expect(missing.status == 1)
  }
}
