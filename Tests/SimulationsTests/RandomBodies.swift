import Compounds
import Dosing
import Foundation
import NumericCore
import Physiology
import Processes

/// A person, a compound and its doses, all of them random but plausible, and fixed by a seed.
struct RandomWorld {
  let person: Individual
  let compound: Compound
  let doses: [Administration]
  let choices: ModelChoices
  /// What was drawn, to be read when a test fails.
  let summary: String

  init(seed: Int) throws {
    var draw = Draw(seed: seed)
    let sex = draw.one(of: Sex.allCases)
    let height = sex == .male ? draw.uniform(16, 19.5) : draw.uniform(15, 18.2)
    let weight = draw.uniform(20, 30) * height * height / 100
    person = try Shipped.person(sex: sex, weight: weight, height: height)
    let form = draw.formulation()
    var compound = draw.compound(isSolid: form != .dissolved)
    compound.formulations["form"] = form
    self.compound = compound
    doses = draw.doses()
    choices = draw.choices()
    summary =
      "\(sex) \(weight) kg \(10 * height) cm; logP \(compound.lipophilicity) \(compound.groups) fu \(compound.fractionUnbound) "
      + "\(compound.partitionMethod) \(compound.permeabilityMethod) \(compound.processes.map(\.name)); \(form); "
      + "\(doses.map { ($0.time, $0.amount, $0.route) }); \(choices.organForm), meals \(choices.meals.count)"
  }
}

/// Draws of one seed.
private struct Draw {
  private var generator: SeededGenerator

  init(seed: Int) { generator = SeededGenerator(seed: UInt64(seed) &* 0x9E37_79B9 &+ 17) }

  mutating func uniform(_ low: Double, _ high: Double) -> Double { Double.random(in: low...high, using: &generator) }
  mutating func logUniform(_ low: Double, _ high: Double) -> Double { exp(uniform(log(low), log(high))) }
  mutating func chance(_ share: Double) -> Bool { uniform(0, 1) < share }
  mutating func whole(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &generator) }
  mutating func one<Value>(of values: [Value]) -> Value { values[whole(0...(values.count - 1))] }

  // MARK: The compound

  mutating func compound(isSolid: Bool) -> Compound {
    let solubility: Solubility =
      chance(0.7)
      ? .reference(value: logUniform(1e-6, 0.1), ph: 7, gainPerCharge: chance(0.5) ? 1000 : 1)
      : .table([
        SolubilityPoint(ph: 1, solubility: logUniform(1e-6, 0.1)),
        SolubilityPoint(ph: 5, solubility: logUniform(1e-6, 0.1)),
        SolubilityPoint(ph: 8, solubility: logUniform(1e-6, 0.1)),
      ])
    var made = Compound(
      name: "drug", molarMass: uniform(150, 800) * 1e-9, lipophilicity: uniform(-1, 5), groups: groups(),
      fractionUnbound: logUniform(0.005, 1), bindingPartner: one(of: BindingPartner.allCases),
      solubility: isSolid || chance(0.5) ? solubility : nil,
      partitionMethod: one(of: PartitionMethod.allCases.filter { $0 != .given }),
      permeabilityMethod: one(of: PermeabilityMethod.allCases), pkSimCompatible: chance(0.3))
    if chance(0.5) { made.intestinalPermeability = logUniform(1e-6, 1e-2) }
    if chance(0.2) { made.paracellularPermeability = logUniform(1e-7, 1e-4) }
    if chance(0.5) { made.ehcContinuousFraction = uniform(0, 1) }
    made.processes = processes()
    return made
  }

  private mutating func groups() -> [ChargedGroup] {
    switch whole(0...5) {
    case 0: []
    case 1: [.acid(pKa: uniform(2.5, 10))]
    case 2: [.base(pKa: uniform(2, 11))]
    case 3: [.acid(pKa: uniform(2.5, 6)), .base(pKa: uniform(6, 11))]
    case 4: [.base(pKa: uniform(3, 7)), .base(pKa: uniform(7, 11))]
    default: [.acid(pKa: uniform(2.5, 5)), .acid(pKa: uniform(6, 11))]
    }
  }

  private mutating func processes() -> [CompoundProcess] {
    var all: [CompoundProcess] = []
    for enzyme in ["CYP3A4", "CYP2C9", "UGT1A4"] where chance(0.4) {
      all.append(.metabolism(enzyme, kcat: logUniform(1, 1e4), km: logUniform(0.1, 1000)))
    }
    if chance(0.5) { all.append(.filtration(uniform(0.1, 1.5))) }
    if chance(0.3) {
      let header = ProcessHeader(name: "renal clearance")
      all.append(.renalClearance(RenalClearanceProcess(header: header, clearance: .specific(logUniform(0.1, 20)))))
    }
    if chance(0.4) {
      let header = ProcessHeader(name: "biliary clearance")
      all.append(.biliaryClearance(BiliaryClearanceProcess(header: header, clearance: .specific(logUniform(0.1, 20)))))
    }
    if chance(0.4) {
      let kinetics: ProteinKinetics = .michaelisMenten(kcat: logUniform(1, 1e4), km: logUniform(0.1, 500))
      let header = ProcessHeader(name: "efflux by P-gp")
      all.append(.transport(TransportProcess(header: header, protein: "P-gp", kinetics: kinetics)))
    }
    if chance(0.3) {
      let header = ProcessHeader(name: "binding")
      all.append(
        .binding(
          BindingProcess(header: header, protein: "ATP1A2", koff: logUniform(0.01, 10), kd: logUniform(0.01, 10))))
    }
    return all
  }

  // MARK: The doses

  mutating func formulation() -> FormulationModel {
    let suspension = chance(0.6)
    let lag = chance(0.3) ? uniform(0, 1) : 0
    switch whole(0...6) {
    case 0: return .dissolved
    case 1: return .weibull(time50: logUniform(0.01, 4), shape: logUniform(0.04, 4.5), lag: lag, suspension: suspension)
    case 2: return .lint80(time80: logUniform(0.1, 6), lag: lag, suspension: suspension)
    case 3: return .firstOrder(rate: logUniform(0.1, 10), suspension: suspension)
    case 4: return .zeroOrder(duration: logUniform(0.2, 12), suspension: suspension)
    case 5:
      let points = [
        ReleasePoint(time: 0, fraction: chance(0.5) ? 0 : 0.2), ReleasePoint(time: uniform(0.1, 1), fraction: 0.5),
        ReleasePoint(time: uniform(1, 3), fraction: 0.8), ReleasePoint(time: uniform(3, 10), fraction: 1),
      ]
      return .table(points, suspension: suspension)
    default: return .particles(particles())
    }
  }

  private mutating func particles() -> ParticleFormulation {
    // 1 um is 1e-5 dm.
    let mean = logUniform(1, 100) * 1e-5
    let sizes: ParticleFormulation.Sizes =
      switch whole(0...2) {
      case 0: .single(radius: mean)
      case 1: .normal(mean: mean, sd: 0.3 * mean, minimum: 0.3 * mean, maximum: 2 * mean)
      default: .logNormal(mean: mean, cv: 0.5, minimum: 0.2 * mean, maximum: 3 * mean)
      }
    return ParticleFormulation(
      sizes: sizes, bins: whole(1...5), diffusionLayer: uniform(10, 50) * 1e-5, density: uniform(1, 1.5),
      dissolvedBelow: chance(0.5) ? 1e-6 : nil)
  }

  mutating func doses() -> [Administration] {
    let amount = logUniform(0.1, 1000)
    let count = whole(1...4)
    let every = uniform(4, 12)
    let start = chance(0.3) ? uniform(0, 2) : 0
    let kind = whole(0...7)
    return (0..<count).map { index in
      let time = start + Double(index) * every
      switch kind {
      case 0: return Administration(compound: "drug", time: time, amount: amount, route: .intravenousBolus)
      case 1:
        // The longest ones overlap.
        return Administration(compound: "drug", time: time, amount: amount, route: .infusion(duration: every * 1.1))
      default:
        return Administration(compound: "drug", time: time, amount: amount, route: .oral, formulation: "form")
      }
    }
  }

  mutating func choices() -> ModelChoices {
    let meals = (0..<(chance(0.4) ? whole(1...3) : 0)).map { index in
      Meal(
        start: Double(index) * 5 + uniform(0, 4), energy: uniform(200, 1000), solidFraction: uniform(0, 1),
        volume: uniform(0.1, 0.6))
    }
    return ModelChoices(organForm: chance(0.2) ? .perfusionLimited : .permeabilityLimited, meals: meals)
  }
}
