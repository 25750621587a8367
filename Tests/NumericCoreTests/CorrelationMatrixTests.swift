import NumericCore
import Testing

struct CorrelationMatrixTests {
  static let seeds: Range<UInt64> = 0..<10

  /// Factor and smallest eigenvalue: `numpy.linalg` of NumPy 2.4.6.
  @Test func `the factor is that of another library`() throws {
    let matrix = try CorrelationMatrix(
      names: ["a", "unused", "b", "c", "d"],
      pairs: [
        Correlation("b", "a", 0.68), Correlation("c", "b", -0.4), Correlation("a", "d", 0.3),
        Correlation("c", "d", 0.2), Correlation("a", "b", 0.68),
      ])
    #expect(matrix.names == ["a", "b", "c", "d"])
    #expect((matrix.smallestEigenvalue - 0.19261927).magnitude < 1e-8)
    let expected: [[Double]] = [
      [1, 0, 0, 0], [0.68, 0.7332121111929343, 0, 0], [0, -0.545544725589981, 0.8380817098475257, 0],
      [0.3, -0.2782278100508903, 0.0575293377098725, 0.9106479347239246],
    ]
    for row in 0..<4 {
      for column in 0..<4 {
        #expect((matrix.factor(row, column) - expected[row][column]).magnitude < 1e-15)
        #expect(matrix.coefficient(row, column) == matrix.coefficient(column, row))
      }
    }
  }

  @Test(arguments: 0..<4 as Range<UInt64>) func `correlations come back`(seed: UInt64) throws {
    let matrix = try CorrelationMatrix(
      names: ["height", "weight", "age"],
      pairs: [Correlation("height", "weight", 0.68), Correlation("weight", "age", -0.3)])
    var drawn = [[Double]](repeating: [], count: 3)
    for person in 0..<100_000 {
      let independent = (matrix.names).map { name in
        var stream = RandomStream(seed: seed, person: UInt64(person), name: StreamName(name))
        return stream.normal()
      }
      var correlated = independent
      matrix.correlate(&correlated)
      let expected = (0..<3).map { row in (0...row).reduce(0.0) { $0 + matrix.factor(row, $1) * independent[$1] } }
      #expect(correlated == expected && correlated[0] == independent[0])
      for index in 0..<3 { drawn[index].append(correlated[index]) }
    }
    #expect((correlation(drawn[0], drawn[1]) - 0.68).magnitude < 0.01)
    #expect((correlation(drawn[1], drawn[2]) + 0.3).magnitude < 0.015)
    #expect(correlation(drawn[0], drawn[2]).magnitude < 0.0158)
    for scores in drawn { #expect(kolmogorovDistance(scores, normalCumulative) < kolmogorovLimit(scores.count)) }
  }

  @Test func `a name added at the end changes no other`() throws {
    let pairs = [Correlation("a", "b", 0.5), Correlation("b", "c", 0.4)]
    let short = try CorrelationMatrix(names: ["a", "b", "c"], pairs: pairs)
    let long = try CorrelationMatrix(names: ["a", "b", "c", "d"], pairs: pairs + [Correlation("d", "a", 0.6)])
    for row in 0..<3 { for column in 0..<3 { #expect(short.factor(row, column) == long.factor(row, column)) } }
  }

  /// Smallest eigenvalue -0.22377392 in NumPy 2.4.6.
  @Test func `correlations that contradict each other are named with the eigenvalue`() throws {
    let fault = #expect(throws: CorrelationFault.self) {
      try CorrelationMatrix(
        names: ["x", "a", "b", "c", "y"],
        pairs: [
          Correlation("x", "y", 0.9), Correlation("a", "c", 0.1), Correlation("a", "b", 0.9),
          Correlation("b", "c", 0.9),
        ])
    }
    let eigenvalue = try #require(fault?.smallestEigenvalue)
    #expect((eigenvalue + 0.22377392).magnitude < 1e-8)
    #expect(fault?.pair == Correlation("a", "b", 0.9))
    #expect(fault?.description.contains("-0.2237739") == true)
  }

  @Test func `a perfect correlation is refused`() {
    for coefficient in [1.0, -1] {
      let fault = #expect(throws: CorrelationFault.self) {
        try CorrelationMatrix(names: ["a", "b"], pairs: [Correlation("a", "b", coefficient)])
      }
      #expect(fault?.pair?.coefficient == coefficient && fault?.smallestEigenvalue != nil)
    }
  }

  @Test func `pairs that mean nothing are refused`() throws {
    for pairs in [
      [Correlation("a", "z", 0.1)], [Correlation("a", "a", 0.1)], [Correlation("a", "b", 1.1)],
      [Correlation("a", "b", .nan)], [Correlation("a", "b", 0.1), Correlation("b", "a", 0.2)],
    ] {
      let fault = #expect(throws: CorrelationFault.self) { try CorrelationMatrix(names: ["a", "b"], pairs: pairs) }
      #expect(fault?.pair == pairs.last || fault?.pair?.coefficient.isNaN == true)
      #expect(fault?.smallestEigenvalue == nil)
    }
    #expect(throws: CorrelationFault.self) { try CorrelationMatrix(names: ["a", "a"], pairs: []) }
    #expect(try CorrelationMatrix(names: ["a", "b"], pairs: []).count == 0)
  }

  @Test(arguments: seeds) func `the smallest eigenvalue is that of closed forms`(seed: UInt64) throws {
    // n quantities that all correlate by r have the eigenvalues 1 - r and 1 + (n - 1) r.
    var random = SeededGenerator(seed: seed)
    let count = Int.random(in: 2...30, using: &random)
    let r = Double.random(in: -1 / Double(count)...0.99, using: &random)
    let names = (0..<count).map { "q\($0)" }
    let pairs = (0..<count).flatMap { i in (0..<i).map { Correlation(names[i], names[$0], r) } }
    let matrix = try CorrelationMatrix(names: names, pairs: pairs)
    #expect((matrix.smallestEigenvalue - min(1 - r, 1 + Double(count - 1) * r)).magnitude < 1e-13)
    for i in 0..<count {
      for j in 0...i {
        let product = (0..<count).reduce(0) { $0 + matrix.factor(i, $1) * matrix.factor(j, $1) }
        #expect((product - (i == j ? 1 : r)).magnitude < 1e-14)
      }
    }
  }
}
