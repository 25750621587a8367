import Engine
import Foundation
import Networks
import NumericCore
import Testing

/// The kernels that are called for every step.
struct KernelTests {
  static let seeds: Range<UInt64> = 0..<200

  /// A network whose Jacobian is any matrix at all: each entry a linear flux.
  private static func network(seed: UInt64, individual: Int) -> Network {
    var structure = SeededGenerator(seed: seed)
    var numbers = SeededGenerator(seed: seed &+ 1_000_000 &* UInt64(individual + 1))
    var network = Network()
    let size = Int.random(in: 1...60, using: &structure)
    for number in 0..<size { network.addState("state \(number)", substance: "drug") }
    for number in 0..<(3 * size) {
      let row = StateID(Int.random(in: 0..<size, using: &structure))
      let column = StateID(Int.random(in: 0..<size, using: &structure))
      network.addFlux(
        "entry \(number)", from: nil, to: row, FirstOrder(Double.random(in: -1...1, using: &numbers), of: column))
    }
    return network
  }

  private static func checkFactors<L: Lane>(_: L.Type, seed: UInt64) throws {
    let lanes = L.laneCount
    let gamma = 0.05
    let individuals = (0..<lanes).map { network(seed: seed, individual: $0) }
    let compiled = CompiledNetwork(individuals[0])
    let kernel = NetworkKernel<L>(compiled)
    kernel.load(individuals.map(compiled.values))
    let size = compiled.states.count
    var random = SeededGenerator(seed: seed &+ 77)
    let right = (0..<(size * lanes)).map { _ in Double.random(in: -1...1, using: &random) }
    let found = kernel.solve(gamma: gamma, time: 0, state: right, right: right)
    for (lane, individual) in individuals.enumerated() {
      var matrix = [Double](repeating: 0, count: size * size)
      for row in 0..<size { matrix[row * size + row] = 1 }
      for flux in individual.fluxes {
        for change in flux.changes {
          matrix[change.state.index * size + flux.law.reads[0].index] -= gamma * flux.law.parameters[0]
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

  @Test(arguments: seeds) func `compiled factors of every lane solve what dense ones solve`(seed: UInt64) throws {
    try Self.checkFactors(Double.self, seed: seed)
    try Self.checkFactors(SIMD4<Double>.self, seed: seed)
    try Self.checkFactors(SIMD8<Double>.self, seed: seed)
  }

  /// Whole lanes are loaded from aligned places.
  private static func block(_ values: [Double]) -> UnsafeMutablePointer<Double> {
    let raw = UnsafeMutableRawPointer.allocate(byteCount: 8 * max(1, values.count), alignment: 64)
    let block = raw.bindMemory(to: Double.self, capacity: max(1, values.count))
    block.initialize(from: values, count: values.count)
    return block
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
