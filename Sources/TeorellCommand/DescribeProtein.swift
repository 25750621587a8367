import ArgumentParser
import Teorell

struct DescribeProtein: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "enzyme", abstract: "An enzyme, transporter or binding partner, and where the body holds it.",
    aliases: ["protein", "transporter"])

  @Argument(help: "A protein of the species, or a file.")
  var name: String

  @Option(help: "The species.")
  var species = "human"

  @OptionGroup var common: CommonOptions

  func run() throws {
    let library = common.library
    let isFileName = name.hasSuffix(".yaml")
    let folder = isFileName ? parentFolder(name) : library.find("Physiology/\(species)/proteins")
    let protein = try loaded {
      loadProtein(isFileName ? name.fileStem : name, folders: folder.map { [$0] } ?? [], diagnostics: $0)
    }
    var page = Page(title: protein.name)
    page.add(
      "Protein",
      facts: [
        ("kind", protein.kind.rawValue),
        ("reference concentration", formatted(protein.referenceConcentration, .concentration)),
        ("half-life, intestine", protein.halfLifeIntestine.map { formatted($0, .time) }),
        ("half-life, elsewhere", protein.halfLifeLiver.map { formatted($0, .time) }),
        ("content of microsomal protein", protein.content.map { formatted($0, .amountPerMass) }),
        (
          "located",
          protein.located.sorted { $0.key < $1.key }.map { "\($0.key) \(formattedNumber($0.value))" }
            .joined(separator: ", ")
        ),
      ])
    page.add("Where it is", table: expressionTable(protein))
    page.add("Membranes", table: membraneTable(protein))
    page.add("Values as written", table: factTable(protein.facts.map { ($0.name, $0.value) }))
    page.add("Compounds that act through it", lines: users(of: protein.name, library))
    page.add(
      "Sources",
      lines: sourceLines(protein.facts.map(\.value.origin), library, folders: ["Physiology", "Compounds"]))
    common.show(page)
  }

  private func expressionTable(_ protein: Protein) -> ReportTable {
    var table = ReportTable(columns: ["place", "relative expression", "concentration (umol/L)"])
    for (place, share) in protein.expression.sorted(by: { ($1.value, $0.key) < ($0.value, $1.key) }) {
      table.add([.text(place), .number(share), .number(share * protein.referenceConcentration)])
    }
    return table
  }

  private func membraneTable(_ protein: Protein) -> ReportTable {
    var table = ReportTable(columns: ["organ", "from", "to", "share"])
    for membrane in protein.membranes {
      table.add([.text(membrane.organ), .text(membrane.from), .text(membrane.to), .number(membrane.share)])
    }
    return table
  }

  private func users(of protein: String, _ library: Library) -> [String] {
    library.list("Compounds").compactMap { name in
      guard library.find("Compounds/\(name)/\(name).yaml") != nil,
        let compound = loadCompound(name, library: library, diagnostics: Diagnostics())
      else { return nil }
      let processes = compound.processes.filter { $0.protein == protein }.map(\.name)
      return processes.isEmpty ? nil : "\(name): \(processes.joined(separator: ", "))"
    }
  }
}
