import NumericCore

/// A kernel's rates with a Jacobian by difference quotients.
final class DifferencedRates<L: Lane>: RateSource {
  private let kernel: NetworkKernel<L>
  /// The change of each lane of each state that is too small to matter.
  var smallest: [Double]
  private let moved, before, after: UnsafeMutablePointer<Double>

  init(_ kernel: NetworkKernel<L>) {
    self.kernel = kernel
    let count = kernel.network.states.count * L.laneCount
    smallest = Array(repeating: 0, count: count)
    func zeros() -> UnsafeMutablePointer<Double> {
      // Rates are computed in whole lanes, 64 bytes at most, from aligned places.
      let bytes = max(1, count) * MemoryLayout<Double>.stride
      let block = UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: 64).bindMemory(
        to: Double.self, capacity: count)
      block.initialize(repeating: 0, count: count)
      return block
    }
    (moved, before, after) = (zeros(), zeros(), zeros())
    super.init()
  }

  deinit {
    for block in [moved, before, after] { block.deallocate() }
  }

  override func rates(_ time: Double, _ state: UnsafePointer<Double>, into rates: UnsafeMutablePointer<Double>) {
    kernel.rates(time, state, into: rates)
  }

  override func jacobian(_ time: Double, _ state: UnsafePointer<Double>, into entries: UnsafeMutablePointer<Double>) {
    let lanes = L.laneCount
    let pattern = kernel.network.pattern
    kernel.rates(time, state, into: before)
    moved.update(from: state, count: pattern.size * lanes)
    for column in 0..<pattern.size {
      let range = (column * lanes)..<((column + 1) * lanes)
      for at in range { moved[at] = state[at] + Difference.size(at: state[at], smallest: smallest[at]) }
      kernel.rates(time, moved, into: after)
      for row in 0..<pattern.size {
        guard let entry = pattern.entry(row: row, column: column) else { continue }
        for lane in 0..<lanes {
          let distance = moved[column * lanes + lane] - state[column * lanes + lane]
          entries[entry * lanes + lane] = (after[row * lanes + lane] - before[row * lanes + lane]) / distance
        }
      }
      for at in range { moved[at] = state[at] }
    }
  }
}
