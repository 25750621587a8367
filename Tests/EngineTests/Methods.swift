import Engine
import Networks
import NumericCore

/// Every integrator; each passes the same tests.
enum Method: String, CaseIterable {
  case cvode1, cvode4, cvode8, differences1, differences8, reference

  func make(_ network: Network) throws -> any Integrator {
    let compiled = CompiledNetwork(network)
    let every = network.states.indices.map { StateID($0) }
    return switch self {
    case .cvode1: try CVODEIntegrator<Double>(compiled, observed: every)
    case .cvode4: try CVODEIntegrator<SIMD4<Double>>(compiled, observed: every)
    case .cvode8: try CVODEIntegrator<SIMD8<Double>>(compiled, observed: every)
    case .differences1: try CVODEIntegrator<Double>(compiled, observed: every, jacobian: .differences)
    case .differences8: try CVODEIntegrator<SIMD8<Double>>(compiled, observed: every, jacobian: .differences)
    case .reference: ReferenceIntegrator(network)
    }
  }

  func run(_ network: Network, _ plan: IntegrationPlan, _ options: SolverOptions) throws -> Trajectory {
    try make(network).run(CompiledNetwork(network).values(of: network), plan, options)
  }
}

extension SolverOptions {
  /// The same tolerances for every state.
  init(_ network: Network, relative: Double = Self.tightly, absolute: Double = 1e-12, maximumSteps: Int = 200_000) {
    self.init(
      relativeTolerance: relative, absoluteTolerances: Array(repeating: absolute, count: network.states.count),
      maximumSteps: maximumSteps)
  }

  static let tightly = 1e-9
  /// What local errors of `tightly` may add up to over some hundred steps: an integrator controls each, not their sum.
  static let reached = 30 * tightly
  /// The same where two runs are compared whose fluxes are not linear, so that errors grow on their way.
  static let agreed = 10 * reached
}

extension Observer {
  init(_ state: StateID, weight: Double = 1) { self.init("state \(state.index)", [(state: state, weight: weight)]) }
}

/// Points from 0 to `end`.
func times(_ end: Double, every step: Double) -> [Double] {
  (0...Int((end / step).rounded())).map { Double($0) * step }
}

/// The largest difference of two curves as a share of the second, or of a tenth of its peak where it is lower.
func difference(_ found: [Double], _ expected: [Double]) -> Double {
  guard found.count == expected.count else { return .infinity }
  let floor = 0.1 * (expected.map(\.magnitude).max() ?? 0)
  return zip(found, expected).reduce(0) { worst, pair in
    let share = (pair.0 - pair.1).magnitude / max(pair.1.magnitude, floor, .leastNormalMagnitude)
    return share <= worst ? worst : share
  }
}
