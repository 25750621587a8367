import ArgumentParser
import Foundation
import Teorell

struct MergeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "merge",
    abstract: "Joins the parts of a population that were run with --shard.",
    discussion: """
      Reads the study again, makes sure that every part is there and of the same run, and writes what one run of all \
      people would have written, byte for byte. The parts stay.

      EXAMPLES:
        teorell merge shards/midazolam-population.shard-* -o results
      """)

  @Argument(help: ArgumentHelp("The folders of the parts.", valueName: "folder"))
  var folders: [String]

  @Option(name: .shortAndLong, help: ArgumentHelp("The folder for results.", valueName: "dir"))
  var output = "results"

  @Option(help: "The format of curves: csv or netcdf.")
  var format = TableFormat.csv

  @OptionGroup var common: CommonOptions

  func run() throws {
    Interruption.listen()
    let parts = try folders.map { folder -> RunIdentity in
      if let identity = RunFolder(path: folder).identity() { return identity }
      throw ValidationError("\(folder): this is no part of a population run; name folders such as study.shard-3-of-8")
    }
    for (folder, part) in zip(folders, parts).dropFirst() where part != parts[0] {
      let differing = parts[0].differences(from: part).prefix(5).joined(separator: ", ")
      throw ValidationError("\(folder) and \(folders[0]) are of different runs: \(differing)")
    }
    let first = parts[0]
    guard let file = first.value("study file"), let seed = first.value("seed").flatMap(UInt64.init) else {
      throw ValidationError("\(folders[0])/run.txt does not name a study file and a seed")
    }
    let overrides = first.facts.filter { $0.name.hasPrefix("set ") }
      .map { (path: String($0.name.dropFirst("set ".count)), value: $0.value) }
    let builder = StudyBuilder(library: common.library, overrides: overrides)
    let size = first.value("size").flatMap(Int.init)
    let study = try loaded { builder.population(file, PeopleChoices(size: size, seed: seed), $0) }
    let session = PopulationSession(
      study: study, overrides: overrides, output: output, shard: nil,
      threads: ProcessInfo.processInfo.activeProcessorCount, format: format,
      libraryFolders: common.libraryFolders, isQuiet: common.quiet)
    let now = session.identity
    guard now == first else {
      let differing = now.differences(from: first).prefix(5).joined(separator: ", ")
      throw ValidationError("the study or its data are not what the parts were run with: \(differing)")
    }
    do throws(DataError) {
      try session.write(from: folders, asJSON: common.json)
    } catch {
      Console.print([error])
      throw ExitStatus.wrongInput
    }
  }
}
