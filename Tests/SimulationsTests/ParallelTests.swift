import Simulations
import Synchronization
import Testing

/// Work on several threads.
struct ParallelTests {
  private struct Failure: Error, Equatable { let piece: Int }

  @Test(arguments: [1, 2, 7]) func `each piece gives its own value, whoever does it`(threads: Int) {
    let told = Mutex<[Int]>([])
    let values = inParallel(
      Array(0..<100), threads: threads, isCancelled: { false },
      finished: { _, done in told.withLock { $0.append(done) } }
    ) { $0 * $0 }
    #expect(values == (0..<100).map { $0 * $0 })
    #expect(told.withLock { $0 } == Array(1...100))
    #expect(inParallel([Int](), threads: threads) { $0 }.isEmpty)
  }

  @Test(arguments: [1, 3]) func `one worker serves a thread`(threads: Int) throws {
    let made = Mutex(0)
    let values = inParallel(
      Array(0..<50), threads: threads,
      worker: {
        made.withLock { count in
          count += 1
          return count
        }
      },
      { worker, _ in worker })
    #expect(made.withLock { $0 } <= threads)
    #expect(values.compactMap { $0 }.allSatisfy { (1...threads).contains($0) })
  }

  @Test(arguments: [1, 2, 7]) func `a failure ends the work and is thrown`(threads: Int) {
    let begun = Mutex(0)
    #expect(throws: Failure(piece: 20)) {
      try inParallel(Array(0..<10_000), threads: threads, worker: { () throws(Failure) in }) {
        (_: inout Void, piece: Int) throws(Failure) -> Int? in
        begun.withLock { $0 += 1 }
        if piece == 20 { throw Failure(piece: piece) }
        return piece
      }
    }
    #expect(begun.withLock { $0 } < 10_000)
  }

  @Test func `nothing is begun after it was stopped`() {
    let begun = Mutex(0)
    let values = inParallel(Array(0..<100), threads: 1, isCancelled: { begun.withLock { $0 } >= 3 }) { piece in
      begun.withLock { $0 += 1 }
      return piece
    }
    #expect(values == [0, 1, 2] + Array(repeating: nil, count: 97))
  }
}
