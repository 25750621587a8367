import DataFiles
import Engine
import Foundation
import NumericCore
import Populations
import Simulations
import Testing

/// People in lanes: the same as alone, whoever shares the lanes.
@Suite struct PopulationLaneTests {
  private static func study(_ name: String, size: Int) throws -> PopulationStudy {
    let diagnostics = Diagnostics()
    let library = Library(folders: [repositoryFolder])
    let parts = loadStudyParts(
      path: "\(repositoryFolder)/\(name).yaml", library: library, diagnostics: diagnostics)
    let study = parts.flatMap {
      makePopulationStudy($0, PeopleChoices(size: size), library: library, diagnostics: diagnostics)
    }
    try diagnostics.throwIfAny()
    return try #require(study)
  }

  private static func simulations(_ study: PopulationStudy, _ numbers: ClosedRange<Int>) throws -> [Simulation] {
    try numbers.map { number in
      let body = try study.body(of: try study.people.person(number), arm: 0)
      return try Simulation(study.parts, arm: study.arms[0].arm, person: body, like: study.arms[0])
    }
  }

  private static func together(_ simulations: [Simulation]) throws -> [SimulationResult] {
    let first = simulations[0]
    let integrator = try CVODEIntegrator<SIMD8<Double>>(first.compiled, observed: first.plan.observedStates)
    let trajectories = try integrator.run(
      simulations.map { $0.compiled.values(of: $0.model.network) }, simulations.map(\.plan), first.options,
      simulations.map(\.options.absoluteTolerances))
    return zip(simulations, trajectories).map { SimulationResult($0, $1, wallSeconds: 0) }
  }

  /// Of the peak of each curve, and of the exposure itself.
  @Test(arguments: [1, 9, 17, 25]) func `a person alone and in lanes agree within ten times the tolerance`(first: Int)
    throws
  {
    let study = try Self.study("Studies/midazolam-population", size: 40)
    let simulations = try Self.simulations(study, first...first + 7)
    let tolerance = 10 * study.study.relativeTolerance
    for (alone, shared) in zip(simulations, try Self.together(simulations)) {
      let own = try alone.run()
      for (a, b) in zip(own.profiles, shared.profiles) {
        let peak = try #require(a.concentrations.max())
        let worst = zip(a.concentrations, b.concentrations).map { abs($0 - $1) }.max() ?? 0
        #expect(worst <= tolerance * peak, "\(worst / peak)")
      }
      for (a, b) in zip(own.exposures, shared.exposures) {
        for (x, y) in [(a.metrics.cmax, b.metrics.cmax), (a.metrics.aucLast, b.metrics.aucLast)] {
          let (x, y) = (try #require(x), try #require(y))
          #expect(abs(x - y) <= tolerance * x, "\(abs(x - y) / x)")
        }
      }
    }
  }

  /// Lanes are independent but for the steps they share: with the same neighbors the place makes no difference.
  @Test func `the order of the lanes changes no bit`() throws {
    let study = try Self.study("Studies/midazolam-population", size: 8)
    let simulations = try Self.simulations(study, 1...8)
    let forward = try Self.together(simulations).map(\.profiles[0].concentrations)
    let backward = try Self.together(simulations.reversed()).map(\.profiles[0].concentrations)
    #expect(forward == backward.reversed())
  }

  @Test func `every person keeps the mass of the dose`() throws {
    let study = try Self.study("Studies/midazolam-population", size: 24)
    for first in [1, 9, 17] {
      for result in try Self.together(try Self.simulations(study, first...first + 7)) {
        #expect(abs(result.balanceError) < 1e-9)
        #expect(result.profiles[0].concentrations.allSatisfy { $0 > -1e-12 })
      }
    }
  }

  /// The gut differs from day to day, the body does not.
  @Test func `a later day has another gut and the same body`() throws {
    let study = try Self.study("Benchmarks/Studies/midazolam-itraconazole", size: 8)
    for number in 1...8 {
      let body = try study.body(of: try study.people.person(number), arm: 0)
      #expect(body.laterGuts.map(\.time) == [24, 48, 72])
      let times = [body.individual.gut?.gastricEmptyingTime] + body.laterGuts.map(\.gut.gastricEmptyingTime)
      #expect(Set(times.compactMap { $0 }).count == 4)
      #expect(body.laterGuts.allSatisfy { $0.gut.segments[3].volume == body.individual.gut?.segments[3].volume })
    }
  }
}
