import Networks
import Physiology

extension BodyBuilder {
  /// Makes the spaces of every organ and pool and lets the blood flow between them.
  mutating func addBlood() throws(ModelError) {
    for compound in bodies.indices {
      for organ in individual.organs { addSpaces(compound, organ) }
      for flow in individual.flows { try addFlow(compound, flow) }
    }
  }

  private mutating func addSpaces(_ compound: Int, _ organ: Organ) {
    guard isSplit(organ, for: compound) else {
      addDrugState(compound, organ.name, .whole, volume: organ.volume)
      return
    }
    let volumes: [(Space, Double)] = [
      (.plasma, organ.plasmaVolume), (.bloodCells, organ.bloodCellVolume), (.interstitial, organ.interstitialVolume),
      (.intracellular, organ.cellVolume),
    ]
    for (space, volume) in volumes where volume > 0 { addDrugState(compound, organ.name, space, volume: volume) }
  }

  /// Blood carries plasma and blood cells in proportion to the hematocrit; what leaves a well-stirred organ is in
  /// equilibrium with its tissue.
  ///
  ///     plasma: (1 - Hct) Q C_pls        blood cells: Hct Q C_bc
  private mutating func addFlow(_ compound: Int, _ flow: BloodFlow) throws(ModelError) {
    let source = try organ(flow.from)
    let target = try organ(flow.to)
    let body = bodies[compound]
    let hematocrit = individual.hematocrit
    func name() -> String { "\(body.compound.name): blood from \(source.name) to \(target.name)" }
    guard let plasma = try plasma(compound, source) else { return }
    let plasmaFlow = flow.flow * (1 - hematocrit)
    let cellFlow = flow.flow * hematocrit
    let isWhole = state(compound, source.name, .whole) != nil

    guard let targetPlasma = state(compound, target.name, .plasma) else {
      guard let to = state(compound, target.name, .whole) else { return }
      if isWhole {
        let k = flow.flow * body.bloodToPlasma * plasma.scale
        network.addFlux(name(), from: plasma.state, to: to, FirstOrder(k, of: plasma.state))
      } else {
        network.addFlux(name(), from: plasma.state, to: to, FirstOrder(plasmaFlow * plasma.scale, of: plasma.state))
        addBloodCellFlow(compound, name(), source, to: to, cellFlow)
      }
      return
    }
    network.addFlux(
      "\(name()), plasma", from: plasma.state, to: targetPlasma, FirstOrder(plasmaFlow * plasma.scale, of: plasma.state)
    )
    guard let targetCells = state(compound, target.name, .bloodCells) else { return }
    if isWhole {
      let k = cellFlow * body.bloodCellToPlasma * plasma.scale
      network.addFlux("\(name()), blood cells", from: plasma.state, to: targetCells, FirstOrder(k, of: plasma.state))
    } else {
      addBloodCellFlow(compound, name(), source, to: targetCells, cellFlow)
    }
  }

  private mutating func addBloodCellFlow(
    _ compound: Int, _ name: @autoclosure () -> String, _ source: Organ, to target: StateID, _ flow: Double
  ) {
    guard let cells = state(compound, source.name, .bloodCells) else { return }
    network.addFlux(
      "\(name()), blood cells", from: cells, to: target, FirstOrder(flow / source.bloodCellVolume, of: cells))
  }
}
