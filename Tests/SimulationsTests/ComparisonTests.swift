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

  @Test func `a curve is read on straight lines between its samples`() throws {
    let parts = try loadParts("\(repositoryFolder)/Studies/midazolam-oral.yaml")
    let profile = try #require(try Simulation(parts, arm: parts.study.arms[0]).run().profiles.first)
    let between = try #require(profile.concentration(at: 1.05))
    let neighbours = [try #require(profile.concentration(at: 1)), try #require(profile.concentration(at: 1.1))]
    #expect(abs(between - neighbours.reduce(0, +) / 2) < 1e-12)
    #expect(profile.concentration(at: 25) == nil && profile.concentration(at: -1) == nil)
  }
}
