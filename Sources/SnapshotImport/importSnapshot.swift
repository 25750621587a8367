import DataFiles
import Quantities

/// The files of an imported project, and what became of everything in it.
public struct ImportedLibrary: Sendable {
  /// The text of each file by its path inside the new library.
  public var files: [String: String]
  public var report: ImportReport
}

/// Reads a project snapshot of PK-Sim (JSON) and writes it as a library of ours.
///
/// - Parameters:
///   - text: The bytes of the file.
///   - file: Its name, for messages and for the key of the source.
///   - compound: Limits the import to one compound and what it forms; nil imports all.
///   - surroundings: What the import needs to know of the library it writes for.
/// - Throws: `DataError` when the file is no such snapshot, or holds no such compound.
public func importSnapshot(
  _ text: [UInt8], file: String, compound: String? = nil, surroundings: ImportSurroundings
) throws(DataError) -> ImportedLibrary {
  let root = try JSONParser.parse(text, file: file)
  try checkKind(root, text, file)
  let session = ImportSession(root: root, file: file, surroundings: surroundings)
  try choose(compound, session)
  let individuals = IndividualImport(session)
  let reading = ProteinReading(session)
  let molecules = Set(individuals.nodes.values.flatMap { reading.molecules(of: $0) })
  var settings: [Int: SimulationSettings] = [:]
  let doses = DoseImport(session)
  let reader = SettingsReader(session: session, molecules: molecules, doses: doses)
  for simulation in session.simulations {
    var own = reader.read(simulation)
    if let fraction = individuals.continuousFraction(of: simulation) {
      for used in simulation.compounds where own.compounds[used.name]?["ehc_continuous_fraction"] == nil {
        own.compounds[used.name, default: [:]]["ehc_continuous_fraction"] = fraction
      }
    }
    settings[simulation.id] = own
  }
  let compounds = CompoundImport(session: session, settings: settings, formulations: FormulationImport(session))
  let read = session.chosen.map(compounds.draft)
  try checkNames(read, file: file)
  let proteins = ProteinImport(session: session, reading: reading, individuals: named(individuals), drafts: read)
  let drafts = proteins.withoutUnknown(read)
  var files: [String: String] = [:]
  for draft in drafts {
    let from = draft.folder == session.model ? nil : session.model
    let path = "Compounds/\(draft.folder)/\(draft.folder).yaml"
    files[path] = draft.file(source: session.sourceKey, proteinsFrom: from)
    session.report.compounds.append(line(draft))
  }
  for (path, text) in RacemateImport(drafts: drafts, report: session.report).files() { files[path] = text }
  reading.reportIdle(
    proteins.molecules, individuals.order.compactMap { individuals.nodes[$0] })
  for (path, text) in proteins.files() { files[path] = text }
  let bodies = individuals.used(by: drafts.map(\.name), all: compound == nil)
  for (name, slug) in individuals.slugs().sorted(by: { $0.key < $1.key }) where bodies.contains(name) {
    guard let text = individuals.file(name, proteins: proteins) else { continue }
    let path = "Compounds/\(session.model)/individuals/\(slug).yaml"
    files[path] = text
    session.report.individuals.append(path)
  }
  let studies = StudyImport(
    session: session, drafts: drafts, settings: settings, individuals: individuals, proteins: proteins,
    doses: doses, meals: MealImport(session))
  for (path, text) in studies.files() { files[path] = text }
  files["Compounds/references.yaml"] = references(session)
  reportUnread(session)
  let report = session.report.report(
    file: file.fileName, version: session.version, model: session.model)
  files["import-report.md"] = report.markdown
  return ImportedLibrary(files: files, report: report)
}

/// Compounds are files here, so that two names must not give one file.
private func checkNames(_ drafts: [CompoundDraft], file: String) throws(DataError) {
  for (position, draft) in drafts.enumerated() {
    guard let other = drafts[..<position].first(where: { $0.folder == draft.folder }) else { continue }
    throw DataError(
      location: SourceLocation(file: file, line: 1, column: 1),
      problem: "the compounds `\(other.name)` and `\(draft.name)` would both be written to `\(draft.folder)`",
      remedy: "rename one of them in the project, or import one with --compound")
  }
}

/// Every body under the names that simulations may use, also those of populations.
private func named(_ individuals: IndividualImport) -> [String: JSONNode] {
  var nodes = individuals.nodes
  for (population, name) in individuals.ofPopulations where nodes[population] == nil {
    nodes[population] = individuals.nodes[name]
  }
  return nodes
}

private func line(_ draft: CompoundDraft) -> ImportReport.CompoundLine {
  let written = draft.processes.filter { $0.keys != nil }
  return ImportReport.CompoundLine(
    name: draft.name, folder: draft.folder, processes: written.count,
    optionalProcesses: written.count { !$0.isDefault }, formulations: draft.formulations.count,
    alternatives: draft.alternatives.values.reduce(0) { $0 + $1.count })
}

/// Refuses JSON that is something else.
private func checkKind(_ root: JSONNode, _ text: [UInt8], _ file: String) throws(DataError) {
  let at = sourceLocation(of: root.offset, in: text, file: file)
  let remedy = "export the project from PK-Sim: File, Export to snapshot"
  guard root.isObject else {
    throw DataError(location: at, problem: "this is \(root.kind), not a project snapshot of PK-Sim", remedy: remedy)
  }
  if root.has("Compounds") {
    guard !root.list("Compounds").filter({ $0.isObject && $0.text("Name") != nil }).isEmpty else {
      throw DataError(
        location: at, problem: "the snapshot holds no compound", remedy: "import a project that holds one")
    }
    return
  }
  let modules = ["Modules", "BuildingBlocks", "SimulationSettings", "PassiveTransports", "MoleculeBuildingBlock"]
  let problem =
    modules.contains { root.has($0) }
    ? "this looks like a file of MoBi, not a project snapshot of PK-Sim"
    : "this is no project snapshot of PK-Sim: it has no `Compounds`"
  throw DataError(location: at, problem: problem, remedy: remedy)
}

/// Chooses what to write: all compounds, or one with what it forms.
private func choose(_ name: String?, _ session: ImportSession) throws(DataError) {
  let all = session.compounds.filter { $0.text("Name") != nil }
  let names = all.compactMap { $0.text("Name") }
  let counts = names.map { name in session.simulations.count { $0.compound(name)?.protocolName != nil } }
  guard let name else {
    let formed = Set(all.flatMap { $0.list("Processes") }.compactMap { $0.text("Metabolite") })
    let kept = all.enumerated().filter { position, node in
      let isAlive = !node.list("Processes").isEmpty || counts[position] > 0 || all.count == 1
      let own = names[position]
      if !isAlive, !formed.contains(own) {
        node.readAll()
        session.report.lacks("Compounds.\(own)", because: "without processes and never given: only observed")
        return false
      }
      return true
    }.map(\.element)
    let best = names.indices.max { (counts[$0], $1) < (counts[$1], $0) } ?? 0
    let main = kept.first { $0.text("Name") == names[best] } ?? kept.first
    session.choose(kept, model: slug(main?.text("Name") ?? names[best]))
    return
  }
  guard let found = names.first(where: { $0 == name || slug($0) == slug(name) }) else {
    let nearest = suggestion(for: name, in: names)
    throw DataError(
      location: SourceLocation(file: session.file, line: 1, column: 1),
      problem: "the snapshot holds no compound `\(name)`",
      remedy: "\(nearest)it holds: \(names.joined(separator: ", "))")
  }
  var chosen: [String] = [found]
  var next = 0
  while next < chosen.count {
    let node = all.first { $0.text("Name") == chosen[next] }
    let used = session.simulations.flatMap { $0.compound(chosen[next])?.processes.compactMap(\.metabolite) ?? [] }
    for product in (node?.list("Processes") ?? []).compactMap({ $0.text("Metabolite") }) + used
    where names.contains(product) && !chosen.contains(product) { chosen.append(product) }
    next += 1
  }
  for node in all where !chosen.contains(node.text("Name") ?? "") {
    node.readAll()
    session.report.lacks("Compounds.\(node.text("Name") ?? "")", because: "left out by --compound")
  }
  session.choose(all.filter { chosen.contains($0.text("Name") ?? "") }, model: slug(found))
}

private func references(_ session: ImportSession) -> String {
  let name = session.file.fileName
  let version = session.version.map { ", version \($0)" } ?? ""
  let compounds = session.chosen.compactMap { $0.text("Name") }.joined(separator: ", ")
  let entry = YAMLMap([
    ("authors", .text("Open Systems Pharmacology")), ("title", .text("Whole-body model of \(compounds)")),
    ("where", .text("PK-Sim project snapshot\(version), file \(name)")),
  ])
  return yamlFile(
    YAMLMap([(session.sourceKey, .map(entry))]), heading: "Sources of the numbers that were imported from \(name).")
}

/// Reports what nothing asked for.
private func reportUnread(_ session: ImportSession) {
  let reasons = [
    "ObservedData": "observed data belong to a validation folder", "ObserverSets": "observers are not built",
    "ParameterIdentifications": "parameter identifications are not built", "Populations": "populations are not built",
    "SimulationComparisons": "charts", "IndividualAnalyses": "charts", "PopulationAnalyses": "charts",
    "OutputMappings": "observed data belong to a validation folder", "Ontogeny": "ontogeny is not built",
    "TableFormula": "a table in place of a number", "Table": "ontogeny is not built",
    "OutputSchema": "of a simulation that was not imported", "Description": "words about the profile",
    "QualificationPlans": "qualification plans are not built", "Classifications": "folders of the program's tree",
  ]
  session.root.unread { path, node in
    let last = path.split(separator: ".").last.map { String($0).replacing("[]", with: "") } ?? path
    let reason =
      reasons[last] ?? (last.hasSuffix("Classifications") ? reasons["Classifications"] : nil)
      ?? "nothing here asks for it"
    var count = 1
    if case .list(let elements) = node.content { count = elements.count }
    if count > 0 { session.report.lacks(path, node.summary, count: count, because: reason) }
  }
}
