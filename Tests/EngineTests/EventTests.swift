import Engine
import Foundation
import Networks
import Processes
import Synchronization
import Testing

/// What doses, ends, limits and wishes to stop do to a run, the same for every integrator.
struct EventTests {
  static func oneCompartment(k: Double = 0.1, initial: Double = 0) -> (network: Network, central: StateID) {
    var network = Network()
    let central = network.addState("central", substance: "drug", initial: initial)
    network.addFlux("elimination", from: central, to: nil, SwitchedFirstOrder(k, of: central))
    return (network, central)
  }

  static func run(_ method: Method, _ events: [(Double, Double)], samples: [Double], end: Double) throws -> Trajectory {
    let (network, central) = oneCompartment()
    let events = events.map { Event(time: $0, additions: [.init(state: central, amount: $1)]) }
    return try method.run(
      network, IntegrationPlan(events: events, observers: [Observer(central)], sampleTimes: samples, end: end),
      SolverOptions(network))
  }

  @Test(arguments: Method.allCases) func `a sample at the time of an event sees the state before it`(method: Method)
    throws
  {
    let found = try Self.run(method, [(0, 10), (5, 20)], samples: [0, 5, 5.000001, 10], end: 10)
    let atFive = 10 * exp(-0.5)
    let expected = [0, atFive, (atFive + 20) * exp(-1e-7), (atFive + 20) * exp(-0.5)]
    #expect(difference(found.values[0], expected) < SolverOptions.reached)
    #expect(found.values[0][0] == 0)
  }

  @Test(arguments: Method.allCases) func `events of one time are taken together`(method: Method) throws {
    let found = try Self.run(method, [(5, 10), (5, 20), (5, -10)], samples: [5, 6], end: 6)
    #expect(difference(found.values[0], [0, 20 * exp(-0.1)]) < SolverOptions.reached)
  }

  @Test(arguments: Method.allCases) func `events that rounding separates are of one time`(method: Method) throws {
    #expect(0.1 * 3 != 0.3)
    let found = try Self.run(method, [(0.3, 10), (0.1 * 3, 20), (1 - 0x1p-53, 5)], samples: [0.3, 1], end: 1)
    #expect(difference(found.values[0], [0, 30 * exp(-0.07)]) < SolverOptions.reached)
    #expect(found.times == [0.3, 1])
  }

  @Test(arguments: Method.allCases) func `settings of one time are taken in their order`(method: Method) throws {
    let (network, central) = Self.oneCompartment(initial: 10)
    let slot = try #require(CompiledNetwork(network).slot(of: FluxID(0), parameter: 0))
    func plan(_ values: [Double]) -> IntegrationPlan {
      IntegrationPlan(
        events: values.map { Event(time: 1, settings: [.init(slot: slot, value: $0)]) }, observers: [Observer(central)],
        sampleTimes: [1, 2], end: 2)
    }
    let found = try method.run(network, plan([3, 0.5]), SolverOptions(network))
    #expect(difference(found.values[0], [10 * exp(-0.1), 10 * exp(-0.6)]) < SolverOptions.reached)
  }

  @Test(arguments: Method.allCases) func `an event at the end changes the final state alone, a later one nothing`(
    method: Method
  ) throws {
    let found = try Self.run(method, [(0, 10), (4, 100), (5, 1000)], samples: [2, 4], end: 4)
    #expect(difference(found.values[0], [10 * exp(-0.2), 10 * exp(-0.4)]) < SolverOptions.reached)
    #expect(difference(found.final, [10 * exp(-0.4) + 100]) < SolverOptions.reached)
  }

  @Test(arguments: Method.allCases) func `nothing may happen for a long time`(method: Method) throws {
    let found = try Self.run(method, [(1000, 10)], samples: [500, 1000, 1001], end: 1001)
    #expect(difference(found.values[0], [0, 0, 10 * exp(-0.1)]) < SolverOptions.reached)
  }

  @Test(arguments: Method.allCases) func `a run without length has its first samples`(method: Method) throws {
    let found = try Self.run(method, [(0, 10)], samples: [0], end: 0)
    #expect(found.values == [[0]])
    #expect(found.final == [10])
  }

  @Test(arguments: Method.allCases) func `a run may watch nothing`(method: Method) throws {
    let (network, central) = Self.oneCompartment()
    let plan = IntegrationPlan(
      events: [Event(time: 0, additions: [.init(state: central, amount: 10)])], observers: [], sampleTimes: [0, 1, 2],
      end: 2, integratesObservers: true)
    let found = try method.run(network, plan, SolverOptions(network))
    #expect(found.times == [0, 1, 2])
    #expect(found.values.isEmpty && found.areas.isEmpty)
    #expect(difference(found.final, [10 * exp(-0.2)]) < SolverOptions.reached)
  }

  @Test(arguments: Method.allCases) func `a run stops when asked to and keeps what it has`(method: Method) throws {
    var network = Network()
    let a = network.addState("a", substance: "x", initial: 1)
    let b = network.addState("b", substance: "x")
    network.addFlux("there", from: a, to: b, FirstOrder(1, of: a))
    network.addFlux("back", from: b, to: a, FirstOrder(1, of: b))
    // A dose an hour keeps every integrator busy.
    let plan = IntegrationPlan(
      events: (1...1000).map { Event(time: Double($0), additions: [.init(state: a, amount: 1)]) },
      observers: [Observer(a)], sampleTimes: times(1000, every: 1), end: 1000)
    var options = SolverOptions(network)
    let asked = Counter()
    options.isCancelled = { asked.next() > 2 }
    let error = #expect(throws: SolverError.self) { try method.run(network, plan, options) }
    #expect(error?.kind == .cancelled)
    let finished = error?.finished?.times.count ?? 0
    #expect(finished > 0 && finished < 1000)
    #expect(error?.finished?.values[0].count == finished)
  }

  @Test(arguments: Method.allCases) func `too many steps name a state and its fluxes`(method: Method) throws {
    var network = Network()
    network.addState("bystander", substance: "x", initial: 1)
    let fast = network.addState("fast", substance: "x", initial: 1)
    network.addFlux("quick loss", from: fast, to: nil, FirstOrder(1e5, of: fast))
    let plan = IntegrationPlan(events: [], observers: [Observer(fast)], sampleTimes: [10], end: 10)
    let error = #expect(throws: SolverError.self) {
      try method.run(network, plan, SolverOptions(network, maximumSteps: 5))
    }
    #expect(error?.kind == .tooManySteps)
    #expect(error?.worstState == "fast")
    #expect(error?.fluxes == ["quick loss"])
    #expect(error.map { "\($0)".contains("fast") } == true)
    #expect(error.map { $0.time < 1 && $0.step > 0 } == true)
  }

  @Test(arguments: Method.allCases) func `a rate that is not a number is told`(method: Method) throws {
    let (network, central) = Self.oneCompartment(k: .nan, initial: 1)
    let plan = IntegrationPlan(events: [], observers: [Observer(central)], sampleTimes: [1], end: 1)
    #expect(throws: SolverError.self) { try method.run(network, plan, SolverOptions(network)) }
  }
}

/// Counts how often it was asked.
private final class Counter: Sendable {
  private let count = Mutex(0)

  func next() -> Int {
    count.withLock {
      $0 += 1
      return $0
    }
  }
}
