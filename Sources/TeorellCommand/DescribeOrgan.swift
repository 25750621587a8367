import ArgumentParser
import Teorell

struct DescribeOrgan: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "organ",
    abstract: "One organ of the reference individual: sizes, blood, and every value with its source.")

  @Argument(help: "An organ, such as liver or \"small intestine\", or its file.")
  var name: String

  @Option(help: "The species.")
  var species: String?

  @Option(help: "male or female.")
  var sex = "male"

  @OptionGroup var common: CommonOptions

  func validate() throws {
    if Sex(rawValue: sex) == nil { throw ValidationError("--sex \(sex): write male or female") }
  }

  func run() throws {
    let library = common.library
    var species = species ?? "human"
    var wanted = String(name.map { $0 == "-" ? " " : $0 })
    if name.hasSuffix(".yaml") {
      wanted = String(name.fileStem.map { $0 == "-" ? " " : $0 })
      if self.species == nil { species = parentFolder(parentFolder(name)).fileName }
    }
    let record = try loaded { loadSpecies(species, library: library, diagnostics: $0) }
    guard let body = try? makeIndividual(record, SubjectDescription(species: species, sex: sex)),
      let organ = body.organ(wanted)
    else {
      let nearest = suggestion(for: wanted, in: record.organNames)
      Console.printError(
        "\(name): \(species) has no such organ; \(nearest)organs: \(record.organNames.joined(separator: ", "))")
      throw ExitStatus.wrongInput
    }
    common.show(page(organ, body, record, library))
  }

  private func page(_ organ: Organ, _ body: Individual, _ record: SpeciesRecord, _ library: Library) -> Page {
    func volume(_ value: Double) -> String? { value > 0 ? formatted(value, .volume) : nil }
    func area(_ value: Double) -> String? { value > 0 ? formatted(value, .area) : nil }
    var page = Page(title: "\(organ.name) (\(body.species), \(body.sex), \(formatted(body.weight, .mass)))")
    page.add(
      "Sizes",
      facts: [
        ("kind", organ.kind.rawValue), ("volume", volume(organ.volume)), ("mass", formatted(organ.mass, .mass)),
        ("plasma", volume(organ.plasmaVolume)), ("blood cells", volume(organ.bloodCellVolume)),
        ("interstitial", volume(organ.interstitialVolume)), ("cells", volume(organ.cellVolume)),
        ("endothelium", area(organ.endothelialArea)), ("surface of blood cells", area(organ.bloodCellArea)),
        ("surface of tissue cells", area(organ.cellArea)), ("barrier", organ.hasEndothelialBarrier ? "yes" : nil),
        ("lines the segment", organ.gutSegment), ("part of", organ.partOf),
      ])
    var blood = ReportTable(columns: ["from", "to", "flow"])
    for flow in body.flows where flow.from == organ.name || flow.to == organ.name {
      blood.add([.text(flow.from), .text(flow.to), .text(formatted(flow.flow, .flow))])
    }
    page.add("Blood", table: blood)
    // A mucosa is described in the file of its gut segment.
    let fileName = (organ.gutSegment ?? organ.name).map { $0 == " " ? "-" : $0 }
    let facts = record.facts.filter { fact in
      let stem = fact.value.at.file.fileStem
      let isSegment = parentFolder(fact.value.at.file).fileName == "segments"
      guard isSegment == (organ.gutSegment != nil) else { return false }
      return isSegment ? stem.hasSuffix("-" + String(fileName)) : stem == String(fileName)
    }
    page.add("Values as written", table: factTable(facts.map { ($0.name, $0.value) }))
    page.add("Sources", lines: sourceLines(facts.map(\.value.origin), library, folders: ["Physiology"]))
    return page
  }
}
