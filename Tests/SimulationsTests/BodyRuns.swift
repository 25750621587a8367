import Compounds
import DataFiles
import Dosing
import Engine
import Foundation
import Networks
import Physiology
import Processes

/// What comes with the program, read once.
enum Shipped {
  static let human: SpeciesRecord? = loadSpecies(
    "human", library: Library(folders: [repositoryFolder]), diagnostics: Diagnostics())

  static let proteins: [String: Protein] = {
    let folder = repositoryFolder + "/Physiology/human/proteins"
    var found: [String: Protein] = [:]
    for name in ["CYP3A4", "CYP2C9", "UGT1A4", "P-gp", "ATP1A2"] {
      found[name] = loadProtein(name, folders: [folder], diagnostics: Diagnostics())
    }
    return found
  }()

  static func person(
    sex: Sex = .male, weight: Double? = nil, height: Double? = nil
  ) throws -> Individual {
    guard let human else { throw MissingFixture(name: "human") }
    return try makeIndividual(
      human, SubjectDescription(species: "human", sex: sex.rawValue, weight: weight, height: height))
  }
}

struct MissingFixture: Error {
  let name: String
}

/// A body with compounds made in code, built and compiled.
struct BodyRun {
  let model: WholeBodyModel
  let compiled: CompiledNetwork
  let administrations: [Administration]
  var relativeTolerance = 1e-9
  /// Of the largest dose.
  var absoluteShare = 1e-13

  init(
    _ individual: Individual, _ compounds: [Compound], _ administrations: [Administration],
    proteins: [String: Protein] = Shipped.proteins, choices: ModelChoices = ModelChoices()
  ) throws {
    self.administrations = administrations
    model = try WholeBodyModel.build(
      individual, compounds: compounds, proteins: proteins, administrations: administrations, choices: choices)
    compiled = CompiledNetwork(model.network)
  }

  var dose: Double { model.dosed.values.reduce(0, +) }

  var options: SolverOptions {
    let drug = Set(model.drugStates)
    let largest = model.dosed.values.max() ?? 1
    let absolute = model.network.states.enumerated().map { index, state in
      let ofOthers = state.substance == "liquid" || state.substance == "tablet" ? 1.0 : 0
      return drug.contains(StateID(index))
        ? largest * absoluteShare : max(state.initial, ofOthers) * 1e-9 + .leastNormalMagnitude
    }
    return SolverOptions(relativeTolerance: relativeTolerance, absoluteTolerances: absolute)
  }

  var events: [Event] {
    model.events.map { event in
      Event(
        time: event.time, additions: event.additions.map { .init(state: $0.state, amount: $0.amount) },
        settings: event.settings.compactMap { setting in
          compiled.slot(of: setting.flux, parameter: setting.parameter).map { .init(slot: $0, value: setting.value) }
        })
    }
  }

  func site(_ name: String, of compound: String) throws -> Observer {
    guard let site = model.site(name, of: compound) else { throw MissingFixture(name: name) }
    return Observer("\(compound) \(name)", site.terms)
  }

  /// A state by its name, as it is.
  func amount(_ name: String) throws -> Observer {
    guard let state = model.network.state(named: name) else { throw MissingFixture(name: name) }
    return Observer(name, [(state, 1)])
  }

  func run(_ observers: [Observer], at times: [Double], until end: Double) throws -> Trajectory {
    let plan = IntegrationPlan(
      events: events.filter { $0.time < end }, observers: observers, sampleTimes: times.filter { $0 < end } + [end],
      end: end, integratesObservers: true)
    let integrator = try CVODEIntegrator<Double>(compiled, observed: plan.observedStates)
    return try integrator.run(compiled.values(of: model.network), plan, options)
  }

  /// (Drug at the end - drug given until then) / drug given.
  func balanceError(_ trajectory: Trajectory, until end: Double) -> Double {
    let given = administrations.filter { $0.time < end }.reduce(0.0) { sum, dose in
      guard case .infusion(let duration) = dose.route else { return sum + dose.amount }
      return sum + dose.amount * min(1, (end - dose.time) / duration)
    }
    let found = model.drugStates.reduce(0.0) { $0 + trajectory.final[$1.index] }
    return (found - given) / given
  }
}

extension Compound {
  /// A neutral compound of middling lipophilicity that nothing happens to.
  static func tracer(
    _ name: String = "tracer", lipophilicity: Double = 1.5, groups: [ChargedGroup] = [], fractionUnbound: Double = 0.3,
    partition: PartitionMethod = .rodgersRowland, permeability: PermeabilityMethod = .pkSim,
    processes: [CompoundProcess] = []
  ) -> Compound {
    Compound(
      name: name, molarMass: 300e-9, lipophilicity: lipophilicity, groups: groups, fractionUnbound: fractionUnbound,
      bindingPartner: .albumin, partitionMethod: partition, permeabilityMethod: permeability, processes: processes)
  }
}

extension CompoundProcess {
  static func filtration(_ fraction: Double = 1, from place: String? = nil) -> CompoundProcess {
    .glomerularFiltration(
      GlomerularFiltrationProcess(
        header: ProcessHeader(name: "glomerular filtration"), fraction: fraction, from: place))
  }

  static func metabolism(_ protein: String, kcat: Double, km: Double, to metabolite: String? = nil) -> CompoundProcess {
    .metabolism(
      MetabolismProcess(
        header: ProcessHeader(name: "metabolism by \(protein)"), protein: protein,
        rate: .perProtein(.michaelisMenten(kcat: kcat, km: km)), metabolite: metabolite))
  }
}
