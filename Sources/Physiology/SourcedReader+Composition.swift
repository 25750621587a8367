import DataFiles
import Quantities

// Composition blocks stand in organ files, in the mucosa of gut segments and in the species file.

extension SourcedReader {
  /// Reads `composition`, `intracellular_ph` and `lipid` of an organ or a mucosa; nil if there is no composition.
  func composition(of what: String) -> TissueComposition? {
    let intracellularPH = value("intracellular_ph", .none, in: plausiblePH, required: reader.has("composition"))
    let oil = reader.choice("lipid", ["octanol", "vegetable oil"]) == "vegetable oil"
    return record("composition", required: false, what: "the composition of \(what)") { blocks in
      let composition = TissueComposition(
        pkSim: blocks.record("pk-sim", required: false, what: "water, lipid and protein") { $0.pkSim() },
        poulinTheil: blocks.record("poulin-theil", required: false, what: "the terms of Poulin and Theil") {
          $0.poulinTheil()
        },
        rodgersRowland: blocks.record("rodgers-rowland", required: false, what: "the terms of Rodgers and Rowland") {
          $0.rodgersRowland()
        },
        schmitt: blocks.record("schmitt", required: false, what: "the terms of Schmitt") { $0.schmitt() },
        intracellularPH: intracellularPH ?? 0, usesVegetableOil: oil)
      return intracellularPH == nil ? nil : composition
    }
  }

  /// Reads `fractions`; nil if the organ is not divided.
  func spaces() -> OrganSpaces? {
    record("fractions", required: false, what: "the vascular and interstitial shares") { shares in
      guard let vascular = shares.value("vascular", .none, in: share),
        let interstitial = shares.value("interstitial", .none, in: share)
      else { return nil }
      guard vascular + interstitial < 1 else {
        shares.diagnostics.report(
          shares.location, "vascular and interstitial shares sum to \(vascular + interstitial), and leave no cells",
          remedy: "the two together must be below 1")
        return nil
      }
      return OrganSpaces(vascular: vascular, interstitial: interstitial)
    }
  }

  func pkSim() -> TissueComposition.PKSim? {
    guard let water = value("water", .none, in: share), let lipid = value("lipid", .none, in: share),
      let protein = value("protein", .none, in: share)
    else { return nil }
    return TissueComposition.PKSim(water: water, lipid: lipid, protein: protein)
  }

  private func poulinTheil() -> TissueComposition.PoulinTheil? {
    guard let water = value("water", .none, in: share), let neutralLipid = value("neutral_lipid", .none, in: share),
      let phospholipid = value("phospholipid", .none, in: share),
      let albuminRatio = value("albumin_ratio", .none, in: ratio)
    else { return nil }
    return TissueComposition.PoulinTheil(
      water: water, neutralLipid: neutralLipid, phospholipid: phospholipid, albuminRatio: albuminRatio)
  }

  private func rodgersRowland() -> TissueComposition.RodgersRowland? {
    guard let extracellularWater = value("extracellular_water", .none, in: share),
      let intracellularWater = value("intracellular_water", .none, in: share),
      let neutralLipid = value("neutral_lipid", .none, in: share),
      let neutralPhospholipid = value("neutral_phospholipid", .none, in: share),
      let acidicPhospholipid = value("acidic_phospholipid", .none, in: milligramsPerGram),
      let albuminRatio = value("albumin_ratio", .none, in: ratio),
      let lipoproteinRatio = value("lipoprotein_ratio", .none, in: ratio)
    else { return nil }
    return TissueComposition.RodgersRowland(
      extracellularWater: extracellularWater, intracellularWater: intracellularWater, neutralLipid: neutralLipid,
      neutralPhospholipid: neutralPhospholipid, acidicPhospholipid: acidicPhospholipid, albuminRatio: albuminRatio,
      lipoproteinRatio: lipoproteinRatio)
  }

  private func schmitt() -> TissueComposition.Schmitt? {
    guard let water = value("water", .none, in: share), let neutralLipid = value("neutral_lipid", .none, in: share),
      let neutralPhospholipid = value("neutral_phospholipid", .none, in: share),
      let acidicPhospholipid = value("acidic_phospholipid", .none, in: share),
      let protein = value("protein", .none, in: share)
    else { return nil }
    return TissueComposition.Schmitt(
      water: water, neutralLipid: neutralLipid, neutralPhospholipid: neutralPhospholipid,
      acidicPhospholipid: acidicPhospholipid, protein: protein)
  }
}

// MARK: - Blood

extension SourcedReader {
  /// Reads what plasma, blood cells and interstitial fluid are made of; nil if the species says nothing of it.
  func blood() -> BloodComposition? {
    let keys = ["plasma", "blood_cells", "interstitial", "interstitial_protein_ratio", "ph"]
    guard keys.contains(where: reader.has) else { return nil }
    let plasma = record("plasma", what: "the composition of plasma") { $0.plasma() }
    let cells = record("blood_cells", what: "the composition of blood cells") { $0.bloodCells() }
    let water = record("interstitial", what: "the composition of interstitial fluid") {
      $0.value("water", .none, in: share)
    }
    let proteinRatio = value("interstitial_protein_ratio", .none, in: ratio)
    let ph = record("ph", what: "the pH of each space") { $0.bloodPH() }
    guard let plasma, let cells, let water, let proteinRatio, let ph else { return nil }
    return BloodComposition(
      plasmaPKSim: plasma.pkSim, plasmaNeutralLipidRodgersRowland: plasma.neutralLipid,
      plasmaNeutralPhospholipidRodgersRowland: plasma.neutralPhospholipid, plasmaPoulinTheil: plasma.poulinTheil,
      cellsPKSim: cells.pkSim, cellsRodgersRowland: cells.rodgersRowland, cellsSchmitt: cells.schmitt,
      interstitialWater: water, interstitialProteinRatio: proteinRatio, plasmaPH: ph.plasma,
      interstitialPH: ph.interstitial, bloodCellPH: ph.bloodCells, intracellularPH: ph.intracellular)
  }

  private struct Plasma {
    var pkSim: TissueComposition.PKSim
    var neutralLipid: Double
    var neutralPhospholipid: Double
    var poulinTheil: BloodComposition.PoulinTheilPlasma
  }

  private struct BloodCells {
    var pkSim: TissueComposition.PKSim
    var rodgersRowland: BloodComposition.RodgersRowlandCells
    var schmitt: BloodComposition.SchmittCells
  }

  private struct BloodPH {
    var plasma: Double
    var interstitial: Double
    var bloodCells: Double
    var intracellular: Double
  }

  private func plasma() -> Plasma? {
    let pkSim = record("pk-sim", what: "water, lipid and protein") { $0.pkSim() }
    let lipids = record("rodgers-rowland", what: "the terms of Rodgers and Rowland") { terms -> (Double, Double)? in
      guard let neutral = terms.value("neutral_lipid", .none, in: share),
        let phospholipid = terms.value("neutral_phospholipid", .none, in: share)
      else { return nil }
      return (neutral, phospholipid)
    }
    let poulinTheil = record("poulin-theil", what: "the terms of Poulin and Theil") {
      terms -> BloodComposition.PoulinTheilPlasma? in
      guard let water = terms.value("water", .none, in: share),
        let neutralLipid = terms.value("neutral_lipid", .none, in: share),
        let phospholipid = terms.value("phospholipid", .none, in: share)
      else { return nil }
      return .init(water: water, neutralLipid: neutralLipid, phospholipid: phospholipid)
    }
    guard let pkSim, let lipids, let poulinTheil else { return nil }
    return Plasma(pkSim: pkSim, neutralLipid: lipids.0, neutralPhospholipid: lipids.1, poulinTheil: poulinTheil)
  }

  private func bloodCells() -> BloodCells? {
    let pkSim = record("pk-sim", what: "water, lipid and protein") { $0.pkSim() }
    let rodgersRowland = record("rodgers-rowland", what: "the terms of Rodgers and Rowland") {
      terms -> BloodComposition.RodgersRowlandCells? in
      guard let water = terms.value("intracellular_water", .none, in: share),
        let neutralLipid = terms.value("neutral_lipid", .none, in: share),
        let neutralPhospholipid = terms.value("neutral_phospholipid", .none, in: share),
        let acidicPhospholipid = terms.value("acidic_phospholipid", .none, in: milligramsPerGram)
      else { return nil }
      return .init(
        intracellularWater: water, neutralLipid: neutralLipid, neutralPhospholipid: neutralPhospholipid,
        acidicPhospholipid: acidicPhospholipid)
    }
    let schmitt = record("schmitt", what: "the terms of Schmitt") { terms -> BloodComposition.SchmittCells? in
      guard let neutralLipid = terms.value("neutral_lipid", .none, in: share),
        let neutralPhospholipid = terms.value("neutral_phospholipid", .none, in: share),
        let acidicPhospholipid = terms.value("acidic_phospholipid", .none, in: share)
      else { return nil }
      return .init(
        neutralLipid: neutralLipid, neutralPhospholipid: neutralPhospholipid,
        acidicPhospholipid: acidicPhospholipid)
    }
    guard let pkSim, let rodgersRowland, let schmitt else { return nil }
    return BloodCells(pkSim: pkSim, rodgersRowland: rodgersRowland, schmitt: schmitt)
  }

  private func bloodPH() -> BloodPH? {
    guard let plasma = value("plasma", .none, in: plausiblePH),
      let interstitial = value("interstitial", .none, in: plausiblePH),
      let bloodCells = value("blood_cells", .none, in: plausiblePH),
      let intracellular = value("intracellular", .none, in: plausiblePH)
    else { return nil }
    return BloodPH(
      plasma: plasma, interstitial: interstitial, bloodCells: bloodCells, intracellular: intracellular)
  }
}
