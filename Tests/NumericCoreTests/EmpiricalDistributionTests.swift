import NumericCore
import Testing

struct EmpiricalDistributionTests {
  private static let sample = [2.0, 3, 3, 5, 7]

  @Test func `a sample gives its own values, each as often as it was seen`() throws {
    let observed = Distribution.empirical(try EmpiricalDistribution(sample: [5, 3, 2, 7, 3]))
    #expect(observed.support == 2...7)
    #expect([0, 0.1, 0.2, 0.21, 0.6, 0.61, 0.8, 0.9, 1].map(observed.quantile) == [2, 2, 2, 3, 3, 5, 5, 7, 7])
    for (value, share) in [(1.9, 0.0), (2, 0.2), (2.9, 0.2), (3, 0.6), (4, 0.6), (5, 0.8), (6.9, 0.8), (7, 1)] {
      #expect((observed.cumulative(value) - share).magnitude < 1e-15, "\(value)")
    }
    // Mean 4, sum of squares 96.
    #expect((observed.mean - 4).magnitude < 1e-15)
    #expect((observed.variance - (96.0 / 5 - 16)).magnitude < 1e-14)
    var counts: [Double: Int] = [:]
    var stream = RandomStream(seed: 3, person: 1, name: "draws")
    for _ in 0..<50_000 { counts[observed.sample(from: &stream), default: 0] += 1 }
    #expect(counts.keys.sorted() == [2, 3, 5, 7])
    // Five standard errors of a share of 0.4 are 0.011.
    #expect((Double(counts[3] ?? 0) / 50_000 - 0.4).magnitude < 0.011)
  }

  @Test func `weights count as repetitions`() throws {
    let repeated = try EmpiricalDistribution(sample: Self.sample)
    let weighted = try EmpiricalDistribution(sample: [7, 3, 9, 2, 5], weights: [0.5, 1, 0, 0.5, 0.5])
    for p in stride(from: 0.05, through: 1, by: 0.1) {
      #expect(Distribution.empirical(weighted).quantile(p) == Distribution.empirical(repeated).quantile(p), "\(p)")
    }
    #expect((Distribution.empirical(weighted).mean - 4).magnitude < 1e-15)
  }

  /// Uniform from 0 to 10 with probability 0.5, from 10 to 30 with probability 0.5: mean (5 + 20)/2, second moment
  /// (100/3 + (27000 - 1000)/60)/2.
  @Test func `between percentiles values are uniform`() throws {
    let table = Distribution.empirical(try EmpiricalDistribution(percentiles: [(100, 30), (0, 0), (50, 10)]))
    #expect(table.quantile(0.25) == 5 && table.quantile(0.75) == 20)
    #expect(table.mean == 12.5)
    #expect((table.variance - (0.5 * (100.0 / 3 + 26_000.0 / 60) - 12.5 * 12.5)).magnitude < 1e-12)
    let doubled = Distribution.empirical(
      try EmpiricalDistribution(percentiles: [(0, 0), (50, 10), (100, 30)]).divided(by: 0.5))
    #expect(doubled.quantile(0.75) == 40)
  }

  @Test func `a range keeps what lies in it, in the same proportions`() throws {
    let table = Distribution.empirical(try EmpiricalDistribution(percentiles: [(0, 0), (50, 10), (100, 30)]))
    let part = try table.truncated(to: 5...20)
    #expect(part.support == 5...20)
    // A quarter below 10 and a quarter above it are left.
    #expect(part.quantile(0.5) == 10 && part.quantile(0.25) == 7.5 && part.quantile(0.75) == 15)
    #expect(try part.truncated(to: 0...100) == part)
    let few = try Distribution.empirical(try EmpiricalDistribution(sample: Self.sample)).truncated(to: 2.5...5)
    #expect(few.support == 3...5)
    #expect((few.cumulative(3) - 2.0 / 3).magnitude < 1e-15 && (few.mean - 11.0 / 3).magnitude < 1e-14)
    #expect(throws: DistributionFault.self) {
      try Distribution.empirical(try EmpiricalDistribution(sample: Self.sample)).truncated(to: 3.5...4.5)
    }
  }

  @Test func `one value is a constant`() throws {
    let one = Distribution.empirical(try EmpiricalDistribution(sample: [4, 4]))
    #expect(one.constantValue == 4 && one.quantile(0.3) == 4 && one.cumulative(4) == 1 && one.variance == 0)
  }

  @Test func `what is no distribution is refused`() {
    let tables: [[(percent: Double, value: Double)]] = [
      [], [(0, 1)], [(5, 1), (100, 2)], [(0, 1), (95, 2)], [(0, 1), (50, 3), (100, 2)],
      [(0, 1), (50, 2), (50, 3), (100, 4)], [(0, 1), (100, .infinity)],
    ]
    for table in tables {
      #expect(throws: DistributionFault.self, "\(table)") { try EmpiricalDistribution(percentiles: table) }
    }
    #expect(throws: DistributionFault.self) { try EmpiricalDistribution(sample: []) }
    #expect(throws: DistributionFault.self) { try EmpiricalDistribution(sample: [1, .nan]) }
    #expect(throws: DistributionFault.self) { try EmpiricalDistribution(sample: [1, 2], weights: [0, 0]) }
    #expect(throws: DistributionFault.self) { try EmpiricalDistribution(sample: [1, 2], weights: [1, -1]) }
  }
}
