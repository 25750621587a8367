import Compounds
import Foundation
import Networks
import Physiology

/// Where a protein stands.
struct ProteinPlace: Hashable {
  let protein: String
  let organ: String
  let space: Space
}

extension BodyBuilder {
  /// The amount (µmol) of a protein in each place that holds some, in the order of the body's organs.
  ///
  ///     in the spaces of an organ: reference · relative expression · share there · V_organ
  ///     blood cells, plasma:       reference · relative expression · V of that space, everywhere
  ///
  /// Source: Meyer et al., Drug Metab Dispos 40:892 (2012).
  func places(of protein: Protein) -> [(organ: Organ, space: Space, amount: Double)] {
    var found: [(organ: Organ, space: Space, amount: Double)] = []
    for organ in individual.organs {
      if let relative = protein.expression[organ.name], relative > 0, organ.kind == .tissue {
        if protein.kind == .transporter {
          // All of it counts for the membranes of the organ, wherever it was measured.
          found.append((organ, .intracellular, protein.referenceConcentration * relative * organ.volume))
          continue
        }
        for (space, key) in [
          (Space.intracellular, "intracellular"), (.interstitial, "interstitial"), (.plasma, "plasma"),
          (.bloodCells, "blood_cells"),
        ] {
          let share = protein.located[key] ?? 0
          let amount = protein.referenceConcentration * relative * share * organ.volume
          if amount > 0 { found.append((organ, space, amount)) }
        }
      }
      for (space, key, volume) in [
        (Space.bloodCells, "blood cells", bloodCellVolume(organ)), (.plasma, "plasma", plasmaVolume(organ)),
      ] {
        let amount = protein.referenceConcentration * (protein.expression[key] ?? 0) * volume
        if amount > 0 { found.append((organ, space, amount)) }
      }
    }
    return found
  }

  private func bloodCellVolume(_ organ: Organ) -> Double {
    organ.hasSubcompartments ? organ.bloodCellVolume : (organ.kind == .blood ? organ.volume * individual.hematocrit : 0)
  }

  private func plasmaVolume(_ organ: Organ) -> Double {
    organ.hasSubcompartments
      ? organ.plasmaVolume : (organ.kind == .blood ? organ.volume * (1 - individual.hematocrit) : 0)
  }

  func protein(_ name: String) throws(ModelError) -> Protein {
    guard let protein = proteins[name] else {
      throw ModelError(
        "there is no protein \(name)", remedy: "add proteins/\(name).yaml to the species or the compound")
    }
    return protein
  }

  /// What other compounds do to a protein.
  struct Interactions {
    var inhibitions: [(compound: Int, process: InhibitionProcess)] = []
    var inactivations: [(compound: Int, process: InactivationProcess)] = []
    var inductions: [(compound: Int, process: InductionProcess)] = []
    var isEmpty: Bool { inhibitions.isEmpty && inactivations.isEmpty && inductions.isEmpty }
    var changeAmount: Bool { !inactivations.isEmpty || !inductions.isEmpty }
  }

  func interactions(of protein: String) -> Interactions {
    var found = Interactions()
    for (index, body) in bodies.enumerated() {
      for process in body.compound.processes {
        switch process {
        case .inhibition(let inhibition) where inhibition.protein == protein:
          found.inhibitions.append((index, inhibition))
        case .inactivation(let inactivation) where inactivation.protein == protein:
          found.inactivations.append((index, inactivation))
        case .induction(let induction) where induction.protein == protein: found.inductions.append((index, induction))
        default: break
        }
      }
    }
    return found
  }

  /// Makes the states of every protein that carries, converts or binds a compound and that compounds inhibit, inactivate
  /// or induce, with turnover where its amount changes:
  ///
  ///     dE/dt = kdeg E₀ (1 + Σ Emax Iᵞ/(EC50ᵞ + Iᵞ)) - kdeg E - Σ kinact I E / (KI + I)
  ///
  /// Source: Rowland Yang et al., Curr Drug Metab 9:384 (2008); Mayhew et al., Drug Metab Dispos 28:1031 (2000).
  mutating func addProteins() throws(ModelError) {
    let named = Set(bodies.flatMap { $0.compound.processes.filter(\.actsOnCompound).compactMap(\.protein) })
    for name in named.sorted() {
      let protein = try protein(name)
      if (protein.expression["vascular endothelium"] ?? 0) > 0 || (protein.located["endothelium"] ?? 0) > 0 {
        warn("\(name) in the vascular endothelium is left out: the endothelium is no space of this model")
      }
      let interactions = interactions(of: name)
      let isBound = bodies.contains { $0.compound.binds(to: name) }
      if interactions.isEmpty && !isBound { continue }
      for place in places(of: protein) {
        let id = network.addState(
          "\(name)|\(place.organ.name)|\(place.space.rawValue)", substance: name, place: place.organ.name,
          space: place.space.rawValue, initial: place.amount)
        proteinStates[ProteinPlace(protein: name, organ: place.organ.name, space: place.space)] = id
        if interactions.changeAmount { try addTurnover(protein, interactions, id, place) }
      }
    }
  }

  private mutating func addTurnover(
    _ protein: Protein, _ interactions: Interactions, _ id: StateID,
    _ place: (organ: Organ, space: Space, amount: Double)
  ) throws(ModelError) {
    let isMucosa = place.organ.gutSegment != nil
    guard let halfLife = isMucosa ? protein.halfLifeIntestine ?? protein.halfLifeLiver : protein.halfLifeLiver else {
      throw ModelError(
        "\(protein.name) is induced or inactivated but has no half-life", remedy: "add half_life: to its file")
    }
    let degradation = log(2) / halfLife
    var inducers: [InducedSynthesis.Inducer] = []
    for (compound, process) in interactions.inductions {
      guard let unbound = try unbound(compound, place.organ, place.space) else { continue }
      inducers.append(
        .init(
          state: unbound.state, scale: unbound.scale, maximum: process.emax, half: process.ec50,
          exponent: process.hill))
    }
    let name = "\(protein.name) in \(place.organ.name)"
    network.addFlux(
      "\(name): synthesis", from: nil, to: id,
      InducedSynthesis(basal: degradation * place.amount, inducers: inducers))
    network.addFlux("\(name): degradation", from: id, to: nil, FirstOrder(degradation, of: id))
    for (compound, process) in interactions.inactivations {
      guard let unbound = try unbound(compound, place.organ, place.space) else { continue }
      // KI is measured with the inactivator alone, so its own reversible inhibition is in it.
      let others = try inhibitors(of: protein.name, in: place.organ, place.space, except: compound, always: true)
      network.addFlux(
        "\(name): inactivation by \(bodies[compound].compound.name)", from: id, to: nil,
        EnzymeReaction(
          of: unbound.state, scale: unbound.scale, by: id, kcat: process.kinact, km: process.ki, inhibitors: others))
    }
  }

  /// The reversible inhibitors of a protein in one place. An inactivator also competes.
  ///
  /// - Parameter except: The substrate's own compound is left out where it is an inactivator, and altogether in models
  ///   kept compatible with the reference program.
  func inhibitors(
    of protein: String, in organ: Organ, _ space: Space, except own: Int, always: Bool = false
  ) throws(ModelError) -> [EnzymeReaction.Inhibitor] {
    let interactions = interactions(of: protein)
    var found: [EnzymeReaction.Inhibitor] = []
    let never = Double.infinity
    for (compound, process) in interactions.inhibitions {
      if compound == own && (always || bodies[own].compound.pkSimCompatible) { continue }
      guard let unbound = try unbound(compound, organ, space) else { continue }
      let (competitive, uncompetitive) =
        switch process.mechanism {
        case .competitive(let ki): (ki, never)
        case .uncompetitive(let ki): (never, ki)
        case .noncompetitive(let ki): (ki, ki)
        case .mixed(let kic, let kiu): (kic, kiu)
        }
      found.append(
        .init(state: unbound.state, scale: unbound.scale, competitive: competitive, uncompetitive: uncompetitive))
    }
    for (compound, process) in interactions.inactivations where compound != own {
      guard let unbound = try unbound(compound, organ, space) else { continue }
      found.append(
        .init(
          state: unbound.state, scale: unbound.scale, competitive: process.competitiveKi, uncompetitive: never))
    }
    return found
  }

  /// Adds a flux driven by a protein in one place: the simple law while the protein is constant, else the full one.
  ///
  /// - Parameters:
  ///   - amount: All of the protein in the place, µmol.
  ///   - space: Where the protein counts as standing.
  ///   - side: The space whose concentrations act on it, if another: the side that a transporter takes from.
  ///   - share: The part of the protein that drives this flux.
  mutating func addProteinFlux(
    _ name: String, _ kinetics: ProteinKinetics, _ protein: Protein, _ amount: Double, in organ: Organ, _ space: Space,
    side: Space? = nil, of compound: Int, _ substrate: Concentration, share: Double = 1, from: StateID, to: StateID
  ) throws(ModelError) {
    guard let state = proteinStates[ProteinPlace(protein: protein.name, organ: organ.name, space: space)] else {
      let amount = amount * share
      switch kinetics {
      case .michaelisMenten(let kcat, let km):
        network.addFlux(
          name, from: from, to: to,
          MichaelisMenten(of: substrate.state, scale: substrate.scale, maximum: kcat * amount, km: km))
      case .hill(let kcat, let km, let exponent):
        network.addFlux(
          name, from: from, to: to,
          Hill(of: substrate.state, scale: substrate.scale, maximum: kcat * amount, km: km, exponent: exponent))
      case .firstOrder(let clearance):
        network.addFlux(
          name, from: from, to: to, FirstOrder(clearance * amount * substrate.scale, of: substrate.state))
      }
      return
    }
    let inhibitors = try inhibitors(of: protein.name, in: organ, side ?? space, except: compound)
    switch kinetics {
    case .michaelisMenten(let kcat, let km):
      network.addFlux(
        name, from: from, to: to,
        EnzymeReaction(
          of: substrate.state, scale: substrate.scale, by: state, kcat: kcat * share, km: km, inhibitors: inhibitors))
    case .hill(let kcat, let km, let exponent):
      let reaction = EnzymeReaction(
        of: substrate.state, scale: substrate.scale, by: state, kcat: kcat * share, km: km, inhibitors: inhibitors)
      network.addFlux(name, from: from, to: to, HillReaction(reaction, exponent: exponent))
    case .firstOrder(let clearance):
      network.addFlux(
        name, from: from, to: to,
        InhibitedFirstOrder(
          of: substrate.state, scale: substrate.scale, by: state, clearance: clearance * share, inhibitors: inhibitors)
      )
    }
  }
}

extension CompoundProcess {
  /// Whether a protein does something to the compound, and not the compound to the protein.
  fileprivate var actsOnCompound: Bool {
    switch self {
    case .inhibition, .inactivation, .induction: false
    default: true
    }
  }
}

extension Compound {
  fileprivate func binds(to protein: String) -> Bool {
    processes.contains { process in
      if case .binding(let binding) = process { binding.protein == protein } else { false }
    }
  }
}
