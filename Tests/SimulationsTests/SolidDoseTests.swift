import Dosing
import Simulations
import Testing

/// Repeated solid doses share states once the earlier one is gone.
@Suite struct SolidDoseTests {
  private func simulation(
    _ study: String = "midazolam-oral", every: String, count: Int, duration: String
  ) throws -> Simulation {
    let doses = study == "midazolam-oral" ? "doses[0]" : "arms[0].doses[0]"
    let parts = try loadParts(
      "\(repositoryFolder)/Studies/\(study).yaml",
      overrides: [
        ("\(doses).every", every), ("\(doses).count", "\(count)"), ("duration", duration), ("sampling", "1 h"),
      ])
    return try Simulation(parts, arm: parts.study.arms[0])
  }

  @Test func `a year of tablets needs no more states than a week`() throws {
    let week = try simulation(every: "24 h", count: 7, duration: "168 h")
    let year = try simulation(every: "24 h", count: 365, duration: "8760 h")
    #expect(year.compiled.states.count == week.compiled.states.count)
    let result = try year.run()
    #expect(abs(result.balanceError) < 1e-8)
  }

  @Test func `tablets that meet in the gut keep their own states`() throws {
    let apart = try simulation("alprazolam-oral", every: "480 h", count: 2, duration: "960 h")
    let close = try simulation("alprazolam-oral", every: "1 h", count: 2, duration: "48 h")
    #expect(close.compiled.states.count > apart.compiled.states.count)
    #expect(abs(try close.run().balanceError) < 1e-8)
  }

  @Test func `a later tablet acts as the first did`() throws {
    let result = try simulation(every: "480 h", count: 2, duration: "960 h").run()
    let values = result.profiles[0].concentrations
    let peak = values.max() ?? 1
    for hour in 1..<24 { #expect(abs(values[480 + hour] - values[hour]) < 1e-5 * peak) }
  }

  @Test func `more tablets than a gut can tell apart are refused`() throws {
    #expect(throws: (any Error).self) {
      try self.simulation("raltegravir-oral", every: "0.1 h", count: 600, duration: "72 h")
    }
  }
}
