import Compounds
import Dosing
import Networks
import Physiology

/// The kinds of space that hold a compound.
public enum Space: String, Sendable, Hashable, CaseIterable {
  case plasma
  case bloodCells = "blood cells"
  case interstitial
  case intracellular
  /// The whole of a well-stirred organ or of a blood pool in equilibrium.
  case whole
  case lumen
}

/// A place of a compound: its concentration is `scale` times the amount of `state`.
struct Concentration {
  let state: StateID
  /// 1/L
  let scale: Double
}

/// Turns a body and its compounds into a network; its extensions add one subject each.
struct BodyBuilder {
  struct Key: Hashable {
    let compound: Int
    let organ: String
    let space: Space
  }

  let individual: Individual
  let bodies: [CompoundInBody]
  let proteins: [String: Protein]
  let choices: ModelChoices
  /// By compound: blood pools hold plasma and blood cells apart when any organ does.
  let splitsBlood: [Bool]

  var network = Network()
  var states: [Key: StateID] = [:]
  var drugStates: [StateID] = []
  var events: [WholeBodyModel.Event] = []
  var warnings: [String] = []
  var dosed: [String: Double] = [:]
  /// Enzyme states by protein, organ and space.
  var proteinStates: [ProteinPlace: StateID] = [:]
  /// Complexes of a compound with binding partners, by organ.
  var complexes: [Key: [StateID]] = [:]
  /// Sinks by compound and name.
  var sinks: [String: StateID] = [:]
  var gut = GutStates()
  var solidSpaces: [SolidSpace] = []
  var solidFluxes: [String: FluxID] = [:]
  var solidPassages: Set<String> = []

  init(
    _ individual: Individual, compounds: [Compound], proteins: [String: Protein], choices: ModelChoices,
    names: NetworkNames? = nil
  ) throws(ModelError) {
    if let names { network = Network(namedLike: names) }
    self.individual = individual
    self.proteins = proteins
    self.choices = choices
    for name in choices.organForms.keys.sorted() where individual.organ(name) == nil {
      throw ModelError(
        "the form of \(name) is chosen, but the body has no such organ", remedy: "see describe individual")
    }
    var bodies: [CompoundInBody] = []
    for compound in compounds {
      do {
        bodies.append(try CompoundInBody(compound, in: individual, method: choices.partitionMethod))
      } catch {
        throw ModelError("\(error)", remedy: "see describe compound \(compound.name)")
      }
    }
    self.bodies = bodies
    splitsBlood = compounds.map { compound in
      individual.organs.contains {
        $0.kind == .tissue && Self.form(of: $0, compound, choices) == .permeabilityLimited
      }
    }
    warnings = bodies.flatMap(\.partition.warnings)
  }

  /// The study's choice for the organ, else the compound's, else the study's for all organs. An organ without
  /// sub-compartments can only be well stirred.
  static func form(of organ: Organ, _ compound: Compound, _ choices: ModelChoices) -> OrganForm {
    guard organ.hasSubcompartments else { return .perfusionLimited }
    if let chosen = choices.organForms[organ.name] ?? choices.organForms[organ.partOf ?? ""] { return chosen }
    guard let isPerfusionLimited = compound.isPerfusionLimited else { return choices.organForm }
    return isPerfusionLimited ? .perfusionLimited : .permeabilityLimited
  }

  func isSplit(_ organ: Organ, for compound: Int) -> Bool {
    organ.kind == .blood
      ? splitsBlood[compound] : Self.form(of: organ, bodies[compound].compound, choices) == .permeabilityLimited
  }

  func organ(_ name: String) throws(ModelError) -> Organ {
    guard let organ = individual.organ(name) else {
      throw ModelError("the body has no organ \(name)", remedy: "add its file, or name one of the body's organs")
    }
    return organ
  }

  func wrapped<Value>(_ work: () throws(PartitionError) -> Value) throws(ModelError) -> Value {
    do { return try work() } catch { throw ModelError("\(error)", remedy: "see describe compound") }
  }

  // MARK: States

  /// Adds a state that holds drug.
  mutating func addDrugState(
    _ compound: Int, _ organ: String, _ space: Space, volume: Double?, named name: String? = nil
  ) {
    let drug = bodies[compound].compound.name
    let id = network.addState(
      name ?? (space == .whole ? "\(drug)|\(organ)" : "\(drug)|\(organ)|\(space.rawValue)"), substance: drug,
      place: organ, space: space.rawValue, volume: volume)
    states[Key(compound: compound, organ: organ, space: space)] = id
    drugStates.append(id)
  }

  func state(_ compound: Int, _ organ: String, _ space: Space) -> StateID? {
    states[Key(compound: compound, organ: organ, space: space)]
  }

  /// Where a compound ends for good; made when first asked for.
  mutating func sink(_ compound: Int, _ name: String) -> StateID {
    let drug = bodies[compound].compound.name
    let label = "\(drug)|\(name)"
    if let known = sinks[label] { return known }
    let id = network.addState(label, substance: drug, place: name, space: "sink")
    sinks[label] = id
    drugStates.append(id)
    return id
  }

  /// Adds a warning once.
  mutating func warn(_ text: String) {
    if !warnings.contains(text) { warnings.append(text) }
  }

  // MARK: Concentrations

  /// Unbound concentration of a compound in a space of an organ; a well-stirred organ has one for all its spaces.
  func unbound(_ compound: Int, _ organ: Organ, _ space: Space) throws(ModelError) -> Concentration? {
    let body = bodies[compound]
    if let whole = state(compound, organ.name, .whole) {
      return Concentration(
        state: whole, scale: body.fractionUnbound / (organ.volume * (try wholeToPlasma(body, organ))))
    }
    guard let id = state(compound, organ.name, space), let volume = network[id].volume, volume > 0 else { return nil }
    return Concentration(state: id, scale: try unboundFraction(compound, organ, space) / volume)
  }

  private func wholeToPlasma(_ body: CompoundInBody, _ organ: Organ) throws(ModelError) -> Double {
    try wrapped { () throws(PartitionError) in try body.wholeToPlasma(organ) }
  }

  /// Unbound over total concentration in a space.
  func unboundFraction(_ compound: Int, _ organ: Organ, _ space: Space) throws(ModelError) -> Double {
    let body = bodies[compound]
    return try wrapped { () throws(PartitionError) in
      switch space {
      case .plasma: body.fractionUnbound
      case .bloodCells: try body.partition.unboundInBloodCells()
      case .interstitial: try body.partition.unboundInInterstitium()
      case .intracellular: try body.partition.unboundInCells(of: organ)
      case .whole, .lumen: 1
      }
    }
  }

  /// Total plasma concentration that leaves an organ or pool.
  func plasma(_ compound: Int, _ organ: Organ) throws(ModelError) -> Concentration? {
    let body = bodies[compound]
    if let whole = state(compound, organ.name, .whole) {
      return Concentration(state: whole, scale: 1 / (organ.volume * (try wholeToPlasma(body, organ))))
    }
    guard let id = state(compound, organ.name, .plasma) else { return nil }
    return Concentration(state: id, scale: 1 / organ.plasmaVolume)
  }

  func finished() -> WholeBodyModel {
    WholeBodyModel(
      network: network, individual: individual, compounds: bodies,
      events: mergedByTime(events), warnings: warnings, drugStates: drugStates, dosed: dosed,
      sites: SiteFinder(self))
  }

  /// Events of one time become one, in the order in which they were added.
  private func mergedByTime(_ events: [WholeBodyModel.Event]) -> [WholeBodyModel.Event] {
    var merged: [WholeBodyModel.Event] = []
    for (_, event) in events.enumerated().sorted(by: { ($0.element.time, $0.offset) < ($1.element.time, $1.offset) }) {
      if let last = merged.last, event.time - last.time <= EventTable.resolution {
        merged[merged.count - 1].additions += event.additions
        merged[merged.count - 1].settings += event.settings
      } else {
        merged.append(event)
      }
    }
    return merged
  }
}
