import Compounds
import Dosing
import Networks
import Physiology

/// The states of the gut's lumen that belong to no compound.
struct GutStates {
  /// Liquid by segment, L.
  var liquid: [String: StateID] = [:]
  var segments: [GutSegment] = []
  var gallbladder: [Int: StateID] = [:]
  /// Fluxes out of the stomach whose rate meals set, and their speed relative to liquid.
  var emptying: [(flux: FluxID, speed: Double)] = []
  /// Fluxes from one segment to the next whose rate another occasion changes, by place of the segment.
  var passages: [(flux: FluxID, segment: Int, speed: Double)] = []
  /// Fluxes of liquid that is absorbed, which hold each segment at its resting level, by place of the segment.
  var absorptions: [(flux: FluxID, segment: Int)] = []
  var gallbladderEmptying: [FluxID] = []
}

extension BodyBuilder {
  /// The lumen of the gut, for every compound that can get there.
  mutating func addGut(_ administrations: [Administration]) {
    guard let physiology = individual.gut else { return }
    let inLumen = bodies.indices.filter { reachesLumen($0, administrations) }
    guard !inLumen.isEmpty else { return }
    gut.segments = physiology.segments
    addLiquid(physiology)
    for compound in inLumen {
      for segment in physiology.segments {
        addDrugState(compound, segment.name, .lumen, volume: nil)
      }
      addTransit(compound, physiology)
      addAbsorption(compound, physiology)
      addGallbladder(compound, physiology)
    }
  }

  /// An oral dose, bile, or a transporter that carries into the lumen brings a compound there.
  private func reachesLumen(_ compound: Int, _ administrations: [Administration]) -> Bool {
    let drug = bodies[compound].compound
    for administration in administrations where administration.compound == drug.name {
      switch administration.route {
      case .oral where simpleAbsorption(of: drug) == nil: return true
      case .into(let place) where place.contains("lumen"): return true
      default: break
      }
    }
    return drug.processes.contains { process in
      switch process {
      case .biliaryClearance: true
      case .transport(let transport):
        proteins[transport.protein]?.membranes.contains { $0.to == "lumen" || $0.to == "bile" } ?? false
      default: false
      }
    }
  }

  /// The absorption that a compound gives in place of the gut.
  func simpleAbsorption(of drug: Compound) -> AbsorptionProcess? {
    drug.processes.lazy.compactMap { if case .absorption(let absorption) = $0 { absorption } else { nil } }.first
  }

  /// Liquid of the lumen.
  ///
  ///     dW_i/dt = k_{i-1} W_{i-1} Φ_i - k_i W_i Φ_{i+1} + s_i Φ_i - a_i W_i
  ///
  /// Φ holds back what would overfill a segment. Source: Thelen et al., J Pharm Sci 100:5324 (2011).
  private mutating func addLiquid(_ physiology: Gut) {
    for segment in physiology.segments {
      gut.liquid[segment.name] = network.addState(
        "liquid|\(segment.name)", substance: "liquid", place: segment.name, space: "lumen",
        initial: segment.fill * segment.volume)
    }
    for (index, segment) in physiology.segments.enumerated() {
      guard let liquid = gut.liquid[segment.name] else { continue }
      let next = index + 1 < physiology.segments.count ? physiology.segments[index + 1] : nil
      addPassage("liquid leaves \(segment.name)", of: liquid, segment, next, to: next.flatMap { gut.liquid[$0.name] })
      if segment.secretion > 0 {
        network.addFlux(
          "secretion into \(segment.name)", from: nil, to: liquid,
          LumenSecretion(segment.secretion, into: liquid, fullVolume: segment.volume, limit: physiology.filling))
      }
      if segment.liquidAbsorption != 0 { addLiquidAbsorption(of: liquid, segment, at: index) }
    }
  }

  private mutating func addLiquidAbsorption(of liquid: StateID, _ segment: GutSegment, at place: Int) {
    let name = "liquid absorbed from \(segment.name)"
    guard !choices.laterGuts.isEmpty else {
      network.addFlux(name, from: liquid, to: nil, FirstOrder(segment.liquidAbsorption, of: liquid))
      return
    }
    let law = SwitchedFirstOrder(segment.liquidAbsorption, of: liquid)
    gut.absorptions.append((network.addFlux(name, from: liquid, to: nil, law), place))
  }

  /// What passes to the next segment, or out of the last one, which nothing holds back.
  mutating func addPassage(
    _ name: String, of content: StateID, _ segment: GutSegment, _ next: GutSegment?, to target: StateID?,
    speed: Double = 1
  ) {
    let k = speed * segment.emptying
    let place = gut.segments.firstIndex { $0.name == segment.name } ?? 0
    guard let next, let liquid = gut.liquid[next.name], let limit = individual.gut?.filling else {
      guard !choices.laterGuts.isEmpty else {
        network.addFlux(name, from: content, to: target, FirstOrder(k, of: content))
        return
      }
      gut.passages.append(
        (network.addFlux(name, from: content, to: target, SwitchedFirstOrder(k, of: content)), place, speed))
      return
    }
    if segment.region == "stomach", !choices.meals.isEmpty {
      let law = FedTransit(k, of: content, into: liquid, fullVolume: next.volume, limit: limit)
      gut.emptying.append((network.addFlux(name, from: content, to: target, law), speed))
    } else {
      let law = LumenTransit(k, of: content, into: liquid, fullVolume: next.volume, limit: limit)
      gut.passages.append((network.addFlux(name, from: content, to: target, law), place, speed))
    }
  }

  /// From the time of another occasion on, the contents pass at the speed of that day, and as much liquid is absorbed as
  /// holds the resting levels at that speed.
  ///
  /// - Parameter slowMeals: When meals slow the stomach.
  mutating func addOccasions(slowMeals: [Range<Double>]) {
    for (time, physiology) in choices.laterGuts where !gut.segments.isEmpty {
      let passages = gut.passages.map { ($0.flux, 0, $0.speed * physiology.segments[$0.segment].emptying) }
      let absorptions = gut.absorptions.map { ($0.flux, 0, physiology.segments[$0.segment].liquidAbsorption) }
      // A meal that still slows the stomach ends at the speed of its own day.
      let stomach = gut.emptying.map { ($0.flux, FedTransit.rateParameter, $0.speed / physiology.gastricEmptyingTime) }
      let isFed = slowMeals.contains { $0.contains(time) }
      events.append(.init(time: time, settings: passages + absorptions + (isFed ? [] : stomach)))
    }
  }

  private mutating func addTransit(_ compound: Int, _ physiology: Gut) {
    let drug = bodies[compound].compound.name
    for (index, segment) in physiology.segments.enumerated() {
      guard let content = state(compound, segment.name, .lumen) else { continue }
      let next = index + 1 < physiology.segments.count ? physiology.segments[index + 1] : nil
      let target = next.flatMap { state(compound, $0.name, .lumen) } ?? sink(compound, "faeces")
      addPassage("\(drug) leaves \(segment.name)", of: content, segment, next, to: target)
    }
  }

  /// Passive absorption of what is dissolved.
  ///
  ///     rate = P A C,  C = min(S(pH), M / W)
  ///
  /// Through the cells into the mucosa, between them into its plasma (small intestine). Nothing returns.
  private mutating func addAbsorption(_ compound: Int, _ physiology: Gut) {
    let body = bodies[compound]
    for segment in physiology.segments {
      guard let name = segment.mucosa, let content = state(compound, segment.name, .lumen),
        let liquid = gut.liquid[segment.name]
      else { continue }
      let solubility = body.absorbableLimit(ph: segment.ph)
      let cells = state(compound, name, .intracellular) ?? state(compound, name, .whole)
      let plasma = state(compound, name, .plasma) ?? state(compound, name, .whole)
      let ways = [
        ("absorption", cells, body.permeability.intestinal),
        ("paracellular absorption", plasma, segment.region == "small intestine" ? body.permeability.paracellular : 0),
      ]
      for (way, target, permeability) in ways where permeability > 0 {
        guard let target else { continue }
        network.addFlux(
          "\(way) of \(body.compound.name) from \(segment.name)", from: content, to: target,
          LumenUptake(
            of: content, in: liquid, clearance: permeability * physiology.permeability * segment.effectiveArea,
            solubility: solubility))
      }
    }
  }

  /// Bile is stored until a meal empties the gallbladder into the gut.
  private mutating func addGallbladder(_ compound: Int, _ physiology: Gut) {
    guard let gallbladder = physiology.gallbladder, let lumen = state(compound, gallbladder.ejectsInto, .lumen) else {
      return
    }
    let drug = bodies[compound].compound.name
    let id = network.addState("\(drug)|gallbladder", substance: drug, place: "gallbladder", space: "bile")
    drugStates.append(id)
    gut.gallbladder[compound] = id
    gut.gallbladderEmptying.append(
      network.addFlux("\(drug) leaves the gallbladder", from: id, to: lumen, SwitchedFirstOrder(0, of: id)))
  }

  /// Where bile goes: the continuous share to the gut at once, the rest to the gallbladder.
  func bileTargets(_ compound: Int) throws(ModelError) -> [(share: Double, target: StateID)] {
    if let physiology = individual.gut, physiology.gallbladder == nil,
      let first = physiology.segments.first(where: { $0.region == "small intestine" }),
      let lumen = state(compound, first.name, .lumen)
    {
      return [(1, lumen)]
    }
    guard let gallbladder = individual.gut?.gallbladder, let stored = gut.gallbladder[compound],
      let lumen = state(compound, gallbladder.ejectsInto, .lumen)
    else {
      throw ModelError(
        "\(bodies[compound].compound.name) is excreted into bile, but the species has no gut",
        remedy: "add gut/ to the species, or leave the biliary process out")
    }
    let continuous = bodies[compound].compound.ehcContinuousFraction ?? 0
    return [(continuous, lumen), (1 - continuous, stored)]
  }

  /// Uptake by a transporter from the dissolved part of the lumen.
  mutating func addLumenUptake(
    _ compound: Int, _ segment: String, _ name: String, _ kinetics: ProteinKinetics, _ amount: Double,
    to target: StateID
  ) {
    guard let content = state(compound, segment, .lumen), let liquid = gut.liquid[segment],
      let place = gut.segments.first(where: { $0.name == segment })
    else { return }
    let solubility = bodies[compound].absorbableLimit(ph: place.ph)
    switch kinetics {
    case .michaelisMenten(let kcat, let km):
      network.addFlux(
        name, from: content, to: target,
        LumenTransport(of: content, in: liquid, maximum: kcat * amount, km: km, solubility: solubility))
    case .hill(let kcat, let km, let exponent):
      network.addFlux(
        name, from: content, to: target,
        LumenTransport(
          of: content, in: liquid, maximum: kcat * amount, km: km, solubility: solubility, exponent: exponent))
    case .firstOrder(let clearance):
      network.addFlux(
        name, from: content, to: target,
        LumenUptake(of: content, in: liquid, clearance: clearance * amount, solubility: solubility))
    }
  }
}
