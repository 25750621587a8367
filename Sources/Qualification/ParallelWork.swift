import Dispatch
import Synchronization

/// Does pieces of work on several threads, in their order as far as threads allow.
///
/// - Parameters:
///   - threads: At most this many at a time; at least one.
///   - isCancelled: Asked before each piece; from then on none is begun.
///   - finished: Told how many pieces are done, from any thread, one call at a time.
/// - Returns: One value a piece; nil for those that were not begun.
func inParallel<Piece: Sendable, Value: Sendable>(
  _ pieces: [Piece], threads: Int, isCancelled: @Sendable () -> Bool, finished: @Sendable (Int) -> Void,
  _ work: @Sendable (Piece) -> Value
) -> [Value?] {
  let board = Board<Value>(count: pieces.count)
  DispatchQueue.concurrentPerform(iterations: max(1, min(threads, pieces.count))) { _ in
    while !isCancelled(), let index = board.next() {
      board.finish(index, work(pieces[index]), then: finished)
    }
  }
  return board.values
}

/// Who takes which piece, and what came of it.
private final class Board<Value: Sendable>: Sendable {
  private struct State {
    var next = 0
    var done = 0
    var values: [Value?]
  }

  private let state: Mutex<State>
  private let count: Int

  init(count: Int) {
    self.count = count
    state = Mutex(State(values: Array(repeating: nil, count: count)))
  }

  func next() -> Int? {
    state.withLock { state in
      guard state.next < count else { return nil }
      defer { state.next += 1 }
      return state.next
    }
  }

  func finish(_ index: Int, _ value: Value, then tell: @Sendable (Int) -> Void) {
    state.withLock { state in
      state.values[index] = value
      state.done += 1
      tell(state.done)
    }
  }

  var values: [Value?] { state.withLock { $0.values } }
}
