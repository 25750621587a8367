import Compounds
import Dosing
import Engine
import Physiology
import Processes
import Simulations
import Testing

/// How processes are wired to the places of a body, where no reference curve looks.
@Suite struct WiringTests {
  private func parts(_ study: String = "midazolam-oral") throws -> StudyParts {
    try loadParts("\(repositoryFolder)/Studies/\(study).yaml")
  }

  private func model(
    _ parts: StudyParts, _ compounds: [Compound], proteins: [String: Protein]? = nil, formulation: String? = nil
  ) throws -> WholeBodyModel {
    let dose = Administration(
      compound: compounds[0].name, time: 0, amount: 1, route: .oral, formulation: formulation)
    return try WholeBodyModel.build(
      parts.individual, compounds: compounds, proteins: try proteins ?? parts.proteins(for: compounds),
      administrations: [dose])
  }

  @Test func `the stomach as an organ holds no content of its lumen`() throws {
    let parts = try parts()
    let model = try model(parts, parts.compounds)
    let site = try #require(model.site("stomach", of: "midazolam"))
    let lumen = try #require(model.network.state(named: "midazolam|stomach|lumen"))
    #expect(site.terms.allSatisfy { $0.state != lumen })
    #expect(site.terms.count == 4)
  }

  @Test func `every place that is named can be observed`() throws {
    let parts = try parts()
    let split = try model(parts, parts.compounds)
    for name in split.siteNames { #expect(split.site(name, of: "midazolam") != nil, "\(name)") }
    var compound = parts.compounds[0]
    compound.isPerfusionLimited = true
    let stirred = try model(parts, [compound])
    for name in stirred.siteNames { #expect(stirred.site(name, of: "midazolam") != nil, "\(name)") }
  }

  @Test func `a whole organ counts what is bound there`() throws {
    let parts = try parts()
    let model = try model(parts, parts.compounds)
    let site = try #require(model.site("brain", of: "midazolam"))
    #expect(site.terms.contains { model.network[$0.state].space == "bound" })
    #expect(site.unboundFraction.isNaN)
  }

  @Test func `binding in two spaces of an organ has two complexes`() throws {
    let parts = try parts()
    var proteins = try parts.proteins(for: parts.compounds)
    proteins["GABRG2"]?.located = ["intracellular": 0.8, "interstitial": 0.2]
    let model = try model(parts, parts.compounds, proteins: proteins)
    #expect(model.network.states.filter { $0.space == "bound" }.count == 2)
  }

  @Test func `an inert inhibitor changes nothing`() throws {
    let parts = try parts("digoxin-oral")
    var compound = parts.compounds[0]
    compound.pkSimCompatible = false
    func urine(_ compound: Compound) throws -> Double {
      let dose = Administration(compound: compound.name, time: 0, amount: 1, route: .oral)
      let run = try BodyRun(
        parts.individual, [compound], [dose], proteins: try parts.proteins(for: [compound]))
      let id = try #require(run.model.network.state(named: "digoxin|urine"))
      return try run.run([Observer("urine", [(id, 1)])], at: [24], until: 24).values[0][0]
    }
    let before = try urine(compound)
    compound.processes.append(
      .inhibition(
        .init(header: .init(name: "inert"), protein: "P-gp", mechanism: .competitive(ki: 1e9))))
    #expect(abs(try urine(compound) / before - 1) < 1e-5)
  }

  @Test func `particles need a solubility`() throws {
    let parts = try parts()
    var compound = parts.compounds[0]
    compound.solubility = nil
    compound.formulations["powder"] = .particles(
      ParticleFormulation(sizes: .single(radius: 1e-4), bins: 1, diffusionLayer: 3e-4, density: 1))
    #expect(throws: ModelError.self) { try self.model(parts, [compound], formulation: "powder") }
  }

  @Test func `bile runs into the gut where there is no gallbladder`() throws {
    var parts = try parts("vancomycin-infusion")
    parts.individual.gut?.gallbladder = nil
    var compound = parts.compounds[0]
    compound.processes.append(.biliaryClearance(.init(header: .init(name: "bile"), clearance: .specific(1))))
    let model = try model(parts, [compound])
    let duodenum = try #require(model.network.state(named: "vancomycin|duodenum|lumen"))
    #expect(model.network.fluxes.contains { $0.name.hasPrefix("bile") && $0.to == duodenum })
  }

  @Test func `tubular secretion ages with the kidneys`() throws {
    let young = try loadParts("\(repositoryFolder)/Studies/midazolam-oral.yaml")
    let old = try loadParts(
      "\(repositoryFolder)/Studies/midazolam-oral.yaml", overrides: [("subject.age", "50 year")])
    #expect(young.individual.tubularFunction == 1)
    // As corrections of published models state for 50 years.
    #expect(abs(old.individual.tubularFunction - 0.8345) < 1e-4)
  }
}
