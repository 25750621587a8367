import NumericCore
import Testing

struct BetaDistributionTests {
  struct Known: Sendable {
    let a, b, x, p: Double
    init(_ a: Double, _ b: Double, _ x: Double, _ p: Double) { (self.a, self.b, self.x, self.p) = (a, b, x, p) }
  }

  /// a, b, x and I(x; a, b): `betainc` of mpmath 1.3.0 with 60 digits; the last two by the series 8.17.8 of the DLMF.
  static let known = [
    Known(0.5, 0.5, 0.1, 0.20483276469913345), Known(0.5, 0.5, 0.9, 0.7951672353008665),
    Known(2, 5, 0.01, 0.001460447605), Known(2, 5, 0.3, 0.579825), Known(2, 5, 0.8, 0.9984),
    Known(1, 1, 0.37, 0.37), Known(1, 3, 1e-09, 2.9999999970000004e-09),
    Known(0.01, 0.02, 1e-20, 0.4207736731559599), Known(0.01, 100, 1e-06, 0.9171688810411138),
    Known(0.001, 0.001, 0.4, 0.49979755072797205), Known(5, 0.1, 0.9, 0.06095081354725478),
    Known(30, 70, 0.1, 1.8929897218613862e-08), Known(30, 70, 0.3, 0.5116251045586091),
    Known(30, 70, 0.6, 0.9999999993820616), Known(300, 700, 0.25, 0.00017989197772738934),
    Known(1000, 1000, 0.45, 3.683198869007578e-06), Known(1000, 1000, 0.5, 0.5),
    Known(10000, 3, 0.999, 0.0027557999713298327), Known(10000, 10000, 0.49, 0.0023370593301101496),
    Known(0.001, 10000, 1e-05, 0.9981779691348718),
  ]

  @Test(arguments: known) func `probabilities are those of many digits`(_ known: Known) {
    let found = regularizedIncompleteBeta(known.x, alpha: known.a, beta: known.b)
    // 1e-12 as documented; most are within 1e-14.
    #expect((found - known.p).magnitude <= 1e-12 * known.p)
    // Nearer to zero 1 - x has lost what x had.
    guard known.x > 1e-3 else { return }
    let mirrored = regularizedIncompleteBeta(1 - known.x, alpha: known.b, beta: known.a)
    #expect((mirrored - (1 - known.p)).magnitude <= 1e-13)
  }

  @Test(arguments: known) func `the quantile undoes the probability`(_ known: Known) {
    for p in [1e-15, 1e-9, 1e-3, 0.1, 0.5, 0.9, 0.999, 1 - 1e-9, 1 - 1e-15] {
      let x = betaQuantile(p, alpha: known.a, beta: known.b)
      #expect(x >= 0 && x <= 1)
      // A quantile so near an end that doubles cannot tell it from the end has no way back.
      guard x > 1e-290, x < 1 - 1e-3 else { continue }
      let back = regularizedIncompleteBeta(x, alpha: known.a, beta: known.b)
      #expect((back - p).magnitude <= 1e-11 * min(p, 1 - p) + 2e-16)
    }
  }

  /// `scipy.stats.beta.ppf` of SciPy 1.17.1.
  @Test func `quantiles are those of another library`() {
    for known in [
      Known(2, 5, 0.00025828782935406356, 1e-6), Known(2, 5, 0.26444998329566005, 0.5),
      Known(0.5, 0.5, 0.2061073738537634, 0.3), Known(30, 70, 0.41125178070516255, 0.99),
      Known(1000, 1000, 0.4654870515209363, 0.001), Known(0.2, 3, 2.4953539152035637e-06, 0.1),
    ] {
      let x = betaQuantile(known.p, alpha: known.a, beta: known.b)
      #expect((x - known.x).magnitude <= 1e-13 * known.x)
    }
  }

  @Test func `the ends and the uniform case are exact`() {
    #expect(betaQuantile(0, alpha: 2, beta: 5) == 0 && betaQuantile(1, alpha: 2, beta: 5) == 1)
    #expect(regularizedIncompleteBeta(0, alpha: 2, beta: 5) == 0)
    #expect(regularizedIncompleteBeta(1, alpha: 2, beta: 5) == 1)
    for p in [1e-12, 0.1, 0.5, 0.7] {
      #expect((betaQuantile(p, alpha: 1, beta: 1) - p).magnitude <= 2e-14 * p)
    }
  }
}
