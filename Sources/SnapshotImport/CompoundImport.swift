/// Reads one compound of a snapshot.
struct CompoundImport {
  let session: ImportSession
  let settings: [Int: SimulationSettings]
  let formulations: FormulationImport

  private var report: ReportBuilder { session.report }

  func draft(_ node: JSONNode) -> CompoundDraft {
    let name = node.text("Name") ?? "unnamed"
    var draft = CompoundDraft(name: name, node: node, simulations: session.simulations(of: name))
    if node["IsSmallMolecule"]?.flag == false {
      report.lacks("Compounds.\(name).IsSmallMolecule", "false", because: "large molecules are not modelled")
    }
    readHead(node, into: &draft)
    let groups = readGroups(node)
    draft.standing["pka"] = groups.isEmpty ? nil : .list(groups)
    readAlternatives(node, isIonizable: !groups.isEmpty, into: &draft)
    readMethods(node, into: &draft)
    readSettings(into: &draft)
    for key in ["lipophilicity", "fraction_unbound"] where draft.standing[key] == nil {
      report.lacks("Compounds.\(name)", because: "\(key) is missing; add it before the compound is used")
    }
    let processes = ProcessImport(session: session, compound: name, simulations: draft.simulations)
    draft.processes = processes.drafts(node.list("Processes"))
    draft.formulations = formulations.formulations(of: draft)
    return draft
  }

  private func readHead(_ node: JSONNode, into draft: inout CompoundDraft) {
    let parameters = ParameterSet(node.list("Parameters"))
    if let mass = parameters.take("Molecular weight")?.value {
      draft.standing["molecular_weight"] = mass.yaml()
    } else {
      report.lacks("Compounds.\(draft.name).Parameters", because: "molecular_weight is missing; add it")
    }
    var halogens = YAMLMap()
    for symbol in ["F", "Cl", "Br", "I"] {
      if let count = parameters.take(symbol)?.number, count > 0 { halogens[symbol] = .plain(numberText(count)) }
    }
    draft.standing["halogens"] = halogens.isEmpty ? nil : .map(halogens)
    if let flag = parameters.take("Enable supersaturation")?.number, flag != 0 {
      draft.standing["supersaturation"] = .plain("yes")
    }
    draft.standing["aqueous_diffusion"] = parameters.take("Aqueous diffusion coefficient")?.value?.yaml()
    draft.density = parameters.take("Density (drug)")?.value
    if let precipitate = parameters.take("Treat precipitated drug as"), precipitate.number != 0 {
      report.lacks(
        "Compounds.\(draft.name).Parameters.\(precipitate.name)", precipitate,
        because: "what precipitates can dissolve again here")
    }
    for parameter in parameters.rest {
      report.lacks("Compounds.\(draft.name).Parameters.\(parameter.name)", parameter, because: "no key of a compound")
    }
  }

  private func readGroups(_ node: JSONNode) -> [YAMLValue] {
    node.list("PkaTypes").compactMap { group in
      group.readAll()
      guard let type = group.text("Type")?.lowercased(), let pka = group.number("Pka") else { return nil }
      guard type == "acid" || type == "base" else { return nil }
      let value = ImportedValue(
        quantity: ImportedQuantity(number: pka, unit: ""), origin: ValueOrigin(group["ValueOrigin"]))
      return value.yaml(key: type, source: session.sourceKey)
    }
  }

  // MARK: - Alternatives

  private func readAlternatives(_ node: JSONNode, isIonizable: Bool, into draft: inout CompoundDraft) {
    let partner = node.text("PlasmaProteinBindingPartner")
    for group in AlternativeGroup.allCases {
      let entries = node.list(group.rawValue)
      let hasHuman = entries.contains { ($0.text("Species") ?? "Human").lowercased() == "human" }
      var values: [(name: String, value: YAMLValue)] = []
      for (position, entry) in entries.enumerated() {
        let name = entry.text("Name") ?? "alternative \(position + 1)"
        _ = entry["IsDefault"]
        if let species = entry.text("Species"), species.lowercased() != "human", hasHuman {
          entry.readAll()
          report.lacks(
            "Compounds.\(draft.name).\(group.rawValue).\(name)", species, because: "a value of another species")
          continue
        }
        let parameters = ParameterSet(entry.list("Parameters"))
        let reader = PropertyReader(report: report, place: draft.name, group: group, parameters: parameters)
        guard let value = reader.value(partner: partner, isIonizable: isIonizable) else {
          report.lacks(
            "Compounds.\(draft.name).\(group.rawValue).\(name)", entry.summary, because: "it holds no value known here")
          continue
        }
        values.append((name, value))
        for parameter in parameters.rest {
          report.lacks(
            "Compounds.\(draft.name).\(group.rawValue).\(name).\(parameter.name)", parameter,
            because: "no key of a compound")
        }
      }
      choose(group, values, into: &draft)
    }
  }

  /// What more than half of the simulations use stands in the property, else the snapshot's own default; the others are
  /// alternatives.
  private func choose(
    _ group: AlternativeGroup, _ values: [(name: String, value: YAMLValue)], into draft: inout CompoundDraft
  ) {
    guard !values.isEmpty else { return }
    let used = draft.simulations.map { draft.alternative(group, in: $0) }
    let known = used.filter { name in name == nil || values.contains { $0.name == name } }
    let choice: String?
    let ranks = ranked(known)
    let standard = draft.defaultAlternative(group)
    if let first = ranks.first(where: { 2 * $0.count > draft.simulations.count || $0.word == standard }) ?? ranks.first
    {
      choice = first.word
      if first.count < draft.simulations.count || values.count > 1 {
        let what = first.word.map { "`\($0)`" } ?? "the computed value"
        report.chose(
          "\(draft.name): \(group.key) is \(what), used in \(first.count) of \(draft.simulations.count) simulations")
      }
    } else {
      choice = standard
    }
    draft.standingName[group] = choice
    for (name, value) in values {
      if name == choice {
        draft.standing[group.key] = value
      } else {
        draft.alternatives[group.key, default: []].append((name, value))
      }
    }
  }

  // MARK: - Methods

  private func readMethods(_ node: JSONNode, into draft: inout CompoundDraft) {
    let own = node.list("CalculationMethods").compactMap(\.text)
    let used = draft.simulations.compactMap { $0.compound(draft.name)?.methods }
    let partitions = used.compactMap { $0.lazy.compactMap(Self.partition).first }
    let permeabilities = used.compactMap { $0.lazy.compactMap(Self.permeability).first }
    draft.partition = ranked(partitions).first?.word ?? own.lazy.compactMap(Self.partition).first ?? "pk-sim"
    draft.permeability = ranked(permeabilities).first?.word ?? own.lazy.compactMap(Self.permeability).first ?? "pk-sim"
    for method in Set(own + used.joined()).sorted()
    where Self.partition(method) == nil && Self.permeability(method) == nil {
      report.lacks("Compounds.\(draft.name).CalculationMethods[]", method, because: "a method unknown here")
    }
    for method in Set(own + used.joined()).sorted() where method.lowercased().contains("normalized") {
      report.chose("\(draft.name): the method `\(method)` is read as the plain charge-dependent one")
    }
    for (kind, all, choice) in [
      ("partition", partitions, draft.partition), ("permeability", permeabilities, draft.permeability),
    ] where Set(all).count > 1 {
      let count = all.count { $0 == choice }
      report.chose("\(draft.name): the \(kind) method is \(choice), used in \(count) of \(all.count) simulations")
    }
  }

  static func partition(_ method: String) -> String? {
    guard let name = suffix(of: method, "Cellular partition coefficient method - ") else { return nil }
    return [
      "pk-sim standard": "pk-sim", "rodgers and rowland": "rodgers-rowland", "schmitt": "schmitt",
      "poulin and theil": "poulin-theil", "berezhkovskiy": "berezhkovskiy",
    ][name.lowercased()]
  }

  static func permeability(_ method: String) -> String? {
    guard let name = suffix(of: method, "Cellular permeability - ")?.lowercased() else { return nil }
    // What the program calls normalized moves as slowly as the plain form: with the neutral permeability, as its manual
    // reads, probenecid spreads over twice its volume and peaks at 0.41 of what was observed, with the plain form at 1.06.
    if name.contains("charge dependent schmitt") { return "charge-dependent schmitt" }
    return name == "pk-sim standard" ? "pk-sim" : nil
  }

  private static func suffix(of text: String, _ prefix: String) -> String? {
    text.hasPrefix(prefix) ? String(text.dropFirst(prefix.count)) : nil
  }

  // MARK: - What simulations set

  /// A value that more than half of the simulations set alike becomes the compound's.
  private func readSettings(into draft: inout CompoundDraft) {
    let total = draft.simulations.count
    let all = draft.simulations.map { settings[$0.id]?.compounds[draft.name] ?? [:] }
    for key in Set(all.flatMap(\.keys)).sorted() {
      let given = all.compactMap { $0[key] }
      guard let most = ranked(given.map(\.quantity)).first, 2 * most.count > total,
        var value = given.first(where: { $0.quantity == most.word })
      else { continue }
      if key == "ehc_continuous_fraction", value.quantity.number == 0 { continue }
      value.note = "set in \(most.count) of \(total) simulations"
      draft.standingSettings[key] = value
      report.chose("\(draft.name): \(key) is \(value.quantity.text), \(value.note ?? "")")
      stand(value, key, into: &draft)
    }
    let cells = ["into", "out"].map { draft.standingSettings["blood_cell_permeability.\($0)"] }
    if let into = cells[0], let out = cells[1] {
      draft.standing["blood_cell_permeability"] = .map(YAMLMap([("into", into.yaml()), ("out", out.yaml())]))
    }
  }

  private func stand(_ value: ImportedValue, _ key: String, into draft: inout CompoundDraft) {
    guard !key.contains(".") else { return }
    let old = draft.standing[key]
    if let group = AlternativeGroup.allCases.first(where: { $0.key == key }), let old,
      let name = draft.standingName[group]
    {
      draft.alternatives[key, default: []].append((name, old))
      draft.standingName[group] = nil
    }
    draft.standing[key] = replaced(old, by: value)
  }
}

/// A property with another value in it, its pH and the like kept.
func replaced(_ old: YAMLValue?, by value: ImportedValue) -> YAMLValue {
  guard case .map(let map)? = old, map["value"] != nil else { return value.yaml() }
  let kept = map.entries.filter { ["ph", "gain_per_charge", "binds"].contains($0.key) }.map { ($0.key, $0.value) }
  return value.yaml(kept)
}
