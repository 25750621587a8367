import DataFiles
import Simulations

/// How curves of many people are written.
public enum TableFormat: String, Sendable, Hashable, CaseIterable { case csv, netcdf }

/// Writes the results of a population to a folder.
///
///     let results = try PopulationResults(study, folders: ["results/journals"])
///     try PopulationFiles(results).write(to: "results/" + study.study.slug)
///
/// All files appear together at the end; an error leaves what was there before. The same results give the same bytes.
///
/// Statistics are those of the people who went through all arms: who failed in one is left out of all, so that arms
/// compare the same people.
public struct PopulationFiles {
  public let results: PopulationResults
  public let overrides: [(path: String, value: String)]
  /// How the run was called, for the manifest; without what changes no number, such as threads.
  public let command: [String]
  public let format: TableFormat
  /// Threads that make lines of tables; they change no byte.
  public let threads: Int
  /// Numbers of people whose lines are in memory at a time, some 70 bytes each; they change no byte.
  public let valuesAtOnce: Int
  /// Statistics of every curve, in the order of arms and sites.
  public let bands: [PopulationBand]
  /// Statistics of every row of exposure, in the order of arms and rows.
  public let exposures: [PopulationExposure]
  /// Who was not computed, in order of number.
  public let failures: [Failure]
  /// Of all people and arms, without sign.
  public let largestBalanceError: Double?
  /// Everything that was read, each once, with its SHA-256 where it can be read again.
  let digests: [(path: String, digest: String?)]

  public struct Failure: Sendable {
    /// Counted from 1.
    public let number: Int
    public let reason: String
  }

  /// Computes the statistics.
  ///
  /// - Throws: `DataError` when a journal cannot be read.
  public init(
    _ results: PopulationResults, overrides: [(path: String, value: String)] = [], command: [String] = [],
    format: TableFormat = .csv, threads: Int = 1, valuesAtOnce: Int = 1 << 18
  ) throws(DataError) {
    self.results = results
    self.overrides = overrides
    self.command = command
    self.format = format
    self.threads = max(1, threads)
    self.valuesAtOnce = valuesAtOnce
    bands = try results.bands()
    exposures = try results.exposureStatistics()
    var failures: [Failure] = []
    var largest: Double?
    try results.forEachPerson { person throws(DataError) in
      if let reason = person.failure { failures.append(Failure(number: person.number, reason: reason)) }
      for arm in person.arms where arm.balanceError.isFinite {
        largest = max(largest ?? 0, arm.balanceError.magnitude)
      }
    }
    self.failures = failures
    largestBalanceError = largest
    let study = results.study
    digests = (study.files + (study.peopleTable.map { [$0] } ?? [])).uniqued().map { ($0, fileDigest(path: $0)) }
  }

  var study: PopulationStudy { results.study }
  var layout: ResultLayout { results.layout }

  /// - Throws: `DataError` naming the file that could not be written.
  public func write(to folder: String) throws(DataError) {
    let staged = try StagedFolder(target: folder)
    try writePeople(staged)
    try writeSummary(staged)
    if study.trialCount > 1 { try writeTrials(staged) }
    if !failures.isEmpty { try writeFailures(staged) }
    let plots = try PopulationPlots(results: results, bands: bands, observed: study.parts.observed)
    for drawing in plots.drawings { try staged.write(drawing.svg, to: drawing.name) }
    try staged.write(PopulationReport(self, plots: plots).html(), to: "report.html")
    try staged.write(manifest().text(), to: "manifest.json")
    try staged.commit()
  }

  /// Everybody in one pass: subjects.csv, exposure.csv, and the curves.
  private func writePeople(_ staged: StagedFolder) throws(DataError) {
    let tables = PeopleTables(study, hasCurves: format == .csv)
    let archive = format == .netcdf ? try PopulationArchive(self, staged) : nil
    let subjects = try CSVStream(staged.file("subjects.csv"), columns: tables.subjectColumns)
    let exposure = try CSVStream(staged.file("exposure.csv"), columns: ResultFiles.exposureColumns)
    let profiles =
      format == .csv ? try CSVStream(staged.file("profiles.csv"), columns: ResultFiles.profileColumns) : nil
    let excretion =
      tables.curves.contains(where: \.isAmount)
      ? try CSVStream(staged.file("excretion.csv"), columns: ResultFiles.excretionColumns) : nil
    let valuesOfPerson = layout.curveValues + layout.numbersOfPerson
    let atOnce = max(threads, valuesAtOnce / (valuesOfPerson * PopulationStudy.groupWidth))
    for first in stride(from: 0, to: study.groupCount, by: atOnce) {
      var groups: [[PopulationResults.PersonResults]] = []
      for group in first..<min(first + atOnce, study.groupCount) { groups.append(try results.people(ofGroup: group)) }
      let lines = inParallel(groups, threads: threads) { tables.lines(of: $0) }
      for (people, lines) in zip(groups, lines) {
        try subjects.write(lines.subjects)
        try exposure.write(lines.exposure)
        try profiles?.write(lines.profiles)
        try excretion?.write(lines.excretion)
        for (subject, person) in zip(lines.people, people) { try archive?.add(subject, person.curves) }
      }
    }
    try subjects.close()
    try exposure.close()
    try profiles?.close()
    try excretion?.close()
    try archive?.close()
  }
}
