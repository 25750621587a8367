/// What one simulation sets beside its building blocks, as far as a study can say it.
struct SimulationSettings {
  /// Values of compounds, by compound and key of a compound file.
  var compounds: [String: [String: ImportedValue]] = [:]
  /// Parameters of proteins by molecule, in the form of an individual's.
  var proteins: [String: [SnapshotParameter]] = [:]
}

/// Reads the `Parameters` of simulations.
struct SettingsReader {
  let session: ImportSession
  /// The molecules that some individual holds.
  let molecules: Set<String>
  let doses: DoseImport

  private static let names: [String: String] = [
    "Intestinal permeability (transcellular)": "intestinal_permeability",
    "Specific intestinal permeability (transcellular)": "intestinal_permeability",
    "Blood/Plasma concentration ratio": "blood_plasma_ratio",
    "P (blood cells->plasma)": "blood_cell_permeability.out",
    "P (plasma->blood cells)": "blood_cell_permeability.into",
    "Solubility at reference pH": "solubility",
    "Lipophilicity": "lipophilicity",
    "Permeability": "cell_permeability",
    "Fraction unbound (plasma, reference value)": "fraction_unbound",
    "EHC continuous fraction": "ehc_continuous_fraction",
  ]

  func read(_ simulation: SimulationRecord) -> SimulationSettings {
    var settings = SimulationSettings()
    var mucosal: [String: [ImportedValue]] = [:]
    let compounds = Set(simulation.compounds.map(\.name))
    for parameter in simulation.parameters {
      let parts = parameter.name.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
      guard let last = parts.last, parts.count > 1 else {
        lacks(parameter, parameter.name)
        continue
      }
      if parts[0] == "Applications" || parts[0] == "Events", parts.contains("ProtocolSchemaItem") {
        checkApplication(parameter, last, of: parts[1])
      } else if parts[0] == "Neighborhoods", parts.count == 4, compounds.contains(parts[2]) {
        if parts[1].hasSuffix("_cell"), mucosalNeighborhood(parts[1]), last.hasPrefix("P ("),
          let value = parameter.value
        {
          mucosal[parts[2], default: []].append(value)
        } else {
          lacks(parameter, "Neighborhoods|*|\(parts[2])|\(last)")
        }
      } else if parts.count == 2, compounds.contains(parts[0]) {
        if let key = Self.names[last], let value = parameter.value {
          settings.compounds[parts[0], default: [:]][key] = value
        } else {
          lacks(parameter, "*|\(last)", because: reason(parameter, last))
        }
      } else if last == "EHC continuous fraction", let value = parameter.value {
        for name in compounds { settings.compounds[name, default: [:]]["ehc_continuous_fraction"] = value }
      } else if let molecule = proteinSetting(parts) {
        settings.proteins[molecule, default: []].append(parameter)
      } else if parts[0] == "Undefined Liver" {
        lacks(parameter, parameter.name, because: "a place holder of the program for clearance without an enzyme")
      } else {
        lacks(parameter, generalised(parts), because: reason(parameter, last))
      }
    }
    for (name, values) in mucosal {
      guard let first = values.first else { continue }
      if values.allSatisfy({ $0.quantity.isNear(first.quantity) }), values.count >= Places.mucosa.count {
        settings.compounds[name, default: [:]]["mucosal_cell_permeability"] = first
      } else {
        session.report.lacks(
          "Simulations[].Parameters.Neighborhoods|*|\(name)|P", first.quantity.text, count: values.count,
          because: "the permeability is not the same in all parts of the mucosa")
      }
    }
    return settings
  }

  /// `Caecum_int_Caecum_cell` and its like.
  private func mucosalNeighborhood(_ name: String) -> Bool {
    Places.mucosa.keys.contains { name == "\($0)_int_\($0)_cell" }
  }

  /// The molecule whose concentration, half-life or expression is set.
  private func proteinSetting(_ parts: [String]) -> String? {
    guard let last = parts.last, parts.count >= 2, molecules.contains(parts[parts.count - 2]) else { return nil }
    let isKnown =
      last == "Reference concentration" || last.hasPrefix("t1/2") || last.hasPrefix("Relative expression")
      || last == "Fraction expressed apical"
    return isKnown ? parts[parts.count - 2] : nil
  }

  /// A simulation repeats what its protocols say of each dose; only what differs is lost.
  private func checkApplication(_ parameter: SnapshotParameter, _ name: String, of protocolName: String) {
    let lines = doses.lines(protocolName) ?? []
    func holds(_ quantities: [ImportedQuantity]) -> Bool {
      guard let own = parameter.quantity else { return false }
      return quantities.contains { $0.isNear(own) }
    }
    switch name {
    case "Infusion time" where holds(lines.compactMap(\.infusion)): return
    case "InputDose" where holds(lines.map(\.dose)), "Dose" where holds(lines.map(\.dose)): return
    case "Volume of water/body weight":
      guard !holds([PKSimDefaults.waterPerDose]) else { return }
      lacks(parameter, "Applications|*|\(name)", because: "the water drunk with a dose is that of the body")
    default: lacks(parameter, "Applications|*|\(name)", because: "the doses of a study are those of the protocol")
    }
  }

  private func reason(_ parameter: SnapshotParameter, _ last: String) -> String {
    if last.hasPrefix("Use pH- and pKa-dependent penalty"), parameter.number == 0 { return "it is off here, too" }
    if last == "Initial concentration" { return "it follows from the concentration and expression of the protein" }
    let isFactor = last.contains("factor") || last.hasPrefix("Fraction expressed")
    if isFactor, parameter.node.has("TableFormula") { return "ontogeny is not built" }
    if isFactor, parameter.number == 1 || (parameter.number == 0 && last.hasPrefix("Fraction")) {
      return "it changes nothing here"
    }
    if last.hasPrefix("Ontogeny") { return "ontogeny is not built" }
    return "no counterpart in a study"
  }

  private func lacks(_ parameter: SnapshotParameter, _ path: String, because: String = "no counterpart in a study") {
    session.report.lacks("Simulations[].Parameters.\(path)", parameter, because: because)
  }

  private func generalised(_ parts: [String]) -> String {
    var parts = parts
    if parts.count >= 4, parts[0] == "Organism" { parts.replaceSubrange(1..<(parts.count - 2), with: ["*"]) }
    return parts.map { molecules.contains($0) ? "<protein>" : $0 }.joined(separator: "|")
  }
}
