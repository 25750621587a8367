import Foundation
import Networks
import NumericCore
import Physiology
import Processes
import Testing

/// Laws of the gut lumen and of release from a dose; the seed is the argument.
struct LawLumenTests {
  static let seeds: Range<UInt64> = 0..<200
  static let limit = FillingLimit(full: 0.7, midpoint: 0.85, width: 0.03)

  /// A number in the range, but further than a hundredth from a kink.
  static func apart(from kink: Double, _ low: Double, _ high: Double, _ random: inout SeededGenerator) -> Double {
    while true {
      let value = random.spread(low, high)
      if (value / kink - 1).magnitude > 0.01 { return value }
    }
  }

  @Test(arguments: seeds) func `transit and secretion with admission`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let volume = random.spread(1e-2, 1)
    let liquid = Self.apart(from: Self.limit.full, 0.1, 1.2, &random) * volume
    expectDerivatives(
      of: LumenTransit(
        random.spread(1e-1, 1e1), of: StateID(0), into: StateID(1), fullVolume: volume, limit: Self.limit),
      at: [random.spread(1e-3, 1e3), liquid])
    expectDerivatives(
      of: LumenSecretion(random.spread(1e-2, 1), into: StateID(0), fullVolume: volume, limit: Self.limit), at: [liquid])
  }

  @Test(arguments: seeds) func `transit after a meal, as events set it`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let volume = random.spread(1e-2, 1)
    let law = FedTransit(
      random.spread(1e-1, 1e1), of: StateID(0), into: StateID(1), fullVolume: volume, limit: Self.limit)
    let amounts = [random.spread(1e-3, 1e3), Self.apart(from: Self.limit.full, 0.1, 1.2, &random) * volume]
    let start = Double.random(in: 0...10, using: &random)
    expectDerivatives(of: law, at: amounts, time: start + random.spread(1e-3, 10))
    for exponent in [0.5, 1.7] {
      expectDerivatives(
        of: law, at: amounts, time: start + random.spread(1e-3, 10), settings: [0: 0.02, 1: start, 2: exponent])
    }
  }

  @Test func `transit after a meal grows with the minutes since the meal`() {
    let law = FedTransit(1, of: StateID(0), into: StateID(1), fullVolume: 1, limit: Self.limit)
    var seen = LawCase<Double>(amounts: [3, 0.1], parameters: law.parameters, time: 2.5)
    #expect(seen.rate(FedTransit.self) == 3)
    seen.parameters.replaceSubrange(0..<3, with: [0.01, 2, 1.5])
    let expected = 0.01 * pow(30, 1.5) * 3
    // The law adds a millionth of a minute to the thirty.
    #expect((seen.rate(FedTransit.self) / expected - 1).magnitude < 1e-7)
  }

  @Test func `a segment admits all until it is full, half at the midpoint`() {
    let law = LumenTransit(2, of: StateID(0), into: StateID(1), fullVolume: 0.5, limit: Self.limit)
    func rate(_ fill: Double) -> Double {
      LawCase<Double>(amounts: [1, fill * 0.5], parameters: law.parameters, time: 0).rate(LumenTransit.self)
    }
    #expect(rate(0.1) == 2)
    #expect(rate(0.699) == 2)
    #expect((rate(0.85) - 1).magnitude < 1e-12)
    #expect(rate(5) < 1e-12)
    #expect(rate(500) == 0)
  }

  @Test(arguments: seeds) func `uptake, passive and carried, below and above the solubility`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let solubility = random.spread(1e-1, 1e3)
    let liquid = random.spread(1e-3, 1)
    let amounts = [Self.apart(from: 1, 1e-3, 1e1, &random) * solubility * liquid, liquid]
    expectDerivatives(
      of: LumenUptake(
        of: StateID(0), in: StateID(1), clearance: random.spread(1e-3, 1e1), solubility: solubility), at: amounts)
    expectDerivatives(
      of: LumenTransport(
        of: StateID(0), in: StateID(1), maximum: random.spread(1e-2, 1e3), km: random.spread(1e-1, 1e3),
        solubility: solubility, exponent: seed % 2 == 0 ? 1 : random.spread(1, 4)), at: amounts)
  }

  @Test(arguments: seeds) func `dissolution of particles, shrinking and vanishing`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let solubility = random.spread(1e-1, 1e3)
    let liquid = random.spread(1e-3, 1)
    let radius = random.spread(1e-5, 1e-3)
    let smallest = radius * 0.01
    let initial = random.spread(1, 1e3)
    let share = random.spread(1e-3, 1)
    // The radius stops to shrink when a millionth of the solid is left.
    let left = Self.apart(from: 1e-6, 1e-9, 1, &random)
    expectDerivatives(
      of: ParticleDissolution(
        solid: StateID(2), content: StateID(0), liquid: StateID(1), share: StateID(3), initialAmount: initial,
        radius: radius, smallestRadius: smallest, coefficient: random.spread(1e-8, 1e-5), solubility: solubility),
      at: [Self.apart(from: 1, 1e-3, 3, &random) * solubility * liquid, liquid, left * initial * share, share])
  }

  @Test func `dissolution is finite where no particle is`() {
    let law = ParticleDissolution(
      solid: StateID(2), content: StateID(0), liquid: StateID(1), share: StateID(3), initialAmount: 10, radius: 1e-4,
      smallestRadius: 1e-6, coefficient: 1e-6, solubility: 5)
    for (solid, share) in [(0, 0), (0, 0.5), (1e-300, 0), (-1e-12, 1e-12), (1e-12, -1e-12)] {
      let seen = LawCase<Double>(amounts: [0, 0.1, solid, share], parameters: law.parameters, time: 0)
      #expect(seen.rate(ParticleDissolution.self).isFinite)
      for slope in seen.derivatives(ParticleDissolution.self) { #expect(slope.isFinite) }
    }
  }

  @Test(arguments: seeds) func `releases with and without pieces, on and off`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let start = Double.random(in: 0...10, using: &random)
    let time = start + random.spread(1e-3, 20)
    for share in [StateID(0), nil] {
      expectDerivatives(
        of: LinearRelease(rate: random.spread(1, 1e3), share: share),
        at: share == nil ? [] : [random.spread(1e-3, 1)], time: time)
    }
    let law = WeibullDissolution(
      rate: random.spread(1e-2, 1e1), shape: seed % 5 == 0 ? 1 : random.spread(0.4, 4), of: StateID(0))
    let amount = [random.spread(1e-3, 1e3)]
    expectDerivatives(of: law, at: amount, time: time)
    expectDerivatives(of: law, at: amount, time: time, settings: [0: 1, 3: start])
    expectDerivatives(of: law, at: amount, time: start, settings: [0: 1, 3: start])
  }

  @Test(arguments: seeds) func `Weibull dissolution follows its closed form`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let (rate, shape, start) = (random.spread(1e-1, 5), random.spread(0.5, 3), 2.0)
    let elapsed = random.spread(0.1, 3)
    func left(_ elapsed: Double) -> Double { 10 * exp(-rate * pow(elapsed, shape)) }
    let h = 1e-4
    let slope =
      (8 * (left(elapsed + h) - left(elapsed - h)) - (left(elapsed + 2 * h) - left(elapsed - 2 * h))) / (12 * h)
    let law = WeibullDissolution(rate: rate, shape: shape, of: StateID(0), isOn: 1, start: start)
    let seen = LawCase<Double>(amounts: [left(elapsed)], parameters: law.parameters, time: start + elapsed)
    // The law begins a millionth of a minute early, and near nothing the differences see the rounding of ten.
    #expect((seen.rate(WeibullDissolution.self) + slope).magnitude <= 1e-6 * slope.magnitude + 1e-10)
  }
}
