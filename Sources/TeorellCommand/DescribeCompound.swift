import ArgumentParser
import Teorell

struct DescribeCompound: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compound", abstract: "Every value of a compound with its source, and what is computed from them.")

  @Argument(help: "A compound of the library, or a file.")
  var name: String

  @Option(help: "The species in whose reference man the computed values are shown.")
  var species = "human"

  @OptionGroup var common: CommonOptions

  func run() throws {
    let library = common.library
    if let mixture = loadMixture(name, library: library, diagnostics: Diagnostics()) {
      common.show(page(of: mixture))
      return
    }
    let compound = try loaded { loadCompound(name, library: library, diagnostics: $0) }
    var page = Page(title: compound.name)
    page.add(
      "Identity",
      facts: compound.identifiers.sorted { $0.key < $1.key }.map { ($0.key, $0.value) } + [
        ("class", compound.drugClass), ("halogens", compound.halogens.words), ("file", compound.file),
        ("binds to", compound.bindingPartner.rawValue),
        ("partition method", compound.partitionMethod.rawValue),
        ("permeability method", compound.permeabilityMethod.rawValue),
        (
          "organs",
          compound.isPerfusionLimited.map { $0 ? "perfusion-limited" : "permeability-limited" }
        ),
        ("compatibility", compound.pkSimCompatible ? "pk-sim" : nil),
      ])
    page.add("Values as written", table: factTable(compound.facts))
    page.add("Processes", table: processTable(compound))
    if !compound.restingProcesses.isEmpty {
      page.add("Processes that act only in a study that adds them", lines: compound.restingProcesses)
    }
    if !compound.alternatives.isEmpty {
      page.add(
        "Alternatives that a study can pick",
        facts: compound.alternatives.map { ($0.property, $0.names.joined(separator: ", ")) })
    }
    page.add("Formulations", table: formulationTable(compound))
    try addComputed(compound, library, to: &page)
    page.add(
      "Sources",
      lines: sourceLines(compound.facts.map(\.value.origin), library, folders: ["Compounds", "Physiology"]))
    common.show(page)
  }

  private func page(of mixture: Mixture) -> Page {
    var page = Page(title: mixture.name)
    var table = ReportTable(columns: ["part", "share of the mass"])
    for part in mixture.parts { table.add([.text(part.compound), .number(part.share)]) }
    page.add("Mixture", table: table)
    page.add("Identity", facts: [("file", mixture.file)])
    return page
  }

  private func processTable(_ compound: Compound) -> ReportTable {
    var table = ReportTable(columns: ["process", "protein", "metabolite"])
    for process in compound.processes {
      var metabolite = ""
      if case .metabolism(let metabolism) = process { metabolite = metabolism.metabolite ?? "" }
      table.add([.text(process.name), .text(process.protein ?? ""), .text(metabolite)])
    }
    return table
  }

  private func formulationTable(_ compound: Compound) -> ReportTable {
    var table = ReportTable(columns: ["formulation", "release"])
    for (name, model) in compound.formulations.sorted(by: { $0.key < $1.key }) {
      table.add([.text(name), .text(model.words)])
    }
    return table
  }

  private func addComputed(_ compound: Compound, _ library: Library, to page: inout Page) throws {
    let record = try loaded { loadSpecies(species, library: library, diagnostics: $0) }
    guard let body = try? makeIndividual(record, SubjectDescription(species: species)) else { return }
    let model: CompoundInBody
    do throws(PartitionError) {
      model = try CompoundInBody(compound, in: body, method: nil)
    } catch {
      page.add("Computed", lines: ["nothing can be computed for \(species): \(error)"])
      return
    }
    func origin(_ given: Double?) -> String { given == nil ? "computed" : "given" }
    var table = ReportTable(columns: ["name", "value", "from"])
    func add(_ name: String, _ value: String, _ from: String) { table.add([.text(name), .text(value), .text(from)]) }
    add("blood to plasma", formattedNumber(model.bloodToPlasma), origin(compound.bloodPlasmaRatio))
    add(
      "intestinal permeability", formatted(model.permeability.intestinal, .permeability),
      origin(compound.intestinalPermeability))
    add(
      "cell permeability, neutral", formatted(model.permeability.neutralCell, .permeability),
      origin(compound.cellPermeability))
    for organ in body.organs where organ.kind == .tissue && organ.partOf == nil {
      guard let ratio = try? model.tissueToPlasma(organ) else { continue }
      add("\(organ.name) to plasma", formattedNumber(ratio), origin(compound.givenPartition[organ.name]))
    }
    page.add("Computed for the \(body.sex) \(species) of reference", table: table)
  }
}

extension Halogens {
  fileprivate var words: String? {
    let counts = [("F", fluorine), ("Cl", chlorine), ("Br", bromine), ("I", iodine)].filter { $0.1 > 0 }
    return counts.isEmpty ? nil : counts.map { "\($0.1) \($0.0)" }.joined(separator: ", ")
  }
}

extension FormulationModel {
  fileprivate var words: String {
    func time(_ value: Double) -> String { formatted(value, .time) }
    func spread(_ suspension: Bool) -> String { suspension ? "as a suspension" : "in one piece" }
    switch self {
    case .dissolved: return "in solution"
    case .weibull(let half, let shape, let lag, let suspension):
      let after = lag > 0 ? " after \(time(lag))" : ""
      return "Weibull, half in \(time(half)), shape \(formattedNumber(shape))\(after), \(spread(suspension))"
    case .lint80(let most, let lag, let suspension):
      return "linear, 80 % in \(time(most)) after \(time(lag)), \(spread(suspension))"
    case .firstOrder(let rate, let suspension): return "first order, \(formatted(rate, .rate)), \(spread(suspension))"
    case .zeroOrder(let duration, let suspension): return "constant over \(time(duration)), \(spread(suspension))"
    case .table(let points, let suspension): return "table of \(points.count) points, \(spread(suspension))"
    case .particles(let particles):
      return "particles in \(particles.bins) size \(particles.bins == 1 ? "class" : "classes")"
    }
  }
}
