import DataFiles
import Foundation
import Physiology
import Testing

/// The package folder, which holds the physiology files.
let packageFolder = URL(filePath: #filePath)
  .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path

/// The library that the package brings.
let ownLibrary = Library(folders: [packageFolder])

/// Loads a species, and throws every fault of its files.
func species(_ name: String, library: Library = ownLibrary) throws -> SpeciesRecord {
  let diagnostics = Diagnostics()
  let species = loadSpecies(name, library: library, diagnostics: diagnostics)
  try diagnostics.throwIfAny()
  return try #require(species)
}

/// A library of files that a test writes, removed with it.
final class WrittenLibrary {
  private let folder: URL
  private var files: [String: String]

  init(_ files: [String: String]) throws {
    folder = URL(filePath: NSTemporaryDirectory()).appending(path: "physiology-tests-\(UUID().uuidString)")
    self.files = files
    try write()
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  var library: Library { Library(folders: [folder.path]) }

  private func write() throws {
    for (name, text) in files {
      let path = folder.appending(path: name)
      try FileManager.default.createDirectory(at: path.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: path)
    }
  }

  /// The faults of a species, as `description` without the folder.
  func faults(of name: String) -> [String] {
    let diagnostics = Diagnostics()
    _ = loadSpecies(name, library: library, diagnostics: diagnostics)
    return diagnostics.errors.map { $0.description.replacing(folder.path + "/", with: "") }
  }
}

/// A numbered generator, so that a failing case can be replayed (SplitMix64, doi 10.1145/2660193.2660195).
struct SeededGenerator: RandomNumberGenerator {
  var state: UInt64

  init(seed: Int) { state = UInt64(truncatingIfNeeded: seed) }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

func isClose(_ value: Double, _ expected: Double, relative: Double) -> Bool {
  abs(value - expected) <= relative * abs(expected)
}
