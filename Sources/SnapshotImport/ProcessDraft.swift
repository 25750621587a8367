/// A process of a compound on its way into a compound file.
struct ProcessDraft {
  /// What kind of thing the simulations list it among.
  enum Listing { case process, interaction }

  /// The name the simulations use.
  let snapshotName: String
  let listing: Listing
  /// The name in our file; the same unless two would share one.
  var name: String
  /// The word of `process:`.
  let word: String
  /// The molecule as the compound names it.
  let molecule: String?
  /// The protein it runs on in the simulations.
  let protein: String?
  let metabolite: String?
  /// Without `process`, `name` and `default`; nil where nothing can be written.
  var keys: YAMLMap?
  /// Why nothing can be written.
  var obstacle: String?
  var isDefault = true

  /// Processes of one kind, protein and product exclude each other where the simulations never agree on one.
  var group: String { "\(word)|\(molecule ?? "")|\(metabolite ?? "")" }

  var yaml: YAMLMap? {
    guard let keys else { return nil }
    var map = YAMLMap([("process", .plain(word)), ("name", .text(name))])
    if !isDefault { map["default"] = .plain("no") }
    map.add(keys)
    return map
  }
}

/// Reads the processes of one compound.
struct ProcessImport {
  let session: ImportSession
  let compound: String
  let simulations: [SimulationRecord]

  func drafts(_ nodes: [JSONNode]) -> [ProcessDraft] {
    var drafts = nodes.compactMap(draft)
    giveNames(&drafts)
    chooseProcesses(&drafts)
    chooseInteractions(&drafts)
    return drafts
  }

  private func draft(_ node: JSONNode) -> ProcessDraft? {
    node.readAll()
    guard let kind = node.text("InternalName") else {
      session.report.lacks("Compounds.\(compound).Processes[]", node.summary, because: "the process names no kind")
      return nil
    }
    let molecule = node.text("Molecule")
    let source = node.text("DataSource") ?? ""
    let parameters = ParameterSet(node.list("Parameters"))
    if let species = node.text("Species"), species.lowercased() != "human" {
      session.report.chose("the process \(molecule ?? kind)-\(source) of \(compound) was measured in \(species)")
    }
    let reader = KineticsReader(session: session, compound: compound, kind: kind, parameters: parameters)
    let written = reader.read()
    let name = snapshotName(kind: kind, molecule: molecule, source: source, systemic: written.systemicPrefix)
    let uses = simulations.flatMap { $0.compound(compound)?.processes ?? [] }.filter { $0.name == name }
    let listing: ProcessDraft.Listing = written.isInteraction ? .interaction : .process
    var protein = molecule.map { ranked(uses.compactMap(\.molecule)).first?.word ?? $0 }
    if listing == .interaction { protein = molecule }
    if let protein, let molecule, protein != molecule {
      session.report.chose("the process \(name) of \(compound) runs on \(protein), as in its simulations")
    }
    let metabolite = node.text("Metabolite") ?? ranked(uses.compactMap(\.metabolite)).first?.word
    for parameter in parameters.rest where written.keys != nil {
      session.report.lacks(
        "Compounds.\(compound).Processes.\(name).\(parameter.name)", parameter, because: reader.reasonForRest)
    }
    var keys = written.keys.map { kinetics -> YAMLMap in
      var map = YAMLMap()
      if written.namesProtein { map["protein"] = .text(fileName(ofProtein: protein ?? "")) }
      if written.word == "metabolism", let metabolite { map["metabolite"] = .text(slug(metabolite)) }
      map.add(kinetics)
      return map
    }
    var obstacle = written.obstacle
    if written.namesProtein, protein == nil {
      keys = nil
      obstacle = "the process names no molecule"
    }
    return ProcessDraft(
      snapshotName: name, listing: listing, name: name, word: written.word, molecule: molecule, protein: protein,
      metabolite: written.word == "metabolism" ? metabolite : nil, keys: keys, obstacle: obstacle)
  }

  /// The name the simulations know the process by.
  private func snapshotName(kind: String, molecule: String?, source: String, systemic: String?) -> String {
    if let molecule { return "\(molecule)-\(source)" }
    let prefix = systemic ?? kind
    let listed = simulations.flatMap { $0.compound(compound)?.processes ?? [] }.map(\.name)
    if listed.contains("\(prefix)-\(source)") { return "\(prefix)-\(source)" }
    return source.isEmpty ? prefix : "\(prefix)-\(source)"
  }

  /// Two processes of one name get the word of their kind behind it.
  private func giveNames(_ drafts: inout [ProcessDraft]) {
    var seen: Set<String> = []
    for position in drafts.indices {
      var name = drafts[position].snapshotName
      if seen.contains(name) { name += " (\(drafts[position].word))" }
      var count = 2
      while seen.contains(name) {
        name = "\(drafts[position].snapshotName) (\(drafts[position].word) \(count))"
        count += 1
      }
      seen.insert(name)
      drafts[position].name = name
    }
  }

  private func uses(_ draft: ProcessDraft) -> Int {
    simulations.count { simulation in
      switch draft.listing {
      case .process: simulation.compound(compound)?.processes.contains { $0.name == draft.snapshotName } ?? false
      case .interaction:
        simulation.interactions.contains { $0.compound == compound && $0.name == draft.snapshotName }
      }
    }
  }

  /// What most simulations use takes part; of those that exclude each other, the most used.
  private func chooseProcesses(_ drafts: inout [ProcessDraft]) {
    let total = simulations.count
    let positions = drafts.indices.filter { drafts[$0].listing == .process }
    guard total > 0 else { return }
    let counts = Dictionary(uniqueKeysWithValues: positions.map { ($0, uses(drafts[$0])) })
    for position in positions { drafts[position].isDefault = 2 * (counts[position] ?? 0) > total }
    for group in Set(positions.map { drafts[$0].group }) {
      let members = positions.filter { drafts[$0].group == group }
      let used = members.reduce(0) { $0 + (counts[$1] ?? 0) }
      guard !members.contains(where: { drafts[$0].isDefault }), 2 * used > total,
        let most = members.max(by: { (counts[$0] ?? 0, $1) < (counts[$1] ?? 0, $0) })
      else { continue }
      drafts[most].isDefault = true
    }
    for position in positions where (counts[position] ?? 0) != total {
      let state = drafts[position].isDefault ? "stands" : "is optional"
      session.report.chose(
        "\(compound): the process \(drafts[position].name) \(state), used in \(counts[position] ?? 0) of \(total) simulations"
      )
    }
  }

  /// An effect on proteins of its own takes part when most simulations list it, another when none rivals it.
  private func chooseInteractions(_ drafts: inout [ProcessDraft]) {
    let positions = drafts.indices.filter { drafts[$0].listing == .interaction }
    let own = Set(
      session.compounds.flatMap { $0.list("Processes") }.filter { !isInteraction($0.text("InternalName") ?? "") }
        .compactMap { $0.text("Molecule") } + drafts.filter { $0.listing == .process }.compactMap(\.protein))
    let counts = Dictionary(uniqueKeysWithValues: positions.map { ($0, uses(drafts[$0])) })
    for position in positions {
      let draft = drafts[position]
      let count = counts[position] ?? 0
      if let molecule = draft.molecule, own.contains(molecule), !simulations.isEmpty {
        drafts[position].isDefault = 2 * count > simulations.count
      } else {
        let rivals = positions.filter { $0 != position && drafts[$0].group == draft.group }
        drafts[position].isDefault = rivals.allSatisfy { rival in
          let other = counts[rival] ?? 0
          return other < count || (other == count && rival > position)
        }
      }
      let state = drafts[position].isDefault ? "stands" : "is optional"
      session.report.chose(
        "\(compound): the interaction \(draft.name) \(state), listed in \(count) of \(simulations.count) simulations")
    }
  }
}

/// Whether the kind of a process is an effect on a protein.
func isInteraction(_ kind: String) -> Bool { kind.contains("Inhibition") || kind == "Induction" }

/// The name under which a protein has its file: as the snapshot writes it, but without slashes.
func fileName(ofProtein name: String) -> String {
  String(name.map { $0 == "/" || $0 == "\\" || $0 == ":" ? "-" : $0 })
}
