import Compounds
import Dosing
import Foundation
import Networks
import Physiology

/// A solid dose on its way through the gut.
struct SolidDose {
  let compound: Int
  /// The spaces it uses, which it may have from an earlier dose.
  var name: String
  /// When it is swallowed.
  let start: Double
  let amount: Double
  /// Segment and the times from when to when a whole tablet is in it; empty for a dose that falls apart.
  var stays: [(segment: Int, from: Double, to: Double)] = []
}

extension BodyBuilder {
  /// A dose that dissolves over time: pieces spread through the gut as a suspension, or one tablet moves through it.
  ///
  /// What has not dissolved passes like content, w times slower, and dissolves at the rate of its release function F:
  ///
  ///     dU_i/dt = w_{i-1} k_{i-1} U_{i-1} - w_i k_i U_i - h U_i,   h = F' / (1 - F)
  ///
  /// This is R(t) = D F' shared out as the pieces are, with the amounts as states. Source: Thelen et al., J Pharm Sci
  /// 101:1267 (2012).
  mutating func addSolidDose(
    _ compound: Int, _ administration: Administration, _ product: FormulationModel
  ) throws(ModelError) {
    let day = choices.laterGut(at: administration.time) ?? individual.gut
    let formulation = product.released(over: day?.dissolutionTime ?? 1)
    let release = administration.time + formulation.lag
    var dose = SolidDose(compound: compound, name: "", start: administration.time, amount: administration.amount)
    if !formulation.isSuspension { addJourney(&dose) }
    dose.name = try solidSpace(for: dose, of: product, formulation, release: release)
    if case .particles(let particles) = formulation {
      guard bodies[compound].compound.solubility != nil else {
        throw ModelError(
          "\(bodies[compound].compound.name) is given as particles but has no solubility, which their dissolution needs",
          remedy: "add solubility: to its file")
      }
      addParticles(dose, particles)
      return
    }
    switch formulation {
    case .dissolved, .particles: break
    case .weibull(let time50, let shape, _, _): addWeibull(dose, from: release, time50: time50, shape: shape)
    case .firstOrder(let rate, _):
      addDissolution(dose, from: release, amount: dose.amount) { WeibullDissolution(rate: rate, shape: 1, of: $0) }
    case .zeroOrder(let duration, _):
      addSteps(dose, [(release, dose.amount / duration), (release + duration, 0)])
    case .lint80(let time80, _, _):
      // The line that reaches 80 % at time80 goes on to the end of the dose.
      let slope = LinearRelease.fractionAtTime80 / time80
      addSteps(dose, [(release, dose.amount * slope), (release + 1 / slope, 0)])
    case .table(let points, _): addTable(dose, points, from: release)
    }
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

  private mutating func addUndissolved(_ dose: SolidDose, in place: String, _ label: String) -> StateID {
    let name = "\(dose.name)|\(place)|\(label)"
    if let known = network.state(named: name) { return known }
    let id = network.addState(
      name, substance: bodies[dose.compound].compound.name, place: place, space: "undissolved")
    drugStates.append(id)
    return id
  }

  // MARK: Smooth release functions

  /// Weibull dissolution begins a moment after the start, where its slope is finite. The part released before that moment
  /// enters at once, except in models kept compatible with the reference program, which never release it.
  private mutating func addWeibull(_ dose: SolidDose, from release: Double, time50: Double, shape: Double) {
    let rate = log(2) / pow(time50, shape)
    let share = 1 - exp(-rate * pow(WeibullDissolution.offset, shape))
    let early = share > WeibullDissolution.leastEarlyShare ? dose.amount * share : 0
    let law = { WeibullDissolution(rate: rate, shape: shape, of: $0) }
    addDissolution(dose, from: release, amount: dose.amount - early, law)
    guard early > 0 else { return }
    let held = addUndissolved(dose, in: "stomach", "early part")
    events.append(.init(time: dose.start, additions: [(held, early)]))
    guard !bodies[dose.compound].compound.pkSimCompatible, let stomach = individual.gut?.segments.first,
      let lumen = state(dose.compound, stomach.name, .lumen)
    else { return }
    events.append(.init(time: release, additions: [(held, -early), (lumen, early)]))
  }

  /// States for what has not dissolved, its passage, and its dissolution from a time on.
  private mutating func addDissolution(
    _ dose: SolidDose, from release: Double, amount: Double, _ law: (StateID) -> WeibullDissolution
  ) {
    guard let physiology = individual.gut, let first = physiology.segments.first else { return }
    var fluxes: [(segment: Int, flux: FluxID, parameters: [Double])] = []
    if dose.stays.isEmpty {
      let solids = addPassingSolid(dose, "undissolved")
      events.append(.init(time: dose.start, additions: [(solids[0], amount)]))
      for (index, segment) in physiology.segments.enumerated() {
        guard let lumen = state(dose.compound, segment.name, .lumen) else { continue }
        let name = "\(dose.name) dissolves in \(segment.name)"
        let own = law(solids[index])
        fluxes.append((index, solidFlux(name, from: solids[index], to: lumen, own), own.parameters))
      }
    } else {
      let tablet = addUndissolved(dose, in: first.name, "tablet")
      events.append(.init(time: dose.start, additions: [(tablet, amount)]))
      for stay in dose.stays {
        let segment = physiology.segments[stay.segment]
        guard let lumen = state(dose.compound, segment.name, .lumen) else { continue }
        let name = "\(dose.name) dissolves in \(segment.name)"
        let own = law(tablet)
        fluxes.append((stay.segment, solidFlux(name, from: tablet, to: lumen, own), own.parameters))
      }
    }
    for (segment, flux, parameters) in fluxes {
      let stay = dose.stays.first { $0.segment == segment }
      let (from, to) = (max(stay?.from ?? release, release), stay?.to ?? .infinity)
      guard to > from else { continue }
      // A space taken over from an earlier dose may still be switched on.
      if from > dose.start {
        events.append(.init(time: dose.start, settings: [(flux, WeibullDissolution.switchParameter, 0)]))
      }
      events.append(
        .init(
          time: from,
          settings: [
            (flux, WeibullDissolution.switchParameter, 1), (flux, WeibullDissolution.startParameter, release),
          ] + WeibullDissolution.speedParameters.map { (flux, $0, parameters[$0]) }))
      if to.isFinite {
        events.append(.init(time: to, settings: [(flux, WeibullDissolution.switchParameter, 0)]))
      }
    }
  }

  /// One state a segment, passing as pieces of a tablet do; the last one leaves with the faeces.
  private mutating func addPassingSolid(
    _ dose: SolidDose, _ label: String, withLiquid: Bool = false
  ) -> [StateID] {
    guard let physiology = individual.gut else { return [] }
    let solids = physiology.segments.map { addUndissolved(dose, in: $0.name, label) }
    addPassage(of: solids, "\(dose.name) \(label)", out: sink(dose.compound, "faeces"), withLiquid: withLiquid)
    return solids
  }

  /// Passage through all segments: at the speed of a tablet's pieces, or with the liquid.
  private mutating func addPassage(
    of states: [StateID], _ name: String, out: StateID?, withLiquid: Bool = false
  ) {
    guard let physiology = individual.gut, solidPassages.insert(name).inserted else { return }
    for (index, segment) in physiology.segments.enumerated() {
      let isLast = index + 1 == physiology.segments.count
      addPassage(
        "\(name) leaves \(segment.name)", of: states[index], segment,
        isLast ? nil : physiology.segments[index + 1], to: isLast ? out : states[index + 1],
        speed: withLiquid ? 1 : segment.tabletSpeed)
    }
  }

  // MARK: Release in steps

  private mutating func addTable(_ dose: SolidDose, _ points: [ReleasePoint], from release: Double) {
    var steps: [(time: Double, rate: Double)] = []
    for (now, next) in zip(points, points.dropFirst()) where next.time > now.time {
      let slope = (next.fraction - now.fraction) / (next.time - now.time)
      steps.append((release + now.time, dose.amount * slope))
    }
    if let last = points.last { steps.append((release + last.time, 0)) }
    addSteps(dose, steps, atOnce: points.first?.fraction ?? 0)
  }

  /// A rate that is constant between steps, from one depot, shared out as the pieces of the dose are.
  private mutating func addSteps(_ dose: SolidDose, _ steps: [(time: Double, rate: Double)], atOnce: Double = 0) {
    guard let physiology = individual.gut, let first = physiology.segments.first else { return }
    let depot = addUndissolved(dose, in: "gut", "depot")
    events.append(.init(time: dose.start, additions: [(depot, dose.amount)]))
    if atOnce > 0, let begin = steps.first?.time, let lumen = state(dose.compound, first.name, .lumen) {
      let amount = atOnce * dose.amount
      events.append(.init(time: begin, additions: [(depot, -amount), (lumen, amount)]))
    }
    let shares = dose.stays.isEmpty ? addShares(dose) : []
    for (index, segment) in physiology.segments.enumerated() {
      let stay = dose.stays.first { $0.segment == index }
      guard let lumen = state(dose.compound, segment.name, .lumen), stay != nil || !shares.isEmpty else { continue }
      let flux = solidFlux(
        "\(dose.name) dissolves in \(segment.name)", from: depot, to: lumen,
        LinearRelease(rate: 0, share: shares.isEmpty ? nil : shares[index]))
      let (from, to) = (stay?.from ?? dose.start, stay?.to ?? .infinity)
      for (number, step) in steps.enumerated() {
        let next = number + 1 < steps.count ? steps[number + 1].time : .infinity
        if next <= from || step.time >= to { continue }
        events.append(.init(time: max(step.time, from), settings: [(flux, 0, step.rate)]))
      }
      if to.isFinite { events.append(.init(time: to, settings: [(flux, 0, 0)])) }
    }
  }

  /// The shares of the dose's pieces in each segment, all in the stomach at first.
  private mutating func addShares(_ dose: SolidDose, withLiquid: Bool = false) -> [StateID] {
    guard let physiology = individual.gut else { return [] }
    let shares = physiology.segments.map { segment in
      let name = "\(dose.name)|\(segment.name)|share"
      return network.state(named: name)
        ?? network.addState(name, substance: "tablet", place: segment.name, space: "lumen")
    }
    addPassage(of: shares, "\(dose.name) share", out: nil, withLiquid: withLiquid)
    if let first = shares.first { events.append(.init(time: dose.start, additions: [(first, 1)])) }
    return shares
  }

  // MARK: Particles

  /// Particles of several sizes, which dissolve by diffusion through a layer around them.
  private mutating func addParticles(_ dose: SolidDose, _ particles: ParticleFormulation) {
    guard let physiology = individual.gut else { return }
    let body = bodies[dose.compound]
    // Particles are small: they go where the liquid goes.
    let shares = addShares(dose, withLiquid: true)
    let diffusion = body.compound.aqueousDiffusion ?? aqueousDiffusion(molarMass: body.compound.molarMass)
    for (number, bin) in particles.binnedSizes().enumerated() {
      let solids = addPassingSolid(dose, "particles \(number + 1)", withLiquid: true)
      let amount = bin.fraction * dose.amount
      events.append(.init(time: dose.start, additions: [(solids[0], amount)]))
      for (index, segment) in physiology.segments.enumerated() {
        guard let lumen = state(dose.compound, segment.name, .lumen), let liquid = gut.liquid[segment.name] else {
          continue
        }
        solidFlux(
          "\(dose.name) particles \(number + 1) dissolve in \(segment.name)", from: solids[index], to: lumen,
          ParticleDissolution(
            solid: solids[index], content: lumen, liquid: liquid, share: shares[index],
            initialAmount: amount, radius: bin.radius,
            smallestRadius: particles.dissolvedBelow ?? bin.radius * ParticleDissolution.smallestShare,
            coefficient: 3 * diffusion * body.compound.molarMass / (particles.density * particles.diffusionLayer),
            solubility: body.solubility(ph: segment.ph)))
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
