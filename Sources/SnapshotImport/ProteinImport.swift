/// The proteins of a family of compounds: which profile stands for the model, and what bodies have instead.
struct ProteinImport {
  let session: ImportSession
  let reading: ProteinReading
  let individuals: [String: JSONNode]
  /// The molecules that processes name, as the snapshot writes them.
  let molecules: [String]
  /// The profile of the model, by molecule.
  private(set) var chosen: [String: ReadProtein] = [:]

  init(session: ImportSession, reading: ProteinReading, individuals: [String: JSONNode], drafts: [CompoundDraft]) {
    self.session = session
    self.reading = reading
    self.individuals = individuals
    molecules = drafts.flatMap(\.processes).filter { $0.keys != nil }.compactMap(\.protein).uniqued()
    let names = drafts.map(\.name)
    let used = session.simulations.filter { simulation in names.contains { simulation.compound($0) != nil } }
      .compactMap { $0.individual.flatMap { individuals[$0] } }
    let bodies = used.isEmpty ? individuals.sorted { $0.key < $1.key }.map(\.value) : used
    for molecule in molecules { chosen[molecule] = choose(molecule, bodies) }
  }

  /// Takes out the processes on molecules that neither the snapshot nor the species holds: they act on nothing.
  func withoutUnknown(_ drafts: [CompoundDraft]) -> [CompoundDraft] {
    let unknown = molecules.filter {
      chosen[$0] == nil && session.surroundings.libraryProtein(fileName(ofProtein: $0)) == nil
    }
    return drafts.map { draft in
      var draft = draft
      for position in draft.processes.indices {
        guard let protein = draft.processes[position].protein, unknown.contains(protein) else { continue }
        guard draft.processes[position].keys != nil else { continue }
        draft.processes[position].keys = nil
        draft.processes[position].obstacle = "no body of the snapshot or the library holds \(protein)"
      }
      for process in draft.processes {
        if let obstacle = process.obstacle {
          session.report.lacks(
            "Compounds.\(draft.name).Processes.\(process.snapshotName)", process.word, because: obstacle)
        }
      }
      return draft
    }
  }

  private func choose(_ molecule: String, _ bodies: [JSONNode]) -> ReadProtein? {
    var found: [(protein: ReadProtein, count: Int)] = []
    for body in bodies {
      guard let protein = reading.protein(molecule, in: body) else { continue }
      if let position = found.firstIndex(where: { $0.protein.profile.isSame(as: protein.profile) }) {
        found[position].count += 1
      } else {
        found.append((protein, 1))
      }
    }
    guard let most = found.max(by: { $0.count < $1.count }) else { return nil }
    let first = found.first { $0.count == most.count } ?? most
    if found.count > 1 {
      session.report.chose(
        "\(molecule): of \(found.count) profiles the one of \(first.count) of \(bodies.count) simulations stands")
    }
    return first.protein
  }

  /// The protein files, by name; nothing for those that the library of the species has in the same form.
  func files() -> [(name: String, text: String)] {
    var files: [(name: String, text: String)] = []
    for molecule in molecules {
      let name = fileName(ofProtein: molecule)
      guard let read = chosen[molecule] else {
        let isKnown = session.surroundings.libraryProtein(name) != nil
        let place = isKnown ? "of the library; the snapshot has none" : "none; its processes were left out"
        session.report.proteins.append(.init(name: molecule, place: place))
        continue
      }
      if read.profile.expression.isEmpty {
        session.report.lacks("Proteins.\(molecule)", because: "the molecule is expressed nowhere")
      }
      if let known = session.surroundings.libraryProtein(name), known.isSame(as: read.profile) {
        session.report.proteins.append(.init(name: molecule, place: "of the library, which has the same"))
        continue
      }
      let path = "Compounds/\(session.model)/proteins/\(name).yaml"
      session.report.proteins.append(.init(name: molecule, place: path))
      files.append((path, yamlFile(read.profile.file(named: name, source: session.sourceKey, notes: read.notes))))
    }
    return files
  }

  /// What a body, with the settings of a simulation, has in place of the profiles of the model.
  func overlay(of individual: JSONNode, settings: [String: [SnapshotParameter]] = [:], over base: JSONNode? = nil)
    -> YAMLMap
  {
    var map = YAMLMap()
    for molecule in molecules {
      guard let read = reading.protein(molecule, in: individual, settings: settings[molecule] ?? []) else { continue }
      guard let standard = base.flatMap({ reading.protein(molecule, in: $0) }) ?? chosen[molecule] else { continue }
      let keys = read.profile.differences(from: standard.profile)
      guard !keys.isEmpty else { continue }
      var inner = YAMLMap()
      for key in ["reference_concentration", "half_life", "located", "expression", "membranes"] where keys.contains(key)
      {
        inner[key] = read.profile.value(of: key, notes: read.notes)
      }
      map[fileName(ofProtein: molecule)] = .map(inner)
    }
    return map
  }
}
