import Compounds
import Dosing
import Foundation
import Networks
import Physiology

extension BodyBuilder {
  /// Turns the doses and meals into events, and makes what solid doses need.
  mutating func addDoses(_ administrations: [Administration]) throws(ModelError) {
    for administration in administrations {
      guard let compound = bodies.firstIndex(where: { $0.compound.name == administration.compound }) else {
        throw ModelError("\(administration.compound) is dosed but not in the model", remedy: "add its compound file")
      }
      dosed[administration.compound, default: 0] += administration.amount
      switch administration.route {
      case .intravenousBolus:
        let target = try venous(compound)
        events.append(.init(time: administration.time, additions: [(target, administration.amount)]))
      case .infusion: break
      case .oral: try addOralDose(compound, administration)
      case .into(let place):
        guard let target = network.state(named: "\(administration.compound)|\(place)") ?? namedSpace(compound, place)
        else {
          throw ModelError(
            "there is no place `\(place)` for \(administration.compound)",
            remedy: "write an organ and a space, for example `muscle interstitial`")
        }
        events.append(.init(time: administration.time, additions: [(target, administration.amount)]))
      }
    }
    for compound in bodies.indices { try addInfusions(compound, administrations) }
    addOccasions(slowMeals: addMeals())
  }

  private func venous(_ compound: Int) throws(ModelError) -> StateID {
    let pool = Individual.venousBlood
    guard let target = state(compound, pool, .plasma) ?? state(compound, pool, .whole) else {
      throw ModelError("the body has no \(pool)", remedy: "add its file to the organs")
    }
    return target
  }

  /// `liver intracellular`, `duodenum lumen`, or an organ that is well stirred.
  private func namedSpace(_ compound: Int, _ place: String) -> StateID? {
    for space in Space.allCases where place.hasSuffix(" \(space.rawValue)") {
      if let found = state(compound, String(place.dropLast(space.rawValue.count + 1)), space) { return found }
    }
    return state(compound, place, .whole)
  }

  /// One flux a compound; its rate is the sum of the infusions that run, set anew wherever one begins or ends.
  private mutating func addInfusions(_ compound: Int, _ administrations: [Administration]) throws(ModelError) {
    let name = bodies[compound].compound.name
    let own = administrations.filter {
      if case .infusion = $0.route { $0.compound == name } else { false }
    }
    guard !own.isEmpty else { return }
    let flux = network.addFlux("infusion of \(name)", from: nil, to: try venous(compound), ZeroOrder(0))
    var waiting = own.sorted { $0.time < $1.time }[...]
    var running: [Administration] = []
    for time in EventTable(own, duration: .infinity).breakpoints {
      let soon = time + EventTable.resolution
      while let next = waiting.first, next.time <= soon { running.append(waiting.removeFirst()) }
      running.removeAll { $0.end <= soon }
      let rate = running.reduce(0) { $0 + $1.amount / ($1.end - $1.time) }
      events.append(.init(time: time, settings: [(flux, 0, rate)]))
    }
  }

  private mutating func addOralDose(_ compound: Int, _ administration: Administration) throws(ModelError) {
    let drug = bodies[compound].compound
    if let absorption = simpleAbsorption(of: drug) {
      if administration.formulation != nil {
        warn("\(drug.name) has a simple absorption of its own; the formulation of its doses is not used")
      }
      try addDepotDose(compound, administration, absorption)
      return
    }
    guard let physiology = individual.gut, let stomach = physiology.segments.first,
      let lumen = state(compound, stomach.name, .lumen), let liquid = gut.liquid[stomach.name]
    else {
      throw ModelError(
        "an oral dose is given, but the species has no gut",
        remedy: "add gut/ to the species, or an `absorption` process to \(drug.name)")
    }
    events.append(.init(time: administration.time, additions: [(liquid, physiology.waterPerDose)]))
    let formulation = try formulation(of: administration, drug)
    guard formulation != .dissolved else {
      events.append(.init(time: administration.time, additions: [(lumen, administration.amount)]))
      return
    }
    try addSolidDose(compound, administration, formulation)
  }

  private func formulation(
    of administration: Administration, _ drug: Compound
  ) throws(ModelError) -> FormulationModel {
    guard let name = administration.formulation else { return .dissolved }
    if let known = drug.formulations[name] { return known }
    if name == "solution" { return .dissolved }
    let known = (drug.formulations.keys.sorted() + ["solution"]).joined(separator: ", ")
    throw ModelError("\(drug.name) has no formulation \(name)", remedy: "it has \(known)")
  }

  /// The simple form of absorption: a depot that empties into an organ at a first-order rate.
  private mutating func addDepotDose(
    _ compound: Int, _ administration: Administration, _ absorption: AbsorptionProcess
  ) throws(ModelError) {
    let drug = bodies[compound].compound.name
    let name = "\(drug)|gut depot"
    var depot = network.state(named: name)
    if depot == nil {
      let target = try organ(absorption.into)
      let entry = state(compound, target.name, .whole) ?? state(compound, target.name, .plasma)
      let made = network.addState(name, substance: drug, place: "gut depot", space: "lumen")
      drugStates.append(made)
      network.addFlux(
        "absorption of \(drug)", from: made, to: entry,
        FirstOrder(absorption.rate * (individual.gut?.permeability ?? 1), of: made))
      depot = made
    }
    guard let depot else { return }
    let absorbed = administration.amount * absorption.fraction
    var additions = [(state: depot, amount: absorbed)]
    if absorption.fraction < 1 { additions.append((sink(compound, "faeces"), administration.amount - absorbed)) }
    events.append(.init(time: administration.time, additions: additions))
  }

  /// A meal fills the stomach, slows its emptying and, after a delay, empties the gallbladder.
  ///
  /// - Returns: From when to when meals slow the stomach.
  private mutating func addMeals() -> [Range<Double>] {
    guard let physiology = individual.gut, !gut.segments.isEmpty else { return [] }
    var slow: [Range<Double>] = []
    let meals = choices.meals.sorted { $0.start < $1.start }
    for (number, meal) in meals.enumerated() {
      // The next meal takes over what this one has begun.
      let next = number + 1 < meals.count ? meals[number + 1].start : .infinity
      if let stomach = physiology.segments.first, let liquid = gut.liquid[stomach.name] {
        events.append(.init(time: meal.start, additions: [(liquid, meal.volume)]))
      }
      if let emptying = physiology.meal?.emptying {
        let day = choices.laterGut(at: meal.start) ?? physiology
        slow += addSlowEmptying(meal, emptying, fasted: 1 / day.gastricEmptyingTime, until: next)
      }
      guard let gallbladder = physiology.gallbladder else { continue }
      let start = meal.start + gallbladder.ejectionDelay
      let rate = log(2) / gallbladder.ejectionHalfLife * gallbladder.ejectionFraction
      let end = start + gallbladder.refillHalfLives * gallbladder.ejectionHalfLife
      events.append(.init(time: start, settings: gut.gallbladderEmptying.map { ($0, 0, rate) }))
      if end < next + gallbladder.ejectionDelay {
        events.append(.init(time: end, settings: gut.gallbladderEmptying.map { ($0, 0, 0) }))
      }
    }
    return slow
  }

  /// The fed stomach empties at (β/α) t^(β-1), t in minutes, until that exceeds the fasted rate.
  ///
  /// Source: Elashoff et al., Gastroenterology 83:1306 (1982).
  private mutating func addSlowEmptying(
    _ meal: Meal, _ law: MealPhysiology.Emptying, fasted: Double, until next: Double
  ) -> [Range<Double>] {
    let shape = law.shapeWithoutSolids + law.shapePerSolidFraction * meal.solidFraction
    let scale =
      (law.scaleEnergySpan * (1 - exp(-meal.energy / law.scaleEnergy)) + law.scaleBase)
      * exp(law.scaleShapeFactor * shape)
    let perHour = shape / scale * 60
    guard shape > 1 else { return [] }
    let end = meal.start + pow(fasted / perHour, 1 / (shape - 1)) / 60
    for (flux, speed) in gut.emptying {
      events.append(
        .init(
          time: meal.start,
          settings: [
            (flux, FedTransit.rateParameter, speed * perHour), (flux, FedTransit.startParameter, meal.start),
            (flux, FedTransit.exponentParameter, shape - 1),
          ]))
      guard end < next else { continue }
      events.append(
        .init(
          time: end,
          settings: [(flux, FedTransit.rateParameter, speed * fasted), (flux, FedTransit.exponentParameter, 0)]))
    }
    return [meal.start..<max(meal.start, min(end, next))]
  }
}
