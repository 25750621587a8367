import Teorell

/// One run of people with the folders it keeps.
struct PopulationSession {
  let study: PopulationStudy
  let overrides: [(path: String, value: String)]
  let output: String
  let shard: PopulationRun.Shard?
  let threads: Int
  let format: TableFormat
  let libraryFolders: [String]
  let isQuiet: Bool

  /// Where the journals are until the results are written.
  var folder: RunFolder {
    let name = study.study.slug
    return RunFolder(
      path: shard.map { "\(output)/\(name).shard-\($0.number)-of-\($0.count)" } ?? "\(output)/\(name).unfinished")
  }

  /// What runs the study again, wherever its results go; threads, shards and interruptions change nothing.
  private var command: [String] {
    var words = ["teorell", "population", study.study.file ?? study.study.name]
    if let size = study.trialSize { words += ["--size", "\(size)"] }
    words += ["--seed", "\(study.seed)"]
    for override in overrides { words += ["--set", "\(override.path)=\(override.value)"] }
    for folder in libraryFolders { words += ["--library", folder] }
    if format != .csv { words += ["--format", format.rawValue] }
    return words
  }

  var identity: RunIdentity { RunIdentity(study, overrides: overrides, version: programVersion) }

  /// Makes the folder, or looks whether what is in it belongs to this run.
  ///
  /// - Throws: `DataError` when it does not, or when a stopped run is there that nobody asked to resume.
  func prepare(resumes: Bool, restarts: Bool) throws(DataError) {
    func fault(_ problem: String, _ remedy: String, in path: String? = nil) -> DataError {
      DataError(
        location: SourceLocation(file: path ?? folder.path, line: 1, column: 1), problem: problem, remedy: remedy)
    }
    let target = "\(output)/\(study.study.slug)"
    for path in [output, target] where isFile(path) {
      throw fault("this is a file, not a folder", "name another folder with --output", in: path)
    }
    if restarts { folder.remove() }
    let identity = identity
    guard let found = folder.identity() else {
      guard !folder.hasJournals else {
        throw fault("here are journals without run.txt, which says whose they are", "add --restart to throw them away")
      }
      try folder.begin(identity)
      return
    }
    guard resumes else {
      throw fault("here is a run that was stopped", "add --resume to go on, or --restart to throw it away")
    }
    let differing = found.differences(from: identity)
    guard found == identity else {
      throw fault(
        "the run that was stopped here is another one: \(differing.prefix(5).joined(separator: ", ")) "
          + "\(differing.count == 1 ? "differs" : "differ")",
        "resume it with the same study, data and options, or add --restart to throw it away")
    }
  }

  func run() throws(DataError) -> PopulationRun.Ending {
    let bar = ProgressBar("people", isQuiet: isQuiet)
    defer { bar.clear() }
    return try PopulationRun(study, folder: folder.path, shard: shard, threads: threads)
      .run(isCancelled: { Interruption.isAsked }) { bar.show($0.done, of: $0.count, doneNow: $0.doneNow) }
  }

  /// Writes the results from the journals of some folders, and says what came out.
  ///
  /// - Returns: How many people failed.
  @discardableResult
  func write(from folders: [String], asJSON: Bool) throws(DataError) -> Int {
    let target = "\(output)/\(study.study.slug)"
    Console.showProgress("writing \(target)", isQuiet: isQuiet)
    let results = try PopulationResults(study, folders: folders)
    let files = try PopulationFiles(results, overrides: overrides, command: command, format: format, threads: threads)
    try files.write(to: target)
    Console.showProgress("", isQuiet: isQuiet)
    if !isQuiet {
      let page = PopulationText(files: files, folder: target)
      Console.print(asJSON ? page.json.text() : page.text)
    }
    return files.failures.count
  }
}
