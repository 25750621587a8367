import Engine
import Foundation
import Networks
import Processes
import Testing

/// Bodies, compounds and doses at random: what must hold in all of them.
@Suite struct RandomBodyTests {
  @Test(arguments: 0..<200)
  func `nothing is lost, nothing is negative and all is finite`(seed: Int) throws {
    let world = try RandomWorld(seed: seed)
    var run = try BodyRun(world.person, [world.compound], world.doses, choices: world.choices)
    // The tolerances of a study that names none.
    run.relativeTolerance = 1e-6
    run.absoluteShare = 1e-11
    let end = 48.0
    let observers = run.model.drugStates.map { Observer(run.model.network[$0].name, [($0, 1)]) }
    let trajectory = try run.run(observers, at: (0..<96).map { Double($0) / 2 }, until: end)

    let isFinite = trajectory.values.allSatisfy { $0.allSatisfy(\.isFinite) }
    #expect(isFinite, "\(world.summary)")
    let error = run.balanceError(trajectory, until: end)
    #expect(abs(error) < 1e-8, "off by \(error) of the dose: \(world.summary)")
    let dose = world.doses.reduce(0) { $0 + $1.amount }
    for (observer, values) in zip(observers, trajectory.values) {
      let least = (values.min() ?? 0) / dose
      #expect(least >= -1e-9, "\(observer.name) falls to \(least) of the dose: \(world.summary)")
    }
  }
}
