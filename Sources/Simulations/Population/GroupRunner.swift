import Engine
import Networks
import Physiology
import Populations
import Processes

/// Computes the people of a group, in lanes; one a thread, as it reuses its integrators.
///
/// Who shares lanes is fixed by number. When the lanes cannot be advanced together, each of their people is computed alone,
/// so that one failure takes nothing from the others.
final class GroupRunner {
  private let study: PopulationStudy
  private let lanes: LaneChoice
  /// The arms for the typical body, made anew: what threads share is counted by all of them at once, which is slow.
  private let templates: [Simulation]
  /// By arm, for the structure of the typical body.
  private var together: [CVODEIntegrator<PeopleLanes>?]

  init(_ study: PopulationStudy, _ lanes: LaneChoice) {
    self.study = study
    self.lanes = lanes
    templates = study.arms.map { (try? Simulation.typical(study.parts, arm: $0.arm, study.variability)) ?? $0 }
    together = Array(repeating: nil, count: study.arms.count)
  }

  /// One person on the way through the arms.
  fileprivate struct Member {
    let person: Person
    var numbers: [Double] = []
    var curves: [Double] = []
    var failure: String?
    /// False for somebody whose covariates fit no body.
    var hasBody = true
    /// False for somebody who only fills a lane behind the last person.
    var isWanted: Bool
  }

  /// - Parameter isCancelled: Asked now and then.
  /// - Returns: nil when it was stopped.
  func run(group: Int, isCancelled: @escaping @Sendable () -> Bool) -> GroupRecord? {
    let wanted = study.numbers(of: group)
    let full = (group * PopulationStudy.groupWidth + 1)...((group + 1) * PopulationStudy.groupWidth)
    var missing: [Int: String] = [:]
    var members: [Member] = []
    for number in full {
      do throws(PopulationFault) {
        members.append(Member(person: try study.people.person(number), isWanted: wanted.contains(number)))
      } catch {
        missing[number] = error.problem
      }
    }
    for arm in study.arms.indices where !members.isEmpty {
      guard run(arm, &members, isCancelled) else { return nil }
    }
    var record = GroupRecord(failures: [], numbers: [], curves: [])
    for number in wanted {
      guard let member = members.first(where: { $0.person.number == number }), missing[number] == nil else {
        record.add(failure: missing[number] ?? "the person could not be drawn", study.layout)
        continue
      }
      record.add(member.numbers, member.curves, failure: member.failure, study.layout)
    }
    return record
  }

  // MARK: An arm

  /// - Returns: False when it was stopped.
  private func run(_ arm: Int, _ members: inout [Member], _ isCancelled: @escaping @Sendable () -> Bool) -> Bool {
    var ready: [(member: Int, body: StudyPerson, simulation: Simulation)] = []
    let areTogether = lanes.together[arm]
    // Also those who failed in an earlier arm: who shares lanes depends on nothing but bodies.
    for index in members.indices where members[index].hasBody && (areTogether || members[index].isWanted) {
      do {
        let body = try study.body(of: members[index].person, arm: arm)
        let simulation = try Simulation(
          study.parts, arm: templates[arm].arm, person: body, like: templates[arm])
        ready.append((index, body, simulation))
        if arm == 0 { members[index].numbers = study.layout.values(of: members[index].person, body, simulation) }
      } catch {
        members[index].failure = "\(error)"
        members[index].hasBody = false
      }
    }
    let alike = ready.filter { $0.simulation.compiled.isSame(as: templates[arm].compiled) }
    var results: [Int: SimulationResult] = [:]
    if areTogether, alike.count > 1 {
      switch runTogether(arm, alike.map(\.simulation), isCancelled) {
      case .cancelled: return false
      case .failed: break
      case .finished(let found): for (entry, result) in zip(alike, found) { results[entry.member] = result }
      }
    }
    for (index, _, simulation) in ready where members[index].isWanted && members[index].failure == nil {
      if let result = results[index] {
        members[index].take(result, study.layout.arms[arm])
        continue
      }
      do throws(SolverError) {
        members[index].take(try simulation.run(isCancelled: isCancelled), study.layout.arms[arm])
      } catch {
        if error.kind == .cancelled { return false }
        members[index].failure = "\(study.layout.arms[arm].name): \(error)"
      }
    }
    return true
  }

  private enum Outcome {
    case finished([SimulationResult])
    case failed
    case cancelled
  }

  private func runTogether(
    _ arm: Int, _ simulations: [Simulation], _ isCancelled: @escaping @Sendable () -> Bool
  ) -> Outcome {
    do throws(SolverError) {
      let trajectories = try integrator(arm).run(simulations, isCancelled: isCancelled)
      return .finished(zip(simulations, trajectories).map { SimulationResult($0, $1, wallSeconds: 0) })
    } catch {
      return error.kind == .cancelled ? .cancelled : .failed
    }
  }

  private func integrator(_ arm: Int) throws(SolverError) -> CVODEIntegrator<PeopleLanes> {
    if let made = together[arm] { return made }
    let made = try CVODEIntegrator<PeopleLanes>(like: templates[arm])
    together[arm] = made
    return made
  }
}

extension GroupRunner.Member {
  /// Takes over the exposures and curves of an arm.
  fileprivate mutating func take(_ result: SimulationResult, _ layout: ResultLayout.Arm) {
    precondition(result.exposures.count == layout.exposures.count, "an arm has another layout than its template")
    numbers.append(result.balanceError)
    for exposure in result.exposures { numbers += exposure.metrics.values }
    for site in result.simulation.sites { numbers.append(site.isAmount ? .nan : site.unboundFraction) }
    for (index, site) in result.simulation.sites.enumerated() {
      let perAmount = result.simulation.milligramsPerMicromole(of: site.compound)
      curves += result.trajectory.values[index].map { $0 * perAmount }
    }
  }
}

extension GroupRecord {
  fileprivate mutating func add(
    _ numbers: [Double], _ curves: [Double], failure: String?, _ layout: ResultLayout
  ) {
    // What a failed person lacks is not a number.
    func filled(_ values: [Double], _ count: Int) -> [Double] {
      values.count >= count ? values : values + Array(repeating: .nan, count: count - values.count)
    }
    failures.append(failure)
    self.numbers.append(filled(numbers, layout.numbersOfPerson))
    self.curves.append(filled(failure == nil ? curves : [], layout.curveValues))
  }

  fileprivate mutating func add(failure: String, _ layout: ResultLayout) { add([], [], failure: failure, layout) }
}
