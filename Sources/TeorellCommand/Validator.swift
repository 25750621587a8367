import Teorell

/// Checks data files of every kind and collects their faults.
struct Validator {
  let library: Library
  private(set) var faults: [DataError] = []
  private(set) var checkedFiles: Set<String> = []
  /// YAML files in folders that are none of ours.
  private(set) var passedOver: [String] = []
  private var checkedSpecies: Set<String> = []
  private let cache = ReadingCache()
  private var organNamesByRoot: [String: [String]] = [:]

  private static let deepest = 64

  init(library: Library) { self.library = library }

  /// Checks a file, or every file in a folder and those below it.
  mutating func check(_ path: String) {
    if isFolder(path) {
      let before = checkedFiles.count
      checkFolder(path, depth: 0)
      if checkedFiles.count == before {
        report(path, "no data file is in this folder", remedy: "name a folder with .yaml files")
      }
    } else {
      checkFile(path, isNamed: true)
    }
  }

  private mutating func checkFolder(_ folder: String, depth: Int) {
    guard depth < Self.deepest else { return }
    let base = folder.hasSuffix("/") ? String(folder.dropLast()) : folder
    for name in namesInFolder(folder) {
      let path = base.isEmpty ? "/" + name : base + "/" + name
      if isFolder(path) {
        checkFolder(path, depth: depth + 1)
      } else if name.hasSuffix(".yaml") || name.hasSuffix(".yml") {
        checkFile(path, isNamed: false)
      }
    }
  }

  private mutating func checkFile(_ path: String, isNamed: Bool) {
    guard !checkedFiles.contains(path) else { return }
    let diagnostics = Diagnostics(cache: cache)
    guard let node = readYAML(path: path, diagnostics: diagnostics) else {
      checkedFiles.insert(path)
      faults += diagnostics.errors
      return
    }
    guard let kind = FileKind(node, path: path) else {
      reportUnknown(node, path, isNamed: isNamed)
      return
    }
    checkedFiles.insert(path)
    switch kind {
    case .study: checkStudy(path)
    case .compound: checkCompound(node, path)
    case .species, .organ, .gut, .gutSegment: checkSpecies(of: path, kind)
    case .protein: checkProtein(path)
    case .individual: checkIndividual(node, path)
    case .population: checkPopulation(path)
    case .references: _ = loadReferences(path: path, diagnostics: diagnostics)
    }
    faults += diagnostics.errors
  }

  private mutating func reportUnknown(_ node: DataNode, _ path: String, isNamed: Bool) {
    let known = FileKind.allCases.map(\.rawValue).filter { $0.contains("/") }
    if let schema = node["schema"] {
      checkedFiles.insert(path)
      let nearest = schema.text.map { suggestion(for: $0, in: known) } ?? ""
      faults.append(
        DataError(
          location: schema.location, problem: "unknown schema `\(schema.text ?? "")`",
          remedy: "\(nearest)known are \(known.joined(separator: ", "))"))
    } else if isNamed {
      checkedFiles.insert(path)
      report(
        path, "nothing says what this file describes",
        remedy: "begin it with `schema:` and one of \(known.joined(separator: ", "))")
    } else {
      passedOver.append(path)
    }
  }

  private mutating func report(_ path: String, _ problem: String, remedy: String) {
    faults.append(
      DataError(location: SourceLocation(file: path, line: 1, column: 1), problem: problem, remedy: remedy))
  }

  // MARK: Kinds of file

  private mutating func checkStudy(_ path: String) {
    let builder = StudyBuilder(library: library(around: path), cache: cache)
    guard let built = builder.build(path, faults: &faults), built.parts.study.subjects != nil else { return }
    let diagnostics = Diagnostics(cache: cache)
    _ = makePopulationStudy(built.parts, library: builder.library, diagnostics: diagnostics)
    faults += diagnostics.errors
  }

  /// A population: its file, its tables, and that people can be drawn and bodies made of them.
  private mutating func checkPopulation(_ path: String) {
    let diagnostics = Diagnostics(cache: cache)
    let around = library(around: path)
    if let population = readPopulation(path: path, library: around, diagnostics: diagnostics),
      let species = loadSpecies(
        population.species, library: around, diagnostics: diagnostics,
        at: SourceLocation(file: path, line: 1, column: 1)),
      let variability = loadVariability(
        of: species, changes: [population.variability], library: around, diagnostics: diagnostics)
    {
      let request = PopulationRequest(
        sources: [.init(population: population, share: 1)], size: Self.triedPeople, seed: SubjectsRecord.defaultSeed)
      do {
        let sampler = try PersonSampler(request, species: species, variability: variability)
        for number in 1...Self.triedPeople {
          let person = try sampler.person(number)
          _ = try makeIndividual(species, person.covariates.subject(species: species.name), person.body)
        }
      } catch {
        diagnostics.report(
          SourceLocation(file: path, line: 1, column: 1), "of \(Self.triedPeople) people one cannot be made: \(error)",
          remedy: "correct the distributions")
      }
    }
    faults += diagnostics.errors
  }

  private static let triedPeople = 100

  private mutating func checkCompound(_ node: DataNode, _ path: String) {
    let diagnostics = Diagnostics(cache: cache)
    let around = library(around: path)
    // In a library the folder, the file and the compound have one name.
    let folder = parentFolder(path).fileName
    let isInLibrary = parentFolder(parentFolder(path)).fileName == "Compounds"
    let stem = path.fileStem
    if isInLibrary, folder != stem {
      report(path, "the file is not named like its folder, \(folder)", remedy: "name it \(folder)/\(folder).yaml")
    }
    if node.isMixture {
      checkMixture(node, path, expectedName: isInLibrary ? stem : nil, around)
      return
    }
    let compound = makeCompound(
      node, file: path, expectedName: isInLibrary ? stem : nil, diagnostics: diagnostics)
    if compound != nil { checkEveryAlternative(node, file: path, diagnostics: diagnostics) }
    checkReferences(
      diagnostics.origins, in: references(around), diagnostics: diagnostics)
    if let compound { checkProteins(of: compound, around, diagnostics) }
    faults += diagnostics.errors
  }

  private mutating func checkMixture(_ node: DataNode, _ path: String, expectedName: String?, _ library: Library) {
    let diagnostics = Diagnostics(cache: cache)
    let mixture = makeMixture(node, file: path, expectedName: expectedName, diagnostics: diagnostics)
    for part in mixture?.parts ?? [] {
      _ = loadCompound(part.compound, library: library, namedAt: part.location, diagnostics: diagnostics)
    }
    faults += diagnostics.errors
  }

  /// An individual of a model: its own keys, and that a body and its proteins can be made of it.
  private mutating func checkIndividual(_ node: DataNode, _ path: String) {
    let diagnostics = Diagnostics(cache: cache)
    let around = library(around: path)
    if let subject = makeIndividualRecord(node, diagnostics: diagnostics) {
      let species = loadSpecies(
        subject.species.value, library: around, diagnostics: diagnostics, at: subject.species.location)
      let own = parentFolder(parentFolder(path)) + "/proteins"
      let folders = [own] + around.folders.map { "\($0)/Physiology/\(subject.species.value)/proteins" }
      for (name, change) in subject.proteins.sorted(by: { $0.key < $1.key }) {
        _ = loadProtein(
          name, folders: folders, places: species?.organNames ?? [], references: references(around),
          changes: [change], diagnostics: diagnostics, at: change.location)
      }
    }
    faults += diagnostics.errors
  }

  /// Every protein that a process names has a file: of the compound's own model, or of a species.
  private func checkProteins(of compound: Compound, _ library: Library, _ diagnostics: Diagnostics) {
    let species = library.list("Physiology").compactMap { library.find("Physiology/\($0)/proteins") }
    let folders = compound.proteinFolders(in: library) + species
    for process in compound.processes {
      guard let protein = process.protein, proteinFile(protein, folders: folders) == nil else { continue }
      let known = folders.flatMap(namesInFolder).filter { $0.hasSuffix(".yaml") }.map(\.fileStem)
      let nearest = nearestName(protein, in: known).map { "did you mean \($0)? " } ?? ""
      diagnostics.report(
        process.location ?? SourceLocation(file: compound.file ?? compound.name, line: 1, column: 1),
        "there is no protein \(protein)",
        remedy: "\(nearest)add proteins/\(protein).yaml beside the compound, or a file in Physiology/<species>/proteins"
      )
    }
  }

  /// The files of a species only make sense together: the first one checks them all.
  private mutating func checkSpecies(of path: String, _ kind: FileKind) {
    var folder = parentFolder(path)
    switch kind {
    case .organ, .gut: folder = parentFolder(folder)
    case .gutSegment: folder = parentFolder(parentFolder(folder))
    default: break
    }
    let physiology = parentFolder(folder)
    guard physiology.fileName == "Physiology" else {
      report(
        path, "the file stands outside of a species and cannot be checked alone",
        remedy: "put it into Physiology/<species>/, organs into organs/, the gut into gut/ and gut/segments/")
      return
    }
    guard checkedSpecies.insert(folder).inserted else { return }
    let diagnostics = Diagnostics(cache: cache)
    let around = library(around: path)
    let species = loadSpecies(
      folder.fileName, library: around, diagnostics: diagnostics, at: SourceLocation(file: path, line: 1, column: 1))
    if let species {
      _ = loadVariability(of: species, library: around, diagnostics: diagnostics)
      for table in around.list("Physiology/\(species.name)/ontogeny") where table.hasSuffix(".csv") {
        _ = loadOntogeny(String(table.dropLast(4)), species: species.name, library: around, diagnostics: diagnostics)
      }
    }
    faults += diagnostics.errors
  }

  private mutating func checkProtein(_ path: String) {
    let diagnostics = Diagnostics(cache: cache)
    let around = library(around: path)
    let owner = parentFolder(parentFolder(path))
    let isOfSpecies = parentFolder(owner).fileName == "Physiology"
    let places = organNames(around, species: isOfSpecies ? owner.fileName : nil)
    _ = loadProtein(
      path.fileStem, folders: [parentFolder(path)], places: places,
      references: references(around), diagnostics: diagnostics)
    faults += diagnostics.errors
  }

  // MARK: What files refer to

  /// The library with the folder that the file itself belongs to, before the others.
  private func library(around path: String) -> Library {
    var folder = parentFolder(path)
    for _ in 0..<Self.deepest {
      let name = folder.fileName
      if name == "Compounds" || name == "Physiology" {
        return Library(folders: [parentFolder(folder)] + library.folders)
      }
      let parent = parentFolder(folder)
      if parent == folder || parent == "." { break }
      folder = parent
    }
    return library
  }

  /// The known sources; faults of their files are told when those are checked themselves.
  private func references(_ library: Library) -> [String: Reference] {
    loadReferences(of: ["Compounds", "Physiology"], library: library, diagnostics: Diagnostics(cache: cache))
  }

  /// Places where a protein may be: in one species, or in any of them. Empty when none can be read.
  private mutating func organNames(_ library: Library, species: String?) -> [String] {
    let key = "\(library.folders.first ?? "") \(species ?? "")"
    if let known = organNamesByRoot[key] { return known }
    let names =
      species.map { [$0] }
      ?? library.list("Physiology").filter {
        library.find("Physiology/\($0)/species.yaml") != nil
      }
    let found = names.compactMap {
      loadSpecies($0, library: library, diagnostics: Diagnostics(cache: cache))?.organNames
    }
    let organs = found.flatMap { $0 }.uniqued()
    organNamesByRoot[key] = organs
    return organs
  }
}
