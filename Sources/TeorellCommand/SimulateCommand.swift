import ArgumentParser
import Teorell

struct SimulateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "simulate",
    abstract: "Runs studies and writes concentrations, exposure and the mass balance.",
    discussion: """
      Each study gets a folder of its name in DIR with profiles.csv, exposure.csv, balance.csv, profiles.svg, \
      report.html and manifest.json. All studies are checked first; nothing is written when any of them is wrong.

      EXAMPLES:
        teorell simulate Studies/midazolam-oral.yaml -o results
        teorell simulate Studies/*.yaml --quiet
        teorell simulate Studies/midazolam-oral.yaml --set subject.weight="90 kg"
        teorell simulate Studies/midazolam-oral.yaml --set 'doses[0].dose=15 mg' --set duration="48 h"
      """)

  @Argument(help: ArgumentHelp("Study files, or names of studies of the library.", valueName: "study"))
  var studies: [String]

  @Option(name: .shortAndLong, help: ArgumentHelp("The folder for results.", valueName: "dir"))
  var output = "results"

  @Option(
    name: .customLong("set"), parsing: .unconditionalSingleValue,
    help: ArgumentHelp(
      "A value instead of that in the file, such as subject.weight=\"90 kg\"; may be repeated.", valueName: "path=value"
    ))
  var settings: [String] = []

  @Option(help: "The format of the tables: csv.")
  var format = TableFormat.csv

  @OptionGroup var common: CommonOptions

  func validate() throws {
    if format == .netcdf { throw ValidationError("--format netcdf is not built yet for one body; write --format csv") }
    _ = try parsedOverrides(settings)
    if output.isEmpty { throw ValidationError("--output: name a folder") }
  }

  func run() throws {
    Interruption.listen()
    let builder = StudyBuilder(library: common.library, overrides: try parsedOverrides(settings))
    var faults: [DataError] = []
    let built = studies.compactMap { builder.build($0, faults: &faults) }
    for study in built.map(\.parts.study) {
      guard let subjects = study.subjects else { continue }
      faults.append(
        DataError(
          location: subjects.location, problem: "the study is of many people",
          remedy: "run it with `teorell population \(study.file ?? study.name)`, or give it one `subject`"))
    }
    checkFolders(built, &faults)
    guard faults.isEmpty else {
      Console.print(faults)
      throw ExitStatus.wrongInput
    }
    Interruption.heed()
    var status = ExitStatus.done
    var keptStudies = 0
    var reports: [JSONValue] = []
    for (number, study) in built.enumerated() where !Interruption.isAsked {
      let results = run(study, number: number, of: built.count, &status)
      guard !results.finished.isEmpty else { continue }
      let folder = "\(output)/\(results.study.slug)"
      do throws(DataError) {
        try ResultFiles(results, command: command(of: study)).write(to: folder)
      } catch {
        Console.print([error])
        throw ExitStatus.wrongInput
      }
      keptStudies += 1
      let summary = StudySummary(results: results, folder: folder)
      if common.json { reports.append(summary.json) } else if !common.quiet { Console.print(summary.text) }
    }
    if common.json, !common.quiet { Console.print(JSONValue.array(reports).text()) }
    if Interruption.isAsked {
      Console.printError(
        "interrupted; \(keptStudies > 0 ? "what is finished is in \(output)" : "nothing was finished")")
      throw ExitStatus.interrupted
    }
    if case .done = status { return }
    throw status
  }

  /// What runs one study again, wherever its results go.
  private func command(of study: BuiltStudy) -> [String] {
    var words = ["teorell", "simulate", study.parts.study.file ?? study.parts.study.name]
    for setting in settings { words += ["--set", setting] }
    for folder in common.libraryFolders { words += ["--library", folder] }
    return words
  }

  /// Two studies of one name would overwrite each other, and a file may stand where a folder must.
  private func checkFolders(_ built: [BuiltStudy], _ faults: inout [DataError]) {
    var owners: [String: String] = [:]
    for study in built.map(\.parts.study) {
      let file = study.file ?? study.name
      if let other = owners[study.slug] {
        faults.append(
          DataError(
            location: SourceLocation(file: file, line: 1, column: 1),
            problem: "\(other) has the same name, \(study.name), and so the same folder of results",
            remedy: "give one of them another name, or run them into different folders"))
      }
      owners[study.slug] = file
      for path in [output, "\(output)/\(study.slug)"] where isFile(path) {
        faults.append(
          DataError(
            location: SourceLocation(file: path, line: 1, column: 1), problem: "this is a file, not a folder",
            remedy: "name another folder with --output"))
      }
    }
  }

  /// Runs the arms one after the other.
  private func run(
    _ built: BuiltStudy, number: Int, of count: Int, _ status: inout ExitStatus
  ) -> StudyResults {
    var results = StudyResults(built.parts, overrides: (try? parsedOverrides(settings)) ?? [], finished: [])
    defer { Console.showProgress("", isQuiet: common.quiet) }
    for simulation in built.simulations {
      let arm = simulation.arm.displayName
      let name = built.simulations.count > 1 ? "\(built.parts.study.name), \(arm)" : built.parts.study.name
      Console.showProgress("study \(number + 1) of \(count): \(name)", isQuiet: common.quiet)
      if Interruption.isAsked {
        results.unfinished.append(.init(arm: arm, reason: "stopped on request before it began"))
        continue
      }
      do throws(SolverError) {
        results.finished.append(try simulation.run(isCancelled: { Interruption.isAsked }))
      } catch {
        results.unfinished.append(.init(arm: arm, reason: error.description))
        Console.showProgress("", isQuiet: common.quiet)
        if error.kind == .cancelled { continue }
        status = .integrationFailed
        Console.printError("\(built.parts.study.file ?? name): arm \(arm): \(error)")
      }
    }
    if !common.quiet { results.warnings.forEach { Console.printError("warning: \($0)") } }
    return results
  }
}

/// The pairs of `--set PATH=VALUE`.
func parsedOverrides(_ settings: [String]) throws -> [(path: String, value: String)] {
  try settings.map { setting in
    guard let sign = setting.firstIndex(of: "="), sign > setting.startIndex else {
      throw ValidationError("--set \(setting): write PATH=VALUE, such as --set subject.weight=\"90 kg\"")
    }
    return (path: String(setting[..<sign]), value: String(setting[setting.index(after: sign)...]))
  }
}
