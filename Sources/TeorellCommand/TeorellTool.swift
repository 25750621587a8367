import ArgumentParser
import Teorell

/// The `teorell` program: verbs parse, call the library and render; nothing else.
struct TeorellTool: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "teorell",
    abstract: "Simulates what a body does to a drug, with whole-body physiologically based models.",
    discussion: """
      EXAMPLES:
        teorell simulate Studies/midazolam-oral.yaml -o results
        teorell population Studies/midazolam-population.yaml --size 1000 --seed 7 -o results
        teorell describe compound midazolam
        teorell new compound exampline
        teorell validate Compounds/exampline

      EXIT STATUS: 0 done; 1 the input is wrong; 2 usage; 3 the integration failed; 4 interrupted.
      """,
    version: programVersion,
    subcommands: [
      SimulateCommand.self, PopulationCommand.self, MergeCommand.self, ValidateCommand.self,
      DescribeCommand.self, ListCommand.self, NewCommand.self,
      ExportCommand.self, ImportCommand.self, QualifyCommand.self,
    ])
}

@main
enum Program {
  static func main() {
    guard processorSuffices else {
      Console.printError("teorell needs an x86-64 processor with AVX2, FMA and BMI2 (made since 2013)")
      ExitStatus.integrationFailed.exit()
    }
    do {
      var command = try TeorellTool.parseAsRoot()
      try command.run()
    } catch let status as ExitStatus {
      status.exit()
    } catch {
      let message = TeorellTool.fullMessage(for: error)
      if TeorellTool.exitCode(for: error) == .success {
        Console.print(message)
        ExitStatus.done.exit()
      }
      Console.printError(message)
      ExitStatus.usage.exit()
    }
  }
}
