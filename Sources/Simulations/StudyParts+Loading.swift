import Compounds
import DataFiles
import Dosing
import Physiology
import Processes

/// Reads a study and everything it names.
///
/// - Parameters:
///   - path: The study file.
///   - overrides: Values that replace those of the study file.
///   - arm: The only arm that is kept; all unless named.
///   - library: Where species and compounds are looked for.
///   - diagnostics: Receives every fault of every file.
/// - Returns: nil when a fault was found.
public func loadStudyParts(
  path: String, overrides: [(path: String, value: String)] = [], arm: String? = nil, library: Library,
  diagnostics: Diagnostics
) -> StudyParts? {
  let faults = diagnostics.errors.count
  guard var study = loadStudy(path: path, overrides: overrides, diagnostics: diagnostics) else {
    checkNames(inFaulty: path, library: library, diagnostics: diagnostics)
    return nil
  }
  if let arm { study.arms.removeAll { $0.name != arm } }
  let mixtures = expandMixtures(&study, library: library, diagnostics: diagnostics)
  let loader = StudyPartsLoader(study: study, library: library, diagnostics: diagnostics)
  let main = loader.parts(
    subject: study.subject, settings: study.compoundSettings, doses: study.arms.flatMap(\.doses))
  loader.checkChoices(species: main.species, compounds: main.compounds)
  var own: [String: ArmParts] = [:]
  for arm in study.arms where arm.subject != nil || arm.compoundSettings != nil {
    // Settings of the study that no dose of this arm needs rest.
    let parts = loader.parts(
      subject: arm.subject ?? study.subject, settings: arm.compoundSettings ?? study.compoundSettings,
      doses: arm.doses, settingsMayRest: arm.compoundSettings == nil)
    if let individual = parts.individual {
      own[arm.name] = ArmParts(individual: individual, compounds: parts.compounds, profiles: parts.profiles)
    }
  }
  let names = Set(mixtures.map(\.name) + (main.compounds + own.values.flatMap(\.compounds)).map(\.name))
  let observed = loadObservations(
    of: study, compounds: names.sorted(), isComplete: diagnostics.errors.count == faults, library: library,
    diagnostics: diagnostics)
  guard diagnostics.errors.count == faults, let species = main.species, let individual = main.individual else {
    return nil
  }
  return StudyParts(
    study: study, species: species, individual: individual, compounds: main.compounds, mixtures: mixtures,
    proteins: main.profiles, ownParts: own, observed: observed, files: diagnostics.filesRead)
}

/// Replaces each dose of a mixture by doses of its parts.
///
/// - Returns: The mixtures found.
private func expandMixtures(_ study: inout Study, library: Library, diagnostics: Diagnostics) -> [Mixture] {
  var mixtures: [String: Mixture] = [:]
  var order: [String] = []
  for index in study.arms.indices {
    study.arms[index].doses = study.arms[index].doses.flatMap { dose -> [DoseRequest] in
      let name = dose.compound.value
      if mixtures[name] == nil, let found = loadMixture(name, library: library, diagnostics: diagnostics) {
        mixtures[name] = found
        order.append(name)
      }
      guard let mixture = mixtures[name] else { return [dose] }
      return mixture.parts.map { dose.part($0) }
    }
  }
  return order.compactMap { mixtures[$0] }
}

extension DoseRequest {
  /// The dose of one part of a mixture.
  fileprivate func part(_ part: Mixture.Part) -> DoseRequest {
    var dose = self
    dose.compound.value = part.compound
    dose.dose = self.dose.scaled(by: part.share)
    dose.loading = loading?.scaled(by: part.share)
    return dose
  }
}

/// Looks at the species and compounds that a study with other faults names, so that all faults are found in one go.
private func checkNames(inFaulty path: String, library: Library, diagnostics: Diagnostics) {
  guard let study = readYAML(path: path, diagnostics: Diagnostics()) else { return }
  if let species = study["subject"]?["species"], let name = species.text {
    _ = loadSpecies(name, library: library, diagnostics: diagnostics, at: species.location)
  }
  let lists = [study["doses"]] + (study["arms"]?.elements ?? []).map { $0["doses"] }
  var seen: Set<String> = []
  for dose in lists.compactMap({ $0 }).flatMap({ $0.elements ?? [] }) {
    guard let compound = dose["compound"], let name = compound.text, seen.insert(name).inserted,
      loadMixture(name, library: library, diagnostics: diagnostics) == nil
    else { continue }
    _ = loadCompound(name, library: library, namedAt: compound.location, diagnostics: diagnostics)
  }
}

/// What one body and one set of compounds are made of.
private struct LoadedParts {
  var species: SpeciesRecord?
  var individual: Individual?
  var compounds: [Compound]
  var profiles = ProteinProfiles()
}

private final class StudyPartsLoader {
  let study: Study
  let library: Library
  let diagnostics: Diagnostics
  private var compoundsBySettings: [CompoundKey: Compound] = [:]

  private struct CompoundKey: Hashable {
    let name: String
    let settings: DataNode?
  }

  init(study: Study, library: Library, diagnostics: Diagnostics) {
    self.study = study
    self.library = library
    self.diagnostics = diagnostics
  }

  func parts(
    subject written: SubjectRecord, settings: [String: DataNode], doses: [DoseRequest], settingsMayRest: Bool = false
  ) -> LoadedParts {
    guard let subject = resolveSubject(written, library: library, diagnostics: diagnostics) else {
      return LoadedParts(compounds: [])
    }
    let name = subject.record.species
    let species = loadSpecies(name.value, library: library, diagnostics: diagnostics, at: name.location)
    let faults = diagnostics.errors.count
    let compounds = compounds(of: doses, settings: settings)
    if diagnostics.errors.count == faults, !settingsMayRest { checkSettings(settings, compounds) }
    var loaded = LoadedParts(species: species, compounds: compounds)
    guard let species else { return loaded }
    loaded.individual = individual(subject.record, of: species)
    loaded.profiles = proteins(of: compounds, species: species, body: subject)
    if diagnostics.errors.count == faults, !settingsMayRest { checkProteinNames(written, compounds) }
    return loaded
  }

  // MARK: Who is dosed

  private func individual(_ subject: SubjectRecord, of species: SpeciesRecord) -> Individual? {
    do {
      return try makeIndividual(
        species,
        SubjectDescription(
          species: subject.species.value, sex: subject.sex, age: subject.age, weight: subject.weight,
          height: subject.height))
    } catch {
      diagnostics.report(subject.species.location, error.problem, remedy: error.remedy)
      return nil
    }
  }

  // MARK: Compounds

  /// The dosed compounds, then the metabolites that their files name and that have a file of their own.
  private func compounds(of doses: [DoseRequest], settings: [String: DataNode]) -> [Compound] {
    var found: [Compound] = []
    var wanted: [(name: String, at: SourceLocation?)] = []
    for dose in doses where !wanted.contains(where: { $0.name == dose.compound.value }) {
      wanted.append((dose.compound.value, dose.compound.location))
    }
    var next = 0
    while next < wanted.count {
      let (name, location) = wanted[next]
      next += 1
      guard let compound = compound(name, namedAt: location, settings: settings[name]) else { continue }
      if let location, compound.name != name {
        diagnostics.report(
          location, "a dose names a file, `\(name)`",
          remedy: "write `\(compound.name)`, and give the folder that holds Compounds/ with --library")
      }
      found.append(compound)
      for process in compound.processes {
        guard case .metabolism(let metabolism) = process, let metabolite = metabolism.metabolite,
          library.find("Compounds/\(metabolite)/\(metabolite).yaml") != nil,
          !wanted.contains(where: { $0.name == metabolite })
        else { continue }
        wanted.append((metabolite, process.location))
      }
    }
    return found
  }

  private func compound(_ name: String, namedAt location: SourceLocation?, settings: DataNode?) -> Compound? {
    let key = CompoundKey(name: name, settings: settings)
    if let known = compoundsBySettings[key] { return known }
    let faults = diagnostics.errors.count
    guard
      let compound = loadCompound(
        name, library: library, namedAt: location, settings: settings, diagnostics: diagnostics)
    else { return nil }
    if diagnostics.errors.count == faults {
      checkReferences(
        compound.facts.map(\.value.origin),
        in: loadReferences(of: ["Compounds", "Physiology"], library: library, diagnostics: diagnostics),
        diagnostics: diagnostics)
    }
    compoundsBySettings[key] = compound
    return compound
  }

  /// Settings of compounds that nobody gets.
  private func checkSettings(_ settings: [String: DataNode], _ compounds: [Compound]) {
    for (name, node) in settings where !compounds.contains(where: { $0.name == name }) {
      if let mixture = loadMixture(name, library: library, diagnostics: diagnostics) {
        diagnostics.report(
          node.location, "`\(name)` is a mixture, which has no settings of its own",
          remedy: "set its parts: \(mixture.parts.map(\.compound).joined(separator: ", "))")
        continue
      }
      let known = compounds.map(\.name)
      let nearest = suggestion(for: name, in: known)
      diagnostics.report(
        node.location, "`\(name)` is set, but neither dosed nor formed",
        remedy: "\(nearest)here are \(known.joined(separator: ", "))")
    }
  }

  // MARK: Proteins

  /// Profiles that a study changes, of proteins that no compound of it knows.
  private func checkProteinNames(_ subject: SubjectRecord, _ compounds: [Compound]) {
    let known = Set(compounds.flatMap { $0.processes.compactMap(\.protein) }).sorted()
    for (name, change) in subject.proteins where !known.contains(name) {
      let nearest = suggestion(for: name, in: known)
      diagnostics.report(
        change.location, "`\(name)` is set, but no compound of the study has a process with it",
        remedy: "\(nearest)here are \(known.isEmpty ? "none" : known.joined(separator: ", "))")
    }
  }

  /// Each protein that a process names: the profile of the model that the body belongs to, else of the compound's own
  /// model, else of the species.
  private func proteins(
    of compounds: [Compound], species: SpeciesRecord, body: ResolvedSubject
  ) -> ProteinProfiles {
    var profiles = ProteinProfiles()
    let bodyFolders = body.model.map { modelProteinFolders($0, in: library) } ?? []
    let speciesFolders = library.folders.map { "\($0)/Physiology/\(species.name)/proteins" }
    for compound in compounds {
      let ownFolders = compound.proteinFolders(in: library)
      for process in compound.processes {
        guard let name = process.protein else { continue }
        let isOfBody = proteinFile(name, folders: bodyFolders) != nil
        let isOwn = !isOfBody && proteinFile(name, folders: ownFolders) != nil
        if isOwn ? profiles.own[compound.name]?[name] != nil : profiles.shared[name] != nil { continue }
        let loaded = loadProtein(
          name, folders: isOfBody ? bodyFolders : isOwn ? ownFolders : speciesFolders, places: species.organNames,
          changes: body.proteinChanges[name] ?? [], diagnostics: diagnostics, at: process.location)
        guard var loaded else { continue }
        loaded.ontogeny = loadOntogeny(name, species: species.name, library: library, diagnostics: diagnostics)
        if isOwn { profiles.own[compound.name, default: [:]][name] = loaded } else { profiles.shared[name] = loaded }
      }
    }
    return profiles
  }

  // MARK: Names

  /// Names in the study that only the loaded species and compounds can confirm.
  func checkChoices(species: SpeciesRecord?, compounds: [Compound]) {
    if let method = study.partition, PartitionMethod(rawValue: method.value) == nil {
      let known = PartitionMethod.allCases.map(\.rawValue)
      let nearest = suggestion(for: method.value, in: known)
      diagnostics.report(
        method.location, "there is no partition method `\(method.value)`",
        remedy: "\(nearest)methods: \(known.joined(separator: ", "))")
    }
    if let species {
      for choice in study.organForms where !species.organNames.contains(choice.organ.value) {
        let nearest = suggestion(for: choice.organ.value, in: species.organNames)
        diagnostics.report(
          choice.organ.location, "\(species.name) has no organ `\(choice.organ.value)`",
          remedy: "\(nearest)see `teorell describe individual`")
      }
    }
    for dose in study.arms.flatMap(\.doses) {
      guard let wanted = dose.formulation, wanted.value != "solution",
        let compound = compounds.first(where: { $0.name == dose.compound.value }),
        compound.formulations[wanted.value] == nil
      else { continue }
      let known = compound.formulations.keys.sorted() + (compound.formulations["solution"] == nil ? ["solution"] : [])
      let nearest = suggestion(for: wanted.value, in: known)
      diagnostics.report(
        wanted.location, "\(compound.name) has no formulation `\(wanted.value)`",
        remedy: "\(nearest)it has \(known.joined(separator: ", "))")
    }
  }
}
