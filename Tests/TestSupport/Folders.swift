import DataFiles
import Foundation

/// The package folder, which holds the data, without a slash at its end.
public let packageFolder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
  .deletingLastPathComponent().path

/// The library that the package brings.
public let ownLibrary = Library(folders: [packageFolder])

/// Gives a folder of its own under the system's temporary one, and removes it afterwards.
public func withTemporaryFolder<Result>(_ body: (String) throws -> Result) throws -> Result {
  let manager = FileManager.default
  let folder = manager.temporaryDirectory.appendingPathComponent("teorell-\(UUID().uuidString)").path
  try manager.createDirectory(atPath: folder, withIntermediateDirectories: true)
  defer { try? manager.removeItem(atPath: folder) }
  return try body(folder)
}

/// Files that a test writes; removed with it.
public final class WrittenFiles {
  public let folder: String

  public init(_ files: [String: String]) throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("teorell-\(UUID().uuidString)").path
    for (name, text) in files {
      let path = URL(fileURLWithPath: "\(folder)/\(name)")
      try FileManager.default.createDirectory(at: path.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: path)
    }
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  /// These files before those of the package.
  public var library: Library { Library(folders: [folder, packageFolder]) }
  /// These files alone.
  public var alone: Library { Library(folders: [folder]) }

  /// Faults without the folder.
  public func faults(_ diagnostics: Diagnostics) -> [String] {
    diagnostics.errors.map { $0.description.replacing(folder + "/", with: "") }
  }
}
