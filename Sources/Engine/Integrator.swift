import Networks

/// Something that computes the course of a network; every integrator passes the same tests.
public protocol Integrator {
  /// Runs one individual.
  /// - Throws: `SolverError`, with what was finished.
  func run(_ values: NetworkValues, _ plan: IntegrationPlan, _ options: SolverOptions) throws(SolverError) -> Trajectory
}
