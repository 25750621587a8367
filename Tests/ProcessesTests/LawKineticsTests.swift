import Networks
import NumericCore
import Processes
import Testing

/// Laws of enzymes, transporters and binding; the seed is the argument.
struct LawKineticsTests {
  static let seeds: Range<UInt64> = 0..<200

  /// A reaction with up to four inhibitors of every kind, and an amount of each state it reads.
  static func reaction(_ random: inout SeededGenerator) -> (law: EnzymeReaction, amounts: [Double]) {
    let scale = random.spread(1e-2, 1e2)
    let km = random.spread(1e-3, 1e3)
    var amounts = [random.spread(1e-2, 1e2) * km / scale, random.spread(1e-3, 1e1)]
    let inhibitors = (0..<Int.random(in: 0...4, using: &random)).map { number in
      let scale = random.spread(1e-2, 1e2)
      let constant = random.spread(1e-3, 1e3)
      amounts.append(random.spread(1e-2, 1e1) * constant / scale)
      let kind = Int.random(in: 0..<4, using: &random)
      return EnzymeReaction.Inhibitor(
        state: StateID(2 + number), scale: scale, competitive: kind == 1 ? .infinity : constant,
        uncompetitive: kind == 0 ? .infinity : kind == 3 ? constant * random.spread(0.1, 10) : constant)
    }
    let law = EnzymeReaction(
      of: StateID(0), scale: scale, by: StateID(1), kcat: random.spread(1e-1, 1e5), km: km, inhibitors: inhibitors)
    return (law, amounts)
  }

  @Test(arguments: seeds) func `an enzyme reaction with 0 to 4 inhibitors`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let (law, amounts) = Self.reaction(&random)
    expectDerivatives(of: law, at: amounts)
  }

  @Test(arguments: seeds) func `a sigmoid reaction with 0 to 4 inhibitors`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let (law, amounts) = Self.reaction(&random)
    expectDerivatives(of: HillReaction(law, exponent: seed % 5 == 0 ? 1 : random.spread(1, 4)), at: amounts)
  }

  @Test(arguments: seeds) func `a sigmoid reaction of exponent 1 is the plain one`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let (law, amounts) = Self.reaction(&random)
    let sigmoid = HillReaction(law, exponent: 1)
    let plain = LawCase(amounts: amounts, parameters: law.parameters, time: 0).rate(EnzymeReaction.self)
    let other = LawCase(amounts: amounts, parameters: sigmoid.parameters, time: 0).rate(HillReaction.self)
    #expect((plain - other).magnitude <= 1e-12 * plain)
  }

  @Test(arguments: seeds) func `an inhibited first-order flux`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let (reaction, amounts) = Self.reaction(&random)
    expectDerivatives(
      of: InhibitedFirstOrder(
        of: reaction.substrate, scale: reaction.scale, by: reaction.enzyme, clearance: reaction.kcat,
        inhibitors: reaction.inhibitors), at: amounts)
  }

  @Test(arguments: seeds) func `saturable fluxes of constant enzyme`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let scale = random.spread(1e-2, 1e2)
    let km = random.spread(1e-3, 1e3)
    let maximum = random.spread(1e-2, 1e4)
    let amount = random.spread(1e-3, 1e2) * km / scale
    expectDerivatives(of: MichaelisMenten(of: StateID(0), scale: scale, maximum: maximum, km: km), at: [amount])
    expectDerivatives(
      of: Hill(
        of: StateID(0), scale: scale, maximum: maximum, km: km, exponent: seed % 5 == 0 ? 1 : random.spread(1, 5)),
      at: [amount])
  }

  @Test(arguments: seeds) func `binding, induction and fluxes that events switch`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    expectDerivatives(
      of: Binding(
        drug: StateID(0), scale: random.spread(1e-2, 1e2), protein: StateID(1), complex: StateID(2),
        association: random.spread(1e-2, 1e4), dissociation: random.spread(1e-3, 1e3)),
      at: [random.spread(1e-3, 1e3), random.spread(1e-3, 1e1), random.spread(1e-3, 1e1)])
    var amounts: [Double] = []
    let inducers = (0..<Int.random(in: 0...3, using: &random)).map { number in
      let scale = random.spread(1e-2, 1e2)
      let half = random.spread(1e-2, 1e2)
      amounts.append(random.spread(1e-2, 1e2) * half / scale)
      return InducedSynthesis.Inducer(
        state: StateID(number), scale: scale, maximum: Double.random(in: -1...20, using: &random), half: half,
        exponent: Bool.random(using: &random) ? 1 : random.spread(0.7, 3))
    }
    expectDerivatives(of: InducedSynthesis(basal: random.spread(1e-3, 1e1), inducers: inducers), at: amounts)
    expectDerivatives(of: FirstOrder(random.spread(1e-3, 1e3), of: StateID(0)), at: [random.spread(1e-3, 1e3)])
    expectDerivatives(of: SwitchedFirstOrder(random.spread(1e-3, 1e3), of: StateID(0)), at: [random.spread(1e-3, 1e3)])
    expectDerivatives(of: ZeroOrder(random.spread(1e-3, 1e3)), at: [])
  }

  /// `rate = a²`, with the slope of `a`.
  private struct Wrong: FluxLaw {
    var reads: [StateID] { [StateID(0)] }
    var parameters: [Double] { [] }
    static func rate<L: Lane>(_ flux: FluxArguments<L>) -> L { flux.amount(0) * flux.amount(0) }
    static func derivatives<L: Lane>(_ flux: FluxArguments<L>, into derivatives: UnsafeMutablePointer<L>) {
      derivatives[0] = L.one
    }
  }

  @Test func `a wrong derivative is seen`() {
    #expect(derivativeFaults(Wrong.self, [3], []).count == 1)
  }

  @Test func `laws are finite, and slopes too, where nothing is there`() {
    let law = EnzymeReaction(of: StateID(0), scale: 1, by: StateID(1), kcat: 2, km: 3)
    func check<Law: FluxLaw>(_ law: Law, _ amounts: [Double]) {
      let here = LawCase(amounts: amounts, parameters: law.parameters, time: 0)
      #expect(here.rate(Law.self).isFinite)
      for slope in here.derivatives(Law.self) { #expect(slope.isFinite) }
    }
    check(law, [0, 0])
    check(HillReaction(law, exponent: 2), [0, 0])
    check(Hill(of: StateID(0), scale: 1, maximum: 2, km: 3, exponent: 1.5), [0])
    check(
      InducedSynthesis(basal: 1, inducers: [.init(state: StateID(0), scale: 1, maximum: 5, half: 2, exponent: 2)]), [0])
  }
}
