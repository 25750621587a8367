import Dosing
import Populations
import Processes

extension PopulationStudy {
  /// Drawn people through one arm of a study that has a single subject.
  ///
  /// Settings, meals and the typical proteins stay those of the arm and its subject. Clearances from plasma count as
  /// measured in that subject, as they do when it is run alone.
  ///
  /// - Throws: `ModelError` when the arm cannot be built.
  public init(_ parts: StudyParts, arm: Arm, people: PersonSampler) throws(ModelError) {
    var parts = parts
    parts.study.arms = [arm]
    let typical = try Simulation.typical(parts, arm: arm, people.variability)
    self.init(
      parts, .drawn(people), people.variability, arms: [typical],
      layout: ResultLayout(parts, arms: [typical]), clearanceBody: parts.parts(of: arm).individual)
  }

  /// The curves of everybody, computed on this thread and kept in memory: for few people and times.
  ///
  /// - Parameter isCancelled: Asked now and then.
  /// - Returns: nil when it was stopped.
  public func curves(isCancelled: @escaping @Sendable () -> Bool = { false }) -> PeopleCurves? {
    // For a few groups a trial of both ways costs more than it saves.
    let runner = GroupRunner(self, LaneChoice(together: arms.map { _ in true }))
    var found = PeopleCurves(layout: layout)
    for group in 0..<groupCount {
      guard !isCancelled(), let record = runner.run(group: group, isCancelled: isCancelled) else { return nil }
      found.add(record)
    }
    return found
  }
}

/// Curves of many people, in the order of their numbers.
public struct PeopleCurves: Sendable {
  public let layout: ResultLayout
  /// By place of the curve, then by time.
  private var values: [[Double]]
  /// Why people are missing.
  public private(set) var failures: [String] = []

  init(layout: ResultLayout) {
    self.layout = layout
    values = Array(repeating: [], count: layout.curveValues)
  }

  fileprivate mutating func add(_ record: GroupRecord) {
    for (curve, failure) in zip(record.curves, record.failures) {
      if let failure {
        failures.append(failure)
        continue
      }
      for (place, value) in curve.enumerated() { values[place].append(value) }
    }
  }

  /// For each time of the layout the values of everybody who was computed, mg/L or mg; nil where nothing is watched.
  ///
  /// - Parameter arm: Its place in the layout.
  public func values(of compound: String, at site: String, arm: Int = 0) -> [[Double]]? {
    guard let place = layout.arms[arm].sites.firstIndex(where: { $0.compound == compound && $0.name == site }) else {
      return nil
    }
    let start = layout.place(ofArm: arm, site: place)
    return Array(values[start..<start + layout.times.count])
  }
}
