import Compounds
import Networks
import Physiology

extension BodyBuilder {
  /// Transporters at their membranes: uptake, efflux, secretion into urine and bile, out of and into the gut lumen.
  ///
  ///     rate = T kcat Cu / (Km + Cu),  Cu unbound on the side that the transporter takes from
  mutating func addTransport() throws(ModelError) {
    for compound in bodies.indices {
      for process in bodies[compound].compound.processes {
        guard case .transport(let transport) = process else { continue }
        let protein = try protein(transport.protein)
        for organ in individual.organs {
          let relative = protein.expression[organ.name] ?? 0
          guard relative > 0 else { continue }
          let amount = protein.referenceConcentration * relative * organ.volume
          for membrane in membranes(of: protein, at: organ) {
            try addTransport(compound, transport, protein, organ, amount, membrane)
          }
        }
      }
    }
  }

  /// The membranes named for an organ; `mucosa` is every mucosa, `others` every organ that is not named.
  private func membranes(of protein: Protein, at organ: Organ) -> [Protein.Membrane] {
    let own = protein.membranes.filter { $0.organ == organ.name }
    if !own.isEmpty { return own }
    if organ.gutSegment != nil { return protein.membranes.filter { $0.organ == "mucosa" } }
    return protein.membranes.filter { $0.organ == "others" }
  }

  private mutating func addTransport(
    _ compound: Int, _ transport: TransportProcess, _ protein: Protein, _ organ: Organ, _ amount: Double,
    _ membrane: Protein.Membrane
  ) throws(ModelError) {
    let name = "\(transport.header.name) of \(bodies[compound].compound.name) in \(organ.name)"
    let targets = try transportTargets(compound, organ, membrane.to)
    if membrane.from == "lumen" {
      guard let segment = organ.gutSegment, let target = targets.first else { return }
      addLumenUptake(compound, segment, name, transport.kinetics, amount * membrane.share, to: target.target)
      return
    }
    guard let space = Space(rawValue: membrane.from) else {
      throw ModelError(
        "\(protein.name) takes from `\(membrane.from)`, which is no space",
        remedy: "write plasma, interstitial, intracellular or lumen in its membranes")
    }
    guard let source = try unbound(compound, organ, space) else { return }
    for (share, target) in targets where share > 0 && target != source.state {
      try addProteinFlux(
        name, transport.kinetics, protein, amount, in: organ, .intracellular, side: space, of: compound, source,
        share: share * membrane.share, from: source.state, to: target)
    }
  }

  private mutating func transportTargets(
    _ compound: Int, _ organ: Organ, _ name: String
  ) throws(ModelError) -> [(share: Double, target: StateID)] {
    switch name {
    case "urine": return [(1, sink(compound, "urine"))]
    case "bile": return try bileTargets(compound)
    case "lumen":
      guard let segment = organ.gutSegment, let lumen = state(compound, segment, .lumen) else { return [] }
      return [(1, lumen)]
    default:
      guard let space = Space(rawValue: name) else {
        throw ModelError(
          "a transporter carries to `\(name)`, which is no space", remedy: "write urine, bile, lumen or a space")
      }
      let target = state(compound, organ.name, space) ?? state(compound, organ.name, .whole)
      return target.map { [(1, $0)] } ?? []
    }
  }
}
