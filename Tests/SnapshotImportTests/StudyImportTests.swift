import SnapshotImport
import Testing

@Suite struct StudyImportTests {
  private func study(_ project: String, _ name: String = "s1") throws -> String {
    try #require(try Fixture.imported(project).files["Studies/exampline/\(name).yaml"])
  }

  @Test func `a repeated dose and its times`() throws {
    let text = try study(Fixture.project())
    #expect(text.contains("subject: {individual: exampline/man}"))
    #expect(text.contains("{compound: exampline, dose: 5 mg, route: oral, start: 0 h, every: 12 h, count: 4}"))
    #expect(text.contains("observe: [peripheral plasma]"))
    #expect(text.contains("duration: 24 h\nsampling: {from: 0 h, to: 24 h, every: 0.05 h}"))
  }

  @Test func `schemas are laid out one after the other`() throws {
    let text = try study(
      Fixture.project(
        protocols: """
          {"Name": "po 5 mg", "Schemas": [{"SchemaItems": [{"ApplicationType": "Intravenous", "Parameters": [
            {"Name": "Start time", "Value": 30.0, "Unit": "min"}, {"Name": "InputDose", "Value": 0.1, "Unit": "mg/kg"},
            {"Name": "Infusion time", "Value": 10.0, "Unit": "min"}]}], "Parameters": [
            {"Name": "Start time", "Value": 2.0, "Unit": "h"}, {"Name": "NumberOfRepetitions", "Value": 3.0},
            {"Name": "TimeBetweenRepetitions", "Value": 1.0, "Unit": "day(s)"}]},
           {"SchemaItems": [{"ApplicationType": "UserDefined", "TargetOrgan": "Lumen",
             "TargetCompartment": "ColonTransversum", "Parameters": [
             {"Name": "InputDose", "Value": 1.0, "Unit": "mg"}]}], "Parameters": []}]}
          """))
    #expect(
      text.contains(
        "dose: 0.1 mg/kg, route: intravenous, infusion: 10 min, start: 2.5 h, every: 24 h, count: 3"))
    #expect(text.contains("into: transverse colon lumen"))
  }

  @Test func `formulations keep their names and get plain ones`() throws {
    let weibull = #"{"Name": "Tab 5", "FormulationType": "Formulation_Tablet_Weibull", "Parameters": []}"#
    let particles = """
      {"Name": "Dust", "FormulationType": "Formulation_Particles", "Parameters": [
        {"Name": "Type of particle size distribution", "Value": 0.0},
        {"Name": "Particle radius (mean)", "Value": 0.1, "Unit": "mm"}]}
      """
    let project = Fixture.project(
      formulations: weibull + "," + #"{"Name": "Drops", "FormulationType": "Formulation_Dissolved"}"#,
      simulations: [Fixture.simulation(formulation: "Tab 5")])
    #expect(try study(project).contains("formulation: Tab 5"))
    let text = try #require(try Fixture.imported(project).files["Compounds/exampline/exampline.yaml"])
    #expect(text.contains("tablet: {same_as: Tab 5}") && text.contains("solution: {same_as: Drops}"))
    #expect(text.contains("time_50: {value: 240 min, source: assumed"))
    let dust = try Fixture.imported(Fixture.project(formulations: particles)).files[
      "Compounds/exampline/exampline.yaml"]
    #expect(try #require(dust).contains("radius: 0.1 mm"))
    #expect(try #require(dust).contains("diffusion_layer: {value: 30 um, source: assumed"))
  }

  @Test func `a value that most simulations set becomes the compound's`() throws {
    let set = #"{"Path": "Exampline|Blood/Plasma concentration ratio", "Value": 0.6}"#
    let simulations = [
      Fixture.simulation("S1", parameters: set), Fixture.simulation("S2", parameters: set), Fixture.simulation("S3"),
    ]
    let imported = try Fixture.imported(Fixture.project(simulations: simulations))
    let text = try #require(imported.files["Compounds/exampline/exampline.yaml"])
    #expect(text.contains("blood_plasma_ratio: {value: 0.6, note: set in 2 of 3 simulations}"))
    let single = try Fixture.imported(
      Fixture.project(simulations: Array(simulations.suffix(2)) + [Fixture.simulation()]))
    #expect(try #require(single.files["Studies/exampline/s2.yaml"]).contains("blood_plasma_ratio: 0.6"))
  }

  @Test func `a protein that a simulation sets stands in its subject`() throws {
    let set = #"{"Path": "CYP3A4|Reference concentration", "Value": 2.0, "Unit": "µmol/l"}"#
    let text = try study(Fixture.project(simulations: [Fixture.simulation(parameters: set)]))
    #expect(text.contains("proteins: {CYP3A4: {reference_concentration: 2 umol/L}}"))
  }

  @Test func `a meal and what has no counterpart`() throws {
    let meal = #", "Events": [{"Name": "Food", "StartTime": {"Value": 30.0, "Unit": "min"}}]"#
    let unknown = #"{"Path": "Organism|Kidney|GFR", "Value": 1.0, "Unit": "l/min"}"#
    let imported = try Fixture.imported(
      Fixture.project(
        events: #"{"Name": "Food", "Template": "Meal: High-fat breakfast (Human)"}"#,
        simulations: [Fixture.simulation(extra: meal, parameters: unknown)]))
    let text = try #require(imported.files["Studies/exampline/s1.yaml"])
    #expect(text.contains("meals:\n  - {start: 0.5 h, energy: 690 kcal"))
    #expect(imported.report.missing.contains { $0.path.hasSuffix("Organism|*|Kidney|GFR") || $0.path.contains("GFR") })
    #expect(imported.files["import-report.md"]?.contains("GFR") == true)
  }
}
