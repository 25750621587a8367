import Engine

/// Eight people who are advanced together.
typealias PeopleLanes = SIMD8<Double>

extension CVODEIntegrator where L == PeopleLanes {
  /// For everybody who has the structure of an arm.
  convenience init(like template: Simulation) throws(SolverError) {
    try self.init(template.compiled, observed: template.plan.observedStates)
  }

  /// Advances people in lanes; lanes that are left repeat the last of them.
  ///
  /// - Parameter people: One to eight, all with the structure of the integrator.
  /// - Returns: One trajectory a person.
  func run(
    _ people: [Simulation], isCancelled: @escaping @Sendable () -> Bool
  ) throws(SolverError) -> [Trajectory] {
    guard let last = people.last else { return [] }
    let lanes = people + Array(repeating: last, count: PeopleLanes.laneCount - people.count)
    var options = last.options
    options.isCancelled = isCancelled
    let trajectories = try run(
      lanes.map { $0.compiled.values(of: $0.model.network) }, lanes.map(\.plan), options,
      lanes.map(\.options.absoluteTolerances))
    return Array(trajectories.prefix(people.count))
  }
}
