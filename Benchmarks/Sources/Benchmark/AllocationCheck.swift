import AllocationCounter
import Foundation
import Teorell

/// Counts what the right-hand side and the Jacobian take from the heap.
struct AllocationCheck {
  static let calls = 100_000

  let blocks: Int64
  let bytes: Int64

  /// 100000 calls of both, on a compiled network with the values of its first individual in every lane.
  static func run<L: Lane>(_ compiled: CompiledNetwork, _ values: NetworkValues, lane: L.Type) -> AllocationCheck {
    let kernel = NetworkKernel<L>(compiled)
    kernel.load(Array(repeating: values, count: L.laneCount))
    let state = lanes(compiled.states.count, L.self)
    let rates = lanes(compiled.states.count, L.self)
    let jacobian = lanes(compiled.pattern.count, L.self)
    defer { for block in [state, rates, jacobian] { block.deallocate() } }
    for index in 0..<compiled.states.count * L.laneCount { state[index] = 1 + values.initial[index / L.laneCount] }
    let (blocks, bytes) = (allocations_counted(), heap_bytes_in_use())
    for call in 0..<calls {
      kernel.rates(Double(call) * 1e-3, state, into: rates)
      kernel.jacobian(Double(call) * 1e-3, state, into: jacobian)
    }
    return AllocationCheck(blocks: allocations_counted() - blocks, bytes: heap_bytes_in_use() - bytes)
  }

  /// Whether the counter sees what Swift allocates; without this a count of zero would mean nothing.
  static var counts: Bool {
    final class Block {}
    let before = allocations_counted()
    guard before >= 0 else { return false }
    var kept: [AnyObject] = []
    for _ in 0..<1000 { kept.append(Block()) }
    return withExtendedLifetime(kept) { allocations_counted() - before >= 1000 }
  }

  private static func lanes<L: Lane>(_ count: Int, _ lane: L.Type) -> UnsafeMutablePointer<Double> {
    let bytes = count * MemoryLayout<L>.stride
    return UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: 64)
      .initializeMemory(as: Double.self, repeating: 0, count: count * L.laneCount)
  }
}
