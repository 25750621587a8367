/// Turns simulations into studies.
struct StudyImport {
  let session: ImportSession
  let drafts: [CompoundDraft]
  let settings: [Int: SimulationSettings]
  let individuals: IndividualImport
  let proteins: ProteinImport
  let doses: DoseImport
  let meals: MealImport

  /// The files of all simulations of the chosen compounds, by path.
  func files() -> [(path: String, text: String)] {
    var taken: Set<String> = []
    let slugs = individuals.slugs()
    return session.simulations.compactMap { simulation in
      guard let map = study(simulation, slugs: slugs) else { return nil }
      let path = "Studies/\(session.model)/\(uniqueSlug(simulation.name, taken: &taken)).yaml"
      session.report.studies.append(path)
      return (path, yamlFile(map))
    }
  }

  private func study(_ simulation: SimulationRecord, slugs: [String: String]) -> YAMLMap? {
    for key in ["HasResults", "Solver", "OutputSelections"] { simulation.node[key]?.readAll() }
    if let model = simulation.node.text("Model"), model != "4Comp" {
      session.report.lacks("Simulations[].Model", model, because: "the model of large molecules is not built")
    }
    let dosed = simulation.dosed
    guard !dosed.isEmpty else {
      session.report.lacks("Simulations[]", simulation.name, because: "no compound is given in it")
      return nil
    }
    if let other = dosed.first(where: { used in !drafts.contains { $0.name == used.name } }) {
      session.report.lacks("Simulations[]", simulation.name, because: "it gives \(other.name), which is not imported")
      return nil
    }
    if let adult = session.surroundings.adultAge, let age = individuals.age(of: simulation), age < adult {
      session.report.lacks(
        "Simulations[]", simulation.name, because: "its body is a child, and the species holds adults")
      return nil
    }
    var map = YAMLMap([("schema", .plain("study/1")), ("study", .text(simulation.name))])
    map["subject"] = .map(subject(simulation, slugs: slugs))
    let lines = dosed.flatMap { used in
      drafts.first { $0.name == used.name }.map { doses.doses(of: used, draft: $0) } ?? []
    }
    guard !lines.isEmpty else {
      session.report.lacks("Simulations[]", simulation.name, because: "none of its doses can be given")
      return nil
    }
    map["doses"] = .list(lines)
    let eaten = meals.meals(of: simulation)
    if !eaten.isEmpty { map["meals"] = .list(eaten) }
    let own = compounds(simulation)
    if !own.isEmpty { map["compounds"] = .map(own) }
    map["observe"] = .list([.plain("peripheral plasma")])
    addTimes(simulation, to: &map)
    return map
  }

  private func subject(_ simulation: SimulationRecord, slugs: [String: String]) -> YAMLMap {
    let named = simulation.individual
    guard let name = named.map({ individuals.ofPopulations[$0] ?? $0 }), let node = individuals.nodes[name] else {
      session.report.lacks(
        "Simulations[].Individual", named ?? "none", because: "there is no such body; the reference person stands")
      return YAMLMap([("species", .plain("human"))])
    }
    var map = YAMLMap([("individual", .text("\(session.model)/\(slugs[name] ?? slug(name))"))])
    let own = settings[simulation.id]?.proteins ?? [:]
    let overlay = own.isEmpty ? YAMLMap() : proteins.overlay(of: node, settings: own, over: node)
    if !overlay.isEmpty { map["proteins"] = .map(plain(overlay)) }
    return map
  }

  /// Studies hold plain quantities: what was said about sources is left out.
  private func plain(_ map: YAMLMap) -> YAMLMap {
    YAMLMap(
      map.entries.map { entry in
        guard case .map(let inner) = entry.value else { return (entry.key, entry.value) }
        return (entry.key, inner["value"] ?? .map(plain(inner)))
      })
  }

  // MARK: - Compounds

  /// What the simulation does otherwise than the compound files.
  private func compounds(_ simulation: SimulationRecord) -> YAMLMap {
    var map = YAMLMap()
    let present = present(simulation)
    for draft in drafts where present.contains(draft.folder) {
      guard let used = simulation.compound(draft.name) else {
        let effects = draft.processes.filter { $0.listing == .interaction && $0.isDefault && $0.keys != nil }
        guard !effects.isEmpty else { continue }
        let names = YAMLValue.list(effects.map { .text($0.name) })
        map[draft.folder] = .map(YAMLMap([("processes", .map(YAMLMap([("leave_out", names)])))]))
        continue
      }
      var own = alternatives(draft, simulation)
      addSettings(draft, simulation, to: &own)
      let processes = processes(draft, used, simulation)
      if !processes.isEmpty { own["processes"] = .map(processes) }
      if !own.isEmpty { map[draft.folder] = .map(own) }
    }
    return map
  }

  /// The folders of the compounds that are given in a simulation or formed from those.
  private func present(_ simulation: SimulationRecord) -> Set<String> {
    var found = Set(simulation.dosed.map { slug($0.name) })
    var grows = true
    while grows {
      let before = found.count
      for draft in drafts where found.contains(draft.folder) {
        let listed = simulation.compound(draft.name)?.processes.map(\.name)
        for process in draft.processes where process.keys != nil {
          guard listed?.contains(process.snapshotName) ?? process.isDefault else { continue }
          if let metabolite = process.metabolite { found.insert(slug(metabolite)) }
        }
      }
      grows = found.count > before
    }
    return found
  }

  private func alternatives(_ draft: CompoundDraft, _ simulation: SimulationRecord) -> YAMLMap {
    var own = YAMLMap()
    let set = settings[simulation.id]?.compounds[draft.name] ?? [:]
    for group in AlternativeGroup.allCases
    where draft.standing[group.key] != nil || draft.alternatives[group.key] != nil {
      guard set[group.key] == nil else { continue }
      let name = draft.alternative(group, in: simulation)
      let standing = draft.standingSettings[group.key] == nil ? draft.standingName[group] : nil
      guard name != standing else { continue }
      if let name, draft.alternatives[group.key]?.contains(where: { $0.name == name }) == true {
        own[group.key] = .text(name)
      } else if draft.standing[group.key] != nil {
        session.report.lacks(
          "Simulations[].Compounds.\(draft.name).\(group.key)", name ?? "computed",
          because: "the simulation uses another value, which no file can name")
      }
    }
    return own
  }

  private func addSettings(_ draft: CompoundDraft, _ simulation: SimulationRecord, to own: inout YAMLMap) {
    let set = settings[simulation.id]?.compounds[draft.name] ?? [:]
    for (key, value) in set.sorted(by: { $0.key < $1.key }) {
      if let standing = draft.standingSettings[key], standing.quantity.isNear(value.quantity) { continue }
      if key == "ehc_continuous_fraction", value.quantity.number == 0, draft.standingSettings[key] == nil { continue }
      guard !key.contains(".") else {
        session.report.lacks(
          "Simulations[].Parameters.*|\(key)", value.quantity.text,
          because: "a study cannot set it; the file keeps its own")
        continue
      }
      var bare = value
      bare.origin = .unknown
      bare.note = nil
      own[key] = replacedPlainly(draft.standing[key], by: bare)
    }
    // A mean of most simulations does not hold for those that set nothing.
    for (key, standing) in draft.standingSettings where set[key] == nil {
      let isAlternative = AlternativeGroup.allCases.contains { $0.key == key }
      if key == "ehc_continuous_fraction" {
        own[key] = .plain("0")
      } else if !isAlternative, !key.contains(".") {
        session.report.lacks(
          "Simulations[].Compounds.\(draft.name).\(key)", standing.quantity.text,
          because: "the simulation does not set it, but the file of the compound holds it")
      }
    }
  }

  /// A number, or a mapping with what belongs to it, such as the pH of a solubility.
  private func replacedPlainly(_ old: YAMLValue?, by value: ImportedValue) -> YAMLValue {
    guard case .map(let map) = replaced(old, by: value) else { return .plain(value.quantity.text) }
    return .map(plain(map))
  }

  private func processes(
    _ draft: CompoundDraft, _ used: SimulationRecord.UsedCompound, _ simulation: SimulationRecord
  ) -> YAMLMap {
    let listed = Set(used.processes.map(\.name))
    let interactions = Set(simulation.interactions.filter { $0.compound == draft.name }.map(\.name))
    let own = Set(drafts.flatMap(\.processes).filter { $0.listing == .process }.compactMap(\.protein))
    var add: [YAMLValue] = []
    var leaveOut: [YAMLValue] = []
    for process in draft.processes where process.keys != nil {
      let isUsed: Bool
      switch process.listing {
      case .process: isUsed = listed.contains(process.snapshotName)
      case .interaction:
        isUsed = interactions.contains(process.snapshotName)
        // What no compound of the simulation is subject to is not listed, and does no harm.
        if !isUsed, !own.contains(process.protein ?? "") { continue }
      }
      if isUsed, !process.isDefault { add.append(.text(process.name)) }
      if !isUsed, process.isDefault { leaveOut.append(.text(process.name)) }
    }
    var map = YAMLMap()
    if !add.isEmpty { map["add"] = .list(add) }
    if !leaveOut.isEmpty { map["leave_out"] = .list(leaveOut) }
    return map
  }

  // MARK: - Times

  private func addTimes(_ simulation: SimulationRecord, to map: inout YAMLMap) {
    var pieces: [(from: Double, to: Double, every: Double)] = []
    for interval in simulation.node.list("OutputSchema") {
      let parameters = ParameterSet(interval.list("Parameters"))
      _ = interval["Name"]
      guard let end = parameters.take("End time")?.quantity?.inUnit("h"),
        let resolution = parameters.take("Resolution"), let points = resolution.number, points > 0
      else { continue }
      let start = parameters.take("Start time")?.quantity?.inUnit("h") ?? 0
      let perHour = resolution.unit == "pts/min" ? points * 60 : points
      if end > start { pieces.append((start, end, min(1 / perHour, end - start))) }
    }
    pieces.sort { $0.from < $1.from }
    let last = pieces.map(\.to).max() ?? 24
    if pieces.isEmpty {
      session.report.lacks("Simulations[].OutputSchema", simulation.name, because: "no times are given; 24 h stand")
      pieces = [(0, last, 0.1)]
    }
    map["duration"] = .plain(time(last))
    let lines = pieces.map { piece in
      YAMLValue.map(
        YAMLMap([
          ("from", .plain(time(piece.from))), ("to", .plain(time(piece.to))), ("every", .plain(time(piece.every))),
        ]))
    }
    map["sampling"] = lines.count == 1 ? lines[0] : .list(lines)
  }
}
