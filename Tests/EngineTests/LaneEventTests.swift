import Engine
import Networks
import NumericCore
import Testing

/// Individuals in lanes whose events come at different times, and whose tolerances differ.
struct LaneEventTests {
  static let seeds: [UInt64] = Array(0..<8)

  /// Doses by lane at times of its own, some of them shared; the infusion stops at another time in each.
  private static func plan(_ random: RandomNetwork, lane: Int) throws -> IntegrationPlan {
    let slot = try #require(CompiledNetwork(random.network).slot(of: random.infusion, parameter: 0))
    let shift = 0.37 * Double(lane)
    var events = [
      Event(time: 0, additions: [.init(state: random.drug[0], amount: 1 + Double(lane))]),
      Event(time: 0.5 + shift, settings: [.init(slot: slot, value: 2)]),
      Event(time: 2.5 + shift, settings: [.init(slot: slot, value: 0)]),
      Event(time: 3, additions: [.init(state: random.drug[1], amount: 4)]),
    ]
    // One of them has no more events, another one at the end of the run.
    if lane == 1 { events.removeLast(2) }
    if lane == 2 { events.append(Event(time: 6, additions: [.init(state: random.drug[0], amount: 9)])) }
    return IntegrationPlan(
      events: events.sorted { $0.time < $1.time },
      observers: random.network.states.indices.map { Observer(StateID($0)) },
      sampleTimes: times(6, every: 0.25), end: 6, integratesObservers: true)
  }

  private static func lanesAgree<L: Lane>(_: L.Type, seed: UInt64, relative: Double) throws {
    let individuals = (0..<L.laneCount).map { RandomNetwork(seed: seed, scale: 1 + 0.2 * Double($0)) }
    let compiled = CompiledNetwork(individuals[0].network)
    let every = compiled.states.indices.map { StateID($0) }
    let plans = try individuals.enumerated().map { try plan($1, lane: $0) }
    let values = individuals.map { compiled.values(of: $0.network) }
    let options = SolverOptions(individuals[0].network, relative: relative)
    // Two runs with steps of their own: what local errors of the tolerance add up to where fluxes are not linear.
    let bound = SolverOptions.agreed / SolverOptions.tightly * relative
    let together = try CVODEIntegrator<L>(compiled, observed: every).run(values, plans, options)
    let alone = try CVODEIntegrator<Double>(compiled, observed: every)
    for lane in 0..<L.laneCount {
      let expected = try alone.run(values[lane], plans[lane], options)
      #expect(together[lane].times == expected.times)
      for state in every.indices {
        let found = together[lane]
        #expect(difference(found.values[state], expected.values[state]) < bound, "lane \(lane) state \(state)")
        #expect(difference(found.areas[state], expected.areas[state]) < bound, "lane \(lane) state \(state)")
      }
      #expect(difference(together[lane].final, expected.final) < bound, "lane \(lane)")
    }
  }

  @Test(arguments: seeds, [1e-5, 1e-7]) func `events of one individual leave the others as they are alone`(
    seed: UInt64, relative: Double
  ) throws {
    try Self.lanesAgree(SIMD4<Double>.self, seed: seed, relative: relative)
    try Self.lanesAgree(SIMD8<Double>.self, seed: seed, relative: relative)
  }

  // MARK: Tolerances

  private struct Lanes {
    let compiled: CompiledNetwork
    let every: [StateID]
    let values: [NetworkValues]
    let plans: [IntegrationPlan]
    let loose: SolverOptions
    let tight: SolverOptions

    init(seed: UInt64) throws {
      let random = RandomNetwork(seed: seed)
      compiled = CompiledNetwork(random.network)
      every = compiled.states.indices.map { StateID($0) }
      values = Array(repeating: compiled.values(of: random.network), count: 4)
      plans = Array(repeating: try LaneEventTests.plan(random, lane: 0), count: 4)
      loose = SolverOptions(random.network, relative: 1e-9, absolute: 10)
      tight = SolverOptions(random.network, relative: 1e-9)
    }

    func run(_ options: SolverOptions, _ tolerances: [[Double]]? = nil) throws -> [Trajectory] {
      let integrator = try CVODEIntegrator<SIMD4<Double>>(compiled, observed: every)
      guard let tolerances else { return try integrator.run(values, plans, options) }
      return try integrator.run(values, plans, options, tolerances)
    }
  }

  @Test(arguments: seeds) func `tolerances of the lanes replace those of the options`(seed: UInt64) throws {
    let lanes = try Lanes(seed: seed)
    let tight = try lanes.run(lanes.tight)
    let given = try lanes.run(lanes.loose, Array(repeating: lanes.tight.absoluteTolerances, count: 4))
    for (a, b) in zip(tight, given) { #expect(a.values == b.values && a.statistics == b.statistics) }
  }

  @Test(arguments: 0..<4) func `the individual of the tightest tolerance sets the steps`(lane: Int) throws {
    let lanes = try Lanes(seed: 3)
    let (tight, loose) = (try lanes.run(lanes.tight), try lanes.run(lanes.loose))
    var tolerances = Array(repeating: lanes.loose.absoluteTolerances, count: 4)
    tolerances[lane] = lanes.tight.absoluteTolerances
    let mixed = try lanes.run(lanes.loose, tolerances)
    // The same individual in all lanes: the strictest alone decides, so all get what it gets.
    for (a, b) in zip(mixed, tight) { #expect(a.values == b.values && a.statistics == b.statistics) }
    #expect(loose[lane].values != tight[lane].values)
  }
}
