import Compounds
import DataFiles
import Dosing
import Physiology
import Processes
import Simulations
import Testing

/// Choices about organs and tubules that a compound or a study makes.
@Suite struct ChoiceTests {
  private func parts() throws -> StudyParts {
    try loadParts("\(repositoryFolder)/Studies/vancomycin-infusion.yaml")
  }

  private func model(
    _ parts: StudyParts, _ compound: Compound, _ choices: ModelChoices = ModelChoices()
  ) throws -> WholeBodyModel {
    let dose = Administration(compound: compound.name, time: 0, amount: 1, route: .intravenousBolus)
    return try WholeBodyModel.build(
      parts.individual, compounds: [compound], proteins: try parts.proteins(for: [compound]), administrations: [dose],
      choices: choices)
  }

  private func rateIntoUrine(_ model: WholeBodyModel) -> Double {
    let urine = model.network.state(named: "vancomycin|urine")
    return model.network.fluxes.filter { $0.to == urine }.reduce(0) { $0 + ($1.law.linearCoefficient ?? 0) }
  }

  @Test func `tubular reabsorption returns its share`() throws {
    let parts = try parts()
    var compound = parts.compounds[0]
    let before = rateIntoUrine(try model(parts, compound))
    compound.processes.append(.tubularReabsorption(.init(header: .init(name: "tubular reabsorption"), fraction: 0.75)))
    #expect(abs(rateIntoUrine(try model(parts, compound)) / before - 0.25) < 1e-12)
  }

  @Test func `the form of an organ is that of the study's organ, else the compound's, else the study's`() throws {
    let parts = try parts()
    var compound = parts.compounds[0]
    func hasCells(_ model: WholeBodyModel, _ organ: String) -> Bool {
      model.network.state(named: "vancomycin|\(organ)|intracellular") != nil
    }
    #expect(hasCells(try model(parts, compound), "liver"))
    compound.isPerfusionLimited = true
    let stirred = try model(parts, compound)
    #expect(!hasCells(stirred, "liver"))
    #expect(stirred.network.state(named: "vancomycin|venous blood") != nil)
    let mixed = try model(parts, compound, ModelChoices(organForms: ["liver": .permeabilityLimited]))
    #expect(hasCells(mixed, "liver"))
    #expect(!hasCells(mixed, "muscle"))
    compound.isPerfusionLimited = false
    #expect(hasCells(try model(parts, compound, ModelChoices(organForm: .perfusionLimited)), "muscle"))
  }

  @Test func `a study runs in every animal`() throws {
    for species in ["rat", "mouse", "dog", "monkey"] {
      let parts = try loadParts(
        "\(repositoryFolder)/Studies/vancomycin-infusion.yaml",
        overrides: [("subject", "{species: \(species)}"), ("doses[0].dose", "15 mg/kg")])
      let result = try Simulation(parts, arm: parts.study.arms[0]).run()
      #expect(abs(result.balanceError) < 1e-8, "\(species)")
      #expect((result.exposures.last?.metrics.aucLast ?? 0) > 0, "\(species)")
    }
  }
}
