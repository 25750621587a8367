import ArgumentParser
import Teorell

struct NewCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "new",
    abstract: "Writes a commented file to fill in.",
    discussion: """
      EXAMPLES:
        teorell new compound exampline     # Compounds/exampline/exampline.yaml
        teorell new study exampline-oral   # exampline-oral.yaml
        teorell new population nordic      # Physiology/human/populations/nordic.yaml
      """,
    subcommands: [NewCompound.self, NewStudy.self, NewPopulation.self])
}

struct NewCompound: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compound", abstract: "A compound: DIR/Compounds/NAME/NAME.yaml with every number still assumed.")

  @Argument(help: "The name, such as exampline.")
  var name: String

  @Option(name: .shortAndLong, help: ArgumentHelp("The folder that holds Compounds/.", valueName: "dir"))
  var output = "."

  @OptionGroup var common: CommonOptions

  func validate() throws { try checkName(name) }

  func run() throws {
    let base = output == "." ? "" : output + "/"
    let folder = "\(base)Compounds/\(name)"
    let file = "\(folder)/\(name).yaml"
    try writeNew([(file, Template.compound(name)), ("\(folder)/NOTES.md", Template.notes(name))])
    guard !common.quiet else { return }
    Console.print("\(file)\nFill in the lines marked TODO, then: teorell validate \(folder)")
    if common.library.find("Compounds/\(name)/\(name).yaml") == nil {
      Console.print("To use it in a study: teorell simulate ... --library \(output)")
    }
  }
}

struct NewStudy: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "study", abstract: "A study: DIR/NAME.yaml, which runs as it is.")

  @Argument(help: "The name of the file, such as exampline-oral.")
  var name: String

  @Option(help: "The compound that is given.")
  var compound = "midazolam"

  @Option(name: .shortAndLong, help: ArgumentHelp("The folder for the file.", valueName: "dir"))
  var output = "."

  @OptionGroup var common: CommonOptions

  func validate() throws {
    try checkName(name)
    try checkName(compound)
  }

  func run() throws {
    let file = (output == "." ? "" : output + "/") + "\(name).yaml"
    try writeNew([(file, Template.study(name, compound: compound))])
    if !common.quiet { Console.print("\(file)\nChange what you need, then: teorell simulate \(file)") }
  }
}

struct NewPopulation: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "population",
    abstract: "A population: DIR/Physiology/human/populations/NAME.yaml with its assumptions.")

  @Argument(help: "The name, such as nordic.")
  var name: String

  @Option(name: .shortAndLong, help: ArgumentHelp("The folder that holds Physiology/.", valueName: "dir"))
  var output = "."

  @OptionGroup var common: CommonOptions

  func validate() throws { try checkName(name) }

  func run() throws {
    let file = (output == "." ? "" : output + "/") + "Physiology/human/populations/\(name).yaml"
    try writeNew([(file, Template.population(name))])
    guard !common.quiet else { return }
    Console.print(
      "\(file)\nFill in the lines marked TODO, then: teorell validate \(file)\n"
        + "To use it in a study: subjects: {population: \(name), ...} and --library \(output)")
  }
}

/// A name that is a file name and needs no quotes in YAML.
private func checkName(_ name: String) throws {
  let isPlain = name.allSatisfy { $0.isLetter || $0.isNumber || "-_.".contains($0) }
  guard isPlain, let first = name.first, first.isLetter || first.isNumber, name.utf8.count <= 100 else {
    throw ValidationError("`\(name)` is no name for a file; write letters, digits and dashes, such as exampline-oral")
  }
}

/// Writes files that do not exist yet; nothing is written when one of them does.
private func writeNew(_ files: [(path: String, text: String)]) throws {
  for file in files where isFile(file.path) || isFolder(file.path) {
    Console.printError("\(file.path): the file is there already; choose another name, or remove it first")
    throw ExitStatus.wrongInput
  }
  do throws(DataError) {
    for file in files {
      try createFolder(parentFolder(file.path))
      try writeAtomically(file.text, to: file.path)
    }
  } catch {
    Console.print([error])
    throw ExitStatus.wrongInput
  }
}
