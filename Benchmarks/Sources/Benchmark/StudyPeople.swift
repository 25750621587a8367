import Foundation
import Teorell

/// People of a study whose bodies have the structure of the typical one, so that they can be advanced together.
struct StudyPeople: LaneTiming {
  let template: Simulation
  private(set) var simulations: [Simulation] = []
  private(set) var values: [NetworkValues] = []

  /// Nobody yet.
  init(like template: Simulation) { self.template = template }

  /// The first people of a study in its first arm.
  init(_ study: PopulationStudy, first count: Int) throws {
    self.init(like: study.arms[0])
    for number in 1...count {
      let body = try study.body(of: study.people.person(number), arm: 0)
      let simulation = try Simulation(study.parts, arm: template.arm, person: body, like: template)
      guard add(simulation, simulation.compiled.values(of: simulation.model.network)) else {
        throw Misuse("person \(number) has another structure than the typical body")
      }
    }
  }

  /// Takes a person in; another structure is left out, and that is told.
  mutating func add(_ simulation: Simulation, _ numbers: NetworkValues) -> Bool {
    guard simulation.compiled.isSame(as: template.compiled) else { return false }
    simulations.append(simulation)
    values.append(numbers)
    return true
  }

  /// What the engine needed for people that were advanced together.
  struct Solved {
    /// CPU milliseconds of all of them.
    let milliseconds: Double
    let steps: Int
    /// The first observer of each person.
    let profiles: [[Double]]
  }

  var individualCount: Int { simulations.count }

  /// The engine over everybody, as the table takes it.
  func measure<L: Lane>(_ lane: L.Type, _ repeats: Int) throws -> Measurement {
    let turns = try (0..<repeats).map { _ in try solve(lane) }
    let profiles = turns[0].flatMap(\.profiles)
    return Measurement(
      engine: L.laneCount, model: template.study.name,
      milliseconds: turns.joined().map { $0.milliseconds / Double(L.laneCount) },
      steps: turns[0].map { Double($0.steps) }, profiles: profiles)
  }

  /// Advances as many people at once as there are lanes; those who fill no lanes are left out.
  ///
  /// - Parameter strictness: What both tolerances are divided by.
  func solve<L: Lane>(_ lane: L.Type, strictness: Double = 1) throws -> [Solved] {
    let integrator = try CVODEIntegrator<L>(template.compiled, observed: template.plan.observedStates)
    return try stride(from: 0, to: simulations.count - L.laneCount + 1, by: L.laneCount).map { start in
      let group = start..<start + L.laneCount
      var options = simulations[start].options
      options.relativeTolerance /= strictness
      let tolerances = simulations[group].map {
        $0.options.absoluteTolerances.map { max($0 / strictness, .leastNormalMagnitude) }
      }
      let run = try timed {
        try integrator.run(Array(values[group]), simulations[group].map(\.plan), options, tolerances)
      }
      return Solved(
        milliseconds: run.milliseconds, steps: run.result[0].statistics.steps,
        profiles: run.result.map { $0.values[0] })
    }
  }
}
