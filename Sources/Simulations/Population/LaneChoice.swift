import Engine

/// Whether the people of a group are advanced together or one by one, arm by arm.
///
/// Lanes share their steps: where concentrations meet bends at another time in each person, such as the limit of
/// solubility in the gut, every bend of one costs steps of all. So the first group is tried both ways, and the steps
/// decide. They depend on nothing but the first people of the study, so every thread, shard and machine decides alike.
struct LaneChoice: Sendable {
  /// By arm.
  let together: [Bool]

  /// What one step of eight lanes costs a person, over a step of one person alone (Benchmarks/README.md).
  static let costOfSharedStep = 0.47
  /// People of the first group that are tried alone.
  private static let triedAlone = 2

  init(together: [Bool]) { self.together = together }

  /// Tries the first group of a study, both ways at once where there are threads for it.
  ///
  /// - Returns: nil when it was stopped.
  init?(_ study: PopulationStudy, threads: Int = 1, isCancelled: @escaping @Sendable () -> Bool = { false }) {
    var together: [Bool] = []
    for arm in study.arms.indices {
      together.append(Self.pays(study, arm: arm, threads: threads, isCancelled))
      if isCancelled() { return nil }
    }
    self.together = together
  }

  private static func pays(
    _ study: PopulationStudy, arm: Int, threads: Int, _ isCancelled: @escaping @Sendable () -> Bool
  ) -> Bool {
    let template = study.arms[arm]
    let simulations = (1...PopulationStudy.groupWidth).compactMap { number -> Simulation? in
      guard let person = try? study.people.person(number), let body = try? study.body(of: person, arm: arm) else {
        return nil
      }
      return try? Simulation(study.parts, arm: template.arm, person: body, like: template)
    }.filter { $0.compiled.isSame(as: template.compiled) }
    guard simulations.count > triedAlone else { return false }
    let steps = inParallel([false, true], threads: threads) { areTogether in
      areTogether
        ? sharedSteps(simulations, isCancelled) : stepsAlone(simulations.prefix(triedAlone), isCancelled)
    }
    guard let alone = steps[0], let shared = steps[1] else { return false }
    return shared * costOfSharedStep < alone
  }

  /// Mean steps of people who are advanced one by one; nil when one of them cannot be.
  private static func stepsAlone(
    _ people: ArraySlice<Simulation>, _ isCancelled: @escaping @Sendable () -> Bool
  ) -> Double? {
    let steps = people.compactMap { try? $0.run(isCancelled: isCancelled).trajectory.statistics.steps }
    return steps.count == people.count ? Double(steps.reduce(0, +)) / Double(steps.count) : nil
  }

  /// Steps of people who are advanced together; nil when they cannot be.
  private static func sharedSteps(
    _ people: [Simulation], _ isCancelled: @escaping @Sendable () -> Bool
  ) -> Double? {
    let integrator = people.last.flatMap { try? CVODEIntegrator<PeopleLanes>(like: $0) }
    let trajectories = try? integrator?.run(people, isCancelled: isCancelled)
    return trajectories?.first.map { Double($0.statistics.steps) }
  }

  // MARK: In the journal

  /// The number of the record that keeps the choice beside the groups.
  static let record = UInt64.max

  var bytes: [UInt8] { together.map { $0 ? 1 : 0 } }

  init(bytes: [UInt8]) { together = bytes.map { $0 == 1 } }
}
