import Engine
import Foundation
import Networks
import NumericCore
import Simulations
import Testing

/// Every arm of every study that comes with the program.
@Suite struct ShippedStudyTests {
  static let arms = StudyArm.shipped

  @Test func `there are studies`() {
    #expect(Set(Self.arms.map(\.study)).count >= 10)
  }

  @Test(arguments: arms)
  func `nothing is lost and nothing appears`(arm: StudyArm) throws {
    let result = try arm.simulation().run()
    #expect(abs(result.balanceError) < 1e-8)
    #expect(result.totalDose > 0)
  }

  @Test(arguments: arms)
  func `nothing is lost with perfusion-limited organs`(arm: StudyArm) throws {
    let simulation = try arm.simulation([("model", "{organs: perfusion-limited}")])
    #expect(simulation.study.organForm == .perfusionLimited)
    let result = try simulation.run()
    #expect(abs(result.balanceError) < 1e-8)
    #expect(result.profiles.allSatisfy { ($0.concentrations.max() ?? 0) > 0 })
  }

  @Test(arguments: arms)
  func `no amount is ever negative`(arm: StudyArm) throws {
    let simulation = try arm.simulation()
    let (share, state) = simulation.smallestShare(
      try simulation.fast(simulation.watchingEveryAmount, simulation.options))
    #expect(share >= -1e-9, "\(state) falls to \(share) of the dose")
  }

  @Test(arguments: arms)
  func `two runs give the same bits`(arm: StudyArm) throws {
    let simulation = try arm.simulation()
    let (one, other) = (try simulation.run(), try arm.simulation().run())
    #expect(one.trajectory.values == other.trajectory.values)
    #expect(one.trajectory.areas == other.trajectory.areas)
    #expect(one.trajectory.final == other.trajectory.final)
    #expect(one.trajectory.statistics == other.trajectory.statistics)
    #expect(one.balanceError == other.balanceError)
  }

  @Test(arguments: arms)
  func `derivatives by differences give the same curves`(arm: StudyArm) throws {
    let simulation = try arm.simulation()
    let plan = simulation.watchingEveryAmount.until(min(24, simulation.plan.end))
    let options = simulation.options(tighter: 100)
    let integrator = try CVODEIntegrator<Double>(
      simulation.compiled, observed: plan.observedStates, jacobian: .differences)
    let slow = try integrator.run(simulation.values, plan, options)
    try expectAgreement(slow, with: simulation, plan, options)
  }

  @Test(arguments: arms)
  func `the reference integrator gives the same curves`(arm: StudyArm) throws {
    let simulation = try arm.simulation()
    let plan = simulation.watchingEveryAmount.until(min(2, simulation.plan.end))
    let options = simulation.options(tighter: 1000)
    let slow = try ReferenceIntegrator(simulation.model.network).run(plan, options)
    try expectAgreement(slow, with: simulation, plan, options)
  }

  /// What a user gets: the whole study, its own tolerances, the watched curves.
  @Test(arguments: arms)
  func `the curves are those of the reference integrator`(arm: StudyArm) throws {
    let simulation = try arm.simulation()
    var plan = simulation.plan
    plan.integratesObservers = false
    let slow = try ReferenceIntegrator(simulation.model.network).run(plan, simulation.options(tighter: 30))
    let fast = try simulation.fast(plan, simulation.options)
    let (deviation, curve) = largestDeviation(fast, slow, names: plan.observers.map(\.name))
    #expect(deviation < 1e-5, "\(curve): \(deviation) of its maximum")
  }

  @Test(arguments: arms)
  func `four and eight lanes give what one gives`(arm: StudyArm) throws {
    let simulation = try arm.simulation()
    let plan = simulation.plan
    // Rounding differs between the widths, and moves the steps: curves differ by as much as they are off the truth.
    let options = simulation.options(tighter: 100)
    let one = try simulation.fast(plan, options)
    let four = try CVODEIntegrator<SIMD4<Double>>(simulation.compiled, observed: plan.observedStates)
    let eight = try CVODEIntegrator<SIMD8<Double>>(simulation.compiled, observed: plan.observedStates)
    for wide in [
      try four.run(simulation.values, plan, options), try eight.run(simulation.values, plan, options),
    ] {
      let (deviation, curve) = largestDeviation(wide, one, names: plan.observers.map(\.name))
      #expect(deviation < 10 * simulation.options.relativeTolerance, "\(curve): \(deviation) of its maximum")
    }
  }

  /// Every amount that ever exceeds a billionth of the dose, to 1e-5 of its maximum.
  private func expectAgreement(
    _ slow: Trajectory, with simulation: Simulation, _ plan: IntegrationPlan, _ options: SolverOptions,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let fast = try simulation.fast(plan, options)
    let dose = simulation.model.dosed.values.max() ?? 1
    let (deviation, curve) = largestDeviation(
      slow, fast, names: plan.observers.map(\.name), floor: 1e-9 * dose)
    #expect(deviation < 1e-5, "\(curve): \(deviation) of its maximum", sourceLocation: sourceLocation)
  }
}
