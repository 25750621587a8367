import ArgumentParser
import Teorell

struct ValidateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "validate",
    abstract: "Checks data files and prints every fault with its place and its remedy.",
    discussion: """
      Recognizes compounds, studies, species with their organs, gut and proteins, and references.yaml by their \
      `schema:` line. A folder stands for every file in it and below it. Of a study the model is built, too.

      EXAMPLES:
        teorell validate Compounds/exampline
        teorell validate Studies/midazolam-oral.yaml
        teorell validate Physiology Compounds Studies
      """)

  @Argument(help: ArgumentHelp("Files or folders.", valueName: "path"))
  var paths: [String]

  @OptionGroup var common: CommonOptions

  func run() throws {
    var validator = Validator(library: common.library)
    for path in paths { validator.check(path) }
    let faults = DataErrors(Array(Set(validator.faults))).errors
    Console.print(faults)
    if common.json {
      if !common.quiet { Console.print(json(validator, faults).text()) }
    } else if !common.quiet {
      for path in validator.passedOver { Console.printError("note: \(path) is no data file of teorell") }
      let files = count(validator.checkedFiles.count, "file")
      Console.print("\(files) checked, \(faults.isEmpty ? "no faults" : count(faults.count, "fault"))")
    }
    if !faults.isEmpty { throw ExitStatus.wrongInput }
  }

  private func count(_ number: Int, _ word: String) -> String { "\(number) \(word)\(number == 1 ? "" : "s")" }

  private func json(_ validator: Validator, _ faults: [DataError]) -> JSONValue {
    .object([
      ("files", .integer(validator.checkedFiles.count)),
      ("faults", .array(faults.map(\.json))),
    ])
  }
}

extension DataError {
  var json: JSONValue {
    .object([
      ("file", .text(location.file)), ("line", .integer(location.line)), ("column", .integer(location.column)),
      ("problem", .text(problem)), ("remedy", .text(remedy)),
    ])
  }
}
