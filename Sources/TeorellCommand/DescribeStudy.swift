import ArgumentParser
import Teorell

struct DescribeStudy: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "study", abstract: "What a study gives when, and the network that is made of it.")

  @Argument(help: "A study file, or the name of a study of the library.")
  var name: String

  @Option(help: "The arm to describe; the first one unless named.")
  var arm: String?

  @Flag(help: "Also print every state of the network.")
  var states = false

  @Option(help: "Draw the network instead: svg or dot.")
  var to: DrawingFormat?

  @Option(name: .shortAndLong, help: ArgumentHelp("The file for the drawing.", valueName: "file"))
  var output: String?

  @OptionGroup var common: CommonOptions

  func validate() throws {
    if output != nil, to == nil { throw ValidationError("--output needs --to svg or --to dot") }
  }

  func run() throws {
    let simulation = try loadSimulation(name, arm: arm, common.library)
    if let to {
      let drawing = NetworkDrawing(simulation.model, title: simulation.study.name)
      try deliver(to.text(drawing), to: output, isQuiet: common.quiet)
      return
    }
    common.show(page(simulation))
  }

  private func page(_ simulation: Simulation) -> Page {
    let study = simulation.study
    let subject = simulation.model.individual
    let network = simulation.model.network
    var page = Page(title: study.name)
    page.add(
      "Study",
      facts: [
        ("file", study.file),
        (
          "subject",
          [subject.species, subject.sex, formatted(subject.age, .time), formatted(subject.weight, .mass)]
            .joined(separator: ", ")
        ),
        ("arms", study.arms.map(\.displayName).joined(separator: ", ")),
        ("arm shown", study.arms.count > 1 ? simulation.arm.displayName : nil),
        ("observed", study.observe.map(\.value).joined(separator: ", ")),
        ("duration", formatted(study.duration, .time)), ("samples", String(study.sampling.count)),
        ("organs", study.organForm.rawValue), ("partition method", study.partition?.value),
        ("relative tolerance", formattedNumber(study.relativeTolerance)),
        ("meals", study.meals.isEmpty ? nil : String(study.meals.count)),
      ])
    page.add("Doses", table: doses(simulation), mostRows: 40)
    page.add(
      "Network",
      facts: [
        ("compounds", simulation.model.compounds.map(\.compound.name).joined(separator: ", ")),
        ("states", String(network.states.count)), ("fluxes", String(network.fluxes.count)),
        ("entries of the Jacobian", String(simulation.compiled.pattern.count)),
      ])
    page.add("Fluxes by law", table: laws(network))
    page.add("Warnings", lines: simulation.model.warnings + simulation.administrations.warnings)
    page.add("Places that can be observed", lines: lines(of: simulation.model.siteNames))
    if states { page.add("States", table: stateTable(network)) }
    return page
  }

  private func doses(_ simulation: Simulation) -> ReportTable {
    var table = ReportTable(columns: ["time", "compound", "dose", "amount", "route", "formulation"])
    for dose in simulation.administrations.given {
      let molarMass =
        simulation.model.compounds.first { $0.compound.name == dose.compound }?.compound.molarMass ?? .nan
      table.add(
        [
          formatted(dose.time, .time), dose.compound, formatted(dose.amount * molarMass, .mass),
          formatted(dose.amount, .amount), dose.route.words, dose.formulation ?? "",
        ].map(TableCell.text))
    }
    return table
  }

  private func laws(_ network: Network) -> ReportTable {
    var counts: [String: Int] = [:]
    for flux in network.fluxes { counts["\(type(of: flux.law))", default: 0] += 1 }
    var table = ReportTable(columns: ["law", "fluxes"])
    for (law, count) in counts.sorted(by: { ($1.value, $0.key) < ($0.value, $1.key) }) {
      table.add([.text(law), .integer(count)])
    }
    return table
  }

  private func stateTable(_ network: Network) -> ReportTable {
    var table = ReportTable(columns: ["substance", "place", "space", "volume (L)", "initial"])
    for state in network.states {
      table.add([
        .text(state.substance), .text(state.place), .text(state.space), .number(state.volume), .number(state.initial),
      ])
    }
    return table
  }

  /// Names joined to lines that fit a terminal.
  private func lines(of names: [String]) -> [String] {
    var lines: [String] = []
    for name in names {
      if let last = lines.last, last.count + name.count < 98 {
        lines[lines.count - 1] = "\(last), \(name)"
      } else {
        if !lines.isEmpty { lines[lines.count - 1] += "," }
        lines.append(name)
      }
    }
    return lines
  }
}
