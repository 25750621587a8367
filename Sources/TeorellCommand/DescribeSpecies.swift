import ArgumentParser
import Teorell

struct DescribeSpecies: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "species", abstract: "A species: its reference individuals, organs and proteins.")

  @Argument(help: "A species of the library, or its species.yaml.")
  var name: String

  @Flag(help: "Also print every value with its source.")
  var values = false

  @OptionGroup var common: CommonOptions

  func run() throws {
    let library = common.library
    let species = name.hasSuffix(".yaml") ? parentFolder(name).fileName : name
    let record = try loaded { loadSpecies(species, library: library, diagnostics: $0) }
    var page = Page(title: record.name)
    var people = ReportTable(columns: ["sex", "age", "weight", "height", "cardiac output", "hematocrit"])
    for sex in Sex.allCases {
      let subject = SubjectDescription(species: record.name, sex: sex.rawValue)
      guard let body = try? makeIndividual(record, subject) else { continue }
      people.add(
        [
          sex.rawValue, formatted(body.age, .time), formatted(body.weight, .mass),
          body.height.map { formatted($0, .length) } ?? "-", formatted(body.cardiacOutput, .flow),
          formattedNumber(body.hematocrit),
        ].map(TableCell.text))
    }
    page.add("Reference individuals", table: people)
    page.add("Organs", lines: [record.organNames.joined(separator: ", ")])
    let proteins = library.list("Physiology/\(record.name)/proteins").filter { $0.hasSuffix(".yaml") }.map(\.fileStem)
    if !proteins.isEmpty { page.add("Proteins", lines: [proteins.joined(separator: ", ")]) }
    page.add(
      "Values",
      facts: [
        ("numbers with a source", String(record.facts.count)),
        ("youngest age", record.adultAge.map { formatted($0, .time) }),
      ])
    if values { page.add("Values as written", table: factTable(record.facts.map { ($0.name, $0.value) })) }
    page.add("Sources", lines: sourceLines(record.facts.map(\.value.origin), library, folders: ["Physiology"]))
    common.show(page)
  }
}
