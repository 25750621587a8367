import Networks

/// The slow, obvious integrator, to test the fast one against: flux by flux, dense matrices, extrapolation.
///
/// Works from the readable network. It shares the laws' rates with the fast integrator and nothing else: not their
/// derivatives, not the compiled matrix, not the method. Every event and every sample time ends a step.
public struct ReferenceIntegrator: Integrator {
  private let network: Network
  /// Says only what the numbers and slots that are passed in mean.
  private let layout: CompiledNetwork

  public init(_ network: Network) {
    self.network = network
    layout = CompiledNetwork(network)
  }

  /// Runs the network with its own numbers.
  public func run(_ plan: IntegrationPlan, _ options: SolverOptions) throws(SolverError) -> Trajectory {
    try run(layout.values(of: network), plan, options)
  }

  public func run(
    _ values: NetworkValues, _ plan: IntegrationPlan, _ options: SolverOptions
  ) throws(SolverError) -> Trajectory {
    var run = ReferenceRun(
      equations: ObservedSystem(
        system: ReferenceSystem(network, layout, values), observers: plan.observers,
        integratesObservers: plan.integratesObservers, smallest: options.absoluteTolerances),
      initial: values.initial, plan: plan, options: options)
    run.record()
    for leg in plan.legs {
      for event in plan.events[leg.events[0]] { run.apply(event) }
      if leg.end <= leg.start { continue }
      if let failure = run.integrate(leg) {
        let worst = min(run.stepper.worst, network.states.count - 1)
        throw SolverError(
          kind: failure, time: run.time, step: run.stepper.proposed, worstState: network.states[worst].name,
          fluxes: layout.fluxesChanging(StateID(worst)), finished: run.trajectory)
      }
    }
    return run.trajectory
  }
}

/// A network's equations with the sums that are watched.
private struct ObservedSystem: ExtrapolatedEuler.Equations {
  var system: ReferenceSystem
  let observers: [Observer]
  let integratesObservers: Bool
  let smallest: [Double]

  var stateCount: Int { system.stateCount }

  func rates(_ state: [Double], at time: Double) -> [Double] { system.rates(state, at: time) }

  func jacobian(_ state: [Double], at time: Double) -> [Double] {
    system.jacobian(state, at: time, smallest: smallest)
  }

  func observed(_ state: [Double]) -> [Double] {
    observers.map { $0.terms.reduce(0) { sum, term in sum + term.weight * state[term.state.index] } }
  }

  /// Of the areas, then of the moments.
  func integrands(_ state: [Double], at time: Double) -> [Double] {
    guard integratesObservers else { return [] }
    let values = observed(state)
    return values + values.map { time * $0 }
  }
}

/// One run under way.
private struct ReferenceRun {
  private(set) var time = 0.0
  private(set) var stepper: ExtrapolatedEuler
  private var equations: ObservedSystem
  private let plan: IntegrationPlan
  private let options: SolverOptions
  /// States, then areas, then moments.
  private var y: [Double]
  private var next = 0
  private var values: [[Double]]
  private var areas: [[Double]]
  private var moments: [[Double]]

  init(equations: ObservedSystem, initial: [Double], plan: IntegrationPlan, options: SolverOptions) {
    let count = plan.integratesObservers ? plan.observers.count : 0
    let absolute = plan.observers.prefix(count).map { observer in
      observer.terms.reduce(0) { $0 + $1.weight.magnitude * options.absoluteTolerances[$1.state.index] * plan.end }
    }
    self.equations = equations
    self.plan = plan
    self.options = options
    stepper = ExtrapolatedEuler(
      relative: options.relativeTolerance,
      absolute: options.absoluteTolerances + absolute + absolute.map { $0 * plan.end })
    y = initial + Array(repeating: 0, count: 2 * count)
    values = Array(repeating: [], count: plan.observers.count)
    areas = Array(repeating: [], count: count)
    moments = areas
  }

  mutating func apply(_ event: Event) {
    for addition in event.additions { y[addition.state.index] += addition.amount }
    for setting in event.settings { equations.system.set(setting.slot, to: setting.value) }
  }

  /// - Returns: nil when the end was reached, else why not.
  mutating func integrate(_ leg: Leg) -> SolverError.Kind? {
    let first = stepper.statistics.steps
    stepper.restart(equations, y, at: time, before: leg.end)
    while time < leg.end {
      if let isCancelled = options.isCancelled, isCancelled() { return .cancelled }
      if stepper.statistics.steps - first >= options.maximumSteps { return .tooManySteps }
      let stop = next < plan.sampleTimes.count ? min(plan.sampleTimes[next], leg.end) : leg.end
      if let failure = stepper.step(equations, &y, &time, before: stop) { return failure }
      record()
    }
    return nil
  }

  /// Records the samples whose time has come.
  mutating func record() {
    while next < plan.sampleTimes.count, plan.sampleTimes[next] <= time {
      for (number, value) in equations.observed(y).enumerated() {
        values[number].append(value)
      }
      for number in areas.indices {
        areas[number].append(y[equations.stateCount + number])
        moments[number].append(y[equations.stateCount + areas.count + number])
      }
      next += 1
    }
  }

  var trajectory: Trajectory {
    Trajectory(
      times: Array(plan.sampleTimes.prefix(next)), values: values, areas: areas, moments: moments,
      final: Array(y.prefix(equations.stateCount)), statistics: stepper.statistics)
  }
}
