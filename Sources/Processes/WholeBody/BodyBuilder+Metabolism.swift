import Compounds
import Networks
import Physiology

extension BodyBuilder {
  /// Metabolism by every enzyme in every place that expresses it, driven by the unbound concentration there.
  ///
  ///     rate = E kcat Cu / (Km + Cu), and the forms of `Hill` and first order
  ///
  /// A metabolite that is followed appears where it is made; any other is booked under its enzyme.
  mutating func addMetabolism() throws(ModelError) {
    for compound in bodies.indices {
      let drug = bodies[compound].compound
      for process in drug.processes {
        guard case .metabolism(let metabolism) = process else { continue }
        let protein = try protein(metabolism.protein)
        let kinetics = try kinetics(metabolism.rate, of: drug, by: protein)
        let metabolite = metabolism.metabolite.flatMap { name in bodies.firstIndex { $0.compound.name == name } }
        for place in places(of: protein) {
          guard let substrate = try unbound(compound, place.organ, place.space) else { continue }
          let product =
            metabolite.flatMap { state($0, place.organ.name, place.space) ?? state($0, place.organ.name, .whole) }
            ?? sink(compound, metabolism.metabolite ?? "metabolites by \(protein.name)")
          try addProteinFlux(
            "\(metabolism.header.name) of \(drug.name) in \(place.organ.name)", kinetics, protein, place.amount,
            in: place.organ, place.space, of: compound, substrate, from: substrate.state, to: product)
        }
      }
    }
  }

  /// Rate per protein molecule, scaled from the test system where it was measured in one.
  private func kinetics(
    _ rate: MetabolismProcess.Rate, of drug: Compound, by protein: Protein
  ) throws(ModelError) -> ProteinKinetics {
    switch rate {
    case .perProtein(let kinetics): return kinetics
    case .inVitro(let measured):
      // Incubations are buffered at the pH of plasma.
      guard let ph = individual.blood?.plasmaPH ?? (measured.incubation.needsPH ? nil : .nan) else {
        throw ModelError(
          "\(drug.name): binding in the incubation depends on pH, and the species has no pH of plasma",
          remedy: "add ph: to species.yaml, or give fraction_unbound_incubation as a value")
      }
      let unbound = incubationFractionUnbound(
        measured.incubation, octanolWater: drug.lipophilicity, ionization: Ionization(drug.groups), ph: ph)
      do {
        return try proteinKinetics(
          of: measured, fractionUnboundIncubation: unbound, content: protein.content,
          microsomalProtein: individual.microsomalProtein, hepatocytes: individual.hepatocytes)
      } catch {
        throw ModelError("\(drug.name), \(protein.name): \(error)", remedy: "see describe compound \(drug.name)")
      }
    }
  }
}

extension IncubationBinding? {
  /// Whether the unbound fraction is computed from ionisation.
  fileprivate var needsPH: Bool {
    switch self {
    case nil, .measured: false
    case .austin, .hallifaxHouston, .kilford: true
    }
  }
}
