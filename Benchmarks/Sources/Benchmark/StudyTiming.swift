import Foundation
import Teorell

/// Times what a user waits for: one study from its files to its trajectory.
struct StudyTiming {
  let path: String
  let library: Library

  struct Figures {
    /// First in a fresh process, then the median of twenty.
    var loading, building, solving: (first: Double, median: Double)
    var peakMemory: Double?
    var states: Int
    var steps: Int
    var blocks: [(lanes: Int, check: AllocationCheck)]
  }

  func measure() throws -> Figures {
    var loading: [Double] = []
    var building: [Double] = []
    var solving: [Double] = []
    var peak: Double?
    var last: Simulation?
    var steps = 0
    for _ in 0..<21 {
      let read = try timed { try load() }
      let built = try timed { try Simulation(read.result, arm: read.result.study.arms[0]) }
      let solved = try timed { try built.result.run() }
      loading.append(read.milliseconds)
      building.append(built.milliseconds)
      solving.append(solved.milliseconds)
      peak = peak ?? peakMemory()
      last = built.result
      steps = solved.result.trajectory.statistics.steps
    }
    guard let last else { throw Misuse("nothing was run") }
    let values = last.compiled.values(of: last.model.network)
    func both(_ times: [Double]) -> (first: Double, median: Double) { (times[0], Array(times.dropFirst()).median) }
    return Figures(
      loading: both(loading), building: both(building), solving: both(solving), peakMemory: peak,
      states: last.compiled.states.count, steps: steps,
      blocks: [
        (1, AllocationCheck.run(last.compiled, values, lane: Double.self)),
        (4, AllocationCheck.run(last.compiled, values, lane: SIMD4<Double>.self)),
        (8, AllocationCheck.run(last.compiled, values, lane: SIMD8<Double>.self)),
      ])
  }

  private func load() throws -> StudyParts {
    let diagnostics = Diagnostics()
    guard let parts = loadStudyParts(path: path, library: library, diagnostics: diagnostics) else {
      throw DataErrors(diagnostics.errors)
    }
    return parts
  }
}
