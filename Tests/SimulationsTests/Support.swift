import DataFiles
import Foundation
import Simulations

let fixtureFolder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().path + "/Fixtures"
let repositoryFolder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
  .deletingLastPathComponent().path

/// A study with everything it names, or the faults that were found.
func loadParts(
  _ path: String, folders: [String] = [repositoryFolder], overrides: [(path: String, value: String)] = []
) throws -> StudyParts {
  let diagnostics = Diagnostics()
  let parts = loadStudyParts(
    path: path, overrides: overrides, library: Library(folders: folders), diagnostics: diagnostics)
  guard let parts else { throw DataErrors(diagnostics.errors) }
  return parts
}
