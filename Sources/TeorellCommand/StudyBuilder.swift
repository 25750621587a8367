import ArgumentParser
import Teorell

/// A study that was read and built, arm by arm.
struct BuiltStudy {
  let parts: StudyParts
  let simulations: [Simulation]
}

/// Reads studies and builds their models, all before anything runs.
struct StudyBuilder {
  let library: Library
  var overrides: [(path: String, value: String)] = []
  /// What several studies read of the library is read once.
  var cache = ReadingCache()

  /// The file of a study given by its path, or by its name in the library.
  func path(of study: String) -> String {
    if isFile(study) || study.contains("/") || study.hasSuffix(".yaml") { return study }
    return library.find("Studies/\(study).yaml") ?? study
  }

  /// - Returns: nil when a fault was found; `faults` then holds all of them.
  func build(_ study: String, faults: inout [DataError]) -> BuiltStudy? {
    let path = path(of: study)
    // One for each study, so that each knows the files it was made of.
    let diagnostics = Diagnostics(cache: cache)
    defer { faults += diagnostics.errors }
    guard let parts = loadStudyParts(path: path, overrides: overrides, library: library, diagnostics: diagnostics)
    else { return nil }
    var simulations: [Simulation] = []
    for arm in parts.study.arms {
      do throws(ModelError) {
        simulations.append(try Simulation(parts, arm: arm))
      } catch {
        diagnostics.report(parts.fault(error, arm: arm))
      }
    }
    return simulations.count == parts.study.arms.count ? BuiltStudy(parts: parts, simulations: simulations) : nil
  }
}
