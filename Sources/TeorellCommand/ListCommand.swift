import ArgumentParser
import Teorell

struct ListCommand: ParsableCommand {
  enum Subject: String, ExpressibleByArgument, CaseIterable {
    case compounds, species, enzymes, transporters, proteins, studies, organs, processes, formulations, methods
    case populations, diseases
  }

  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "Shows what there is: compounds, species, enzymes, studies, organs, processes and more.",
    discussion: """
      EXAMPLES:
        teorell list compounds
        teorell list enzymes --species human
        teorell list organs --species rat
        teorell list populations
      """)

  @Argument(help: "What to list: \(Subject.allCases.map(\.rawValue).joined(separator: ", ")).")
  var what: Subject

  @Option(help: "The species, for enzymes, transporters, proteins and organs.")
  var species = "human"

  @OptionGroup var common: CommonOptions

  func validate() throws {
    if what == .diseases { throw ValidationError("diseases are not built yet; try populations or compounds") }
  }

  func run() throws {
    let table = try table(common.library)
    guard !common.quiet else { return }
    if common.json {
      Console.print(table.json.text())
    } else if table.rows.isEmpty {
      Console.printError("there are none in \(common.library.folders.joined(separator: ", "))")
    } else {
      Console.print(table.plainText())
    }
  }

  private func table(_ library: Library) throws -> ReportTable {
    switch what {
    case .compounds: compounds(library)
    case .species: try species(library)
    case .proteins: try proteins(library, Protein.Kind.allCases)
    case .enzymes: try proteins(library, [.enzyme])
    case .transporters: try proteins(library, [.transporter])
    case .studies: studies(library)
    case .organs: try organs(library)
    case .processes: words("process", ProcessKind.allCases.map { ($0.rawValue, $0.meaning) })
    case .formulations: formulations(library)
    case .methods: methods
    case .populations: populations(library)
    case .diseases: ReportTable(columns: [])
    }
  }

  private func words(_ name: String, _ rows: [(String, String)]) -> ReportTable {
    var table = ReportTable(columns: [name, "meaning"])
    for row in rows { table.add([.text(row.0), .text(row.1)]) }
    return table
  }

  private func loadedCompounds(_ library: Library) -> [(name: String, compound: Compound?)] {
    library.list("Compounds").filter { library.find("Compounds/\($0)/\($0).yaml") != nil }
      .map { ($0, loadCompound($0, library: library, diagnostics: Diagnostics())) }
  }

  private func compounds(_ library: Library) -> ReportTable {
    let figures = QualificationFigures(library: library)
    var table = ReportTable(columns: ["compound", "class", "pathways", "formulations", "qualification"])
    for (name, compound) in loadedCompounds(library) {
      if let mixture = loadMixture(name, library: library, diagnostics: Diagnostics()) {
        let parts = "mixture of \(mixture.parts.map(\.compound).joined(separator: ", "))"
        table.add([.text(name), .text(parts), .text(""), .text(""), .text(figures.words(name))])
        continue
      }
      guard let compound else {
        table.add([.text(name), .text("has faults: see teorell validate"), .text(""), .text(""), .text("")])
        continue
      }
      table.add([
        .text(name), .text(compound.drugClass ?? ""), .text(compound.eliminationPathways.joined(separator: ", ")),
        .text(compound.formulations.keys.sorted().joined(separator: ", ")), .text(figures.words(name)),
      ])
    }
    return table
  }

  private func species(_ library: Library) throws -> ReportTable {
    var table = ReportTable(columns: ["species", "organs", "gut segments", "proteins"])
    for name in library.list("Physiology") where library.find("Physiology/\(name)/species.yaml") != nil {
      let files = { (folder: String) in
        library.list("Physiology/\(name)/\(folder)").filter { $0.hasSuffix(".yaml") }.count
      }
      table.add([
        .text(name), .integer(files("organs")), .integer(files("gut/segments")), .integer(files("proteins")),
      ])
    }
    return table
  }

  private func proteins(_ library: Library, _ kinds: [Protein.Kind]) throws -> ReportTable {
    _ = try loaded { loadSpecies(species, library: library, diagnostics: $0) }
    var table = ReportTable(columns: ["protein", "kind", "places"])
    let folders = library.find("Physiology/\(species)/proteins").map { [$0] } ?? []
    for name in library.list("Physiology/\(species)/proteins") where name.hasSuffix(".yaml") {
      guard let protein = loadProtein(name.fileStem, folders: folders, diagnostics: Diagnostics()) else { continue }
      guard kinds.contains(protein.kind) else { continue }
      table.add([.text(protein.name), .text(protein.kind.rawValue), .integer(protein.expression.count)])
    }
    return table
  }

  private func populations(_ library: Library) -> ReportTable {
    var table = ReportTable(columns: ["population", "people", "ages, year", "about"])
    for name in populationNames(species: species, library: library) {
      guard let record = loadPopulation(name, species: species, library: library, diagnostics: Diagnostics()) else {
        table.add([.text(name), .text("has faults: see teorell validate"), .text(""), .text("")])
        continue
      }
      let people: String
      let ages: ClosedRange<Double>?
      switch record.people {
      case .drawn(_, let range, _): (people, ages) = ("drawn by distributions", range)
      case .sampled(let sample): (people, ages) = ("\(sample.people.count) of a survey", sample.range { $0.age })
      }
      table.add(
        [
          name, people, ages.map { "\(formattedNumber($0.lowerBound))-\(formattedNumber($0.upperBound))" } ?? "",
          record.about,
        ].map(TableCell.text))
    }
    return table
  }

  private func studies(_ library: Library) -> ReportTable {
    var table = ReportTable(columns: ["study", "name", "file"])
    for file in library.list("Studies") where file.hasSuffix(".yaml") {
      guard let path = library.find("Studies/\(file)") else { continue }
      let study = loadStudy(path: path, diagnostics: Diagnostics())
      table.add([.text(file.fileStem), .text(study?.name ?? "has faults: see teorell validate"), .text(path)])
    }
    return table
  }

  private func organs(_ library: Library) throws -> ReportTable {
    let record = try loaded { loadSpecies(species, library: library, diagnostics: $0) }
    var table = ReportTable(columns: ["organ", "kind", "part of"])
    let body = try? makeIndividual(record, SubjectDescription(species: species))
    for organ in body?.organs ?? [] {
      table.add([.text(organ.name), .text(organ.kind.rawValue), .text(organ.partOf ?? "")])
    }
    return table
  }

  private func formulations(_ library: Library) -> ReportTable {
    words(
      "model",
      [
        ("dissolved", "in solution from the start"), ("weibull", "time_50, shape and lag of a Weibull curve"),
        ("lint80", "linear to 80 % at time_80 after a lag"), ("first-order", "time_50 or rate"),
        ("zero-order", "constant over duration"), ("table", "linear between points of time and fraction"),
        ("particles", "particles of one or several radii that dissolve by diffusion"),
      ])
  }

  private var methods: ReportTable {
    var table = ReportTable(columns: ["key", "method"])
    for method in PartitionMethod.allCases { table.add([.text("partition"), .text(method.rawValue)]) }
    for method in PermeabilityMethod.allCases { table.add([.text("permeability"), .text(method.rawValue)]) }
    for form in OrganForm.allCases { table.add([.text("model.organs"), .text(form.rawValue)]) }
    return table
  }
}
