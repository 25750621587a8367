import Engine
import Foundation
import Networks
import NumericCore
import Processes
import Testing

/// Integrators against solutions that can be written down.
struct ClosedFormTests {
  static let volume = 50.0
  static let clearance = 5.0
  static let k = clearance / volume

  /// A central compartment that is emptied, with an infusion that events switch on.
  static func oneCompartment() -> (network: Network, central: StateID, infusion: FluxID) {
    var network = Network()
    let central = network.addState("central", substance: "drug", volume: volume)
    let gone = network.addState("eliminated", substance: "drug")
    network.addFlux("elimination", from: central, to: gone, FirstOrder(k, of: central))
    let infusion = network.addFlux("infusion", from: nil, to: central, ZeroOrder(0))
    return (network, central, infusion)
  }

  @Test(arguments: Method.allCases) func `a bolus into one compartment`(method: Method) throws {
    let (network, central, _) = Self.oneCompartment()
    let plan = IntegrationPlan(
      events: [Event(time: 2, additions: [.init(state: central, amount: 100)])],
      observers: [Observer(central, weight: 1 / Self.volume)], sampleTimes: times(48, every: 0.5), end: 48,
      integratesObservers: true)
    let found = try method.run(network, plan, SolverOptions(network))
    let after = plan.sampleTimes.map { max(0, $0 - 2) }
    #expect(found.times == plan.sampleTimes)
    #expect(
      difference(found.values[0], zip(plan.sampleTimes, after).map { $0 > 2 ? 2 * exp(-Self.k * $1) : 0 })
        < SolverOptions.reached)
    #expect(difference(found.areas[0], after.map { 2 * (1 - exp(-Self.k * $0)) / Self.k }) < SolverOptions.reached)
    // ∫ t c dt from 2: with u = t - 2, ∫ (u + 2) 2 exp(-k u) du
    let moments = after.map { u in
      let e = exp(-Self.k * u)
      return 2 * ((1 - e) / (Self.k * Self.k) - u * e / Self.k) + 4 * (1 - e) / Self.k
    }
    #expect(difference(found.moments[0], moments) < SolverOptions.reached)
  }

  @Test(arguments: Method.allCases) func `a bolus into two compartments`(method: Method) throws {
    let (k10, k12, k21) = (0.3, 1.2, 0.15)
    var network = Network()
    let central = network.addState("central", substance: "drug", initial: 10)
    let peripheral = network.addState("peripheral", substance: "drug")
    network.addFlux("elimination", from: central, to: nil, FirstOrder(k10, of: central))
    network.addFlux("out", from: central, to: peripheral, FirstOrder(k12, of: central))
    network.addFlux("back", from: peripheral, to: central, FirstOrder(k21, of: peripheral))
    let plan = IntegrationPlan(
      events: [], observers: [Observer(central), Observer(peripheral)], sampleTimes: times(24, every: 0.25), end: 24)
    let found = try method.run(network, plan, SolverOptions(network))
    let sum = k10 + k12 + k21
    let root = (sum * sum - 4 * k10 * k21).squareRoot()
    let (fast, slow) = ((sum + root) / 2, (sum - root) / 2)
    let centralCurve = plan.sampleTimes.map { t in
      10 * ((fast - k21) * exp(-fast * t) + (k21 - slow) * exp(-slow * t)) / root
    }
    let peripheralCurve = plan.sampleTimes.map { t in 10 * k12 * (exp(-slow * t) - exp(-fast * t)) / root }
    #expect(difference(found.values[0], centralCurve) < SolverOptions.reached)
    #expect(difference(found.values[1], peripheralCurve) < SolverOptions.reached)
  }

  @Test(arguments: Method.allCases) func `an infusion that events switch on and off`(method: Method) throws {
    let (network, central, infusion) = Self.oneCompartment()
    let slot = try #require(CompiledNetwork(network).slot(of: infusion, parameter: 0))
    let plan = IntegrationPlan(
      events: [
        Event(time: 1, settings: [.init(slot: slot, value: 20)]),
        Event(time: 6, settings: [.init(slot: slot, value: 0)]),
      ], observers: [Observer(central)], sampleTimes: times(24, every: 0.5), end: 24, integratesObservers: true)
    let found = try method.run(network, plan, SolverOptions(network))
    let expected = plan.sampleTimes.map { t in
      t <= 1 ? 0 : 20 / Self.k * (1 - exp(-Self.k * min(t - 1, 5))) * exp(-Self.k * max(0, t - 6))
    }
    #expect(difference(found.values[0], expected) < SolverOptions.reached)
    // What went in and is not there has been eliminated, k times the area.
    #expect(difference([Self.k * found.areas[0][48] + expected[48]], [100]) < SolverOptions.reached)
  }

  @Test(arguments: Method.allCases) func `an oral dose, with its known peak`(method: Method) throws {
    var (network, central, _) = Self.oneCompartment()
    let gut = network.addState("gut", substance: "drug")
    network.addFlux("absorption", from: gut, to: central, FirstOrder(1, of: gut))
    let peak = 2.558428  // ln(ka / k) / (ka - k), Science standards B0
    let plan = IntegrationPlan(
      events: [Event(time: 0, additions: [.init(state: gut, amount: 100)])],
      observers: [Observer(central, weight: 1 / Self.volume)], sampleTimes: (times(48, every: 0.5) + [peak]).sorted(),
      end: 48, integratesObservers: true)
    let found = try method.run(network, plan, SolverOptions(network))
    let expected = plan.sampleTimes.map { 2 / (1 - Self.k) * (exp(-Self.k * $0) - exp(-$0)) }
    #expect(difference(found.values[0], expected) < SolverOptions.reached)
    // The published peak has seven digits.
    #expect(((found.values[0].max() ?? 0) - 1.548527).magnitude < 1e-6)
  }

  /// `rate = k · a · b`
  struct Reaction: FluxLaw {
    let k: Double
    let first, second: StateID
    var reads: [StateID] { [first, second] }
    var parameters: [Double] { [k] }

    static func rate<L: Lane>(_ flux: FluxArguments<L>) -> L { flux.parameter(0) * flux.amount(0) * flux.amount(1) }

    static func derivatives<L: Lane>(_ flux: FluxArguments<L>, into derivatives: UnsafeMutablePointer<L>) {
      derivatives[0] = flux.parameter(0) * flux.amount(1)
      derivatives[1] = flux.parameter(0) * flux.amount(0)
    }
  }

  @Test(arguments: Method.allCases) func `Robertson's reactions`(method: Method) throws {
    var network = Network()
    let a = network.addState("a", substance: "x", initial: 1)
    let b = network.addState("b", substance: "x")
    let c = network.addState("c", substance: "x")
    network.addFlux("slow", from: a, to: b, FirstOrder(0.04, of: a))
    network.addFlux("fastest", from: b, to: c, Reaction(k: 3e7, first: b, second: b))
    network.addFlux("fast", from: b, to: a, Reaction(k: 1e4, first: b, second: c))
    let plan = IntegrationPlan(
      events: [], observers: [Observer(a), Observer(b), Observer(c)], sampleTimes: [0.4, 40, 4000], end: 4000)
    let found = try method.run(network, plan, SolverOptions(network, relative: 1e-10, absolute: 1e-16))
    let expected = [
      [0.985172, 0.715827, 0.183202], [3.3864e-5, 9.18553e-6, 8.94237e-7], [0.0147940, 0.284164, 0.816797],
    ]
    for (found, expected) in zip(found.values.joined(), expected.joined()) {
      // The known values have five or six digits.
      #expect((found / expected - 1).magnitude < 1e-5, "\(found) instead of \(expected)")
    }
    #expect((found.final.reduce(0, +) - 1).magnitude < 1e-11)
  }

  @Test(arguments: Method.allCases) func `a rate that depends on time`(method: Method) throws {
    var network = Network()
    let solid = network.addState("solid", substance: "drug", initial: 10)
    let dissolved = network.addState("dissolved", substance: "drug")
    network.addFlux(
      "dissolution", from: solid, to: dissolved, WeibullDissolution(rate: 0.5, shape: 2, of: solid, isOn: 1, start: 0))
    let plan = IntegrationPlan(
      events: [], observers: [Observer(solid), Observer(dissolved)], sampleTimes: times(3, every: 0.125), end: 3)
    let found = try method.run(network, plan, SolverOptions(network))
    let left = plan.sampleTimes.map { 10 * exp(-0.5 * $0 * $0) }
    // The law begins a millionth of a minute early: 2e-8 h of a rate of up to 3 / h.
    #expect(difference(found.values[0], left) < SolverOptions.reached + 6e-8)
    #expect(difference(found.values[1], left.map { 10 - $0 }) < SolverOptions.reached + 6e-8)
  }

  @Test func `extrapolation reaches 1e-11`() throws {
    let (network, central, _) = Self.oneCompartment()
    let plan = IntegrationPlan(
      events: [Event(time: 0, additions: [.init(state: central, amount: 100)])], observers: [Observer(central)],
      sampleTimes: [10, 24], end: 24)
    let found = try ReferenceIntegrator(network).run(plan, SolverOptions(network, relative: 1e-12))
    #expect(difference(found.values[0], plan.sampleTimes.map { 100 * exp(-Self.k * $0) }) < 1e-11)
  }
}
