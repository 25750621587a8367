import Foundation
import Teorell

/// The network of a study as plain data, so that other tools can be given the same model and the same people.
///
/// States and fluxes are referred to by their place, from 0. Times in h, amounts in µmol (of liquids L). Numbers that
/// JSON has no form for are the texts `inf`, `-inf` and `nan`.
struct NetworkFile: Encodable {
  /// What all people share.
  struct Flux: Encodable {
    struct Change: Encodable {
      let state: Int
      let coefficient: Double
    }
    let name: String
    /// The first state that it takes from and the first that it gives to; nil where there is none.
    let from, to: Int?
    let changes: [Change]
    /// The name of the law in `Sources/Processes/Laws` or `Sources/Networks/FluxLaw.swift`.
    let law: String
    let reads: [Int]
  }

  /// The numbers of one body.
  struct Body: Encodable {
    struct Occurrence: Encodable {
      struct Addition: Encodable {
        let state: Int
        let amount: Double
      }
      struct Setting: Encodable {
        let flux, parameter: Int
        let value: Double
      }
      let time: Double
      let additions: [Addition]
      let settings: [Setting]
    }
    /// One a state, at time 0, before the events of time 0.
    let initial: [Double]
    /// One list a flux, in the order in which its law takes them.
    let parameters: [[Double]]
    let events: [Occurrence]
    /// One a term of what is observed.
    let weights: [Double]
    /// One a state.
    let absoluteTolerances: [Double]
  }

  let study, observed: String
  let states: [String]
  let fluxes: [Flux]
  /// The states whose amounts, each times its weight, make the observed concentration.
  let observedStates: [Int]
  /// A sample at the time of an event is taken before it.
  let sampleTimes: [Double]
  let end: Double
  let relativeTolerance: Double
  let typical: Body
  let people: [Body]

  init(_ people: StudyPeople) throws {
    let template = people.template
    let network = template.model.network
    study = template.study.name
    observed = template.plan.observers[0].name
    states = network.states.map(\.name)
    fluxes = network.fluxes.map { flux in
      Flux(
        name: flux.name, from: flux.from?.index, to: flux.to?.index,
        changes: flux.changes.map { .init(state: $0.state.index, coefficient: $0.coefficient) },
        law: String(describing: type(of: flux.law)), reads: flux.law.reads.map(\.index))
    }
    observedStates = template.plan.observers[0].terms.map(\.state.index)
    sampleTimes = template.plan.sampleTimes
    end = template.plan.end
    relativeTolerance = template.options.relativeTolerance
    typical = try Body(template)
    self.people = try people.simulations.map(Body.init)
  }

  func write(to path: String) throws {
    let encoder = JSONEncoder()
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    try encoder.encode(self).write(to: URL(fileURLWithPath: path))
  }
}

extension NetworkFile.Body {
  init(_ simulation: Simulation) throws {
    let network = simulation.model.network
    var places: [ParameterSlot: (flux: Int, parameter: Int)] = [:]
    for (flux, described) in network.fluxes.enumerated() {
      for parameter in described.law.parameters.indices {
        if let slot = simulation.compiled.slot(of: FluxID(flux), parameter: parameter) {
          places[slot] = (flux, parameter)
        }
      }
    }
    initial = network.states.map(\.initial)
    parameters = network.fluxes.map(\.law.parameters)
    events = try simulation.plan.events.map { event in
      Occurrence(
        time: event.time, additions: event.additions.map { .init(state: $0.state.index, amount: $0.amount) },
        settings: try event.settings.map { setting in
          guard let place = places[setting.slot] else { throw Misuse("an event sets a parameter that no flux has") }
          return .init(flux: place.flux, parameter: place.parameter, value: setting.value)
        })
    }
    weights = simulation.plan.observers[0].terms.map(\.weight)
    absoluteTolerances = simulation.options.absoluteTolerances
  }
}
