import Compounds
import Networks
import Physiology

extension BodyBuilder {
  /// Binding to a protein of limited amount, with the free protein and the complex as states.
  ///
  ///     rate = koff/Kd · Cu · P - koff · PC
  mutating func addBinding() throws(ModelError) {
    for compound in bodies.indices {
      let drug = bodies[compound].compound
      for process in drug.processes {
        guard case .binding(let binding) = process else { continue }
        let protein = try protein(binding.protein)
        for place in places(of: protein) {
          guard let unbound = try unbound(compound, place.organ, place.space) else { continue }
          let key = ProteinPlace(protein: protein.name, organ: place.organ.name, space: place.space)
          guard let free = proteinStates[key] else { continue }
          let complex = network.addState(
            "\(drug.name)|\(place.organ.name)|\(place.space.rawValue), \(binding.header.name)", substance: drug.name,
            place: place.organ.name, space: "bound")
          drugStates.append(complex)
          complexes[Key(compound: compound, organ: place.organ.name, space: .whole), default: []].append(complex)
          network.addFlux(
            "\(binding.header.name) of \(drug.name) in \(place.organ.name), \(place.space.rawValue)",
            [
              .init(state: unbound.state, coefficient: -1), .init(state: free, coefficient: -1),
              .init(state: complex, coefficient: 1),
            ],
            Binding(
              drug: unbound.state, scale: unbound.scale, protein: free, complex: complex,
              association: binding.koff / binding.kd, dissociation: binding.koff))
        }
      }
    }
  }
}
