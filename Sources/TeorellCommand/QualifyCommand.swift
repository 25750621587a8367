import ArgumentParser
import Foundation
import Teorell

struct QualifyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "qualify",
    abstract: "Holds predictions against what was observed in people.",
    discussion: """
      Runs every case of a validation folder (cases.csv, observed/, studies/) and writes qualification.csv, \
      qualification.html, failed.csv and left-out.csv to DIR. A case that cannot be run is listed with its reason and \
      does not stop the others. The output ends with the fold errors of given drugs in plasma and blood of \
      adults without another drug, and of what was excreted.

      EXAMPLES:
        teorell qualify
        teorell qualify Validation --model midazolam -o results/midazolam
        teorell qualify --require 'auc.gmfe<=1.30,auc.within2>=0.93'
        teorell qualify --compare before/qualification.csv
        teorell qualify --people 100
      """)

  @Argument(help: ArgumentHelp("The validation folder.", valueName: "folder"))
  var folder = "Validation"

  @Option(name: .shortAndLong, help: ArgumentHelp("The folder for results.", valueName: "dir"))
  var output = "results/qualification"

  @Option(
    name: .customLong("require"), parsing: .unconditionalSingleValue,
    help: ArgumentHelp(
      "Figures to reach, else the exit status is 1: auc, cmax, concentration or excreted_fraction; a point; gmfe, "
        + "within1.25, within1.5, within2, median or worst; <= or >=; a number. Separated by commas; may be repeated.",
      valueName: "bars"))
  var requirements: [String] = []

  @Option(
    name: .customLong("model"),
    help: ArgumentHelp("Run the cases of this model only; may be repeated.", valueName: "name"))
  var models: [String] = []

  @Option(
    name: .customLong("case"), help: ArgumentHelp("Run this case only; may be repeated.", valueName: "case"))
  var cases: [String] = []

  @Option(help: ArgumentHelp("An earlier qualification.csv to print beside the new figures.", valueName: "file"))
  var compare: String?

  @Option(help: ArgumentHelp("Arms that are run at a time; as many as there are cores unless named.", valueName: "n"))
  var threads: Int?

  @Option(
    help: ArgumentHelp(
      "Also run this many virtual people in each arm that was observed with spread, and compare; writes spread.csv.",
      valueName: "n"))
  var people: Int?

  @OptionGroup var common: CommonOptions

  func validate() throws {
    if let threads, threads < 1 { throw ValidationError("--threads \(threads): write at least 1") }
    if let people, people < 20 { throw ValidationError("--people \(people): write at least 20") }
    if output.isEmpty { throw ValidationError("--output: name a folder") }
    _ = try bars()
  }

  private func bars() throws -> [QualificationBar] {
    try requirements.flatMap { text in
      do throws(QualificationBar.SyntaxFault) {
        return try QualificationBar.parse(text)
      } catch {
        throw ValidationError("--require \(text): \(error.description)")
      }
    }
  }

  func run() throws {
    Interruption.listen()
    let bars = try bars()
    let validation = try validationFolder()
    let earlier = try compare.map { path in try loaded { EarlierQualification(path: path, diagnostics: $0) } }
    Interruption.heed()
    let run = QualificationRun(
      validation, library: common.library, threads: threads ?? ProcessInfo.processInfo.activeProcessorCount,
      people: people)
    let isQuiet = common.quiet
    let bar = ProgressBar("arms", isQuiet: isQuiet)
    let result = run.run(isCancelled: { Interruption.isAsked }) { bar.show($0.armsDone, of: $0.armCount) }
    bar.clear()
    do throws(DataError) {
      try QualificationFiles(result, command: command).write(to: output)
    } catch {
      Console.print([error])
      throw ExitStatus.wrongInput
    }
    let page = QualificationText(result: result, folder: output, earlier: earlier)
    if !isQuiet { Console.print(common.json ? page.json.text() : page.text) }
    if Interruption.isAsked {
      Console.printError(
        "interrupted; \(result.unfinished.count) cases were not finished; what is finished is in \(output)")
      throw ExitStatus.interrupted
    }
    let missed = bars.filter { !$0.isMet(by: result) }
    for bar in missed {
      Console.printError("not reached: \(bar), but it is \(bar.value(in: result).map { "\($0)" } ?? "undefined")")
    }
    if !missed.isEmpty { throw ExitStatus.wrongInput }
  }

  /// The wanted cases; faults are printed.
  private func validationFolder() throws -> ValidationFolder {
    var known: (models: Set<String>, cases: Set<String>) = ([], [])
    let validation = try loaded { diagnostics in
      loadValidationFolder(folder, library: common.library, diagnostics: diagnostics) { one in
        known.models.insert(one.model)
        known.cases.insert(one.name)
        return (models.isEmpty || models.contains(one.model)) && (cases.isEmpty || cases.contains(one.name))
      }
    }
    try check("--model", models, in: known.models)
    try check("--case", cases, in: known.cases)
    guard models.isEmpty && cases.isEmpty || !validation.cases.isEmpty else {
      throw ValidationError("no case named with --case is of a model named with --model")
    }
    return validation
  }

  private func check(_ option: String, _ names: [String], in known: Set<String>) throws {
    for name in names where !known.contains(name) {
      let nearest = nearestName(name, in: known.sorted()).map { "did you mean \($0)? " } ?? ""
      let list = known.count <= 60 ? "it has \(known.sorted().joined(separator: ", "))" : "see its cases.csv"
      throw ValidationError("\(option) \(name): \(folder) has none of that name; \(nearest)\(list)")
    }
  }

  /// What repeats the run.
  private var command: [String] {
    var words = ["teorell", "qualify", folder]
    for model in models { words += ["--model", model] }
    for one in cases { words += ["--case", one] }
    if let people { words += ["--people", "\(people)"] }
    for folder in common.libraryFolders { words += ["--library", folder] }
    return words
  }
}
