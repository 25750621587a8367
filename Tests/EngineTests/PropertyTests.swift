import Engine
import Networks
import NumericCore
import Processes
import Testing

/// What holds for any network, whatever its numbers.
struct PropertyTests {
  static let seeds: [UInt64] = Array(0..<12)

  static func plan(_ random: RandomNetwork, dose: Double = 5) throws -> IntegrationPlan {
    let slot = try #require(CompiledNetwork(random.network).slot(of: random.infusion, parameter: 0))
    return IntegrationPlan(
      events: [
        Event(time: 0, additions: [.init(state: random.drug[0], amount: dose)]),
        Event(time: 1, settings: [.init(slot: slot, value: dose)]),
        Event(
          time: 3, additions: [.init(state: random.drug[1], amount: dose)], settings: [.init(slot: slot, value: 0)]),
      ], observers: random.network.states.indices.map { Observer(StateID($0)) }, sampleTimes: times(6, every: 0.5),
      end: 6, integratesObservers: true)
  }

  @Test(arguments: Method.allCases, seeds) func `mass is conserved`(method: Method, seed: UInt64) throws {
    let random = RandomNetwork(seed: seed)
    let found = try method.run(random.network, Self.plan(random), SolverOptions(random.network, relative: 1e-6))
    let complex = try #require(random.network.state(named: "complex"))
    let protein = try #require(random.network.state(named: "protein"))
    let drug = random.drug + [complex]
    let initial = random.drug.reduce(0) { $0 + random.network[$1].initial }
    for (place, time) in found.times.enumerated() {
      let given = initial + 5 + 5 * min(max(time - 1, 0), 2) + (time > 3 ? 5 : 0) - (time > 0 ? 0 : 5)
      let there = drug.reduce(0) { $0 + found.values[$1.index][place] }
      // Linear invariants are kept to rounding, not to the tolerance.
      #expect((there / given - 1).magnitude < 1e-10, "at \(time) h")
      let bound = found.values[complex.index][place] + found.values[protein.index][place]
      #expect((bound / random.network[protein].initial - 1).magnitude < 1e-10, "at \(time) h")
    }
  }

  @Test(arguments: Method.allCases.filter { $0 != .reference }, seeds)
  func `the fast integrator agrees with the reference`(method: Method, seed: UInt64) throws {
    let random = RandomNetwork(seed: seed)
    let plan = try Self.plan(random)
    let options = SolverOptions(random.network)
    let found = try method.run(random.network, plan, options)
    let expected = try ReferenceIntegrator(random.network).run(plan, options)
    for state in plan.observers.indices {
      #expect(difference(found.values[state], expected.values[state]) < SolverOptions.agreed)
      #expect(difference(found.areas[state], expected.areas[state]) < SolverOptions.agreed)
      #expect(difference(found.moments[state], expected.moments[state]) < SolverOptions.agreed)
    }
    #expect(difference(found.final, expected.final) < SolverOptions.agreed)
  }

  /// First-order fluxes alone.
  static func linearNetwork(seed: UInt64) -> Network {
    var random = SeededGenerator(seed: seed)
    var network = Network()
    for number in 0..<10 { network.addState("state \(number)", substance: "drug") }
    for number in 0..<30 {
      let from = StateID(Int.random(in: 0..<10, using: &random))
      let to = Int.random(in: 0..<11, using: &random)
      network.addFlux(
        "flow \(number)", from: from, to: to < 10 ? StateID(to) : nil,
        FirstOrder(Double.random(in: 0.05...5, using: &random), of: from))
    }
    return network
  }

  static func linearPlan(_ doses: [(time: Double, amount: Double)]) -> IntegrationPlan {
    IntegrationPlan(
      events: doses.map { Event(time: $0.time, additions: [.init(state: StateID(0), amount: $0.amount)]) },
      observers: (0..<10).map { Observer(StateID($0)) }, sampleTimes: times(12, every: 0.5), end: 12,
      integratesObservers: true)
  }

  @Test(arguments: Method.allCases, seeds) func `twice the dose gives twice the curve`(method: Method, seed: UInt64)
    throws
  {
    let network = Self.linearNetwork(seed: seed)
    let one = try method.run(network, Self.linearPlan([(0, 3), (4, 1)]), SolverOptions(network, absolute: 1e-12))
    let two = try method.run(network, Self.linearPlan([(0, 6), (4, 2)]), SolverOptions(network, absolute: 2e-12))
    // Doubling is exact in binary, and the tolerances double too.
    #expect(two.values == one.values.map { $0.map { 2 * $0 } })
    #expect(two.areas == one.areas.map { $0.map { 2 * $0 } })
    #expect(two.statistics == one.statistics)
  }

  @Test(arguments: Method.allCases, seeds) func `curves of two doses add`(method: Method, seed: UInt64) throws {
    let network = Self.linearNetwork(seed: seed)
    let options = SolverOptions(network)
    let both = try method.run(network, Self.linearPlan([(0, 3), (4, 7)]), options)
    let first = try method.run(network, Self.linearPlan([(0, 3)]), options)
    let second = try method.run(network, Self.linearPlan([(4, 7)]), options)
    for state in 0..<10 {
      let sum = zip(first.values[state], second.values[state]).map { $0 + $1 }
      // Three runs, three errors.
      #expect(difference(both.values[state], sum) < 3 * SolverOptions.reached)
    }
  }

  @Test(arguments: Method.allCases) func `the area of a dose is the dose by the clearance`(method: Method) throws {
    var network = Network()
    let gut = network.addState("gut", substance: "drug")
    let central = network.addState("central", substance: "drug")
    let tissue = network.addState("tissue", substance: "drug")
    network.addFlux("absorption", from: gut, to: central, FirstOrder(1.3, of: gut))
    network.addFlux("out", from: central, to: tissue, FirstOrder(0.7, of: central))
    network.addFlux("back", from: tissue, to: central, FirstOrder(0.4, of: tissue))
    network.addFlux("elimination", from: central, to: nil, FirstOrder(8 / 20, of: central))
    let plan = IntegrationPlan(
      events: [Event(time: 0, additions: [.init(state: gut, amount: 100)])],
      observers: [Observer(central, weight: 1.0 / 20)], sampleTimes: [400], end: 400, integratesObservers: true)
    let found = try method.run(network, plan, SolverOptions(network, relative: 1e-8))
    // 1e-6 is a hundred times the relative tolerance; after 400 h nothing is left.
    #expect((found.areas[0][0] / (100 / 8) - 1).magnitude < 1e-6)
    // Mean residence time: of absorption, 1/ka, and of the body, (V + V k12 / k21) / CL.
    let residence = 1 / 1.3 + (20 + 20 * 0.7 / 0.4) / 8
    #expect((found.moments[0][0] / found.areas[0][0] / residence - 1).magnitude < 1e-6)
  }

  @Test(arguments: Method.allCases, seeds.prefix(4))
  func `runs give the same bits, also after another individual and after a failure`(method: Method, seed: UInt64) throws
  {
    let random = RandomNetwork(seed: seed)
    let plan = try Self.plan(random)
    let options = SolverOptions(random.network)
    let compiled = CompiledNetwork(random.network)
    let (one, other) = (
      compiled.values(of: random.network), compiled.values(of: RandomNetwork(seed: seed, scale: 3).network)
    )
    let fresh = try method.make(random.network).run(one, plan, options)
    let integrator = try method.make(random.network)
    for attempt in 0..<3 {
      if attempt == 1 { _ = try integrator.run(other, Self.plan(random, dose: 70), options) }
      if attempt == 2 {
        var hurried = options
        hurried.maximumSteps = 3
        #expect(throws: SolverError.self) { try integrator.run(other, plan, hurried) }
      }
      let again = try integrator.run(one, plan, options)
      #expect(again.values == fresh.values)
      #expect(again.areas == fresh.areas)
      #expect(again.moments == fresh.moments)
      #expect(again.final == fresh.final)
      #expect(again.statistics == fresh.statistics)
    }
  }

  @Test(arguments: Method.allCases, seeds.prefix(4))
  func `numbers that are passed in are honored`(method: Method, seed: UInt64) throws {
    let (random, other) = (RandomNetwork(seed: seed), RandomNetwork(seed: seed, scale: 2))
    let plan = try Self.plan(random)
    let options = SolverOptions(random.network)
    let values = CompiledNetwork(random.network).values(of: other.network)
    let found = try method.make(random.network).run(values, plan, options)
    let expected = try ReferenceIntegrator(other.network).run(plan, options)
    #expect(difference(found.final, expected.final) < SolverOptions.agreed)
  }

  static func lanesAgree<L: Lane>(_: L.Type, seed: UInt64) throws {
    let individuals = (0..<L.laneCount).map { RandomNetwork(seed: seed, scale: 1 + 0.2 * Double($0)) }
    let compiled = CompiledNetwork(individuals[0].network)
    let every = compiled.states.indices.map { StateID($0) }
    let plans = try individuals.enumerated().map { try plan($1, dose: 1 + Double($0)) }
    let values = individuals.map { compiled.values(of: $0.network) }
    let options = SolverOptions(individuals[0].network)
    let together = try CVODEIntegrator<L>(compiled, observed: every).run(values, plans, options)
    let alone = try CVODEIntegrator<Double>(compiled, observed: every)
    for lane in 0..<L.laneCount {
      let expected = try alone.run(values[lane], plans[lane], options)
      for state in every.indices {
        #expect(difference(together[lane].values[state], expected.values[state]) < SolverOptions.agreed)
        #expect(difference(together[lane].areas[state], expected.areas[state]) < SolverOptions.agreed)
      }
    }
  }

  @Test func `one individual that is not a number stops all of its lanes`() throws {
    func check<L: Lane>(_: L.Type) throws {
      let random = RandomNetwork(seed: 0)
      let compiled = CompiledNetwork(random.network)
      for lane in 0..<L.laneCount {
        var values = Array(repeating: compiled.values(of: random.network), count: L.laneCount)
        values[lane].linear[0] = .nan
        let plan = try Self.plan(random)
        let integrator = try CVODEIntegrator<L>(compiled, observed: compiled.states.indices.map { StateID($0) })
        #expect(throws: SolverError.self) {
          try integrator.run(
            values, Array(repeating: plan, count: L.laneCount), SolverOptions(random.network))
        }
      }
    }
    try check(Double.self)
    try check(SIMD4<Double>.self)
    try check(SIMD8<Double>.self)
  }

  @Test(arguments: seeds) func `individuals in lanes do as they do alone`(seed: UInt64) throws {
    try Self.lanesAgree(SIMD4<Double>.self, seed: seed)
    try Self.lanesAgree(SIMD8<Double>.self, seed: seed)
  }
}
