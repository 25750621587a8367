import Compounds
import Networks
import Physiology

extension BodyBuilder {
  /// Clearances by whole organs, which name no protein: filtration, renal and hepatic clearance, secretion, bile.
  mutating func addClearances() throws(ModelError) {
    for compound in bodies.indices {
      for process in bodies[compound].compound.processes {
        switch process {
        case .glomerularFiltration(let filtration): try addFiltration(compound, filtration)
        case .renalClearance(let clearance): try addRenalClearance(compound, clearance)
        case .tubularSecretion(let secretion): try addSecretion(compound, secretion)
        case .liverClearance(let clearance):
          let sink = sink(compound, "metabolites in liver")
          try addLiverFlux(compound, clearance.header.name, clearance.clearance, shares: [(1, sink)])
        case .biliaryClearance(let clearance):
          try addLiverFlux(compound, clearance.header.name, clearance.clearance, shares: try bileTargets(compound))
        default: break
        }
      }
    }
  }

  private static let kidney = "kidney"
  private static let liver = "liver"

  /// Filtration of unbound drug: `rate = fu · fraction · GFR · C` in the plasma of the kidney.
  ///
  /// The plasma of another place may be what is filtered; the kidney then gives the amount all the same.
  private mutating func addFiltration(_ compound: Int, _ filtration: GlomerularFiltrationProcess) throws(ModelError) {
    let kidney = try organ(Self.kidney)
    guard let rate = individual.glomerularFiltration else {
      throw ModelError(
        "the species has no glomerular filtration", remedy: "add glomerular_filtration: to its kidney.yaml")
    }
    let filtered = try plasma(compound, filtration.from.map { name throws(ModelError) in try organ(name) } ?? kidney)
    guard let filtered, let kidneyPlasma = try plasma(compound, kidney) else { return }
    let kept = excretedShare(compound)
    let k = bodies[compound].fractionUnbound * filtration.fraction * rate * kept * filtered.scale
    network.addFlux(
      "\(filtration.header.name) of \(bodies[compound].compound.name)", from: kidneyPlasma.state,
      to: sink(compound, "urine"), FirstOrder(k, of: filtered.state))
  }

  /// `rate = CLspec · V_kidney · fu · C` in the plasma of the kidney.
  private mutating func addRenalClearance(_ compound: Int, _ process: RenalClearanceProcess) throws(ModelError) {
    let kidney = try organ(Self.kidney)
    guard let plasma = try plasma(compound, kidney) else { return }
    let specific = try specific(compound, kidney) { mean throws(SpecificClearanceError) in
      try process.clearance.renalSpecific(otherwise: mean)
    }
    let k =
      specific * individual.otherClearance * kidney.volume * bodies[compound].fractionUnbound * plasma.scale
    network.addFlux(
      "\(process.header.name) of \(bodies[compound].compound.name)", from: plasma.state, to: sink(compound, "urine"),
      FirstOrder(k, of: plasma.state))
  }

  /// The part of what enters the tubules that no reabsorption returns.
  private func excretedShare(_ compound: Int) -> Double {
    bodies[compound].compound.processes.reduce(1) { share, process in
      if case .tubularReabsorption(let reabsorption) = process { share * (1 - reabsorption.fraction) } else { share }
    }
  }

  private mutating func addSecretion(_ compound: Int, _ process: TubularSecretionProcess) throws(ModelError) {
    let kidney = try organ(Self.kidney)
    guard let unbound = try unbound(compound, kidney, .plasma) else { return }
    let name = "\(process.header.name) of \(bodies[compound].compound.name)"
    let urine = sink(compound, "urine")
    let kept = excretedShare(compound) * individual.tubularFunction * individual.otherClearance
    switch process.kinetics {
    case .firstOrder(let specific):
      network.addFlux(
        name, from: unbound.state, to: urine,
        FirstOrder(kept * specific * kidney.volume * unbound.scale, of: unbound.state))
    case .michaelisMenten(let vmax, let km):
      network.addFlux(
        name, from: unbound.state, to: urine,
        MichaelisMenten(of: unbound.state, scale: unbound.scale, maximum: kept * vmax * kidney.volume, km: km))
    }
  }

  /// `rate = CLspec · V_cell · Cu` in the cells of the liver, in shares to one or two targets.
  private mutating func addLiverFlux(
    _ compound: Int, _ name: String, _ clearance: OrganClearance, shares: [(share: Double, target: StateID)]
  ) throws(ModelError) {
    let liver = try organ(Self.liver)
    guard let unbound = try unbound(compound, liver, .intracellular) else { return }
    let specific = try specific(compound, liver) { mean throws(SpecificClearanceError) in
      try clearance.hepaticSpecific(otherwise: mean)
    }
    let volume = liver.hasSubcompartments ? liver.cellVolume : liver.volume
    for (share, target) in shares where share > 0 {
      network.addFlux(
        "\(name) of \(bodies[compound].compound.name)", from: unbound.state, to: target,
        FirstOrder(share * specific * individual.otherClearance * volume * unbound.scale, of: unbound.state))
    }
  }

  private func specific(
    _ compound: Int, _ organ: Organ,
    _ scaled: (ClearanceReference) throws(SpecificClearanceError) -> Double
  ) throws(ModelError) -> Double {
    let body = bodies[compound]
    let measured = choices.clearanceBody ?? individual
    var ratio = body.bloodToPlasma
    if choices.clearanceBody != nil {
      ratio = try wrapped { () throws(PartitionError) in
        try CompoundInBody(body.compound, in: measured, method: choices.partitionMethod).bloodToPlasma
      }
    }
    let mean = ClearanceReference(
      measured, organ: measured.organ(organ.name) ?? organ, fractionUnbound: body.compound.fractionUnbound,
      bloodPlasmaRatio: ratio)
    do {
      return try scaled(mean)
    } catch {
      throw ModelError("\(body.compound.name): \(error)", remedy: "see describe compound \(body.compound.name)")
    }
  }
}
