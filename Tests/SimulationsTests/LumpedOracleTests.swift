import DataFiles
import Engine
import Foundation
import Networks
import Simulations
import Testing

/// The lumped model of httk's `pbtk`, built from files alone; see Fixtures/httk/README.md.
@Suite struct LumpedOracleTests {
  static let folder = fixtureFolder + "/httk"

  struct Curve: Sendable {
    var times: [Double] = []
    var plasma: [Double] = []
    var areas: [Double] = []
  }

  static func curves(_ file: String) -> [String: Curve] {
    let diagnostics = Diagnostics()
    guard let table = readCSV(path: "\(folder)/\(file)", diagnostics: diagnostics) else { return [:] }
    var found: [String: Curve] = [:]
    for row in table.rows {
      guard let time = Double(row[2]), let plasma = Double(row[3]), let area = Double(row[6]) else { continue }
      found["\(row[0]) \(row[1])", default: Curve()].times.append(time)
      found["\(row[0]) \(row[1])", default: Curve()].plasma.append(plasma)
      found["\(row[0]) \(row[1])", default: Curve()].areas.append(area)
    }
    return found
  }

  static let single = curves("single-dose-curves.csv")
  static let multiple = curves("multiple-dose-curves.csv")
  static let drugs = Array(Set(single.keys.map { $0.split(separator: " ").dropLast().joined(separator: " ") })).sorted()

  func expectAgreement(_ study: String, arm: String, _ curve: Curve, _ sourceLocation: Testing.SourceLocation) throws {
    let parts = try loadParts("\(Self.folder)/studies/\(study).yaml", folders: [Self.folder, repositoryFolder])
    let chosen = try #require(parts.study.arms.first { $0.name == arm || parts.study.arms.count == 1 })
    let simulation = try Simulation(parts, arm: chosen)
    var plan = simulation.plan
    plan.sampleTimes = curve.times
    let integrator = try CVODEIntegrator<Double>(simulation.compiled, observed: plan.observedStates)
    var options = simulation.options
    options.relativeTolerance = 1e-8
    let result = try integrator.run(simulation.compiled.values(of: simulation.model.network), plan, options)
    let peak = curve.plasma.max() ?? 1
    var worst = 0.0
    // At time 0 the reference already holds the intravenous dose; a sample here is taken before it.
    for index in curve.times.indices where curve.times[index] > 0 {
      worst = max(worst, abs(result.values[0][index] - curve.plasma[index]) / peak)
    }
    #expect(worst < 1e-6, "\(study) \(arm): \(worst) of the peak", sourceLocation: sourceLocation)
    let area = try #require(result.areas[0].last)
    let reference = try #require(curve.areas.last)
    #expect(
      abs(area / reference - 1) < 1e-6, "\(study) \(arm): area off by \(area / reference - 1)",
      sourceLocation: sourceLocation)
  }

  @Test(arguments: drugs)
  func `a single dose follows the matrix exponential`(drug: String) throws {
    for route in ["intravenous", "oral"] {
      let curve = try #require(Self.single["\(drug) \(route)"])
      try expectAgreement(drug, arm: route, curve, #_sourceLocation)
    }
  }

  @Test(arguments: multiple.keys.sorted())
  func `nine doses follow the matrix exponential`(key: String) throws {
    let drug = key.split(separator: " ").dropLast().joined(separator: " ")
    let curve = try #require(Self.multiple[key])
    try expectAgreement("\(drug)-multiple", arm: "", curve, #_sourceLocation)
  }
}
