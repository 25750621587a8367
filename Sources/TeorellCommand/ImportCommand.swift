import ArgumentParser
import Teorell

/// Models of other programs become files of ours.
struct ImportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Turns a model of another program into files of a library.",
    discussion: """
      EXAMPLES:
        teorell import pk-sim Midazolam-Model.json -o imported
        teorell simulate imported/Studies/midazolam/po-3-mg-solution.yaml --library imported
      """,
    subcommands: [ImportPKSimCommand.self])
}

/// A project of PK-Sim, exported as a snapshot.
struct ImportPKSimCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pk-sim",
    abstract: "Imports a project snapshot (JSON) of PK-Sim.",
    discussion: """
      Writes Compounds/ (compounds, proteins, individuals, references), Studies/ (one a simulation) and
      import-report.md, which says what has no counterpart. A library of its own: use it with --library.
      """)

  @Argument(help: ArgumentHelp("The snapshot.", valueName: "snapshot.json"))
  var snapshot: String

  @Option(help: ArgumentHelp("Import one compound and what it forms; all unless named.", valueName: "name"))
  var compound: String?

  @Option(name: .shortAndLong, help: ArgumentHelp("The folder to write to.", valueName: "dir"))
  var output: String

  @Flag(help: "Overwrite files that are there and differ.")
  var force = false

  @OptionGroup var common: CommonOptions

  func run() throws {
    let imported: ImportedLibrary
    do throws(DataError) {
      imported = try importSnapshot(
        try bytes(), file: snapshot, compound: compound, surroundings: try surroundings(common.library))
      try write(imported)
    } catch {
      Console.print([error])
      throw ExitStatus.wrongInput
    }
    common.show(page(imported.report))
    warnOfFaults()
  }

  /// A snapshot may hold numbers that no model can be made of; what was written then says so at once.
  private func warnOfFaults() {
    var validator = Validator(library: Library(additional: [output] + common.libraryFolders))
    validator.check(output)
    guard !validator.faults.isEmpty, !common.quiet else { return }
    Console.printError("warning: faults in what was written: \(validator.faults.count), of which the first are")
    Console.print(Array(validator.faults.prefix(Self.shownFaults)))
  }

  private static let shownFaults = 5

  private func bytes() throws(DataError) -> [UInt8] {
    let at = SourceLocation(file: snapshot, line: 1, column: 1)
    if isFolder(snapshot) {
      throw DataError(location: at, problem: "this is a folder, not a file", remedy: "name a snapshot in it")
    }
    guard let bytes = readFileBytes(path: snapshot) else {
      throw DataError(location: at, problem: "the file cannot be read", remedy: "check the name and the folder")
    }
    return bytes
  }

  private func write(_ imported: ImportedLibrary) throws(DataError) {
    if isFile(output) {
      throw DataError(
        location: SourceLocation(file: output, line: 1, column: 1), problem: "this is a file, not a folder",
        remedy: "name a folder")
    }
    var files = imported.files.sorted { $0.key < $1.key }
    // The sources of several models stand in one file, and the report is that of the last import.
    for index in files.indices where files[index].key == Self.references {
      if let bytes = readFileBytes(path: "\(output)/\(Self.references)") {
        files[index].value = Self.merged(String(decoding: bytes, as: UTF8.self), with: files[index].value)
      }
    }
    if !force {
      for (name, text) in files where name != Self.references && name != "import-report.md" {
        let path = "\(output)/\(name)"
        if isFile(path), readFileBytes(path: path) != Array(text.utf8) {
          throw DataError(
            location: SourceLocation(file: path, line: 1, column: 1), problem: "the file is there and differs",
            remedy: "name another folder, or write --force to overwrite it")
        }
      }
    }
    for (name, text) in files {
      let path = "\(output)/\(name)"
      try createFolder(parentFolder(path))
      try writeAtomically(text, to: path)
    }
  }

  private static let references = "Compounds/references.yaml"

  /// The entries of a file of references, and those of another that it lacks.
  private static func merged(_ own: String, with other: String) -> String {
    let heads = own.split(separator: "\n").filter { $0.first?.isWhitespace == false }
    let known = Set(heads.compactMap { $0.split(separator: ":").first })
    var kept = own.hasSuffix("\n") || own.isEmpty ? own : own + "\n"
    var isNew = false
    for line in other.split(separator: "\n") {
      if line.first?.isWhitespace == false, let key = line.split(separator: ":").first { isNew = !known.contains(key) }
      if isNew { kept += line + "\n" }
    }
    return kept
  }

  private func page(_ report: ImportReport) -> Page {
    var page = Page(title: "import of \(report.file)")
    var compounds = ReportTable(columns: ["compound", "processes", "formulations"])
    for line in report.compounds {
      compounds.add([.text(line.folder), .text(String(line.processes)), .text(String(line.formulations))])
    }
    page.add("Compounds", table: compounds)
    page.add(
      "Everything",
      facts: [
        ("model", report.model), ("proteins", String(report.proteins.count)),
        ("individuals", String(report.individuals.count)), ("studies", String(report.studies.count)),
        ("defaults filled in", String(report.filled.count)),
        ("without a counterpart", String(report.missingCount)), ("report", "\(output)/import-report.md"),
      ])
    return page
  }
}

/// What an import takes from the library: the liver of the mean man and the profiles of proteins.
private func surroundings(_ library: Library) throws(DataError) -> ImportSurroundings {
  let diagnostics = Diagnostics()
  let species = "human"
  guard let record = loadSpecies(species, library: library, diagnostics: diagnostics) else {
    throw diagnostics.errors.first
      ?? DataError(
        location: SourceLocation(file: species, line: 1, column: 1), problem: "the species cannot be read",
        remedy: "see teorell validate")
  }
  let subject = SubjectDescription(species: species, sex: "male")
  guard let body = try? makeIndividual(record, subject), let liver = body.organ("liver"), liver.volume > 0
  else {
    throw DataError(
      location: SourceLocation(file: species, line: 1, column: 1), problem: "the species has no liver",
      remedy: "add it, with its `fractions`")
  }
  let folders = library.folders.map { "\($0)/Physiology/\(species)/proteins" }.filter(isFolder)
  return ImportSurroundings(
    liver: .init(
      volume: liver.volume, cellFraction: liver.cellVolume / liver.volume,
      interstitialFraction: liver.interstitialVolume / liver.volume),
    adultAge: record.adultAge,
    libraryProtein: { name in
      guard let protein = loadProtein(name, folders: folders, diagnostics: Diagnostics()) else { return nil }
      return ProteinProfile(protein)
    })
}

extension ProteinProfile {
  /// The profile of a protein file.
  fileprivate init(_ protein: Protein) {
    let kinds: [Protein.Kind: Kind] = [
      .enzyme: .enzyme, .transporter: .transporter, .bindingPartner: .bindingPartner,
    ]
    self.init(
      kind: kinds[protein.kind] ?? .enzyme, referenceConcentration: protein.referenceConcentration,
      halfLifeLiver: protein.halfLifeLiver, halfLifeIntestine: protein.halfLifeIntestine, located: protein.located,
      expression: protein.expression.filter { $0.value > 0 })
    for place in expression.keys {
      let own = protein.membranes.filter { $0.organ == place }
      let fallback = place.hasSuffix(" mucosa") ? "mucosa" : "others"
      let found = own.isEmpty ? protein.membranes.filter { $0.organ == fallback } : own
      membranes[place] = found.map { Membrane(from: $0.from, to: $0.to, share: $0.share) }
    }
  }
}
