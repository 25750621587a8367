import Networks

/// What happens to a run from outside at one time: amounts are added, parameters set; the integrator starts anew there.
public struct Event: Sendable {
  public struct Addition: Sendable {
    public var state: StateID
    /// µmol, or L for a fluid.
    public var amount: Double
    public init(state: StateID, amount: Double) {
      self.state = state
      self.amount = amount
    }
  }
  public struct Setting: Sendable {
    public var slot: ParameterSlot
    public var value: Double
    public init(slot: ParameterSlot, value: Double) {
      self.slot = slot
      self.value = value
    }
  }
  /// Hours.
  public var time: Double
  public var additions: [Addition]
  public var settings: [Setting]

  public init(time: Double, additions: [Addition] = [], settings: [Setting] = []) {
    self.time = time
    self.additions = additions
    self.settings = settings
  }
}

/// What is watched: a sum of amounts, each times a weight, for example a plasma concentration.
public struct Observer: Sendable {
  public var name: String
  public var terms: [(state: StateID, weight: Double)]

  public init(_ name: String, _ terms: [(state: StateID, weight: Double)]) {
    self.name = name
    self.terms = terms
  }
}

/// One run: from time 0 to `end`, with events, watched sums and the times at which they are wanted.
public struct IntegrationPlan: Sendable {
  /// In order of time. Events of one time are taken together, in the order given.
  public var events: [Event]
  public var observers: [Observer]
  /// Rising, within 0 ... end. A sample at the time of an event is taken before the event.
  public var sampleTimes: [Double]
  public var end: Double
  /// Also integrate every observer over time, to the accuracy of the solution.
  public var integratesObservers: Bool

  public init(
    events: [Event], observers: [Observer], sampleTimes: [Double], end: Double, integratesObservers: Bool = false
  ) {
    self.events = events
    self.observers = observers
    self.sampleTimes = sampleTimes
    self.end = end
    self.integratesObservers = integratesObservers
  }
}

/// How exactly a run is computed.
public struct SolverOptions: Sendable {
  /// Of every state.
  public var relativeTolerance: Double
  /// One a state, in the state's unit.
  public var absoluteTolerances: [Double]
  /// Between two events; a run that needs more has failed.
  public var maximumSteps: Int
  /// Asked now and then; a run stops at once when it says so.
  public var isCancelled: (@Sendable () -> Bool)?

  public init(
    relativeTolerance: Double, absoluteTolerances: [Double], maximumSteps: Int = 200_000,
    isCancelled: (@Sendable () -> Bool)? = nil
  ) {
    self.relativeTolerance = relativeTolerance
    self.absoluteTolerances = absoluteTolerances
    self.maximumSteps = maximumSteps
    self.isCancelled = isCancelled
  }
}

/// Counts of one run.
public struct SolverStatistics: Sendable, Equatable {
  public var steps = 0
  public var rateEvaluations = 0
  public var factorisations = 0
  public var newtonIterations = 0
  public var errorTestFailures = 0
  public var convergenceFailures = 0
}

/// The result of one run.
public struct Trajectory: Sendable {
  public var times: [Double]
  /// One array an observer, one value a time.
  public var values: [[Double]]
  /// The integral of each observer from 0 to each time, and of time times observer; empty unless asked for.
  public var areas: [[Double]]
  public var moments: [[Double]]
  /// Every state at the end.
  public var final: [Double]
  public var statistics: SolverStatistics
}

/// An integration that could not go on.
public struct SolverError: Error, Sendable, CustomStringConvertible {
  public enum Kind: Sendable, Equatable {
    case tooManySteps, errorTestFailed, convergenceFailed, ratesNotFinite, cancelled, outOfMemory
    case other(flag: Int32)
  }
  public let kind: Kind
  /// Hours.
  public let time: Double
  /// The last step size tried, hours.
  public let step: Double
  /// The state with the largest error, as the network names it.
  public let worstState: String
  /// Fluxes that change it.
  public let fluxes: [String]
  /// What was finished before.
  public let finished: Trajectory?

  public var description: String {
    if kind == .cancelled { return "stopped on request at \(time) h" }
    let what =
      switch kind {
      case .tooManySteps: "needs too many steps"
      case .errorTestFailed: "cannot reach the tolerance even with tiny steps"
      case .convergenceFailed: "does not converge"
      case .ratesNotFinite: "meets a rate that is not a number"
      case .outOfMemory: "could not allocate its memory"
      case .cancelled: "was stopped"
      case .other(let flag): "failed with CVODE flag \(flag)"
      }
    let causes = fluxes.prefix(4).joined(separator: ", ")
    return "the integration \(what) at \(time) h (step \(step) h), worst in \(worstState); look at the parameters of "
      + "\(causes.isEmpty ? "the fluxes around it" : causes), or loosen the tolerances"
  }
}
