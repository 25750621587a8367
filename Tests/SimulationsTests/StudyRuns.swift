import DataFiles
import Dosing
import Engine
import Foundation
import Networks
import NumericCore
import Simulations
import Testing

/// One arm of a study file, so that each is a test case of its own.
struct StudyArm: Sendable, CustomTestStringConvertible {
  let study: String
  let arm: Int

  var testDescription: String { "\(study) \(arm)" }

  static let shipped: [StudyArm] = {
    let files = try? FileManager.default.contentsOfDirectory(atPath: repositoryFolder + "/Studies")
    return (files ?? []).filter { $0.hasSuffix(".yaml") }.sorted().flatMap { file in
      let study = String(file.dropLast(5))
      let count = (try? loadParts("\(repositoryFolder)/Studies/\(file)").study.arms.count) ?? 1
      return (0..<count).map { StudyArm(study: study, arm: $0) }
    }
  }()

  func simulation(_ overrides: [(path: String, value: String)] = []) throws -> Simulation {
    let parts = try loadParts("\(repositoryFolder)/Studies/\(study).yaml", overrides: overrides)
    return try Simulation(parts, arm: parts.study.arms[arm])
  }
}

extension Simulation {
  /// The plan with one observer for each state that holds drug, and no integrals.
  var watchingEveryAmount: IntegrationPlan {
    var all = plan
    all.observers = model.drugStates.map { Observer(model.network[$0].name, [($0, 1)]) }
    all.integratesObservers = false
    return all
  }

  var values: NetworkValues { compiled.values(of: model.network) }

  func fast(_ plan: IntegrationPlan, _ options: SolverOptions) throws -> Trajectory {
    try CVODEIntegrator<Double>(compiled, observed: plan.observedStates).run(values, plan, options)
  }

  /// Tolerances `factor` times tighter than the usual ones.
  func options(tighter factor: Double) -> SolverOptions {
    var tight = options
    tight.relativeTolerance = min(tight.relativeTolerance, Study.defaultRelativeTolerance / factor)
    tight.absoluteTolerances = tight.absoluteTolerances.map { $0 / factor }
    return tight
  }

  /// The smallest amount of any state at any time, as a share of the dose of its compound (or of the largest dose).
  func smallestShare(_ trajectory: Trajectory) -> (share: Double, state: String) {
    let largest = model.dosed.values.max() ?? 1
    var found = (share: 0.0, state: "none")
    for (index, id) in model.drugStates.enumerated() {
      let state = model.network[id]
      let dose = model.dosed[state.substance] ?? largest
      let least = min(trajectory.values[index].min() ?? 0, trajectory.final[id.index]) / dose
      if !(least >= found.share) { found = (least, state.name) }
    }
    return found
  }
}

extension IntegrationPlan {
  /// The plan until a time: no later events or samples.
  func until(_ time: Double) -> IntegrationPlan {
    var short = self
    short.events = events.filter { $0.time < time }
    short.sampleTimes = sampleTimes.filter { $0 < time } + [time]
    short.end = time
    return short
  }
}

/// The largest difference of two runs over all curves, each as a share of the maximum of its curve.
///
/// - Parameter floor: Curves that stay below it are left out; it is in the unit of the observers.
func largestDeviation(
  _ one: Trajectory, _ other: Trajectory, names: [String], floor: Double = 0
) -> (deviation: Double, curve: String) {
  var found = (deviation: 0.0, curve: "none")
  for (index, values) in other.values.enumerated() {
    let largest = values.map(abs).max() ?? 0
    guard largest > floor else { continue }
    let worst = zip(one.values[index], values).map { abs($0 - $1) / largest }.max() ?? .infinity
    if !(worst <= found.deviation) { found = (worst, names[index]) }
  }
  return found
}
