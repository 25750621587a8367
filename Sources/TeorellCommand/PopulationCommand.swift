import ArgumentParser
import Foundation
import Teorell

struct PopulationCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "population",
    abstract: "Draws virtual people, runs a study with each and gives percentiles and every person's record.",
    discussion: """
      The study names its people under `subjects:`. Its folder in DIR gets subjects.csv, exposure.csv, profiles.csv (or \
      population.nc), summary.csv, plots, report.html and manifest.json. The same seed gives the same bytes with any \
      number of threads, resumed or not, in shards or not. What is finished is kept: after an interruption go on with \
      --resume.

      EXAMPLES:
        teorell population Studies/midazolam-population.yaml --size 1000 --seed 7 -o results
        teorell population Studies/midazolam-population.yaml --format netcdf --threads 2
        teorell population Studies/midazolam-population.yaml --resume
        teorell population Studies/midazolam-population.yaml --shard 3/8 -o shards
        teorell merge shards/midazolam-*.shard-* -o results
      """)

  @Argument(help: ArgumentHelp("A study file, or the name of a study of the library.", valueName: "study"))
  var study: String

  @Option(help: ArgumentHelp("People in each trial, in place of the study's.", valueName: "n"))
  var size: Int?

  @Option(help: ArgumentHelp("The seed of the random numbers, in place of the study's.", valueName: "s"))
  var seed: UInt64?

  @Option(help: ArgumentHelp("Threads; as many as there are cores unless named.", valueName: "t"))
  var threads: Int?

  @Option(name: .shortAndLong, help: ArgumentHelp("The folder for results.", valueName: "dir"))
  var output = "results"

  @Option(
    name: .customLong("set"), parsing: .unconditionalSingleValue,
    help: ArgumentHelp(
      "A value instead of that in the file, such as subjects.age=\"60-80 year\"; may be repeated.",
      valueName: "path=value"))
  var settings: [String] = []

  @Option(help: "The format of curves: csv or netcdf.")
  var format = TableFormat.csv

  @Flag(help: "Go on where a stopped run ended.")
  var resume = false

  @Flag(help: "Throw away what a stopped run left and begin anew.")
  var restart = false

  @Option(help: ArgumentHelp("Run one part of several only, such as 3/8.", valueName: "k/n"))
  var shard: String?

  @OptionGroup var common: CommonOptions

  func validate() throws {
    if let size, !(1...10_000_000).contains(size) {
      throw ValidationError("--size \(size): write a number from 1 to 10000000")
    }
    if let threads, threads < 1 { throw ValidationError("--threads \(threads): write at least 1") }
    if output.isEmpty { throw ValidationError("--output: name a folder") }
    if resume, restart { throw ValidationError("--resume and --restart: write one of them") }
    _ = try parsedOverrides(settings)
    _ = try parsedShard()
  }

  private func parsedShard() throws -> PopulationRun.Shard? {
    guard let shard else { return nil }
    let parts = shard.split(separator: "/", omittingEmptySubsequences: false).map { Int($0) }
    guard parts.count == 2, let number = parts[0], let count = parts[1],
      let found = PopulationRun.Shard(number: number, count: count)
    else { throw ValidationError("--shard \(shard): write the part and how many there are, such as 3/8") }
    return found
  }

  func run() throws {
    Interruption.listen()
    let overrides = try parsedOverrides(settings)
    let builder = StudyBuilder(library: common.library, overrides: overrides)
    let built = try loaded { builder.population(builder.path(of: study), PeopleChoices(size: size, seed: seed), $0) }
    let shard = try parsedShard()
    if let shard, shard.count > built.groupCount {
      throw ValidationError(
        "--shard \(shard.number)/\(shard.count): \(built.peopleCount) people are \(built.groupCount) groups of "
          + "\(PopulationStudy.groupWidth); write at most \(built.groupCount) parts")
    }
    let session = PopulationSession(
      study: built, overrides: overrides, output: output, shard: shard,
      threads: threads ?? ProcessInfo.processInfo.activeProcessorCount, format: format,
      libraryFolders: common.libraryFolders, isQuiet: common.quiet)
    Interruption.heed()
    do throws(DataError) {
      try session.prepare(resumes: resume, restarts: restart)
      try finish(session, try session.run())
    } catch {
      Console.print([error])
      throw ExitStatus.wrongInput
    }
  }

  private func finish(_ session: PopulationSession, _ ending: PopulationRun.Ending) throws(DataError) {
    if case .stopped = ending {
      Console.printError("interrupted; what is finished is in \(session.folder.path); go on with --resume")
      ExitStatus.interrupted.exit()
    }
    if session.shard != nil {
      if !common.quiet { Console.print("finished; join the parts with: teorell merge <folders of all parts> -o DIR") }
      return
    }
    let failed = try session.write(from: [session.folder.path], asJSON: common.json)
    session.folder.remove()
    if failed == session.study.peopleCount {
      Console.printError("nobody could be computed; failed.csv says why")
      ExitStatus.integrationFailed.exit()
    }
  }
}

extension StudyBuilder {
  /// Reads a study of many people.
  func population(_ path: String, _ choices: PeopleChoices, _ diagnostics: Diagnostics) -> PopulationStudy? {
    guard let parts = loadStudyParts(path: path, overrides: overrides, library: library, diagnostics: diagnostics)
    else { return nil }
    return makePopulationStudy(parts, choices, library: library, diagnostics: diagnostics)
  }
}
