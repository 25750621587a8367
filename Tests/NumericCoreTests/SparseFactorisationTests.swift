import NumericCore
import Testing

/// The schedule of the sparse factorisation, walked here in plain Swift; the compiled walk is tested with the engine.
struct SparseFactorisationTests {
  static let seeds: Range<UInt64> = 0..<200

  struct Matrix {
    let pattern: SparsePattern
    /// One a place of the pattern.
    var values: [Double]

    /// As the integrator meets them: any pattern, and a diagonal that dominates its column.
    init(seed: UInt64) {
      var random = SeededGenerator(seed: seed)
      let size = Int.random(in: 1...80, using: &random)
      let count = size * Int.random(in: 0...4, using: &random)
      let entries = (0..<count).map { _ in
        (row: Int.random(in: 0..<size, using: &random), column: Int.random(in: 0..<size, using: &random))
      }
      pattern = SparsePattern(size: size, entries: entries)
      values = (0..<pattern.count).map { _ in Double.random(in: -1...1, using: &random) }
      for i in 0..<size {
        if let entry = pattern.entry(row: i, column: i) { values[entry] = 6 + Double.random(in: 0...1, using: &random) }
      }
    }

    var dense: [Double] {
      var dense = [Double](repeating: 0, count: pattern.size * pattern.size)
      for row in 0..<pattern.size {
        for entry in pattern.rowStart[row]..<pattern.rowStart[row + 1] {
          dense[row * pattern.size + pattern.column[entry]] = values[entry]
        }
      }
      return dense
    }
  }

  @Test(arguments: seeds) func `sparse factors solve what dense ones solve`(seed: UInt64) throws {
    let matrix = Matrix(seed: seed)
    var random = SeededGenerator(seed: seed &+ 1_000_000)
    let right = (0..<matrix.pattern.size).map { _ in Double.random(in: -1...1, using: &random) }
    let dense = try #require(DenseFactorisation(matrix.dense, size: matrix.pattern.size))
    let expected = dense.solve(right)
    let found = solve(SparseFactorisation(matrix.pattern), matrix.values, right)
    let largest = expected.map(\.magnitude).max() ?? 0
    for (found, expected) in zip(found, expected) {
      // Rounding of some hundred operations.
      #expect((found - expected).magnitude <= 1e-12 * largest)
    }
  }

  @Test(arguments: seeds) func `the order fills in less than the natural one`(seed: UInt64) {
    let pattern = Matrix(seed: seed).pattern
    let plan = SparseFactorisation(pattern)
    #expect(plan.order.sorted() == (0..<Int32(pattern.size)).map { $0 })
    // The greedy order is no proof of the least fill; on small patterns it may lose an entry or two.
    #expect(plan.fill <= naturalFill(pattern) + 2)
  }

  @Test(arguments: [1, 2, 3, 64, 65, 200]) func `an arrow pattern fills nothing in`(size: Int) {
    let arrow = SparsePattern(
      size: size, entries: (0..<size).flatMap { [(row: 0, column: $0), (row: $0, column: 0)] })
    #expect(arrow.count == 3 * size - 2)
    #expect(SparseFactorisation(arrow).fill == 0)
    #expect(naturalFill(arrow) == (size - 1) * (size - 1) - (size - 1))
  }

  @Test(arguments: seeds) func `a pattern finds each of its entries and no other`(seed: UInt64) {
    let pattern = Matrix(seed: seed).pattern
    var found = 0
    for row in 0..<pattern.size {
      for column in 0..<pattern.size {
        guard let entry = pattern.entry(row: row, column: column) else { continue }
        #expect((pattern.rowStart[row]..<pattern.rowStart[row + 1]).contains(entry) && pattern.column[entry] == column)
        found += 1
      }
      #expect(pattern.entry(row: row, column: row) != nil)
    }
    #expect(found == pattern.count)
  }

  @Test func `a singular matrix has no dense factors`() {
    #expect(DenseFactorisation([1, 2, 2, 4], size: 2) == nil)
    #expect(DenseFactorisation([.nan], size: 1) == nil)
  }

  @Test func `dense factors exchange rows where the diagonal is zero`() throws {
    let factors = try #require(DenseFactorisation([0, 2, 0, 0, 0, 4, 5, 0, 0], size: 3))
    #expect(factors.solve([2, 8, 15]) == [3, 1, 2])
  }

  /// The fill of elimination from the first row to the last.
  private func naturalFill(_ pattern: SparsePattern) -> Int {
    var rows = (0..<pattern.size).map { Set(pattern.column[pattern.rowStart[$0]..<pattern.rowStart[$0 + 1]]) }
    for pivot in 0..<pattern.size {
      for row in (pivot + 1)..<max(pivot + 1, pattern.size) where rows[row].contains(pivot) {
        rows[row].formUnion(rows[pivot].filter { $0 > pivot })
      }
    }
    return rows.reduce(0) { $0 + $1.count } - pattern.count
  }

  /// What the kernels do with a plan, step by step.
  private func solve(_ plan: SparseFactorisation, _ values: [Double], _ right: [Double]) -> [Double] {
    var a = [Double](repeating: 0, count: plan.count)
    for (place, value) in zip(plan.patternToFactor, values) { a[Int(place)] = value }
    var step = plan.program.makeIterator()
    func next() -> Int { Int(step.next() ?? -1) }
    for _ in plan.order {
      let lowerCount = next()
      let diagonal = next()
      for _ in 0..<lowerCount {
        let (lower, pivot, count, upper) = (next(), next(), next(), next())
        a[lower] /= a[pivot]
        for m in 0..<count { a[next()] -= a[lower] * a[upper + m] }
      }
      #expect(a[diagonal] != 0)
    }
    #expect(step.next() == nil)
    var w = plan.order.map { right[Int($0)] }
    for row in w.indices {
      for p in plan.rowStart[row]..<plan.diagonal[row] { w[row] -= a[Int(p)] * w[Int(plan.column[Int(p)])] }
    }
    for row in w.indices.reversed() {
      for p in (plan.diagonal[row] + 1)..<plan.rowStart[row + 1] { w[row] -= a[Int(p)] * w[Int(plan.column[Int(p)])] }
      w[row] /= a[Int(plan.diagonal[row])]
    }
    var solution = w
    for (position, row) in plan.order.enumerated() { solution[Int(row)] = w[position] }
    return solution
  }
}
