import Foundation
import Teorell

/// Times the engine on one reference model with a number of lanes.
struct EngineTiming: LaneTiming {
  let model: ReferenceModel
  let people: [ReferenceModel.Person]
  var relativeTolerance = 1e-6
  var absoluteTolerance = 1e-9

  var individualCount: Int { people.count }

  /// Everything is made before the clock runs; a run fills its result arrays, as those of the peers do.
  func measure<L: Lane>(_ lane: L.Type, _ repeats: Int) throws -> Measurement {
    let networks = people.map(model.network)
    let compiled = CompiledNetwork(networks[0])
    let values = networks.map(compiled.values)
    let plans = people.map(model.plan)
    let integrator = try CVODEIntegrator<L>(compiled, observed: [StateID(Int(model.obs[0]))])
    let options = SolverOptions(
      relativeTolerance: relativeTolerance,
      absoluteTolerances: Array(repeating: absoluteTolerance, count: model.states.count))
    var times: [Double] = []
    var steps: [Double] = []
    var profiles: [[Double]] = []
    for turn in 0..<repeats {
      for first in stride(from: 0, to: people.count, by: L.laneCount) {
        let range = first..<(first + L.laneCount)
        let (milliseconds, results) = try timed {
          try integrator.run(Array(values[range]), Array(plans[range]), options)
        }
        times.append(milliseconds / Double(L.laneCount))
        if turn == 0 {
          profiles += results.map { $0.values[0] }
          steps.append(Double(results[0].statistics.steps))
        }
      }
    }
    return Measurement(
      engine: L.laneCount, model: model.name, milliseconds: times, steps: steps, profiles: profiles)
  }
}
