import Foundation
import NumericCore
import Teorell

// benchmark MODELS [people] : CPU milliseconds an individual of the engine on the three reference models.

func threadSeconds() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
  return Double(time.tv_sec) + 1e-9 * Double(time.tv_nsec)
}

func measure<L: Lane>(_ model: ReferenceModel, _ people: [ReferenceModel.Person], lane: L.Type) throws {
  let networks = people.map(model.network)
  let compiled = CompiledNetwork(networks[0])
  let values = networks.map(compiled.values)
  let plans = people.map(model.plan)
  let integrator = try CVODEIntegrator<L>(compiled, observed: [StateID(Int(model.obs[0]))])
  let options = SolverOptions(
    relativeTolerance: 1e-6, absoluteTolerances: Array(repeating: 1e-9, count: model.states.count))
  var times: [Double] = []
  var sum = 0.0
  var steps = 0
  for first in stride(from: 0, to: people.count, by: L.laneCount) {
    let range = first..<(first + L.laneCount)
    let start = threadSeconds()
    let results = try integrator.run(Array(values[range]), Array(plans[range]), options)
    times.append((threadSeconds() - start) / Double(L.laneCount))
    for result in results { sum += result.values[0].reduce(0, +) / 1681 }
    steps = results[0].statistics.steps
  }
  times.sort()
  let mean = sum / Double(people.count)
  print(
    "\(model.name) lanes \(L.laneCount) median \(times[times.count / 2] * 1e3) ms, min \(times[0] * 1e3) ms,"
      + " steps \(steps), mean \(mean)")
}

let folder = URL(fileURLWithPath: CommandLine.arguments.count > 1 ? CommandLine.arguments[1] : "Models")
let count = CommandLine.arguments.count > 2 ? Int(CommandLine.arguments[2]) ?? 8 : 8
for name in ["a", "b1", "b"] {
  let model = try ReferenceModel(name, folder: folder)
  let people = Array(try model.people(folder: folder).prefix(count))
  try measure(model, people, lane: Double.self)
  try measure(model, people, lane: SIMD4<Double>.self)
  try measure(model, people, lane: SIMD8<Double>.self)
}
