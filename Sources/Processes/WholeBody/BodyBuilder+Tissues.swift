import Networks
import Physiology

extension BodyBuilder {
  /// Exchange of plasma with blood cells, interstitial fluid and cells in every organ that has these spaces.
  ///
  ///     plasma > blood cells      A_bc fu (P_in C_pls - P_out C_bc / K_bc)
  ///     plasma > interstitial     A_end P_end fu (C_pls - C_int / K_int)
  ///     interstitial > cells      A_cell (P_in fu/K_int C_int - P_out fu/K_cell C_cell)
  ///
  /// Source: Willmann et al., SILICO 4:121 (2003); Kuepfer et al., CPT Pharmacometrics Syst Pharmacol 5:516 (2016).
  mutating func addTissues() throws(ModelError) {
    guard let blood = individual.blood else {
      if splitsBlood.contains(true) {
        throw ModelError(
          "the species has no composition of blood, which permeability-limited organs need",
          remedy: "add plasma:, blood_cells: and interstitial: to species.yaml, or choose perfusion-limited organs")
      }
      return
    }
    for compound in bodies.indices {
      for organ in individual.organs where isSplit(organ, for: compound) {
        try addBloodCells(compound, organ, blood)
        guard organ.kind == .tissue else { continue }
        try addInterstitium(compound, organ)
        try addCells(compound, organ, blood)
      }
    }
  }

  private mutating func exchange(
    _ name: @autoclosure () -> String, _ outer: StateID?, _ into: Double, _ inner: StateID?, _ out: Double
  ) {
    guard let outer, let inner else { return }
    network.addFlux("\(name()), in", from: outer, to: inner, FirstOrder(into, of: outer))
    network.addFlux("\(name()), out", from: inner, to: outer, FirstOrder(out, of: inner))
  }

  private mutating func addBloodCells(_ compound: Int, _ organ: Organ, _ blood: BloodComposition) throws(ModelError) {
    guard organ.bloodCellVolume > 0 else { return }
    let body = bodies[compound]
    let permeability = body.permeability.bloodCells(plasmaPH: blood.plasmaPH, bloodCellPH: blood.bloodCellPH)
    let area = organ.bloodCellArea * body.fractionUnbound
    exchange(
      "\(body.compound.name): blood cells of \(organ.name)",
      state(compound, organ.name, .plasma), area * permeability.into / organ.plasmaVolume,
      state(compound, organ.name, .bloodCells),
      area * permeability.out / (body.bloodCellToPlasma * organ.bloodCellVolume))
  }

  private mutating func addInterstitium(_ compound: Int, _ organ: Organ) throws(ModelError) {
    let body = bodies[compound]
    let permeability = body.permeability.endothelium(of: organ, leaky: individual.endothelialPermeability)
    let interstitialToPlasma = try wrapped { () throws(PartitionError) in try body.partition.interstitialToPlasma() }
    let clearance = organ.endothelialArea * permeability * body.fractionUnbound
    exchange(
      "\(body.compound.name): vessel wall of \(organ.name)",
      state(compound, organ.name, .plasma), clearance / organ.plasmaVolume,
      state(compound, organ.name, .interstitial), clearance / (interstitialToPlasma * organ.interstitialVolume))
  }

  private mutating func addCells(_ compound: Int, _ organ: Organ, _ blood: BloodComposition) throws(ModelError) {
    guard organ.cellVolume > 0 else { return }
    guard let composition = organ.composition else {
      throw ModelError(
        "\(organ.name) has no composition, which a permeability-limited organ needs",
        remedy: "add composition: to its file, or choose the perfusion-limited form for it")
    }
    let body = bodies[compound]
    let permeability = body.permeability.cells(of: organ, composition: composition, blood: blood)
    let interstitial = try unboundFraction(compound, organ, .interstitial)
    let intracellular = try unboundFraction(compound, organ, .intracellular)
    exchange(
      "\(body.compound.name): cell membranes of \(organ.name)",
      state(compound, organ.name, .interstitial),
      organ.cellArea * permeability.into * interstitial / organ.interstitialVolume,
      state(compound, organ.name, .intracellular),
      organ.cellArea * permeability.out * intracellular / organ.cellVolume)
  }
}
