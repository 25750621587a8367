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
  /// Statistics of every curve, in the order of arms and sites.
  public let bands: [PopulationBand]
  /// Statistics of every row of exposure, in the order of arms and rows.
  public let exposures: [PopulationExposure]
  /// Who was not computed, in order of number.
  public let failures: [Failure]
  /// Of all people and arms, without sign.
  public let largestBalanceError: Double?

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
    format: TableFormat = .csv
  ) throws(DataError) {
    self.results = results
    self.overrides = overrides
    self.command = command
    self.format = format
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
    let subjects = try CSVStream(staged.file("subjects.csv"), columns: subjectColumns)
    let exposure = try CSVStream(staged.file("exposure.csv"), columns: ResultFiles.exposureColumns)
    let curves: any CurveTable =
      switch format {
      case .csv: try CurveFiles(self, staged)
      case .netcdf: try PopulationArchive(self, staged)
      }
    var group: [[Double]] = []
    try results.forEachPerson { person throws(DataError) in
      let place = (person.number - 1) % PopulationStudy.groupWidth
      if place == 0 { group = try results.curves(ofGroup: (person.number - 1) / PopulationStudy.groupWidth) }
      let subject = SubjectRow(person, study)
      try write(subject, to: subjects)
      try writeExposure(of: subject, to: exposure)
      try curves.add(subject, group[place])
    }
    try subjects.close()
    try exposure.close()
    try curves.close()
  }
}

/// Takes the curves of people, one after the other.
protocol CurveTable {
  /// - Parameter curves: As `PopulationResults.curves(ofGroup:)` gives them.
  func add(_ subject: SubjectRow, _ curves: [Double]) throws(DataError)
  func close() throws(DataError)
}
