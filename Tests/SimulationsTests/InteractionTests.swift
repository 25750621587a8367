import Compounds
import Dosing
import Engine
import Foundation
import Networks
import Physiology
import Processes
import Testing

/// Two compounds in one body, at constant concentrations, against the closed forms.
@Suite struct InteractionTests {
  static let kcat = 50.0
  static let km = 5.0
  static let halfLife = 36.0
  static let end = 1500.0

  /// An enzyme of the liver alone, so that what it makes tells its rate there.
  static let enzyme = Protein(
    name: "CYP3A4", kind: .enzyme, referenceConcentration: 4.32, halfLifeLiver: halfLife, halfLifeIntestine: 23,
    located: ["intracellular": 1], expression: ["liver": 1])

  static func compound(_ name: String, _ processes: [CompoundProcess]) -> Compound {
    .tracer(name, lipophilicity: 1, fractionUnbound: 0.4, processes: [.filtration()] + processes)
  }

  static let victim = compound("victim", [.metabolism("CYP3A4", kcat: kcat, km: km)])

  static func infusion(_ compound: String, _ rate: Double) -> Administration {
    Administration(compound: compound, time: 0, amount: rate * (end + 1), route: .infusion(duration: end + 1))
  }

  /// What is found in the liver's cells when nothing changes any more.
  struct SteadyState {
    /// Unbound concentrations, µmol/L.
    let victim: Double
    let perpetrator: Double
    /// Rate of metabolism over unbound concentration, L/h.
    let clearance: Double
    /// Over the amount at the start.
    let enzyme: Double
    /// At the start, µmol.
    let enzymeAtFirst: Double
  }

  /// Infuses both to steady state; a perpetrator may be missing.
  static func steadyState(
    victim: Compound = victim, rate: Double = 1e-4, perpetrator: Compound? = nil
  ) throws -> SteadyState {
    var doses = [infusion("victim", rate)]
    if perpetrator != nil { doses.append(infusion("perpetrator", 4)) }
    let run = try BodyRun(
      Shipped.person(), [victim] + (perpetrator.map { [$0] } ?? []), doses, proteins: ["CYP3A4": enzyme])
    func unbound(_ compound: String) throws -> Observer {
      let site = try #require(run.model.site("liver intracellular", of: compound))
      return Observer(compound, site.terms.map { ($0.state, $0.weight * site.unboundFraction) })
    }
    var observers = [try run.amount("victim|metabolites by CYP3A4"), try unbound("victim")]
    if perpetrator != nil { observers.append(try unbound("perpetrator")) }
    let state = run.model.network.state(named: "CYP3A4|liver|intracellular")
    if let state { observers.append(Observer("enzyme", [(state, 1)])) }
    let found = try run.run(observers, at: [end - 10], until: end).values
    let made = (found[0][1] - found[0][0]) / 10
    let liver = try #require(run.model.individual.organ("liver"))
    let atFirst = enzyme.referenceConcentration * liver.volume
    return SteadyState(
      victim: found[1][1], perpetrator: perpetrator == nil ? 0 : found[2][1], clearance: made / found[1][1],
      enzyme: state == nil ? 1 : (found.last?[1] ?? 0) / atFirst, enzymeAtFirst: atFirst)
  }

  static func inhibitor(_ mechanism: InhibitionMechanism) -> Compound {
    compound(
      "perpetrator",
      [
        .inhibition(
          InhibitionProcess(header: ProcessHeader(name: "inhibition"), protein: "CYP3A4", mechanism: mechanism))
      ])
  }

  static func inactivator(_ kinact: Double, _ ki: Double, competitive: Double? = nil) -> Compound {
    compound(
      "perpetrator",
      [
        .inactivation(
          InactivationProcess(
            header: ProcessHeader(name: "inactivation"), protein: "CYP3A4", kinact: kinact, ki: ki,
            competitiveKi: competitive))
      ])
  }

  static func inducer(_ emax: Double, _ ec50: Double, hill: Double = 1) -> Compound {
    compound(
      "perpetrator",
      [
        .induction(
          InductionProcess(
            header: ProcessHeader(name: "induction"), protein: "CYP3A4", emax: emax, ec50: ec50, hill: hill))
      ])
  }

  static func near(_ value: Double, _ expected: Double, _ tolerance: Double = 1e-5) -> Bool {
    abs(value - expected) <= tolerance * abs(expected)
  }

  // MARK: Reversible inhibition

  @Test func `alone the enzyme clears kcat E over Km`() throws {
    let alone = try Self.steadyState()
    #expect(Self.near(alone.clearance, Self.kcat * alone.enzymeAtFirst / (Self.km + alone.victim)))
    #expect(alone.victim > 0 && alone.victim < 1e-3 * Self.km)
  }

  @Test(arguments: [
    (InhibitionMechanism.competitive(ki: 0.3), 1.0), (.noncompetitive(ki: 0.3), 1), (.mixed(kic: 0.3, kiu: 2), 1),
    (.uncompetitive(ki: 0.3), 0),
  ])
  func `inhibition divides the clearance of little victim by 1 + I over Ki`(
    mechanism: InhibitionMechanism, competes: Double
  ) throws {
    let alone = try Self.steadyState()
    let both = try Self.steadyState(perpetrator: Self.inhibitor(mechanism))
    let expected = 1 + competes * both.perpetrator / 0.3
    #expect(both.perpetrator > 0.1)
    // The victim is a ten thousandth of Km, which is what uncompetitive inhibition acts on.
    #expect(Self.near(alone.clearance / both.clearance, expected, 1e-3))
    #expect(both.enzyme == 1)
  }

  @Test(arguments: [
    (InhibitionMechanism.competitive(ki: 0.3), 0.3, Double.infinity), (.noncompetitive(ki: 0.4), 0.4, 0.4),
    (.uncompetitive(ki: 0.2), .infinity, 0.2), (.mixed(kic: 0.5, kiu: 0.1), 0.5, 0.1),
  ])
  func `inhibition of much victim follows its full rate law`(
    mechanism: InhibitionMechanism, kic: Double, kiu: Double
  ) throws {
    let both = try Self.steadyState(rate: 100, perpetrator: Self.inhibitor(mechanism))
    let (n, d) = (1 + both.perpetrator / kic, 1 + both.perpetrator / kiu)
    #expect(both.victim > 0.3 * Self.km)
    #expect(Self.near(both.clearance, Self.kcat * both.enzymeAtFirst / (Self.km * n + d * both.victim)))
  }

  @Test func `a compound inhibits its own metabolism unless it is kept compatible`() throws {
    var own = Self.victim
    own.processes.append(
      .inhibition(
        InhibitionProcess(
          header: ProcessHeader(name: "inhibition"), protein: "CYP3A4", mechanism: .competitive(ki: 1))))
    let inhibited = try Self.steadyState(victim: own, rate: 50)
    let n = 1 + inhibited.victim
    #expect(n > 1.5)
    #expect(Self.near(inhibited.clearance, Self.kcat * inhibited.enzymeAtFirst / (Self.km * n + inhibited.victim)))
    own.pkSimCompatible = true
    let compatible = try Self.steadyState(victim: own, rate: 50)
    #expect(Self.near(compatible.clearance, Self.kcat * compatible.enzymeAtFirst / (Self.km + compatible.victim)))
  }

  // MARK: Changes of the enzyme

  @Test(arguments: [(2.0, 1.0), (0.05, 0.2), (6.0, 30.0)])
  func `inactivation leaves kdeg over kdeg plus its rate of enzyme`(kinact: Double, ki: Double) throws {
    let both = try Self.steadyState(perpetrator: Self.inactivator(kinact, ki))
    let degradation = log(2) / Self.halfLife
    let loss = kinact * both.perpetrator / (ki + both.perpetrator)
    #expect(Self.near(both.enzyme, degradation / (degradation + loss), 1e-4))
  }

  @Test func `an inactivator also competes`() throws {
    for (constant, given) in [(1.0, nil), (0.2, 0.2)] as [(Double, Double?)] {
      let both = try Self.steadyState(perpetrator: Self.inactivator(0.1, 1, competitive: given))
      let expected =
        Self.kcat * both.enzymeAtFirst * both.enzyme / (Self.km * (1 + both.perpetrator / constant) + both.victim)
      #expect(Self.near(both.clearance, expected, 1e-4))
    }
  }

  @Test(arguments: [(9.0, 0.5, 1.0), (3.0, 0.1, 2.0), (-0.8, 1.0, 1.0)])
  func `induction raises the enzyme to 1 + Emax I over EC50 + I`(emax: Double, ec50: Double, hill: Double) throws {
    let both = try Self.steadyState(perpetrator: Self.inducer(emax, ec50, hill: hill))
    let power = pow(both.perpetrator, hill)
    let expected = 1 + emax * power / (pow(ec50, hill) + power)
    #expect(Self.near(both.enzyme, expected, 1e-4))
    #expect(Self.near(both.clearance, Self.kcat * both.enzymeAtFirst * expected / (Self.km + both.victim), 1e-4))
  }

  // MARK: Metabolites

  @Test func `a followed metabolite appears where it is made, molecule for molecule`() throws {
    let parent = Compound.tracer(
      "parent", processes: [.metabolism("CYP3A4", kcat: Self.kcat, km: Self.km, to: "product")])
    let product = Compound.tracer("product", lipophilicity: 0, fractionUnbound: 0.8, processes: [.filtration()])
    let dose = Administration(compound: "parent", time: 0, amount: 20, route: .intravenousBolus)
    let run = try BodyRun(Shipped.person(), [parent, product], [dose], proteins: ["CYP3A4": Self.enzyme])
    let observers = [try run.site("plasma", of: "product"), try run.amount("product|urine")]
    let early = try run.run(observers, at: [0.5, 2], until: 6)
    #expect(early.values[0].allSatisfy { $0 > 0 })
    #expect(abs(run.balanceError(early, until: 6)) < 1e-9)
    let late = try run.run(observers, at: [], until: 5000)
    #expect(abs((late.values[1].last ?? 0) / 20 - 1) < 1e-6)
    #expect(abs(run.balanceError(late, until: 5000)) < 1e-9)
    #expect(run.model.network.state(named: "parent|metabolites by CYP3A4") == nil)
  }

  @Test func `a metabolite that is not followed is booked under its enzyme`() throws {
    let dose = Administration(compound: "victim", time: 0, amount: 20, route: .intravenousBolus)
    let run = try BodyRun(Shipped.person(), [Self.victim], [dose], proteins: ["CYP3A4": Self.enzyme])
    let sinks = [try run.amount("victim|metabolites by CYP3A4"), try run.amount("victim|urine")]
    let found = try run.run(sinks, at: [], until: 2000)
    let (made, excreted) = (found.values[0].last ?? 0, found.values[1].last ?? 0)
    #expect(made > 1 && excreted > 1)
    #expect(abs((made + excreted) / 20 - 1) < 1e-6)
  }
}
