import DataFiles
import Physiology
import TestSupport
import Testing

/// Loads a species, and throws every fault of its files.
func species(_ name: String, library: Library = ownLibrary) throws -> SpeciesRecord {
  let diagnostics = Diagnostics()
  let species = loadSpecies(name, library: library, diagnostics: diagnostics)
  try diagnostics.throwIfAny()
  return try #require(species)
}

extension WrittenFiles {
  /// The faults of a species, as `description` without the folder.
  func faults(of name: String) -> [String] {
    let diagnostics = Diagnostics()
    _ = loadSpecies(name, library: alone, diagnostics: diagnostics)
    return faults(diagnostics)
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
