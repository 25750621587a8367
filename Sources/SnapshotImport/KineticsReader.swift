/// A process as a compound file writes it, without its name.
struct WrittenProcess {
  var word: String
  /// nil where nothing can be written.
  var keys: YAMLMap?
  var obstacle: String?
  var namesProtein = false
  var isInteraction = false
  /// How simulations begin the names of processes without a molecule.
  var systemicPrefix: String?
}

/// Turns one kind of process of the program, with its parameters, into one of ours.
struct KineticsReader {
  let session: ImportSession
  let compound: String
  let kind: String
  let parameters: ParameterSet

  private var place: String { "\(compound), \(kind)" }

  /// Why a parameter that was not taken has no counterpart.
  var reasonForRest: String { "another parameter of the process says the same, or it has no effect here" }

  func read() -> WrittenProcess {
    switch kind {
    case "GlomerularFiltration":
      var map = YAMLMap()
      map["fraction"] =
        (parameters.take("GFR fraction")?.value ?? filled("GFR fraction", PKSimDefaults.filteredFraction))
        .yaml()
      return WrittenProcess(word: "glomerular filtration", keys: map, systemicPrefix: "Glomerular Filtration")
    case "LiverClearance": return organClearance("liver clearance", organ: "liver", prefix: "Total Hepatic Clearance")
    case "BiliaryClearance": return organClearance("biliary clearance", organ: "liver", prefix: "Biliary Clearance")
    case "KidneyClearance": return organClearance("renal clearance", organ: "kidney", prefix: "Renal Clearances")
    case "SpecificBinding": return constants("binding", ["koff": ["koff"], "kd": ["Kd"]], order: ["koff", "kd"])
    case "CompetitiveInhibition": return inhibition("competitive")
    case "NoncompetitiveInhibition", "NonCompetitiveInhibition": return inhibition("noncompetitive")
    case "UncompetitiveInhibition": return inhibition("uncompetitive")
    case "MixedInhibition": return inhibition("mixed")
    case "IrreversibleInhibition": return inactivation()
    case "Induction": return induction()
    default: break
    }
    if kind.hasPrefix("TubularSecretion") { return tubularSecretion() }
    if kind.hasPrefix("ActiveTransport") {
      return proteinProcess("transport", clearanceKey: "clearance_per_transporter")
    }
    if isSystemicClearance {
      return organClearance("liver clearance", organ: "liver", prefix: "Total Hepatic Clearance")
    }
    if kind.hasPrefix("Metabolization") || kind.hasPrefix("rCYP") {
      return proteinProcess("metabolism", clearanceKey: "clearance_per_enzyme")
    }
    return WrittenProcess(word: kind, obstacle: "no process of ours is of the kind \(kind)")
  }

  /// Clearances of the whole liver from half-lives or residual fractions in vitro.
  private var isSystemicClearance: Bool {
    ["LiverMicrosome", "Hepatocytes", "LiverHepatocytes"].contains { kind.hasPrefix($0) }
  }

  func filled(_ name: String, _ value: ImportedValue) -> ImportedValue {
    session.report.filled(place, name, value)
    return value
  }

  private func organClearance(_ word: String, organ: String, prefix: String) -> WrittenProcess {
    var written = WrittenProcess(word: word, systemicPrefix: prefix)
    if let specific = parameters.take("Specific clearance")?.value, specific.quantity.number > 0 {
      written.keys = YAMLMap([("specific", specific.yaml())])
      parameters.takeAll()
      return written
    }
    guard let clearance = parameters.take("Plasma clearance")?.value else {
      written.obstacle = "neither a plasma clearance nor a specific clearance is given"
      return written
    }
    guard clearance.quantity.number > 0 else {
      written.obstacle = "its clearance is zero"
      return written
    }
    var map = YAMLMap([("plasma_clearance", clearance.yaml())])
    var reference = YAMLMap()
    let names: [(key: String, name: [String])] = [
      ("weight", ["Body weight"]), ("\(organ)_volume", ["Volume (\(organ))"]),
      ("\(organ)_flow", ["Blood flow rate (\(organ))"]), ("fraction_unbound", ["Fraction unbound (experiment)"]),
      ("hematocrit", ["Hematocrit"]), ("blood_plasma_ratio", ["Blood/Plasma concentration ratio"]),
    ]
    for (key, candidates) in names {
      for candidate in candidates {
        if let value = parameters.take(candidate)?.value, value.quantity.number > 0 { reference[key] = value.yaml() }
      }
    }
    if !reference.isEmpty { map["reference"] = .map(reference) }
    written.keys = map
    return written
  }

  private func tubularSecretion() -> WrittenProcess {
    let word = "tubular secretion"
    let prefix = "Renal Clearances"
    if kind.hasSuffix("MM") {
      let vmax = parameters.take("TSmax_spec", "TSmax", "Vmax")?.value
      guard let vmax, vmax.quantity.inUnit("umol/L/min") != nil, let km = parameters.take("Km")?.value else {
        return WrittenProcess(
          word: word, obstacle: "the rate per volume of kidney or Km is missing", systemicPrefix: prefix)
      }
      let keys = YAMLMap([("kinetics", .plain("michaelis-menten")), ("vmax", vmax.yaml()), ("km", km.yaml())])
      return WrittenProcess(word: word, keys: keys, systemicPrefix: prefix)
    }
    guard let specific = parameters.take("TSspec", "Tubular secretion (specific)", "Specific clearance")?.value,
      specific.quantity.inUnit("1/min") != nil
    else { return WrittenProcess(word: word, obstacle: "the rate constant is missing", systemicPrefix: prefix) }
    let keys = YAMLMap([("kinetics", .plain("first-order")), ("specific", specific.yaml())])
    return WrittenProcess(word: word, keys: keys, systemicPrefix: prefix)
  }

  /// A process whose constants are all needed and written as they are.
  private func constants(_ word: String, _ names: [String: [String]], order: [String]) -> WrittenProcess {
    var map = YAMLMap()
    for key in order {
      for name in names[key] ?? [] where map[key] == nil { map[key] = parameters.take(name)?.value?.yaml() }
      guard map[key] != nil else {
        return WrittenProcess(word: word, obstacle: "\(key) is missing", namesProtein: true)
      }
      let number = parameters.all.first { (names[key] ?? []).contains($0.name) }?.number ?? 1
      guard number > 0 || key == "emax" else {
        return WrittenProcess(word: word, obstacle: "\(key) is zero", namesProtein: true)
      }
    }
    return WrittenProcess(word: word, keys: map, namesProtein: true)
  }

  private func inhibition(_ mechanism: String) -> WrittenProcess {
    var written =
      mechanism == "mixed"
      ? constants("inhibition", ["kic": ["Ki_c", "Kic"], "kiu": ["Ki_u", "Kiu"]], order: ["kic", "kiu"])
      : constants("inhibition", ["ki": ["Ki"]], order: ["ki"])
    if let keys = written.keys {
      var map = YAMLMap([("mechanism", .plain(mechanism))])
      map.add(keys)
      written.keys = map
    }
    written.isInteraction = true
    return written
  }

  private func inactivation() -> WrittenProcess {
    var written = constants(
      "inactivation", ["kinact": ["kinact"], "ki": ["K_kinact_half", "KI", "K_I"]], order: ["kinact", "ki"])
    if var keys = written.keys {
      keys["competitive_ki"] = parameters.all.first { $0.name == "Ki" }.flatMap { _ in
        parameters.take("Ki")?.value?.yaml()
      }
      written.keys = keys
    }
    written.isInteraction = true
    return written
  }

  private func induction() -> WrittenProcess {
    var written = constants("induction", ["emax": ["Emax"], "ec50": ["EC50"]], order: ["emax", "ec50"])
    if var keys = written.keys {
      keys["hill"] = parameters.take("Hill coefficient", "Hill")?.value?.yaml()
      written.keys = keys
    }
    written.isInteraction = true
    return written
  }
}
