import DataFiles
import Simulations

/// Writes the results of a study to a folder.
///
///     try ResultFiles(results).write(to: "results/" + results.study.slug)
///
/// All files appear together at the end; an error leaves what was there before.
public struct ResultFiles: Sendable {
  public let results: StudyResults
  /// How the run was called, for the manifest.
  public let command: [String]

  public init(_ results: StudyResults, command: [String] = []) {
    self.results = results
    self.command = command
  }

  /// - Throws: `DataError` naming the file that could not be written.
  public func write(to folder: String) throws(DataError) {
    let staged = try StagedFolder(target: folder)
    let profiles = try staged.file("profiles.csv")
    try writeProfiles(to: profiles)
    try profiles.close()
    try staged.write(exposureTable().csv(), to: "exposure.csv")
    if results.finished.contains(where: { !$0.excretions.isEmpty }) {
      try staged.write(excretionTable().csv(), to: "excretion.csv")
    }
    try staged.write(balanceTable().csv(), to: "balance.csv")
    try staged.write(profilePlots(nil), to: "profiles.svg")
    try staged.write(report().html(), to: "report.html")
    try staged.write(manifest().text(), to: "manifest.json")
    try staged.commit()
  }
}
