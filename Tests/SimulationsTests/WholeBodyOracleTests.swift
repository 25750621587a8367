import DataFiles
import Engine
import Foundation
import Networks
import Physiology
import Simulations
import Testing

/// Seven complete models computed by the solver library of Open Systems Pharmacology; see Fixtures/pksim/README.md.
@Suite struct WholeBodyOracleTests {
  static let folder = fixtureFolder + "/pksim"

  struct Series: Sendable {
    let place: String
    let space: String
    var times: [Double] = []
    var values: [Double] = []
  }

  static func series(of name: String) throws -> [Int: Series] {
    let diagnostics = Diagnostics()
    guard let names = readCSV(path: "\(folder)/series.csv", diagnostics: diagnostics),
      let curves = readCSV(path: "\(folder)/\(name)-curves.csv", diagnostics: diagnostics)
    else { throw DataErrors(diagnostics.errors) }
    var found: [Int: Series] = [:]
    for row in names.rows { found[Int(row[0]) ?? 0] = Series(place: row[1], space: row[2]) }
    for row in curves.rows {
      guard let number = Int(row[0]), let time = Double(row[1]), let value = Double(row[2]) else { continue }
      found[number]?.times.append(time)
      found[number]?.values.append(value)
    }
    return found.filter { !$0.value.times.isEmpty }
  }

  /// The sum of amounts that a series names.
  static func terms(_ series: Series, _ simulation: Simulation, _ drug: String) -> [(state: StateID, weight: Double)] {
    let network = simulation.model.network
    func one(_ name: String) -> [(state: StateID, weight: Double)] {
      network.state(named: name).map { [(state: $0, weight: 1.0)] } ?? []
    }
    switch (series.place, series.space) {
    case ("peripheral venous blood", let space):
      let site = space == "plasma" ? "peripheral plasma" : "peripheral blood"
      return simulation.model.site(site, of: drug)?.terms ?? []
    case ("urine", _): return one("\(drug)|urine")
    case (let place, "liquid"): return one("liquid|\(place)")
    case (let place, let space): return one("\(drug)|\(place)|\(space)")
    }
  }

  /// The mucosal shares of the large intestine's flow sum to 0.989996. Ours sends the missing part straight to the portal
  /// vein; the reference loses it between the two, while the portal vein still passes the whole flow on.
  static func flowsOfReference(_ individual: Individual) -> [BloodFlow] {
    let organ = "large intestine"
    guard let inflow = individual.flows.first(where: { $0.to == organ })?.flow else { return individual.flows }
    return individual.flows.map { flow in
      guard flow.from == organ, flow.to == "portal vein" else { return flow }
      return BloodFlow(from: flow.from, to: flow.to, flow: 0.25 * inflow)
    }
  }

  /// Largest deviation over a curve, as a share of its maximum.
  static func deviations(of name: String) throws -> [(series: String, deviation: Double)] {
    var parts = try loadParts("\(folder)/studies/\(name).yaml", folders: [folder, repositoryFolder])
    parts.individual.flows = flowsOfReference(parts.individual)
    let simulation = try Simulation(parts, arm: parts.study.arms[0])
    let drug = parts.compounds[0].name
    let wanted = try series(of: name).sorted { $0.key < $1.key }.map(\.value)
    var plan = simulation.plan
    plan.integratesObservers = false
    plan.observers = wanted.map { Observer("\($0.place) \($0.space)", terms($0, simulation, drug)) }
    plan.sampleTimes = Array(Set(wanted.flatMap(\.times))).sorted()
    let integrator = try CVODEIntegrator<Double>(simulation.compiled, observed: plan.observedStates)
    let values = simulation.compiled.values(of: simulation.model.network)
    let trajectory = try integrator.run(values, plan, simulation.options)
    var found: [(series: String, deviation: Double)] = []
    for (index, series) in wanted.enumerated() {
      var curve: [Double: Double] = [:]
      for (time, value) in zip(trajectory.times, trajectory.values[index]) { curve[time] = value }
      let largest = series.values.map(abs).max() ?? 1
      var worst = 0.0
      for (time, value) in zip(series.times, series.values) where time > 0 {
        worst = max(worst, abs((curve[time] ?? .nan) - value) / largest)
      }
      found.append(("\(series.place) \(series.space)", plan.observers[index].terms.isEmpty ? .infinity : worst))
    }
    return found
  }

  @Test(arguments: ["a", "b", "b2", "c", "d", "e", "f"])
  func `every curve of the reference solver is met`(name: String) throws {
    for (series, deviation) in try Self.deviations(of: name) {
      #expect(deviation < 1e-5, "case \(name), \(series): \(deviation) of the maximum")
    }
  }
}
