import NumericCore
import Testing

struct DistributionTests {
  static let seeds: Range<UInt64> = 0..<4

  static func kinds() throws -> [Distribution] {
    [
      .uniform(3...8), .normal(mean: 70, deviation: 12), .lognormal(median: 2, deviation: 0.3),
      .beta(alpha: 2, beta: 5, range: 10...30), .beta(alpha: 0.7, beta: 0.4, range: -1...1),
      try Distribution.normal(mean: 70, deviation: 12).truncated(to: 60...85),
      try Distribution.normal(mean: 0, deviation: 1).truncated(to: 2 ... .infinity),
      try Distribution.lognormal(median: 2, deviation: 0.3).truncated(to: 1.5...4),
      try Distribution.beta(alpha: 2, beta: 5, range: 10...30).truncated(to: 14...24),
      .empirical(try EmpiricalDistribution(percentiles: [(0, 12), (5, 20), (50, 31), (95, 44), (100, 70)])),
    ]
  }

  struct Known: Sendable {
    let name: String
    let distribution: Distribution
    /// At 0.01, 0.25, 0.5, 0.9 and 0.999.
    let quantiles: [Double]
    let mean, variance: Double
  }

  /// `norm`, `lognorm`, `beta` and `uniform` of SciPy 1.17.1.
  static let known = [
    Known(
      name: "normal", distribution: .normal(mean: 70, deviation: 12),
      quantiles: [42.083825511509914, 61.90612299764702, 70, 85.3786187865352, 107.08278767401376], mean: 70,
      variance: 144),
    Known(
      name: "lognormal", distribution: .lognormal(median: 2, deviation: 0.3),
      quantiles: [0.9952541158145293, 1.6336230128043099, 2, 2.9376579558337426, 5.054186311281442],
      mean: 2.092055719817434, variance: 0.4121723176663995),
    Known(
      name: "beta", distribution: .beta(alpha: 2, beta: 5, range: 10...30),
      quantiles: [10.535263822855102, 13.22325833580653, 15.2889996659132, 20.206326131029833, 26.37227733838268],
      mean: 15.714285714285714, variance: 10.204081632653061),
    Known(
      name: "uniform", distribution: .uniform(3...8), quantiles: [3.05, 4.25, 5.5, 7.5, 7.995], mean: 5.5,
      variance: 2.0833333333333335),
  ]

  @Test(arguments: known) func `quantiles and moments are those of another library`(_ known: Known) {
    for (p, expected) in zip([0.01, 0.25, 0.5, 0.9, 0.999], known.quantiles) {
      #expect((known.distribution.quantile(p) - expected).magnitude <= 1e-14 * expected)
    }
    #expect((known.distribution.mean - known.mean).magnitude <= 1e-15 * known.mean)
    #expect((known.distribution.variance - known.variance).magnitude <= 1e-14 * known.variance)
  }

  /// `truncnorm` of SciPy 1.17.1 for the quantiles; the moments by quadrature with 30 digits in mpmath 1.3.0.
  @Test func `truncated distributions are those of another library`() throws {
    let normal = try Distribution.normal(mean: 70, deviation: 12).truncated(to: 60...85)
    let quantiles = [60.29162557237843, 66.1868909146968, 71.45760034271376, 81.22196501123567, 84.95464155115708]
    for (p, expected) in zip([0.01, 0.25, 0.5, 0.9, 0.999], quantiles) {
      #expect((normal.quantile(p) - expected).magnitude <= 1e-13 * expected)
    }
    #expect((normal.mean - 71.72126572047644).magnitude < 1e-12)
    #expect((normal.variance - 44.643957220833414).magnitude < 1e-11)
    let lognormal = try Distribution.lognormal(median: 2, deviation: 0.3).truncated(to: 1.5...4)
    #expect((lognormal.mean - 2.2271700372487286).magnitude < 1e-14)
    #expect((lognormal.variance - 0.27278096828538373).magnitude < 1e-13)
    let beta = try Distribution.beta(alpha: 2, beta: 5, range: 0...1).truncated(to: 0.2...0.7)
    #expect((beta.mean - 0.36496433697814773).magnitude < 1e-14)
    #expect((beta.variance - 0.014066992421308334).magnitude < 1e-14)
  }

  /// Quadrature and root finding with 30 digits in mpmath 1.3.0.
  @Test func `a range far in a tail keeps its digits`() throws {
    let tail = try Distribution.normal(mean: 0, deviation: 1).truncated(to: 8...9)
    #expect((tail.quantile(0.5) / 8.084888899018166 - 1).magnitude < 1e-14)
    #expect((tail.mean / 8.121188992979796 - 1).magnitude < 1e-13)
    #expect(tail.quantile(0) == 8 && tail.quantile(1) == 9)
    let low = try Distribution.normal(mean: 0, deviation: 1).truncated(to: -9 ... -8)
    for p in [0.1, 0.5, 0.9] {
      #expect((low.quantile(p) + tail.quantile(1 - p)).magnitude < 1e-14)
      #expect((tail.cumulative(tail.quantile(p)) - p).magnitude < 1e-13)
    }
  }

  @Test func `quantile and probability undo each other`() throws {
    for distribution in try Self.kinds() {
      for p in [1e-15, 1e-12, 1e-6, 1e-3, 0.1, 0.5, 0.9, 0.999, 1 - 1e-6, 1 - 1e-12, 1 - 1e-15] {
        let x = distribution.quantile(p)
        #expect(distribution.support.contains(x))
        // No double lies nearer to the quantile than the neighbors of x.
        let step = distribution.cumulative(x.nextUp) - distribution.cumulative(x.nextDown)
        #expect((distribution.cumulative(x) - p).magnitude <= 1e-15 + step, "\(distribution) at \(p)")
        #expect((distribution.cumulative(x) + distribution.exceedance(x) - 1).magnitude <= 1e-15)
      }
    }
  }

  @Test(arguments: seeds) func `draws follow their distribution`(seed: UInt64) throws {
    for (index, distribution) in try Self.kinds().enumerated() {
      var stream = RandomStream(seed: seed, person: UInt64(index), name: "draws")
      let drawn = (0..<100_000).map { _ in distribution.sample(from: &stream) }
      #expect(kolmogorovDistance(drawn, distribution.cumulative) < kolmogorovLimit(drawn.count), "\(distribution)")
      let found = try #require(SummaryStatistics(drawn))
      let deviation = try #require(found.standardDeviation)
      // Five standard errors of the mean; of a variance with a kurtosis of at most 9 five are 5 sqrt(8 / 1e5).
      #expect((found.mean - distribution.mean).magnitude < 5 * deviation / 316.2, "\(distribution)")
      #expect((deviation * deviation / distribution.variance - 1).magnitude < 0.045, "\(distribution)")
    }
  }

  @Test func `a value at a normal score has its rank`() throws {
    for distribution in try Self.kinds() {
      for score in [-6, -2, -0.5, 0, 0.5, 2, 6] {
        let expected = distribution.quantile(normalCumulative(score))
        #expect((distribution.value(atNormalScore: score) - expected).magnitude <= 1e-5 * expected.magnitude)
        if score <= 0 { #expect((distribution.value(atNormalScore: score) - expected).magnitude <= 1e-13 * 70) }
      }
    }
  }

  /// sqrt(ln(1 + 0.3²)) = 0.293560379208524.
  @Test func `a lognormal distribution is given in three ways`() {
    let byCV = Distribution.lognormal(median: 5, cv: 0.3)
    #expect((byCV.variance.squareRoot() / byCV.mean - 0.3).magnitude < 1e-15)
    guard case .lognormal(let median, let deviation) = byCV else { return #expect(Bool(false)) }
    #expect(median == 5 && (deviation - 0.293560379208524).magnitude < 1e-15)
    let byMean = Distribution.lognormal(mean: 5, cv: 0.3)
    #expect((byMean.mean - 5).magnitude < 2e-15 * 5)
    #expect((byMean.variance - 2.25).magnitude < 1e-14)
    let byFactor = Distribution.lognormal(median: 5, geometricDeviation: 2)
    #expect((byFactor.quantile(normalCumulative(-1)) - 2.5).magnitude < 1e-14)
  }

  @Test func `a distribution without width is a constant`() throws {
    let constants: [Distribution] = [
      .constant(4), .uniform(4...4), .normal(mean: 4, deviation: 0), .lognormal(median: 4, cv: 0),
      .beta(alpha: 1, beta: 2, range: 4...4),
    ]
    for constant in constants {
      #expect(constant.constantValue == 4 && constant.mean == 4 && constant.variance == 0)
      #expect(constant.quantile(0.01) == 4 && constant.quantile(0.99) == 4 && constant.value(atNormalScore: 3) == 4)
      #expect(constant.cumulative(3.999) == 0 && constant.cumulative(4) == 1)
      #expect(try constant.truncated(to: 3...5) == constant)
      #expect(throws: DistributionFault.self) { try constant.truncated(to: 5...6) }
    }
  }

  @Test func `ranges are taken together`() throws {
    #expect(try Distribution.uniform(0...4).truncated(to: 3...9) == .uniform(3...4))
    let normal = Distribution.normal(mean: 0, deviation: 1)
    let once = try normal.truncated(to: -1...2)
    #expect(try normal.truncated(to: -1...5).truncated(to: -3...2) == once)
    #expect(try once.truncated(to: -10...10) == once)
    #expect(try normal.truncated(to: -.infinity ... .infinity) == normal)
  }

  @Test func `impossible distributions are refused`() {
    let impossible: [Distribution] = [
      .constant(.nan), .uniform(0 ... .infinity), .normal(mean: .nan, deviation: 1), .normal(mean: 0, deviation: -1),
      .lognormal(median: 0, deviation: 1), .lognormal(median: 1, deviation: .infinity),
      .lognormal(median: 1, geometricDeviation: 0.5), .beta(alpha: 0, beta: 1, range: 0...1),
      .beta(alpha: 1, beta: .infinity, range: 0...1),
    ]
    for distribution in impossible {
      #expect(throws: DistributionFault.self) { try distribution.check() }
      #expect(throws: DistributionFault.self) { try distribution.truncated(to: 0...1) }
    }
    #expect(throws: DistributionFault.self) {
      try Distribution.lognormal(median: 1, deviation: 0.1).truncated(to: -2 ... -1)
    }
    #expect(throws: DistributionFault.self) {
      try Distribution.normal(mean: 0, deviation: 1).truncated(to: 60...61)
    }
  }
}
