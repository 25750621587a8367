import Networks
import NumericCore
import Processes

/// A network of every kind of flux, from a seed; with a flux that events may set.
struct RandomNetwork {
  var network = Network()
  let infusion: FluxID
  /// The states of the drug; what is in the others has another substance.
  let drug: [StateID]

  /// - Parameter scale: Multiplies every number but not the structure: another individual.
  init(seed: UInt64, scale: Double = 1) {
    var random = SeededGenerator(seed: seed)
    func number(_ low: Double, _ high: Double) -> Double { scale * Double.random(in: low...high, using: &random) }
    let count = Int.random(in: 3...25, using: &random)
    drug = (0..<count).map { StateID($0) }
    for index in 0..<count { network.addState("drug \(index)", substance: "drug", volume: 1, initial: number(0, 10)) }
    let enzyme = network.addState("enzyme", substance: "enzyme", initial: number(0.5, 2))
    let protein = network.addState("protein", substance: "protein", initial: number(0.5, 2))
    let complex = network.addState("complex", substance: "complex")
    let drug = drug
    func any() -> StateID { drug[Int.random(in: 0..<count, using: &random)] }
    for index in 0..<(3 * count) {
      let from = any()
      let to = any()
      switch Int.random(in: 0..<8, using: &random) {
      case 0:
        let law = MichaelisMenten(of: from, scale: 0.5, maximum: number(1, 20), km: number(0.5, 5))
        network.addFlux("carried \(index)", from: from, to: to, law)
      case 1:
        let inhibitors = (0..<Int.random(in: 0...2, using: &random)).map { _ in
          EnzymeReaction.Inhibitor(state: any(), scale: 0.3, competitive: number(1, 5), uncompetitive: number(1, 9))
        }
        let law = EnzymeReaction(
          of: from, scale: 0.5, by: enzyme, kcat: number(1, 20), km: number(0.5, 5), inhibitors: inhibitors)
        network.addFlux("metabolized \(index)", from: from, to: to, law)
      default:
        network.addFlux("flow \(index)", from: from, to: to, FirstOrder(number(0.05, 5), of: from))
      }
    }
    let binding = Binding(
      drug: drug[0], scale: 1, protein: protein, complex: complex, association: number(0.5, 5),
      dissociation: number(0.5, 5))
    network.addFlux(
      "binding",
      [
        .init(state: drug[0], coefficient: -1), .init(state: protein, coefficient: -1),
        .init(state: complex, coefficient: 1),
      ], binding)
    let inducer = InducedSynthesis.Inducer(state: drug[1], scale: 1, maximum: 3, half: number(1, 5))
    network.addFlux("synthesis", from: nil, to: enzyme, InducedSynthesis(basal: number(0.1, 0.5), inducers: [inducer]))
    network.addFlux("degradation", from: enzyme, to: nil, FirstOrder(number(0.1, 0.5), of: enzyme))
    network.addFlux(
      "dissolution", from: drug[2], to: drug[0],
      WeibullDissolution(rate: number(0.1, 0.5), shape: 1.5, of: drug[2], isOn: 1, start: 0))
    infusion = network.addFlux("infusion", from: nil, to: drug[1], ZeroOrder(0))
  }
}
