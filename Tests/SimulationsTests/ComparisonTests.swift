import DataFiles
import Foundation
import Simulations
import Testing

/// Measures of how far predictions are from observations.
@Suite struct ComparisonTests {
  @Test func `fold errors count both directions alike`() throws {
    let errors = FoldErrors([0.5, 2, 4])
    #expect(abs(try #require(errors.geometricMean) - pow(4, 1.0 / 3)) < 1e-12)
    #expect(abs(try #require(errors.gmfe) - pow(16, 1.0 / 3)) < 1e-12)
    #expect(errors.share(within: 2) == 2.0 / 3)
    #expect(errors.share(within: 1.99) == 0)
    #expect(FoldErrors([]).gmfe == nil && FoldErrors([]).share(within: 2) == nil)
  }

  @Test func `the area of observed points is that of straight lines between them`() {
    let profile = ObservedProfile(
      name: "one", compound: "drug", site: "plasma", times: [1, 2, 2, 4], concentrations: [1, 3, 2, 0])
    #expect(profile.area == 2 + 0 + 2)
    #expect(profile.peak == 3)
  }

  @Test(arguments: ["midazolam-oral"])
  func `a curve is compared with itself as equal`(study: String) throws {
    let parts = try loadParts("\(repositoryFolder)/Studies/\(study).yaml")
    let profile = try #require(try Simulation(parts, arm: parts.study.arms[0]).run().profiles.first)
    let times = [0.5, 1, 3, 24]
    let observed = ObservedProfile(
      name: "own", compound: profile.compound, site: profile.site, times: times,
      concentrations: times.map { profile.concentration(at: $0) ?? .nan })
    let comparison = try #require(ProfileComparison(observed, with: profile))
    #expect(comparison.areaRatio == 1 && comparison.peakRatio == 1)
    #expect(comparison.ratios.allSatisfy { $0 == 1 })
    let between = try #require(profile.concentration(at: 1.05))
    let neighbours = [try #require(profile.concentration(at: 1)), try #require(profile.concentration(at: 1.1))]
    #expect(abs(between - neighbours.reduce(0, +) / 2) < 1e-12)
    #expect(profile.concentration(at: 25) == nil && profile.concentration(at: -1) == nil)
  }

  @Test func `a table of points becomes one profile a dataset`() throws {
    let diagnostics = Diagnostics()
    let path = repositoryFolder + "/Validation/observed/digoxin/kurata-2002.csv"
    let profiles = try #require(loadObservedProfiles(path: path, diagnostics: diagnostics))
    #expect(profiles.count == 6)
    #expect(profiles.allSatisfy { $0.compound == "digoxin" && $0.site == "peripheral plasma" && $0.times.count >= 4 })
    let missing = Diagnostics()
    #expect(loadObservedProfiles(path: repositoryFolder + "/Validation/cases.csv", diagnostics: missing) == nil)
    #expect(!missing.errors.isEmpty)
  }
}
