import DataFiles
import Synchronization

/// Computes the people of a study on several threads and keeps every finished group in a journal.
///
/// What a group gives depends on its number alone, so that neither threads, nor shards, nor a run that was stopped and
/// resumed change a bit of it.
public struct PopulationRun: Sendable {
  /// A part of the groups, such as the third of eight.
  public struct Shard: Sendable, Hashable {
    public let number: Int
    public let count: Int

    public init?(number: Int, count: Int) {
      guard count >= 1, (1...count).contains(number) else { return nil }
      self.number = number
      self.count = count
    }

    /// The groups of this part.
    func groups(of all: Int) -> Range<Int> { (number - 1) * all / count..<number * all / count }
  }

  public struct Progress: Sendable {
    /// People that are done, those of earlier runs included, and people in all.
    public let done: Int
    public let count: Int
    /// People that were done by this run.
    public let doneNow: Int
  }

  public enum Ending: Sendable {
    case finished
    case stopped
  }

  public let study: PopulationStudy
  /// Where the journals are.
  public let folder: String
  public let shard: Shard?
  public let threads: Int

  public init(_ study: PopulationStudy, folder: String, shard: Shard? = nil, threads: Int) {
    self.study = study
    self.folder = folder
    self.shard = shard
    self.threads = max(1, threads)
  }

  /// The groups that this run has to do, done ones included.
  public var groups: Range<Int> { shard?.groups(of: study.groupCount) ?? 0..<study.groupCount }

  /// Computes every group that no journal of the folder holds.
  ///
  /// - Parameters:
  ///   - isCancelled: Asked often; what is finished then is kept.
  ///   - progress: Told after each group, from any thread, one call at a time.
  /// - Throws: `DataError` when a journal cannot be written, such as on a full disk; what is finished is kept.
  public func run(
    isCancelled: @escaping @Sendable () -> Bool, progress: @Sendable (Progress) -> Void
  ) throws(DataError) -> Ending {
    let done = try JournalReader(folders: [folder])
    let waiting = groups.filter { !done.contains(UInt64($0)) }
    guard !waiting.isEmpty else { return .finished }
    guard let lanes = try laneChoice(done, isCancelled) else { return .stopped }
    let all = people(of: groups)
    let earlier = all - people(of: waiting)
    let count = Mutex(0)
    let finished = try inParallel(
      waiting, threads: threads, isCancelled: isCancelled,
      finished: { people, _ in
        let now = count.withLock { count in
          count += people
          return count
        }
        progress(Progress(done: earlier + now, count: all, doneNow: now))
      },
      worker: { () throws(DataError) in
        Worker(journal: RecordJournal(in: folder, stem: "people"), runner: GroupRunner(study, lanes))
      }
    ) { worker, group throws(DataError) in
      try people(of: group, by: worker, isCancelled)
    }
    return finished.allSatisfy { $0 != nil } ? .finished : .stopped
  }

  /// What one thread works with.
  private struct Worker {
    let journal: RecordJournal
    let runner: GroupRunner
  }

  /// Computes a group and keeps it.
  ///
  /// - Returns: How many people it has; nil when it was stopped.
  private func people(
    of group: Int, by worker: Worker, _ isCancelled: @escaping @Sendable () -> Bool
  ) throws(DataError) -> Int? {
    guard let record = worker.runner.run(group: group, isCancelled: isCancelled) else { return nil }
    try worker.journal.append(UInt64(group), record.bytes(study.layout))
    return record.count
  }

  /// The choice of an earlier run of the folder, else a new one, which the folder then keeps.
  private func laneChoice(
    _ done: JournalReader, _ isCancelled: @escaping @Sendable () -> Bool
  ) throws(DataError) -> LaneChoice? {
    if done.contains(LaneChoice.record) { return LaneChoice(bytes: try done.bytes(of: LaneChoice.record)) }
    guard let choice = LaneChoice(study, threads: threads, isCancelled: isCancelled) else { return nil }
    try RecordJournal(in: folder, stem: "lanes").append(LaneChoice.record, choice.bytes)
    return choice
  }

  private func people(of groups: some Sequence<Int>) -> Int {
    groups.reduce(0) { $0 + study.numbers(of: $1).count }
  }
}
