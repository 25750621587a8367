import Simulations
import Testing

/// Meals slow the stomach and empty the gallbladder.
@Suite struct MealTests {
  private func result(_ meals: String?) throws -> SimulationResult {
    var overrides = [(path: "duration", value: "48 h")]
    if let meals { overrides.append(("meals", meals)) }
    let parts = try loadParts("\(repositoryFolder)/Studies/alprazolam-oral.yaml", overrides: overrides)
    return try Simulation(parts, arm: parts.study.arms[0]).run()
  }

  private static let breakfast = "{start: 0 h, energy: 800 kcal, solid_fraction: 0.5, volume: 0.4 L}"
  private static let second = "{start: 0.5 h, energy: 800 kcal, solid_fraction: 0.5, volume: 0.1 L}"

  @Test func `a meal delays the peak and loses nothing`() throws {
    let fasted = try result(nil)
    let fed = try result("[\(Self.breakfast)]")
    #expect(abs(fed.balanceError) < 1e-8)
    let (before, after) = (fasted.exposures[0].metrics, fed.exposures[0].metrics)
    #expect((after.tmax ?? 0) > (before.tmax ?? 0))
    #expect((after.cmax ?? 0) < (before.cmax ?? 0))
    #expect(abs((after.aucInfinity ?? 0) / (before.aucInfinity ?? 1) - 1) < 0.02)
  }

  @Test func `a second meal takes over from the first`() throws {
    let one = try result("[\(Self.breakfast)]")
    let two = try result("[\(Self.breakfast), \(Self.second)]")
    #expect(abs(two.balanceError) < 1e-8)
    #expect((two.exposures[0].metrics.tmax ?? 0) >= (one.exposures[0].metrics.tmax ?? 0))
    let far = try result("[\(Self.breakfast), {start: 40 h, energy: 800 kcal, solid_fraction: 0.5, volume: 0.1 L}]")
    let peak = one.profiles[0].concentrations.max() ?? 1
    for (a, b) in zip(one.profiles[0].concentrations.prefix(100), far.profiles[0].concentrations) {
      #expect(abs(a - b) < 1e-5 * peak)
    }
  }
}
