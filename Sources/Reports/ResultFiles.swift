import DataFiles
import Dosing
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
    try write(to: staged, "profiles.csv", columns: Self.profileColumns, writeProfiles)
    try write(to: staged, "exposure.csv", columns: Self.exposureColumns, writeExposure)
    try write(to: staged, "balance.csv", columns: Self.balanceColumns, writeBalance)
    try staged.write(profilePlots(.linear), to: "profiles.svg")
    try staged.write(report().html(), to: "report.html")
    try staged.write(manifest().text(), to: "manifest.json")
    try staged.commit()
  }

  private func write(
    to staged: StagedFolder, _ name: String, columns: [String],
    _ rows: ((CSVWriter) throws(DataError) -> Void) throws(DataError) -> Void
  ) throws(DataError) {
    let stream = try staged.file(name)
    try stream.write(CSVWriter(columns: columns).text)
    // Piece by piece, so that a long study needs no memory for its text.
    try rows { piece throws(DataError) in try stream.write(piece.rowsOnly) }
    try stream.close()
  }
}
