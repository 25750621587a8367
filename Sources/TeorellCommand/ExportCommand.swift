import ArgumentParser
import Teorell

/// The forms in which a network can be drawn.
enum DrawingFormat: String, ExpressibleByArgument, CaseIterable {
  case svg, dot

  func text(_ drawing: NetworkDrawing) -> String {
    switch self {
    case .svg: drawing.svg()
    case .dot: drawing.dot()
    }
  }
}

struct ExportCommand: ParsableCommand {
  enum Format: String, ExpressibleByArgument, CaseIterable { case svg, dot, sbml }

  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Writes the network of a study in a form that other programs read.",
    discussion: """
      EXAMPLES:
        teorell export Studies/midazolam-oral.yaml --to svg -o midazolam.svg
        teorell export Studies/midazolam-oral.yaml --to dot | dot -Tpdf -o midazolam.pdf
      """)

  @Argument(help: "A study file, or the name of a study of the library.")
  var study: String

  @Option(help: "The form: svg (drawing) or dot (Graphviz).")
  var to: Format

  @Option(help: "The arm whose network is written; the first one unless named.")
  var arm: String?

  @Option(
    name: .shortAndLong, help: ArgumentHelp("The file to write; standard output unless named.", valueName: "file"))
  var output: String?

  @OptionGroup var common: CommonOptions

  func validate() throws {
    if to == .sbml { throw ValidationError("--to sbml is not built yet; write --to svg or --to dot") }
  }

  func run() throws {
    let simulation = try loadSimulation(study, arm: arm, common.library)
    let format = DrawingFormat(rawValue: to.rawValue) ?? .svg
    let drawing = NetworkDrawing(simulation.model, title: simulation.study.name)
    try deliver(format.text(drawing), to: output, isQuiet: common.quiet)
  }
}

/// The model of one arm of a study; faults are printed.
func loadSimulation(_ study: String, arm: String?, _ library: Library) throws -> Simulation {
  var faults: [DataError] = []
  let built = StudyBuilder(library: library).build(study, faults: &faults)
  guard faults.isEmpty, let built, let first = built.simulations.first else {
    Console.print(faults)
    throw ExitStatus.wrongInput
  }
  guard let arm else { return first }
  if let found = built.simulations.first(where: { $0.arm.displayName == arm }) { return found }
  let names = built.simulations.map(\.arm.displayName)
  let nearest = suggestion(for: arm, in: names)
  throw ValidationError("--arm \(arm): there is no such arm; \(nearest)arms: \(names.joined(separator: ", "))")
}
