import Networks
import Physiology

/// Finds the amounts behind the name of a place of observation.
///
/// Names: `plasma`, `blood` (venous), `arterial plasma`, `arterial blood`, `peripheral plasma`, `peripheral blood`, an
/// organ (whole tissue with its blood), an organ and a space (`liver intracellular`), and `urine` and `faeces`, which
/// collect what is excreted and are amounts.
struct SiteFinder: Sendable {
  private let bodies: [CompoundInBody]
  private let individual: Individual
  private let states: [BodyBuilder.Key: StateID]
  /// Complexes with binding partners, by compound and organ.
  private let bound: [BodyBuilder.Key: [StateID]]
  private let sinks: [String: StateID]

  init(_ builder: BodyBuilder) {
    bodies = builder.bodies
    individual = builder.individual
    states = builder.states
    bound = builder.complexes
    sinks = builder.sinks
  }

  /// 1/L that turns the amount of a well-stirred organ or pool into the plasma concentration in it.
  private func plasmaScale(_ compound: Int, _ organ: Organ) -> Double? {
    (try? bodies[compound].wholeToPlasma(organ)).map { 1 / (organ.volume * $0) }
  }

  /// A space over plasma at equilibrium; unbound over total concentration there is fu divided by it.
  private static func toPlasma(
    _ space: Space, _ organ: Organ, _ body: CompoundInBody
  ) throws(PartitionError) -> Double {
    switch space {
    case .bloodCells: body.bloodCellToPlasma
    case .interstitial: try body.partition.interstitialToPlasma()
    case .intracellular: try body.partition.cellToPlasma(organ)
    case .plasma, .whole, .lumen: 1
    }
  }

  var names: [String] {
    let tissues = individual.organs.filter { $0.kind == .tissue }.map(\.name)
    let spaces = ["plasma", "blood cells", "interstitial", "intracellular"]
    return ["plasma", "blood", "arterial plasma", "arterial blood", "peripheral plasma", "peripheral blood"] + tissues
      + tissues.flatMap { organ in spaces.map { "\(organ) \($0)" } } + Self.excreta
  }

  /// Where what leaves the body is gathered.
  private static let excreta = ["urine", "faeces"]

  func site(_ name: String, of compound: String) -> WholeBodyModel.Site? {
    let index = bodies.firstIndex { $0.compound.name == compound }
    if Self.excreta.contains(name), index != nil {
      // Without a process that leads there nothing arrives.
      let state = sinks["\(compound)|\(name)"]
      return WholeBodyModel.Site(
        compound: compound, name: name, terms: state.map { [($0, 1)] } ?? [], unboundFraction: .nan, isAmount: true)
    }
    guard let index, let found = terms(name, index) else { return nil }
    return WholeBodyModel.Site(
      compound: compound, name: name, terms: found.terms, unboundFraction: found.unboundFraction)
  }

  private typealias Found = (terms: [(state: StateID, weight: Double)], unboundFraction: Double)

  private func terms(_ name: String, _ compound: Int) -> Found? {
    let unbound = bodies[compound].fractionUnbound
    switch name {
    case "plasma": return plasma(Individual.venousBlood, compound).map { ($0, unbound) }
    case "arterial plasma": return plasma(Individual.arterialBlood, compound).map { ($0, unbound) }
    case "blood": return blood(Individual.venousBlood, compound)
    case "arterial blood": return blood(Individual.arterialBlood, compound)
    case "peripheral plasma", "peripheral blood": return peripheral(compound, ofBlood: name.hasSuffix("blood"))
    default: break
    }
    if let organ = individual.organ(name) { return whole(organ, compound) }
    for space in [Space.plasma, .bloodCells, .interstitial, .intracellular] {
      let suffix = " \(space.rawValue)"
      guard name.hasSuffix(suffix), let organ = individual.organ(String(name.dropLast(suffix.count))) else { continue }
      if space == .plasma { return plasma(organ.name, compound).map { ($0, unbound) } }
      guard let toPlasma = try? Self.toPlasma(space, organ, bodies[compound]) else { return nil }
      let unboundThere = unbound / toPlasma
      let whole = BodyBuilder.Key(compound: compound, organ: organ.name, space: .whole)
      if let state = states[whole], organ.kind == .tissue, organ.hasSubcompartments {
        // The spaces that a well-stirred organ lumps.
        guard let scale = plasmaScale(compound, organ) else { return nil }
        return ([(state, scale * toPlasma)], unboundThere)
      }
      guard let state = states[BodyBuilder.Key(compound: compound, organ: organ.name, space: space)] else { return nil }
      let volume =
        switch space {
        case .bloodCells: organ.bloodCellVolume
        case .interstitial: organ.interstitialVolume
        default: organ.cellVolume
        }
      return ([(state, 1 / volume)], unboundThere)
    }
    return nil
  }

  private func plasma(_ organ: String, _ compound: Int) -> [(state: StateID, weight: Double)]? {
    let whole = BodyBuilder.Key(compound: compound, organ: organ, space: .whole)
    if let state = states[whole], let place = individual.organ(organ), let scale = plasmaScale(compound, place) {
      return [(state, scale)]
    }
    let key = BodyBuilder.Key(compound: compound, organ: organ, space: .plasma)
    guard let state = states[key], let volume = individual.organ(organ)?.plasmaVolume, volume > 0 else { return nil }
    return [(state, 1 / volume)]
  }

  private func blood(_ organ: String, _ compound: Int) -> Found? {
    let ratio = bodies[compound].bloodToPlasma
    let unbound = bodies[compound].fractionUnbound / ratio
    let whole = BodyBuilder.Key(compound: compound, organ: organ, space: .whole)
    if let state = states[whole], let place = individual.organ(organ), let scale = plasmaScale(compound, place) {
      return ([(state, scale * ratio)], unbound)
    }
    guard let body = individual.organ(organ),
      let plasma = states[BodyBuilder.Key(compound: compound, organ: organ, space: .plasma)],
      let cells = states[BodyBuilder.Key(compound: compound, organ: organ, space: .bloodCells)]
    else { return nil }
    let volume = body.plasmaVolume + body.bloodCellVolume
    return ([(plasma, 1 / volume), (cells, 1 / volume)], unbound)
  }

  /// Blood of an arm vein: the mean of what leaves the tissues that it drains, weighted by their shares.
  private func peripheral(_ compound: Int, ofBlood: Bool) -> Found? {
    var terms: [(state: StateID, weight: Double)] = []
    var unbound = bodies[compound].fractionUnbound
    for organ in individual.organs where organ.peripheralBloodFraction > 0 {
      let share = organ.peripheralBloodFraction
      if ofBlood {
        guard let found = blood(organ.name, compound) else { continue }
        unbound = found.unboundFraction
        terms += found.terms.map { ($0.state, $0.weight * share) }
      } else {
        terms += (plasma(organ.name, compound) ?? []).map { ($0.state, $0.weight * share) }
      }
    }
    return terms.isEmpty ? nil : (terms, unbound)
  }

  private func whole(_ organ: Organ, _ compound: Int) -> Found? {
    var terms = Space.allCases.filter { $0 != .lumen }.compactMap { space in
      states[BodyBuilder.Key(compound: compound, organ: organ.name, space: space)].map {
        (state: $0, weight: 1 / organ.volume)
      }
    }
    let complexes = bound[BodyBuilder.Key(compound: compound, organ: organ.name, space: .whole)] ?? []
    terms += complexes.map { ($0, 1 / organ.volume) }
    // A mean over spaces in which different shares are unbound has no unbound concentration of its own.
    return terms.isEmpty ? nil : (terms, .nan)
  }
}
