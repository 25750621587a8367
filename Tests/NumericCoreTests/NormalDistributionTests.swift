import NumericCore
import Testing

struct NormalDistributionTests {
  /// p and its quantile to 17 digits: the root of erfc(-z/√2)/2 = p by bisection with 60 digits in mpmath 1.3.0.
  static let quantiles: [(p: Double, z: Double)] = [
    (1e-300, -37.0470962993612), (1e-100, -21.273453560965326), (1e-50, -14.933337534788489),
    (1e-20, -9.262340089798407), (1.3e-11, -6.667611456510741), (1.5e-11, -6.646570887477113),
    (1e-10, -6.361340902404057), (1e-05, -4.264890793922825), (0.001, -3.0902323061678136),
    (0.02, -2.053748910631823), (0.025, -1.9599639845400543), (0.0749, -1.4402382675279637),
    (0.0751, -1.43882539275254), (0.1, -1.2815515655446004), (0.25, -0.6744897501960817), (0.3, -0.5244005127080408),
    (0.4999, -0.00025066283008800747), (0.6, 0.2533471031357997), (0.75, 0.6744897501960817),
    (0.9, 1.2815515655446006), (0.924, 1.4325027208258119), (0.926, 1.4466320671589787), (0.975, 1.9599639845400538),
    (0.99, 2.3263478740408408), (0.999, 3.090232306167813), (0.9999990463256836, 4.7630010342678135),
    (0.9999999990686774, 6.009353565530744), (0.9999999999990905, 7.047700256664409),
    (0.9999999999999999, 8.209536151601387),
  ]

  /// erfc(-x/√2)/2 with 60 digits in mpmath 1.3.0.
  static let probabilities: [(x: Double, p: Double)] = [
    (-37.0, 5.725571222524577e-300), (-30.1, 2.4226672179857586e-199), (-20.7, 1.7318518790197378e-95),
    (-10.3, 3.5230650789264124e-25), (-8.2, 1.2019351542735859e-16), (-5.0, 2.866515718791939e-07),
    (-3.3, 0.0004834241423837775), (-1.96, 0.024997895148220435), (-1.0, 0.15865525393145705),
    (-0.3, 0.3820885778110474), (-1e-10, 0.49999999996010575), (0.0, 0.5), (0.3, 0.6179114221889527),
    (1.0, 0.8413447460685429), (1.96, 0.9750021048517795), (3.3, 0.9995165758576162), (5.0, 0.9999997133484281),
    (8.2, 0.9999999999999999),
  ]

  @Test(arguments: quantiles) func `quantiles are exact to the last digit but one`(_ known: (p: Double, z: Double)) {
    #expect((normalQuantile(known.p) - known.z).magnitude <= 1e-15 * known.z.magnitude)
  }

  @Test(arguments: probabilities) func `both tails keep their digits`(_ known: (x: Double, p: Double)) {
    // 2e-15 as documented.
    #expect((normalCumulative(known.x) - known.p).magnitude <= 2e-15 * known.p)
  }

  @Test func `the ends are infinite`() {
    #expect(normalQuantile(0) == -.infinity && normalQuantile(1) == .infinity)
    #expect(normalCumulative(-.infinity) == 0 && normalCumulative(.infinity) == 1)
    #expect(normalQuantile(0.5) == 0 && normalCumulative(0) == 0.5)
    #expect(normalDensity(.infinity) == 0)
  }

  @Test(arguments: [1e-300, 1e-100, 1e-15, 1e-12, 1e-9, 1e-6, 1e-3, 0.01, 0.0749, 0.0751, 0.1, 0.3, 0.5])
  func `quantile and probability undo each other`(p: Double) {
    let z = normalQuantile(p)
    // An error of one unit in the last place of z is z² of them in p.
    #expect((normalCumulative(z) - p).magnitude <= 4e-16 * max(z * z, 4) * p)
    #expect(normalQuantile(1 - p) == -normalQuantile(1 - (1 - p)))
    let back = normalCumulative(normalQuantile(1 - p))
    #expect((back - (1 - p)).magnitude <= 4e-16)
  }

  /// exp(-x²/2)/√(2π) in mpmath 1.3.0.
  @Test func `the density is that of the standard normal distribution`() {
    #expect(normalDensity(0) == 0.3989422804014327)
    #expect((normalDensity(1.5) / 0.12951759566589172 - 1).magnitude < 4e-16)
    #expect((normalDensity(-6) / 6.075882849823285e-09 - 1).magnitude < 4e-15)
  }

  @Test func `quantiles rise over the seams`() {
    // 0.075, 0.925 and exp(-25) divide the three polynomials.
    for seam in [0.075, 0.925, 1.3887943864964021e-11] {
      var p = seam * (1 - 1e-12)
      while p < seam * (1 + 1e-12) {
        let next = p + seam * 1e-13
        #expect(normalQuantile(p) <= normalQuantile(next))
        p = next
      }
    }
  }
}
