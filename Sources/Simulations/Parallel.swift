import Dispatch
import Synchronization

/// Does pieces of work on several threads, in their order as far as threads allow.
///
/// - Parameters:
///   - threads: At most this many at a time; at least one.
///   - isCancelled: Asked before each piece; from then on none is begun.
///   - finished: Told what came of a piece and how many are done, from any thread, one call at a time.
///   - worker: Makes what one thread works with, once a thread.
///   - work: Does a piece; nil when it was stopped on the way.
/// - Returns: One value a piece; nil for those that were not begun, or stopped.
/// - Throws: The first failure; no piece is begun after it.
package func inParallel<Piece: Sendable, Worker, Value: Sendable, Failure: Error>(
  _ pieces: [Piece], threads: Int, isCancelled: @Sendable () -> Bool = { false },
  finished: @Sendable (_ value: Value, _ done: Int) -> Void = { _, _ in },
  worker: @Sendable () throws(Failure) -> Worker,
  _ work: @Sendable (inout Worker, Piece) throws(Failure) -> Value?
) throws(Failure) -> [Value?] {
  let board = WorkBoard<Value, Failure>(count: pieces.count)
  DispatchQueue.concurrentPerform(iterations: max(1, min(threads, pieces.count))) { _ in
    do throws(Failure) {
      var worker = try worker()
      while !isCancelled(), let index = board.next() {
        guard let value = try work(&worker, pieces[index]) else { return }
        board.finish(index, value, then: finished)
      }
    } catch {
      board.fail(error)
    }
  }
  return try board.values()
}

/// The same for work that needs nothing but the piece, cannot fail and is not stopped.
package func inParallel<Piece: Sendable, Value: Sendable>(
  _ pieces: [Piece], threads: Int, _ work: @Sendable (Piece) -> Value
) -> [Value] {
  inParallel(pieces, threads: threads, isCancelled: { false }, work).compactMap { $0 }
}

/// The same for work that needs nothing but the piece and cannot fail.
package func inParallel<Piece: Sendable, Value: Sendable>(
  _ pieces: [Piece], threads: Int, isCancelled: @Sendable () -> Bool,
  finished: @Sendable (_ value: Value, _ done: Int) -> Void = { _, _ in },
  _ work: @Sendable (Piece) -> Value
) -> [Value?] {
  inParallel(pieces, threads: threads, isCancelled: isCancelled, finished: finished, worker: {}) { _, piece in
    work(piece)
  }
}

/// Who takes which piece, and what came of it.
private final class WorkBoard<Value: Sendable, Failure: Error>: Sendable {
  private struct State {
    var next = 0
    var done = 0
    var values: [Value?]
    var failure: Failure?
  }

  private let state: Mutex<State>
  private let count: Int

  init(count: Int) {
    self.count = count
    state = Mutex(State(values: Array(repeating: nil, count: count)))
  }

  func next() -> Int? {
    state.withLock { state in
      guard state.failure == nil, state.next < count else { return nil }
      defer { state.next += 1 }
      return state.next
    }
  }

  func finish(_ index: Int, _ value: Value, then tell: @Sendable (Value, Int) -> Void) {
    state.withLock { state in
      state.values[index] = value
      state.done += 1
      tell(value, state.done)
    }
  }

  func fail(_ error: Failure) { state.withLock { if $0.failure == nil { $0.failure = error } } }

  func values() throws(Failure) -> [Value?] {
    if let failure = state.withLock({ $0.failure }) { throw failure }
    return state.withLock { $0.values }
  }
}
