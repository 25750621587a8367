import DataFiles
import Foundation
import Simulations
import Testing

/// Studies read through a cache are those read without one.
@Suite struct ReadingCacheTests {
  private static func load(_ study: String, _ diagnostics: Diagnostics) -> StudyParts? {
    loadStudyParts(
      path: "\(repositoryFolder)/Studies/\(study).yaml", library: Library(folders: [repositoryFolder]),
      diagnostics: diagnostics)
  }

  @Test(arguments: ["midazolam-oral", "warfarin-oral"])
  func `the same parts, files and results come out`(study: String) throws {
    let cache = ReadingCache()
    let plain = Diagnostics()
    let parts = try #require(Self.load(study, plain))
    let wanted = try Simulation(parts, arm: parts.study.arms[0]).run().profiles.map(\.concentrations)
    for _ in 0..<2 {
      let cached = Diagnostics(cache: cache)
      let again = try #require(Self.load(study, cached))
      #expect(again.study == parts.study && again.compounds.map(\.name) == parts.compounds.map(\.name))
      #expect(Set(again.files) == Set(parts.files) && cached.origins == plain.origins)
      #expect(try Simulation(again, arm: again.study.arms[0]).run().profiles.map(\.concentrations) == wanted)
    }
  }

  @Test func `a fault is told each time the file is asked for`() throws {
    let path = NSTemporaryDirectory() + "teorell-cache-\(UUID().uuidString).yaml"
    try "a: [1\n".write(toFile: path, atomically: true, encoding: .utf8)
    defer { try? FileManager.default.removeItem(atPath: path) }
    let cache = ReadingCache()
    let first = Diagnostics(cache: cache)
    #expect(readYAML(path: path, diagnostics: first) == nil && !first.errors.isEmpty)
    let second = Diagnostics(cache: cache)
    #expect(readYAML(path: path, diagnostics: second) == nil && second.errors == first.errors)
  }
}
