import Compounds
import Dosing
import Foundation
import Networks
import Physiology

/// A solid dose on its way through the gut.
private struct SolidDose {
  let compound: Int
  let name: String
  let start: Double
  let amount: Double
  /// What has not dissolved yet.
  let depot: StateID
  /// Share of the tablet's pieces in each segment; empty for a tablet that stays whole.
  var shares: [StateID] = []
  /// Segment and the times from when to when a whole tablet is in it.
  var stays: [(segment: Int, from: Double, to: Double)] = []
}

extension BodyBuilder {
  /// A dose that dissolves over time: pieces spread through the gut as a suspension, or one tablet moves through it.
  ///
  ///     release into segment i = f_i R(t),   df_i/dt as the passage of content, w times slower
  ///
  /// Source: Thelen et al., J Pharm Sci 101:1267 (2012).
  mutating func addSolidDose(
    _ compound: Int, _ administration: Administration, _ formulation: FormulationModel
  ) throws(ModelError) {
    let drug = bodies[compound].compound.name
    let number = 1 + network.states.count { $0.space == "undissolved" && $0.substance == drug }
    let lag = formulation.lag
    let name = "\(drug) dose \(number)"
    let depot = network.addState(
      "\(drug)|dose \(number) undissolved", substance: drug, place: "gut lumen", space: "undissolved")
    drugStates.append(depot)
    var dose = SolidDose(
      compound: compound, name: name, start: administration.time, amount: administration.amount, depot: depot)
    events.append(.init(time: administration.time, additions: [(depot, administration.amount)]))
    if case .particles(let particles) = formulation {
      addShares(&dose)
      try addParticles(dose, particles)
      return
    }
    if formulation.isSuspension { addShares(&dose) } else { addJourney(&dose) }
    addRelease(dose, formulation, from: administration.time + lag)
  }

  /// States for the shares of a suspension, which all start in the stomach when the dose is given.
  private mutating func addShares(_ dose: inout SolidDose) {
    guard let physiology = individual.gut else { return }
    for segment in physiology.segments {
      dose.shares.append(
        network.addState(
          "\(dose.name)|\(segment.name)|share", substance: "tablet", place: segment.name, space: "lumen"))
    }
    for (index, segment) in physiology.segments.enumerated() {
      let isLast = index + 1 == physiology.segments.count
      addPassage(
        "\(dose.name) leaves \(segment.name)", of: dose.shares[index], segment,
        isLast ? nil : physiology.segments[index + 1], to: isLast ? nil : dose.shares[index + 1],
        speed: segment.tabletSpeed)
    }
    if let first = dose.shares.first { events.append(.init(time: dose.start, additions: [(first, 1)])) }
  }

  /// A whole tablet waits near the pylorus, then moves through the segments one after the other.
  ///
  /// It starts at 0.99 of the stomach's length and stands still for the gastric time of an intact tablet.
  private func addJourney(_ dose: inout SolidDose) {
    guard let physiology = individual.gut else { return }
    var time = dose.start + physiology.intactTabletGastricTime
    for (index, segment) in physiology.segments.enumerated() {
      let way = index == 0 ? TabletJourney.pyloricRemainder : 1
      let end = time + way / (segment.tabletSpeed * segment.emptying)
      dose.stays.append((index, index == 0 ? dose.start : time, end))
      time = end
    }
  }

  private mutating func addRelease(_ dose: SolidDose, _ formulation: FormulationModel, from start: Double) {
    switch formulation {
    case .dissolved, .particles: break
    case .weibull(let time50, let shape, _, _): addWeibull(dose, from: start, time50: time50, shape: shape)
    case .firstOrder(let rate, _):
      addTimed(dose, from: start, until: .infinity) { share in
        ExponentialRelease(dose: 0, rate: rate, start: start, share: share)
      }
    case .zeroOrder(let duration, _):
      addSteps(dose, [(start, dose.amount / duration), (start + duration, 0)])
    case .lint80(let time80, _, _):
      // The line that reaches 80 % at time80 goes on to the end of the dose.
      let slope = LinearRelease.fractionAtTime80 / time80
      addSteps(dose, [(start, dose.amount * slope), (start + 1 / slope, 0)])
    case .table(let points, _):
      var steps: [(time: Double, rate: Double)] = []
      if let first = points.first, first.fraction > 0 {
        events.append(.init(time: start + first.time, additions: immediate(dose, fraction: first.fraction)))
      }
      for (now, next) in zip(points, points.dropFirst()) where next.time > now.time {
        steps.append((start + now.time, dose.amount * (next.fraction - now.fraction) / (next.time - now.time)))
      }
      if let last = points.last { steps.append((start + last.time, 0)) }
      addSteps(dose, steps)
    }
  }

  /// What dissolves at once, in the stomach.
  private func immediate(_ dose: SolidDose, fraction: Double) -> [(state: StateID, amount: Double)] {
    guard let stomach = individual.gut?.segments.first, let lumen = state(dose.compound, stomach.name, .lumen) else {
      return []
    }
    return [(dose.depot, -fraction * dose.amount), (lumen, fraction * dose.amount)]
  }

  /// Weibull release begins a moment after the start, where its slope is finite; the part released before that moment
  /// enters at once, except in models kept compatible with the reference program, which never release it.
  private mutating func addWeibull(_ dose: SolidDose, from start: Double, time50: Double, shape: Double) {
    let rate = log(2) / pow(time50, shape)
    if !bodies[dose.compound].compound.pkSimCompatible {
      let before = 1 - exp(-rate * pow(WeibullRelease.offset, shape))
      events.append(.init(time: start, additions: immediate(dose, fraction: before)))
    }
    addTimed(dose, from: start, until: .infinity) { share in
      WeibullRelease(dose: 0, rate: rate, shape: shape, start: start, share: share)
    }
  }

  /// A release law for each segment; events set its first parameter to the dose while it acts there.
  private mutating func addTimed(
    _ dose: SolidDose, from start: Double, until end: Double, _ law: (StateID?) -> some FluxLaw
  ) {
    for (flux, from, to) in releaseFluxes(dose, law) where to > start {
      events.append(.init(time: max(from, start), settings: [(flux, 0, dose.amount)]))
      if min(to, end).isFinite { events.append(.init(time: min(to, end), settings: [(flux, 0, 0)])) }
    }
  }

  /// A constant release for each segment; events set its rate at every step.
  private mutating func addSteps(_ dose: SolidDose, _ steps: [(time: Double, rate: Double)]) {
    for (flux, from, to) in releaseFluxes(dose, { LinearRelease(rate: 0, share: $0) }) {
      for (index, step) in steps.enumerated() {
        let next = index + 1 < steps.count ? steps[index + 1].time : .infinity
        if next <= from || step.time >= to { continue }
        events.append(.init(time: max(step.time, from), settings: [(flux, 0, step.rate)]))
      }
      if to.isFinite { events.append(.init(time: to, settings: [(flux, 0, 0)])) }
    }
  }

  /// One flux a segment with the times in which it may act.
  private mutating func releaseFluxes(
    _ dose: SolidDose, _ law: (StateID?) -> some FluxLaw
  ) -> [(flux: FluxID, from: Double, to: Double)] {
    guard let segments = individual.gut?.segments else { return [] }
    var found: [(flux: FluxID, from: Double, to: Double)] = []
    for (index, segment) in segments.enumerated() {
      guard let lumen = state(dose.compound, segment.name, .lumen) else { continue }
      let stay = dose.stays.first { $0.segment == index }
      if dose.shares.isEmpty && stay == nil { continue }
      let flux = network.addFlux(
        "\(dose.name) dissolves in \(segment.name)", from: dose.depot, to: lumen,
        law(dose.shares.isEmpty ? nil : dose.shares[index]))
      found.append((flux, stay?.from ?? dose.start, stay?.to ?? .infinity))
    }
    return found
  }

  /// Particles of several sizes, which dissolve by diffusion through a layer around them.
  private mutating func addParticles(_ dose: SolidDose, _ particles: ParticleFormulation) throws(ModelError) {
    guard let physiology = individual.gut else { return }
    let body = bodies[dose.compound]
    let diffusion = aqueousDiffusion(molarMass: body.compound.molarMass)
    for (number, bin) in particles.binnedSizes().enumerated() {
      var solids: [StateID] = []
      for segment in physiology.segments {
        let solid = network.addState(
          "\(dose.name)|\(segment.name)|particles \(number + 1)", substance: body.compound.name, place: segment.name,
          space: "particles")
        drugStates.append(solid)
        solids.append(solid)
      }
      for (index, segment) in physiology.segments.enumerated() {
        guard let lumen = state(dose.compound, segment.name, .lumen), let liquid = gut.liquid[segment.name] else {
          continue
        }
        let isLast = index + 1 == physiology.segments.count
        addPassage(
          "\(dose.name) particles leave \(segment.name)", of: solids[index], segment,
          isLast ? nil : physiology.segments[index + 1],
          to: isLast ? sink(dose.compound, "faeces") : solids[index + 1], speed: segment.tabletSpeed)
        network.addFlux(
          "\(dose.name) dissolves in \(segment.name)", from: solids[index], to: lumen,
          ParticleDissolution(
            solid: solids[index], content: lumen, liquid: liquid, share: dose.shares[index],
            initialAmount: bin.fraction * dose.amount, radius: bin.radius,
            smallestRadius: particles.dissolvedBelow ?? bin.radius * 1e-3,
            coefficient: 3 * diffusion * body.compound.molarMass / (particles.density * particles.diffusionLayer),
            solubility: body.solubility(ph: segment.ph)))
      }
      if let first = solids.first {
        let amount = bin.fraction * dose.amount
        events.append(.init(time: dose.start, additions: [(dose.depot, -amount), (first, amount)]))
      }
    }
  }
}

/// How a whole tablet begins its way.
private enum TabletJourney {
  /// Share of the stomach that is left before it, Thelen et al., J Pharm Sci 101:1267 (2012).
  static let pyloricRemainder = 0.01
}

extension FormulationModel {
  fileprivate var lag: Double {
    switch self {
    case .weibull(_, _, let lag, _), .lint80(_, let lag, _): lag
    default: 0
    }
  }

  fileprivate var isSuspension: Bool {
    switch self {
    case .weibull(_, _, _, let suspension), .lint80(_, _, let suspension), .firstOrder(_, let suspension),
      .zeroOrder(_, let suspension), .table(_, let suspension):
      suspension
    case .dissolved, .particles: true
    }
  }
}
