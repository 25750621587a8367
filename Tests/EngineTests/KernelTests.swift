import CEngine
import Engine
import Foundation
import Networks
import NumericCore
import Testing

/// The kernels that are called for every step.
struct KernelTests {
  static let seeds: Range<UInt64> = 0..<200

  @Test(arguments: seeds) func `compiled factors of every lane solve what dense ones solve`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let size = Int.random(in: 1...60, using: &random)
    let pattern = SparsePattern(
      size: size,
      entries: (0..<(3 * size)).map { _ in
        (row: Int.random(in: 0..<size, using: &random), column: Int.random(in: 0..<size, using: &random))
      })
    let plan = SparseFactorisation(pattern)
    let gamma = 0.05
    for lanes in [1, 4, 8] {
      let jacobian = (0..<(pattern.count * lanes)).map { _ in Double.random(in: -1...1, using: &random) }
      let right = (0..<(size * lanes)).map { _ in Double.random(in: -1...1, using: &random) }
      let found = Self.solve(plan, size: size, lanes: lanes, jacobian: jacobian, gamma: gamma, right: right)
      for lane in 0..<lanes {
        var matrix = [Double](repeating: 0, count: size * size)
        for row in 0..<size {
          matrix[row * size + row] = 1
          for entry in pattern.rowStart[row]..<pattern.rowStart[row + 1] {
            matrix[row * size + pattern.column[entry]] -= gamma * jacobian[entry * lanes + lane]
          }
        }
        let dense = try #require(DenseFactorisation(matrix, size: size))
        let expected = dense.solve((0..<size).map { right[$0 * lanes + lane] })
        let largest = expected.map(\.magnitude).max() ?? 0
        for row in 0..<size {
          // Rounding of some hundred operations.
          #expect((found[row * lanes + lane] - expected[row]).magnitude <= 1e-12 * largest)
        }
      }
    }
  }

  /// Whole lanes are loaded from aligned places.
  private static func block(_ values: [Double]) -> UnsafeMutablePointer<Double> {
    let raw = UnsafeMutableRawPointer.allocate(byteCount: 8 * max(1, values.count), alignment: 64)
    let block = raw.bindMemory(to: Double.self, capacity: max(1, values.count))
    block.initialize(from: values, count: values.count)
    return block
  }

  private static func solve(
    _ plan: SparseFactorisation, size: Int, lanes: Int, jacobian: [Double], gamma: Double, right: [Double]
  ) -> [Double] {
    func indices(_ values: [Int32]) -> UnsafeMutablePointer<Int32> {
      let block = UnsafeMutablePointer<Int32>.allocate(capacity: max(1, values.count))
      block.initialize(from: values, count: values.count)
      return block
    }
    let numbers = [
      [0], jacobian, Array(repeating: 0, count: plan.count * lanes), Array(repeating: 0, count: size * lanes), right,
    ].map(Self.block)
    let places = [
      [0], [0], plan.patternToFactor, plan.order, plan.rowStart, plan.diagonal, plan.column, plan.program,
    ].map(indices)
    defer {
      for block in numbers { block.deallocate() }
      for block in places { block.deallocate() }
    }
    var kernel = teorell_kernel(
      stateCount: Int32(size), lanes: Int32(lanes), rowStart: places[0], column: places[1], coefficient: numbers[0],
      jacobianCount: Int32(plan.patternToFactor.count), jacobianToFactor: places[2], jacobian: numbers[1],
      factorCount: Int32(plan.count), order: places[3], factorRowStart: places[4], factorDiagonal: places[5],
      factorColumn: places[6], program: places[7], factor: numbers[2], work: numbers[3])
    teorell_factorise(&kernel, gamma)
    teorell_solve(&kernel, numbers[4], numbers[4])
    return Array(UnsafeBufferPointer(start: numbers[4], count: size * lanes))
  }

  /// Rates or Jacobian of every lane of a kernel.
  private static func evaluate<L: Lane>(
    _ kernel: NetworkKernel<L>, isJacobian: Bool, count: Int, state: [Double], time: Double
  ) -> [[Double]] {
    let lanes = L.laneCount
    let input = block(state.flatMap { Array(repeating: $0, count: lanes) })
    let output = block(Array(repeating: 0, count: count * lanes))
    defer {
      input.deallocate()
      output.deallocate()
    }
    if isJacobian { kernel.jacobian(time, input, into: output) } else { kernel.rates(time, input, into: output) }
    return (0..<lanes).map { lane in (0..<count).map { output[$0 * lanes + lane] } }
  }

  private static func check<L: Lane>(_: L.Type, seed: UInt64) {
    let individuals = (0..<L.laneCount).map { RandomNetwork(seed: seed, scale: 1 + 0.1 * Double($0)).network }
    let compiled = CompiledNetwork(individuals[0])
    let kernel = NetworkKernel<L>(compiled)
    kernel.load(individuals.map(compiled.values))
    let state = individuals[0].states.map { $0.initial + 0.1 }
    let n = state.count
    func rates(_ state: [Double]) -> [[Double]] {
      evaluate(kernel, isJacobian: false, count: n, state: state, time: 0.5)
    }
    let jacobian = evaluate(kernel, isJacobian: true, count: compiled.pattern.count, state: state, time: 0.5)
    let largest = jacobian.joined().map(\.magnitude).max() ?? 0
    for column in 0..<n {
      func moved(_ factor: Double) -> [[Double]] {
        var other = state
        other[column] *= factor
        return rates(other)
      }
      let (above, below) = (moved(1 + 1e-5), moved(1 - 1e-5))
      for lane in 0..<L.laneCount {
        for row in 0..<n {
          let slope = (above[lane][row] - below[lane][row]) / (2e-5 * state[column])
          let found = compiled.pattern.entry(row: row, column: column).map { jacobian[lane][$0] } ?? 0
          // Rounding adds 1e-16 / 1e-5 of the rates, curvature (1e-5)².
          #expect((found - slope).magnitude <= 1e-8 * largest, "lane \(lane), row \(row), column \(column)")
        }
      }
    }
  }

  @Test(arguments: seeds) func `the Jacobian of every lane is that of central differences`(seed: UInt64) {
    Self.check(Double.self, seed: seed)
    Self.check(SIMD4<Double>.self, seed: seed)
    Self.check(SIMD8<Double>.self, seed: seed)
  }

  #if os(Linux)
    @Test func `a million evaluations keep no memory`() throws {
      func resident() throws -> Int {
        let words = try String(contentsOfFile: "/proc/self/statm", encoding: .utf8).split(separator: " ")
        return 4096 * (Int(words[1]) ?? 0)
      }
      let network = RandomNetwork(seed: 1).network
      let compiled = CompiledNetwork(network)
      let kernel = NetworkKernel<Double>(compiled)
      kernel.load([compiled.values(of: network)])
      let state = network.states.map(\.initial)
      var rates = state
      let before = try resident()
      for number in 0..<1_000_000 { kernel.rates(Double(number), state, into: &rates) }
      // A leak of 32 bytes a call would be 32 million; other tests run meanwhile.
      #expect(try resident() - before < 24_000_000)
    }
  #endif
}
