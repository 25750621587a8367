import Dispatch
import Engine
import NumericCore
import Synchronization

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

  /// Tries the first group of a study, both ways at once where there are threads for it.
  ///
  /// - Returns: nil when it was stopped.
  init?(_ study: PopulationStudy, threads: Int = 1, isCancelled: @escaping @Sendable () -> Bool = { false }) {
    var together: [Bool] = []
    for arm in study.arms.indices {
      together.append(Self.pays(study, arm: arm, threads: threads, isCancelled))
      if isCancelled() { return nil }
    }
    self.together = together
  }

  private static func pays(
    _ study: PopulationStudy, arm: Int, threads: Int, _ isCancelled: @escaping @Sendable () -> Bool
  ) -> Bool {
    let template = study.arms[arm]
    let simulations = (1...PopulationStudy.groupWidth).compactMap { number -> Simulation? in
      guard let person = try? study.people.person(number), let body = try? study.body(of: person, arm: arm) else {
        return nil
      }
      return try? Simulation(study.parts, arm: template.arm, person: body, like: template)
    }.filter { $0.compiled.isSame(as: template.compiled) }
    guard simulations.count > triedAlone else { return false }
    let steps = Mutex<(alone: Double?, shared: Double?)>((nil, nil))
    let work: [@Sendable () -> Void] = [
      {
        let alone = simulations.prefix(triedAlone).compactMap {
          try? $0.run(isCancelled: isCancelled).trajectory.statistics.steps
        }
        guard alone.count == triedAlone else { return }
        steps.withLock { $0.alone = Double(alone.reduce(0, +)) / Double(triedAlone) }
      },
      {
        let shared = sharedSteps(simulations, isCancelled)
        steps.withLock { $0.shared = shared }
      },
    ]
    if threads > 1 {
      DispatchQueue.concurrentPerform(iterations: work.count) { work[$0]() }
    } else {
      for part in work { part() }
    }
    let (alone, shared) = steps.withLock { $0 }
    guard let alone, let shared else { return false }
    return shared * costOfSharedStep < alone
  }

  /// Steps of people who are advanced together; nil when they cannot be.
  private static func sharedSteps(
    _ simulations: [Simulation], _ isCancelled: @escaping @Sendable () -> Bool
  ) -> Double? {
    guard let last = simulations.last else { return nil }
    let lanes = simulations + Array(repeating: last, count: PopulationStudy.groupWidth - simulations.count)
    var options = last.options
    options.isCancelled = isCancelled
    let integrator = try? CVODEIntegrator<SIMD8<Double>>(last.compiled, observed: last.plan.observedStates)
    let trajectories = try? integrator?.run(
      lanes.map { $0.compiled.values(of: $0.model.network) }, lanes.map(\.plan), options,
      lanes.map(\.options.absoluteTolerances))
    return trajectories.map { Double($0[0].statistics.steps) }
  }

  // MARK: In the journal

  /// The number of the record that keeps the choice beside the groups.
  static let record = UInt64.max

  var bytes: [UInt8] { together.map { $0 ? 1 : 0 } }

  init(bytes: [UInt8]) { together = bytes.map { $0 == 1 } }
}
