import Foundation
import Teorell

/// Times what a person of a population costs, step by step and in a whole run.
struct PopulationTiming {
  let path: String
  let library: Library

  /// CPU milliseconds a person.
  struct Steps {
    var drawing, body, building, numbers: Double
    /// By lanes.
    var solving: [(lanes: Int, milliseconds: Double, steps: Double)]
    var states: Int
  }

  func steps(people: Int) throws -> Steps {
    let study = try load(size: people)
    let template = study.arms[0]
    var drawing = 0.0
    var body = 0.0
    var building = 0.0
    var numbers = 0.0
    var group = StudyPeople(like: template)
    for number in 1...people {
      let person = try timed { try study.people.person(number) }
      let made = try timed { try study.body(of: person.result, arm: 0) }
      let built = try timed { try Simulation(study.parts, arm: template.arm, person: made.result, like: template) }
      let taken = timed { built.result.compiled.values(of: built.result.model.network) }
      drawing += person.milliseconds
      body += made.milliseconds
      building += built.milliseconds
      numbers += taken.milliseconds
      // Another structure is computed alone.
      _ = group.add(built.result, taken.result)
    }
    let count = Double(people)
    return Steps(
      drawing: drawing / count, body: body / count, building: building / count, numbers: numbers / count,
      solving: [
        try solve(Double.self, group), try solve(SIMD4<Double>.self, group), try solve(SIMD8<Double>.self, group),
      ], states: template.compiled.states.count)
  }

  private func solve<L: Lane>(
    _ lane: L.Type, _ people: StudyPeople
  ) throws -> (lanes: Int, milliseconds: Double, steps: Double) {
    let groups = try people.solve(lane)
    let lanes = Double(L.laneCount)
    return (L.laneCount, groups.map(\.milliseconds).mean / lanes, groups.map { Double($0.steps) }.mean)
  }

  /// Wall seconds of a run without its result files.
  func run(people: Int, threads: Int) throws -> Double {
    let study = try load(size: people)
    let folder = NSTemporaryDirectory() + "teorell-benchmark-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let start = ContinuousClock.now
    _ = try PopulationRun(study, folder: folder, threads: threads).run(isCancelled: { false }) { _ in }
    return (ContinuousClock.now - start) / .seconds(1)
  }

  func load(size: Int) throws -> PopulationStudy {
    let diagnostics = Diagnostics()
    guard let parts = loadStudyParts(path: path, library: library, diagnostics: diagnostics),
      let study = makePopulationStudy(parts, PeopleChoices(size: size), library: library, diagnostics: diagnostics)
    else { throw DataErrors(diagnostics.errors) }
    return study
  }
}
