import Compounds
import DataFiles
import Dosing
import Physiology
import Processes

/// Everything a study needs, read from its files and checked against each other.
public struct StudyParts: Sendable {
  public var study: Study
  public let species: SpeciesRecord
  public var individual: Individual
  /// Every compound that is dosed, and every metabolite that is followed, in order of first mention.
  public let compounds: [Compound]
  /// Profiles of the species, by protein.
  let sharedProteins: [String: Protein]
  /// Profiles that belong to a compound's own model, by compound and protein.
  let ownProteins: [String: [String: Protein]]
  /// Every file that was read, in the order of reading.
  public let files: [String]
}

extension StudyParts {
  /// The proteins of a body that some of the compounds meet in: a profile that one of them brings replaces that of the
  /// species.
  ///
  /// - Throws: `ModelError` when two compounds bring different profiles of one protein.
  public func proteins(for compounds: [Compound]) throws(ModelError) -> [String: Protein] {
    var found = sharedProteins
    var owner: [String: String] = [:]
    for compound in compounds {
      for (name, protein) in ownProteins[compound.name] ?? [:] {
        if let other = owner[name], found[name] != protein {
          throw ModelError(
            "\(compound.name) and \(other) bring different profiles of \(name)",
            remedy: "keep one of the two files, or move it to the species")
        }
        found[name] = protein
        owner[name] = compound.name
      }
    }
    return found
  }
}

/// Reads a study and everything it names.
///
/// - Parameters:
///   - path: The study file.
///   - overrides: Values that replace those of the study file.
///   - library: Where species and compounds are looked for.
///   - diagnostics: Receives every fault of every file.
/// - Returns: nil when a fault was found.
public func loadStudyParts(
  path: String, overrides: [(path: String, value: String)] = [], library: Library, diagnostics: Diagnostics
) -> StudyParts? {
  let faults = diagnostics.errors.count
  guard let study = loadStudy(path: path, overrides: overrides, diagnostics: diagnostics) else {
    checkNames(inFaulty: path, library: library, diagnostics: diagnostics)
    return nil
  }
  let loader = StudyPartsLoader(study: study, library: library, diagnostics: diagnostics)
  let species = loadSpecies(
    study.subject.species.value, library: library, diagnostics: diagnostics, at: study.subject.species.location)
  let compounds = loader.compounds()
  let proteins = species.map { loader.proteins(of: compounds, species: $0) } ?? (shared: [:], own: [:])
  loader.checkChoices(species: species, compounds: compounds)
  let individual = species.flatMap(loader.individual)
  guard diagnostics.errors.count == faults, let species, let individual else { return nil }
  return StudyParts(
    study: study, species: species, individual: individual, compounds: compounds, sharedProteins: proteins.shared,
    ownProteins: proteins.own,
    files: diagnostics.filesRead)
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
    guard let compound = dose["compound"], let name = compound.text, seen.insert(name).inserted else { continue }
    _ = loadCompound(name, library: library, namedAt: compound.location, diagnostics: diagnostics)
  }
}

private struct StudyPartsLoader {
  let study: Study
  let library: Library
  let diagnostics: Diagnostics

  func individual(of species: SpeciesRecord) -> Individual? {
    let subject = study.subject
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

  /// The dosed compounds, then the metabolites that their files name and that have a file of their own.
  func compounds() -> [Compound] {
    var found: [Compound] = []
    var wanted: [(name: String, at: SourceLocation?)] = []
    var references: [String: Reference]?
    for dose in study.arms.flatMap(\.doses) where !wanted.contains(where: { $0.name == dose.compound.value }) {
      wanted.append((dose.compound.value, dose.compound.location))
    }
    var next = 0
    while next < wanted.count {
      let (name, location) = wanted[next]
      next += 1
      let faults = diagnostics.errors.count
      guard let compound = loadCompound(name, library: library, namedAt: location, diagnostics: diagnostics) else {
        continue
      }
      if diagnostics.errors.count == faults {
        let known =
          references
          ?? loadReferences(of: ["Compounds", "Physiology"], library: library, diagnostics: diagnostics)
        checkReferences(compound.facts.map(\.value.origin), in: known, diagnostics: diagnostics)
        references = known
      }
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

  /// Each protein that a process names: the profile of the compound's own model, else that of the species.
  func proteins(
    of compounds: [Compound], species: SpeciesRecord
  ) -> (shared: [String: Protein], own: [String: [String: Protein]]) {
    var shared: [String: Protein] = [:]
    var own: [String: [String: Protein]] = [:]
    let speciesFolders = library.folders.map { "\($0)/Physiology/\(species.name)/proteins" }
    for compound in compounds {
      let ownFolders = compound.proteinsFolder.map { [$0] } ?? []
      for process in compound.processes {
        guard let name = process.protein else { continue }
        let isOwn = !ownFolders.isEmpty && proteinFile(name, folders: ownFolders) != nil
        if isOwn ? own[compound.name]?[name] != nil : shared[name] != nil { continue }
        let loaded = loadProtein(
          name, folders: isOwn ? ownFolders : speciesFolders, places: species.organNames, diagnostics: diagnostics,
          at: process.location)
        guard let loaded else { continue }
        if isOwn { own[compound.name, default: [:]][name] = loaded } else { shared[name] = loaded }
      }
    }
    return (shared, own)
  }

  /// Names in the study that only the loaded species and compounds can confirm.
  func checkChoices(species: SpeciesRecord?, compounds: [Compound]) {
    if let method = study.partition, PartitionMethod(rawValue: method.value) == nil {
      let known = PartitionMethod.allCases.map(\.rawValue)
      let nearest = nearestName(method.value, in: known).map { "did you mean `\($0)`? " } ?? ""
      diagnostics.report(
        method.location, "there is no partition method `\(method.value)`",
        remedy: "\(nearest)methods: \(known.joined(separator: ", "))")
    }
    if let species {
      for choice in study.organForms where !species.organNames.contains(choice.organ.value) {
        let nearest = nearestName(choice.organ.value, in: species.organNames).map { "did you mean `\($0)`? " } ?? ""
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
      let nearest = nearestName(wanted.value, in: known).map { "did you mean `\($0)`? " } ?? ""
      diagnostics.report(
        wanted.location, "\(compound.name) has no formulation `\(wanted.value)`",
        remedy: "\(nearest)it has \(known.joined(separator: ", "))")
    }
  }
}
