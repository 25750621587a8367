import DataFiles
import Dispatch
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
    let board = GroupBoard(waiting: waiting, peopleDone: people(of: groups) - people(of: waiting))
    let all = people(of: groups)
    guard !waiting.isEmpty else { return .finished }
    guard let lanes = try laneChoice(done, isCancelled) else { return .stopped }
    DispatchQueue.concurrentPerform(iterations: min(threads, max(1, waiting.count))) { _ in
      do throws(DataError) {
        let journal = RecordJournal(in: folder, stem: "people")
        let runner = GroupRunner(study, lanes)
        while !isCancelled(), let group = board.next() {
          guard let record = runner.run(group: group, isCancelled: isCancelled) else { return }
          try journal.append(UInt64(group), record.bytes(study.layout))
          board.finish(people: record.count) { now, earlier in
            progress(Progress(done: earlier + now, count: all, doneNow: now))
          }
        }
      } catch {
        board.fail(error)
      }
    }
    if let failure = board.failure { throw failure }
    return board.isEmpty ? .finished : .stopped
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

/// Which group is next, and how far everybody is.
private final class GroupBoard: Sendable {
  private struct State {
    var next = 0
    var finished = 0
    var people = 0
    var failure: DataError?
  }

  private let state = Mutex(State())
  private let waiting: [Int]
  private let peopleDone: Int

  init(waiting: [Int], peopleDone: Int) {
    self.waiting = waiting
    self.peopleDone = peopleDone
  }

  func next() -> Int? {
    state.withLock { state in
      guard state.failure == nil, state.next < waiting.count else { return nil }
      defer { state.next += 1 }
      return waiting[state.next]
    }
  }

  func finish(people: Int, _ tell: (_ now: Int, _ earlier: Int) -> Void) {
    state.withLock { state in
      state.finished += 1
      state.people += people
      tell(state.people, peopleDone)
    }
  }

  func fail(_ error: DataError) { state.withLock { if $0.failure == nil { $0.failure = error } } }

  var failure: DataError? { state.withLock(\.failure) }
  var isEmpty: Bool { state.withLock { $0.finished == waiting.count } }
}
