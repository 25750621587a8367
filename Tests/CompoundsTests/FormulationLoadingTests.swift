import Compounds
import Foundation
import Testing

struct FormulationLoadingTests {
  static func formulation(_ text: String) -> (model: FormulationModel?, faults: [String]) {
    let (compound, faults) = readCompound(compoundText("formulations: {tablet: {\(text)}}"))
    return (compound?.formulations["tablet"], faults)
  }

  static let models: [(String, FormulationModel)] = [
    ("model: dissolved", .dissolved),
    (
      "model: weibull, time_50: 30 min, shape: 0.9, lag: 6 min, suspension: no",
      .weibull(time50: 0.5, shape: 0.9, lag: 0.1, suspension: false)
    ),
    ("model: weibull, time_50: 30 min, shape: 0.9", .weibull(time50: 0.5, shape: 0.9, lag: 0, suspension: true)),
    ("model: lint80, time_80: 4 h", .lint80(time80: 4, lag: 0, suspension: true)),
    ("model: first-order, rate: 2 1/h", .firstOrder(rate: 2, suspension: true)),
    ("model: first-order, time_50: 1 h", .firstOrder(rate: log(2), suspension: true)),
    ("model: zero-order, duration: 90 min", .zeroOrder(duration: 1.5, suspension: true)),
    (
      "model: table, times: [[0 min, 0], [30 min, 50 %], [1 h, 1]]",
      .table(
        [
          ReleasePoint(time: 0, fraction: 0), ReleasePoint(time: 0.5, fraction: 0.5),
          ReleasePoint(time: 1, fraction: 1),
        ], suspension: true)
    ),
  ]

  @Test(arguments: models) func `a formulation is read`(text: String, expected: FormulationModel) {
    let (model, faults) = Self.formulation(text)
    #expect(faults.isEmpty, "\(faults)")
    #expect(model == expected)
  }

  @Test func `particles are read`() throws {
    let common = "model: particles, radius: 10 um, diffusion_layer: 30 um, density: 1 kg/L"
    guard
      case .particles(let normal)? =
        Self.formulation(
          "\(common), distribution: normal, sd: 3 um, bins: 3, minimum_radius: 1 um, maximum_radius: 19 um, dissolved_below: 10 nm"
        ).model, case .normal(let mean, let sd, let least, let most) = normal.sizes
    else {
      Issue.record("no particles")
      return
    }
    expectClose(mean, 1e-4)
    expectClose(sd, 3e-5)
    expectClose(least, 1e-5)
    expectClose(most, 1.9e-4)
    #expect(normal.bins == 3)
    expectClose(normal.diffusionLayer, 3e-4)
    #expect(normal.density == 1)
    expectClose(try #require(normal.dissolvedBelow), 1e-7)
    guard case .particles(let single)? = Self.formulation("\(common), distribution: single").model else {
      Issue.record("no particles")
      return
    }
    #expect(single.bins == 1)
    #expect(single.dissolvedBelow == nil)
  }

  static let faulty: [(String, String)] = [
    ("model: tablet", "known are `dissolved`"),
    ("time_50: 30 min", "lacks `model`"),
    ("model: dissolved, lag: 1 h", "unknown key `lag`"),
    ("model: weibull, time_50: 30 min", "lacks `shape`"),
    ("model: weibull, time_50: 0 min, shape: 1", "`time_50`"),
    ("model: weibull, time_50: 1 min, shape: 1, suspension: maybe", "neither yes nor no"),
    ("model: first-order", "the release has no value"),
    ("model: first-order, time_50: 1 min, rate: 1 1/min", "given beside `time_50`"),
    ("model: zero-order, duration: 1 mg", "`duration`"),
    ("model: table", "the table is missing"),
    ("model: table, times: [[0 min, 0]]", "one point is no table"),
    ("model: table, times: [[0 min, 0], [0 min, 1]]", "does not rise"),
    ("model: table, times: [[0 min, 0.5], [1 min, 0.4]]", "does not rise"),
    ("model: table, times: [[0 min, 0], [1 min, 1.4]]", "out of range"),
    ("model: table, times: [[0, 0], [1 min, 1]]", "`times`"),
    ("model: particles, radius: 1 um, diffusion_layer: 30 um, density: 1 kg/L", "lacks `distribution`"),
    (
      "model: particles, radius: 1 um, diffusion_layer: 30 um, density: 1 kg/L, distribution: normal, sd: 1 um, "
        + "minimum_radius: 1 um, maximum_radius: 3 um", "the number of size classes is missing"
    ),
    (
      "model: particles, radius: 1 um, diffusion_layer: 30 um, density: 1 kg/L, distribution: normal, sd: 1 um, bins: 3, "
        + "minimum_radius: 3 um, maximum_radius: 1 um", "not above `minimum_radius`"
    ),
  ]

  @Test(arguments: faulty) func `a faulty formulation is one fault`(text: String, words: String) {
    let (model, faults) = Self.formulation(text)
    #expect(model == nil)
    #expect(faults.count == 1, "\(faults)")
    #expect(faults.first?.contains(words) == true, "\(faults)")
  }
}
