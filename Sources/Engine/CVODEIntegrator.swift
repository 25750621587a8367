import CEngine
import Networks
import NumericCore

/// Where the Jacobian of a run comes from.
public enum JacobianKind: Sendable {
  /// The laws' own derivatives.
  case analytic
  /// Difference quotients of the rates, column by column: slow, to test the derivatives against.
  case differences
}

/// CVODE's backward differentiation formulas with the analytic sparse Jacobian of the compiled network.
///
/// Advances `L.laneCount` individuals together; they share dose times and step sizes, and each keeps its own tolerance
/// because the error norm is the largest of theirs. Make one a thread and reuse it: a run allocates only its results.
///
/// - Reference: Hindmarsh et al., ACM Trans Math Softw 31:363 (2005), SUNDIALS.
public final class CVODEIntegrator<L: Lane>: Integrator {
  private let network: CompiledNetwork
  private let kernel: NetworkKernel<L>
  private let differences: DifferencedRates<L>?
  private let observedStates: [StateID]
  private let observedIndices: UnsafeMutablePointer<Int32>
  private let sampled: UnsafeMutablePointer<Double>
  private let handle: OpaquePointer
  private let stateCount: Int

  /// - Parameters:
  ///   - network: The structure of every individual that will be run.
  ///   - observed: Every state that an observer of a plan may name.
  ///   - jacobian: Anything but `analytic` is for tests.
  public init(
    _ network: CompiledNetwork, observed: [StateID], jacobian kind: JacobianKind = .analytic
  ) throws(SolverError) {
    self.network = network
    kernel = NetworkKernel<L>(network)
    differences = kind == .differences ? DifferencedRates(kernel) : nil
    stateCount = network.states.count
    observedStates = observed
    observedIndices = .allocate(capacity: max(1, observed.count))
    for (index, state) in observed.enumerated() { observedIndices[index] = Int32(state.index) }
    sampled = .allocate(capacity: max(1, observed.count * L.laneCount))
    let rates: teorell_rates_function = { time, state, rates, owner in
      let kernel = Unmanaged<RateSource>.fromOpaque(owner)
      kernel._withUnsafeGuaranteedRef { $0.rates(time, state, into: rates) }
      return 0
    }
    let jacobian: teorell_jacobian_function = { time, state, entries, owner in
      let kernel = Unmanaged<RateSource>.fromOpaque(owner)
      kernel._withUnsafeGuaranteedRef { $0.jacobian(time, state, into: entries) }
      return 0
    }
    let owner = Unmanaged<RateSource>.passUnretained(differences ?? kernel).toOpaque()
    guard
      let made = teorell_integrator_create(
        kernel.kernel, observedIndices, Int32(observed.count), rates, jacobian, owner)
    else {
      throw SolverError(kind: .outOfMemory, time: 0, step: 0, worstState: "", fluxes: [], finished: nil)
    }
    handle = made
  }

  deinit {
    teorell_integrator_destroy(handle)
    observedIndices.deallocate()
    sampled.deallocate()
  }

  public func run(
    _ values: NetworkValues, _ plan: IntegrationPlan, _ options: SolverOptions
  ) throws(SolverError) -> Trajectory {
    try run(Array(repeating: values, count: L.laneCount), Array(repeating: plan, count: L.laneCount), options)[0]
  }

  /// Runs as many individuals as there are lanes, with one choice of options for all.
  public func run(
    _ values: [NetworkValues], _ plans: [IntegrationPlan], _ options: SolverOptions
  ) throws(SolverError) -> [Trajectory] {
    try run(values, plans, options, Array(repeating: options.absoluteTolerances, count: L.laneCount))
  }

  /// Runs as many individuals as there are lanes. Their plans end together and take the same samples; an event of one
  /// of them interrupts them all.
  ///
  /// - Parameter tolerances: Absolute tolerances, a list an individual, in place of those of the options.
  public func run(
    _ values: [NetworkValues], _ plans: [IntegrationPlan], _ options: SolverOptions, _ tolerances: [[Double]]
  ) throws(SolverError) -> [Trajectory] {
    kernel.load(values)
    let state = teorell_state(handle)
    for (lane, value) in values.enumerated() {
      for (index, amount) in value.initial.enumerated() { state[index * L.laneCount + lane] = amount }
    }
    let absolute = (0..<stateCount).flatMap { state in tolerances.map { $0[state] } }
    teorell_set_tolerances(handle, options.relativeTolerance, absolute)
    differences?.smallest = absolute
    teorell_set_limits(handle, options.maximumSteps, 0)

    var recorder = TrajectoryRecorder(plans, observed: observedStates, lanes: L.laneCount)
    var statistics = teorell_statistics()
    recorder.recordInitial(state)
    for leg in IntegrationPlan.legs(of: plans) {
      for (lane, places) in leg.events.enumerated() {
        for place in places { apply(plans[lane].events[place], lane: lane, to: state) }
      }
      if leg.end > leg.start { try integrate(from: leg.start, to: leg.end, options, &recorder, &statistics) }
    }
    return recorder.trajectories(final: state, stateCount: stateCount, SolverStatistics(statistics))
  }

  private func apply(_ event: Event, lane: Int, to state: UnsafeMutablePointer<Double>) {
    for addition in event.additions { state[addition.state.index * L.laneCount + lane] += addition.amount }
    for setting in event.settings { kernel.set(setting.slot, lane: lane, to: setting.value) }
  }

  private func integrate(
    from start: Double, to stop: Double, _ options: SolverOptions, _ recorder: inout TrajectoryRecorder,
    _ statistics: inout teorell_statistics
  ) throws(SolverError) {
    var flag = teorell_restart(handle, start)
    var time = start
    var steps = 0
    while flag >= 0, time < stop {
      let before = time
      flag = teorell_step(handle, stop, &time)
      steps += 1
      if flag < 0 { break }
      recorder.advance(from: before, to: time) { [handle, sampled] at in
        teorell_interpolate(handle, at, sampled)
        return UnsafePointer(sampled)
      }
      if steps > options.maximumSteps { flag = -1 }
      if steps % 64 == 1, let isCancelled = options.isCancelled, isCancelled() {
        teorell_add_statistics(handle, &statistics)
        throw failure(.cancelled, at: time, recorder, statistics)
      }
    }
    teorell_add_statistics(handle, &statistics)
    if flag < 0 { throw failure(SolverError.Kind(flag: flag), at: time, recorder, statistics) }
  }

  private func failure(
    _ kind: SolverError.Kind, at time: Double, _ recorder: TrajectoryRecorder, _ statistics: teorell_statistics
  ) -> SolverError {
    let worst = Int(teorell_worst_component(handle)) / L.laneCount
    let state = UnsafePointer(teorell_state(handle))
    let finished = recorder.trajectories(final: state, stateCount: stateCount, SolverStatistics(statistics))
    return SolverError(
      kind: kind, time: time, step: teorell_current_step(handle), worstState: network.states[worst].name,
      fluxes: network.fluxesChanging(StateID(worst)), finished: finished.first)
  }
}

extension SolverError.Kind {
  /// The flags of CVODE's manual, appendix B.2.
  fileprivate init(flag: Int32) {
    switch flag {
    case -1: self = .tooManySteps
    case -2, -3: self = .errorTestFailed
    case -4, -6: self = .convergenceFailed
    case -8, -9, -10: self = .ratesNotFinite
    case -20: self = .outOfMemory
    default: self = .other(flag: flag)
    }
  }
}

extension SolverStatistics {
  fileprivate init(_ counts: teorell_statistics) {
    self.init(
      steps: counts.steps, rateEvaluations: counts.rateEvaluations, factorisations: counts.factorisations,
      newtonIterations: counts.newtonIterations, errorTestFailures: counts.errorTestFailures,
      convergenceFailures: counts.convergenceFailures)
  }
}
