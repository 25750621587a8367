import Compounds
import DataFiles
import Dosing
import Engine
import Foundation
import Processes
import Quantities
import Simulations

/// Runs every case of a validation folder and compares.
///
///     let run = QualificationRun(folder, library: library)
///     let result = run.run()
///
/// The cases are grouped by study and arm, so that each arm is integrated once. A study that cannot be read, an arm that
/// cannot be built or integrated and a case that has no curve fail alone, with their reason.
public struct QualificationRun: Sendable {
  /// How far the run is.
  public struct Progress: Sendable {
    public let armsDone: Int
    public let armCount: Int
  }

  public let folder: ValidationFolder
  public let library: Library
  public var threads: Int
  /// Virtual people in each arm whose dataset shows spread between people; nil leaves spread out.
  public var people: Int?

  public init(
    _ folder: ValidationFolder, library: Library, threads: Int = ProcessInfo.processInfo.activeProcessorCount,
    people: Int? = nil
  ) {
    self.folder = folder
    self.library = library
    self.threads = threads
    self.people = people
  }

  /// The cases of one arm of a study.
  private struct ArmWork: Sendable {
    let parts: StudyParts
    let arm: Arm
    let cases: [ValidationCase]

    /// About how long it takes against others: the more doses and the longer, the more steps.
    var cost: Double {
      let last = parts.study.duration
      let doses = arm.doses.reduce(0) { $0 + min($1.count, Int(last / max($1.every ?? last, 0.1)) + 1) }
      return (20 + Double(doses)) * Double(parts.parts(of: arm).compounds.count)
    }
  }

  private enum Outcome: Sendable {
    case compared(CaseResult)
    case failed(String)
    case stopped
  }

  /// - Parameters:
  ///   - isCancelled: Asked often; once true, what is finished is kept and the rest is `unfinished`.
  ///   - progress: Told after each arm, from any thread.
  public func run(
    isCancelled: @escaping @Sendable () -> Bool = { false }, progress: @Sendable (Progress) -> Void = { _ in }
  ) -> QualificationResult {
    let start = ContinuousClock.now
    let wanted = folder.cases.filter(\.isRun)
    var outcomes: [String: Outcome] = [:]
    let studies = Dictionary(grouping: wanted, by: \.studyFile).sorted { $0.key < $1.key }
    let cache = ReadingCache()
    let loaded = inParallel(studies, threads: threads, isCancelled: isCancelled) {
      load($0.key, arms: $0.value.map(\.arm), cache)
    }
    let mixtures = mixtures(of: wanted, cache)
    var work: [ArmWork] = []
    for (study, parts) in zip(studies, loaded) {
      for (name, cases) in Dictionary(grouping: study.value, by: \.arm).sorted(by: { $0.key < $1.key }) {
        switch parts?.found(name) {
        case .success(let (parts, arm)): work.append(ArmWork(parts: parts, arm: arm, cases: cases))
        case .failure(let failure): for one in cases { outcomes[one.name] = .failed(failure.reason) }
        case nil: for one in cases { outcomes[one.name] = .stopped }
        }
      }
    }
    // The longest first, so that no thread begins a long one when the others are done.
    let costs = work.map(\.cost)
    let order = work.indices.sorted { (costs[$1], $0) < (costs[$0], $1) }
    let ordered = order.map { work[$0] }
    let count = ordered.count
    let finished = inParallel(
      ordered, threads: threads, isCancelled: isCancelled,
      finished: { progress(Progress(armsDone: $1, armCount: count)) }
    ) { compare($0.cases, $0, mixtures, isCancelled) }
    for (arm, found) in zip(ordered, finished) {
      for one in arm.cases { outcomes[one.name] = found?[one.name] ?? .stopped }
    }
    var (results, failed, unfinished) = ([CaseResult](), [FailedCase](), [ValidationCase]())
    for one in wanted {
      switch outcomes[one.name] {
      case .compared(let result): results.append(result)
      case .failed(let reason): failed.append(FailedCase(of: one, reason: reason))
      case .stopped, nil: unfinished.append(one)
      }
    }
    var result = QualificationResult(
      folder: folder.path, results: results, failed: failed, leftOut: folder.cases.filter { !$0.isRun },
      unfinished: unfinished, armCount: finished.count { $0 != nil },
      wallSeconds: (ContinuousClock.now - start) / .seconds(1))
    if let people {
      result.spread = spread(ordered, result.results(of: .parent), people, mixtures, isCancelled, progress)
    }
    return result
  }

  // MARK: Spread between people

  /// The arms of the headline's cases with many people, as far as their datasets show spread.
  private func spread(
    _ arms: [ArmWork], _ results: [CaseResult], _ people: Int, _ mixtures: [String: Mixture],
    _ isCancelled: @escaping @Sendable () -> Bool, _ progress: @Sendable (Progress) -> Void
  ) -> SpreadResult {
    let wanted = Set(results.filter { $0.of.spreadKind($0.observed) != nil }.map(\.of.name))
    let work = arms.compactMap { arm -> ArmWork? in
      let cases = arm.cases.filter { wanted.contains($0.name) }
      return cases.isEmpty ? nil : ArmWork(parts: arm.parts, arm: arm.arm, cases: cases)
    }
    let run = SpreadRun(
      people: SpreadPeople(library: library, count: people, seed: SpreadResult.seed), observed: folder.observed,
      mixtures: mixtures)
    let count = work.count
    let finished = inParallel(
      work, threads: threads, isCancelled: isCancelled,
      finished: { progress(Progress(armsDone: $1, armCount: count)) }
    ) { run.compare($0.cases, $0.parts, $0.arm, isCancelled) }
    let found = finished.compactMap { $0 ?? nil }
    // In the order of the table, whoever finished first.
    let places = Dictionary(folder.cases.enumerated().map { ($1.name, $0) }) { first, _ in first }
    func place(_ one: ValidationCase) -> Int { places[one.name] ?? 0 }
    return SpreadResult(
      people: people, cases: found.flatMap(\.cases).sorted { place($0.of) < place($1.of) },
      groups: found.flatMap(\.groups).sorted {
        (place($0.of), $0.metric.rawValue) < (place($1.of), $1.metric.rawValue)
      },
      failed: found.flatMap(\.failed).sorted { place($0.of) < place($1.of) })
  }

  /// A study as a whole, or arm by arm when one of them has a fault.
  private struct LoadedStudy: Sendable {
    let whole: Result<StudyParts, CaseFailure>
    var arms: [String: Result<StudyParts, CaseFailure>] = [:]

    func found(_ name: String) -> Result<(StudyParts, Arm), CaseFailure> {
      (arms[name] ?? whole).flatMap { parts in
        parts.arm(named: name).map { .success((parts, $0)) } ?? .failure(CaseFailure(parts.noArm(named: name)))
      }
    }
  }

  private func load(_ study: String, arms: [String], _ cache: ReadingCache) -> LoadedStudy {
    var loaded = LoadedStudy(whole: load(study, arm: nil, cache))
    let names = Set(arms)
    if case .failure = loaded.whole, names.count > 1 {
      for name in names { loaded.arms[name] = load(study, arm: name, cache) }
    }
    return loaded
  }

  private func load(_ study: String, arm: String?, _ cache: ReadingCache) -> Result<StudyParts, CaseFailure> {
    let diagnostics = Diagnostics(cache: cache)
    let parts = loadStudyParts(path: folder.file(study), arm: arm, library: library, diagnostics: diagnostics)
    if let parts { return .success(parts) }
    let faults = DataErrors(diagnostics.errors).errors
    var reason = faults.prefix(3).map(\.description).joined(separator: "; ")
    if faults.count > 3 { reason += "; and \(faults.count - 3) more" }
    return .failure(CaseFailure(reason))
  }

  /// Those of the measured compounds that are mixtures; one with a fault has no curve then, and fails for that.
  private func mixtures(of cases: [ValidationCase], _ cache: ReadingCache) -> [String: Mixture] {
    var found: [String: Mixture] = [:]
    for name in Set(cases.map(\.compound)) {
      found[name] = loadMixture(name, library: library, diagnostics: Diagnostics(cache: cache))
    }
    return found
  }

  // MARK: One arm

  private func compare(
    _ cases: [ValidationCase], _ work: ArmWork, _ mixtures: [String: Mixture],
    _ isCancelled: @escaping @Sendable () -> Bool
  ) -> [String: Outcome] {
    var outcomes: [String: Outcome] = [:]
    let observed = cases.compactMap { folder.observed[$0.name] }
    var parts = work.parts
    let duration = parts.study.duration
    parts.study.watch(cases, observed)
    func all(_ outcome: Outcome) -> [String: Outcome] {
      Dictionary(cases.map { ($0.name, outcome) }) { first, _ in first }
    }
    let result: SimulationResult
    do {
      result = try Simulation(parts, arm: work.arm).run(isCancelled: isCancelled)
    } catch let error as ModelError {
      // One place that this body lacks must not fail the others.
      let sites = Set(cases.map(\.site))
      guard sites.count > 1 else { return all(.failed(error.description)) }
      for site in sites {
        outcomes.merge(compare(cases.filter { $0.site == site }, work, mixtures, isCancelled)) { $1 }
      }
      return outcomes
    } catch let error as SolverError {
      return all(error.kind == .cancelled ? .stopped : .failed(error.description))
    } catch {
      return all(.failed("\(error)"))
    }
    for one in cases {
      guard let dataset = folder.observed[one.name] else { continue }
      do throws(CaseFailure) {
        let last = dataset.counted.last?.time ?? 0
        guard last <= duration * (1 + 1e-9) else {
          throw CaseFailure(
            "the last point is at \(formattedNumber(last)) h, but the study ends at \(formattedNumber(duration)) h")
        }
        outcomes[one.name] = .compared(
          try CaseComparison(
            result, one, dataset, isChild: isChild(result.simulation.model.individual, of: parts.species),
            mixture: mixtures[one.compound]
          ).result())
      } catch {
        outcomes[one.name] = .failed(error.reason)
      }
    }
    return outcomes
  }
}

extension StudyParts {
  fileprivate func arm(named name: String) -> Arm? {
    study.arms.first { $0.name == name } ?? (name.isEmpty && study.arms.count == 1 ? study.arms.first : nil)
  }

  fileprivate func noArm(named name: String) -> String {
    let names = study.arms.map(\.name)
    let nearest = suggestion(for: name, in: names)
    let known = names.filter { !$0.isEmpty }.joined(separator: ", ")
    return "\(study.file ?? study.name) has no arm `\(name)`; \(nearest)"
      + (known.isEmpty ? "it has no arms: leave `arm` empty" : "arms: \(known)")
  }
}

extension Study {
  /// Samples of a curve that is drawn.
  private static let curveSamples = 160

  /// Follows the sites of some cases at their observed times, and ends when the last point was taken.
  fileprivate mutating func watch(_ cases: [ValidationCase], _ observed: [ObservedDataset]) {
    observe = cases.uniqued(on: \.site).map { Located(value: $0.site, location: $0.location) }
    let points = observed.flatMap(\.points).map(\.time).filter { $0 >= 0 && $0 <= duration }
    guard let last = points.max(), last > 0 else { return }
    duration = last
    var times = Set(points)
    times.formUnion(sampling.filter { $0 <= last })
    // The rise after a dose is steep, the rest is not: close samples first, then even ones over the observed time.
    for sample in 0...Self.curveSamples {
      let share = Double(sample) / Double(Self.curveSamples)
      times.insert(last * share)
    }
    for dataset in observed {
      guard let first = dataset.points.first?.time, let end = dataset.points.last?.time else { continue }
      let start = CaseComparison.windowStart(first, end)
      for sample in 0...Self.curveSamples {
        let share = Double(sample) / Double(Self.curveSamples)
        times.insert(min(last, start + (end - start) * share * share))
        times.insert(min(last, start + (end - start) * share))
      }
    }
    sampling = times.sorted()
  }
}
