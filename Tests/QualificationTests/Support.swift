import DataFiles
import Foundation
import Qualification

let fixtureFolder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().path + "/Fixtures"
let repositoryFolder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
  .deletingLastPathComponent().path
let fixtureLibrary = Library(folders: [fixtureFolder, repositoryFolder])

/// The validation folder of the tests, run.
func qualifiedFixture(threads: Int = 2) throws -> QualificationResult {
  let diagnostics = Diagnostics()
  let folder = loadValidationFolder("\(fixtureFolder)/validation", library: fixtureLibrary, diagnostics: diagnostics)
  guard let folder else { throw DataErrors(diagnostics.errors) }
  return QualificationRun(folder, library: fixtureLibrary, threads: threads).run()
}

/// A copy of the validation folder of the tests in which one text is replaced by another.
final class ChangedFolder {
  let path: String

  init(_ file: String, _ old: String, _ new: String) throws {
    path = NSTemporaryDirectory() + "teorell-qualify-\(UUID().uuidString)"
    try FileManager.default.copyItem(atPath: "\(fixtureFolder)/validation", toPath: path)
    let text = try String(contentsOfFile: "\(path)/\(file)", encoding: .utf8)
    guard let place = text.range(of: old) else { throw CaseFailure("\(file) has no \(old)") }
    try text.replacingCharacters(in: place, with: new)
      .write(toFile: "\(path)/\(file)", atomically: true, encoding: .utf8)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// The faults of the folder, without the part of their path that differs from run to run.
  func faults() -> [String] {
    let diagnostics = Diagnostics()
    _ = loadValidationFolder(path, library: fixtureLibrary, diagnostics: diagnostics)
    return DataErrors(diagnostics.errors).errors.map {
      $0.description.replacingOccurrences(of: path + "/", with: "")
    }
  }
}
