import NumericCore
import Testing

struct SummaryStatisticsTests {
  static let seeds: Range<UInt64> = 0..<50

  /// NumPy 2.4.6 and SciPy 1.17.1 (`std(ddof=1)`, `gmean`, `quantile`).
  @Test func `statistics are those of another library`() throws {
    let found = try #require(SummaryStatistics([2.1, 3.7, 1.9, 8.8, 5.5, 4.2, 4.2]))
    #expect(found.count == 7 && found.minimum == 1.9 && found.maximum == 8.8 && found.median == 4.2)
    #expect((found.mean - 4.3428571428571425).magnitude < 1e-15)
    #expect((try #require(found.standardDeviation) - 2.3329931724840396).magnitude < 1e-15)
    #expect((try #require(found.geometricMean) - 3.8529055780776087).magnitude < 2e-15)
    #expect((try #require(found.geometricCV) - 0.5710563415334801).magnitude < 1e-15)
    for (p, expected) in [(0, 1.9), (0.05, 1.96), (0.25, 2.9), (0.9, 6.82), (0.95, 7.81), (1, 8.8)] {
      #expect((found.quantile(p) - expected).magnitude < 2e-15)
    }
  }

  @Test func `what does not exist is nil`() throws {
    #expect(SummaryStatistics([Double]()) == nil && SummaryStatistics([1, .nan]) == nil)
    let single = try #require(SummaryStatistics([3.0]))
    #expect(single.standardDeviation == nil && single.geometricCV == nil && single.quantile(0.3) == 3)
    let zero = try #require(SummaryStatistics([0.0, 1]))
    #expect(zero.geometricMean == nil && zero.geometricCV == nil && zero.mean == 0.5)
  }

  @Test(arguments: seeds) func `neither order nor grouping changes a sum`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let numbers = (0..<500).map { _ in
      Double.random(in: -1...1, using: &random)
        * Double(sign: .plus, exponent: .random(in: -60...60, using: &random), significand: 1)
    }
    let sum = ExactSum(numbers).value
    #expect(ExactSum(numbers.shuffled(using: &random)).value == sum)
    #expect(ExactSum(numbers.reversed()).value == sum)
    var blocks = ExactSum()
    for start in stride(from: 0, to: 500, by: 70) {
      blocks.add(ExactSum(numbers[start..<min(start + 70, 500)]))
    }
    #expect(blocks.value == sum)
    #expect(ExactSum(numbers + numbers.map { -$0 }).value == 0)
    let found = try #require(SummaryStatistics(numbers))
    #expect(SummaryStatistics(numbers.shuffled(using: &random)) == found)
  }

  @Test func `a sum is rounded once`() {
    #expect(ExactSum([1e100, 1, -1e100]).value == 1)
    #expect(ExactSum([Double](repeating: 0.1, count: 10)).value == 1)
    // Half a unit in the last place goes to the even number, and any more goes up.
    #expect(ExactSum([1, 0x1p-53]).value == 1)
    #expect(ExactSum([1, 0x1p-53, 0x1p-120]).value == 1 + 0x1p-52)
    #expect(ExactSum([1, 0x1p-52, 0x1p-53, -0x1p-120]).value == 1 + 0x1p-52)
    #expect(ExactSum([1, .infinity]).value == .infinity && ExactSum([.infinity, -.infinity]).value.isNaN)
    #expect(ExactSum([]).value == 0)
  }
}
