import Engine
import NumericCore

/// Whether the people of a group are advanced together or one by one, arm by arm.
///
/// Lanes share their steps: where concentrations meet bends at another time in each person, such as the limit of
/// solubility in the gut, every bend of one costs steps of all. So the first group is tried both ways, and the steps
/// decide. They depend on nothing but the first people of the study, so every thread, shard and machine decides alike.
struct LaneChoice: Sendable {
  /// By arm.
  let together: [Bool]

  /// What one step of eight lanes costs a person, over a step of one person alone (Benchmarks/README.md).
  static let costOfSharedStep = 0.47
  /// People of the first group that are tried alone.
  private static let triedAlone = 2

  init(together: [Bool]) { self.together = together }

  /// Tries the first group of a study.
  init(_ study: PopulationStudy) {
    together = study.arms.indices.map { Self.pays(study, arm: $0) }
  }

  private static func pays(_ study: PopulationStudy, arm: Int) -> Bool {
    let template = study.arms[arm]
    let simulations = (1...PopulationStudy.groupWidth).compactMap { number -> Simulation? in
      guard let person = try? study.people.person(number), let body = try? study.body(of: person, arm: arm) else {
        return nil
      }
      return try? Simulation(study.parts, arm: template.arm, person: body, like: template)
    }.filter { $0.compiled.isSame(as: template.compiled) }
    guard let last = simulations.last, simulations.count > triedAlone else { return false }
    let lanes = simulations + Array(repeating: last, count: PopulationStudy.groupWidth - simulations.count)
    let alone = simulations.prefix(triedAlone).compactMap { try? $0.run().trajectory.statistics.steps }
    guard alone.count == triedAlone,
      let integrator = try? CVODEIntegrator<SIMD8<Double>>(template.compiled, observed: template.plan.observedStates),
      let shared = try? integrator.run(
        lanes.map { $0.compiled.values(of: $0.model.network) }, lanes.map(\.plan), last.options,
        lanes.map(\.options.absoluteTolerances))
    else { return false }
    let mean = Double(alone.reduce(0, +)) / Double(triedAlone)
    return Double(shared[0].statistics.steps) * costOfSharedStep < mean
  }
}
