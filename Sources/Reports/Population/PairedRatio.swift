import Foundation
import NumericCore

/// How much more of a number the same people have in one arm than in another.
package struct PairedRatio: Sendable, Hashable {
  /// People with both numbers above zero.
  package let count: Int
  /// exp(mean of ln(test/reference))
  package let geometricMean: Double
  /// Of the geometric mean, at 90 %; nil for a single person.
  package let confidence: ClosedRange<Double>?
  /// 5th, 50th and 95th percentile of the people's own ratios.
  package let percentiles: [Double]

  /// Takes the people of whom both numbers are known and above zero.
  ///
  ///     d = ln(test/reference),  exp(mean d ± t(0.95, n - 1) · sd(d)/√n)
  ///
  /// - Returns: nil without such people.
  /// - Reference: Schuirmann, J Pharmacokinet Biopharm 15 (1987) 657-680: the interval of two one-sided tests at 5 %.
  package init?(test: [Double], reference: [Double]) {
    precondition(test.count == reference.count, "the same people in both")
    let ratios = zip(test, reference).compactMap { test, reference -> Double? in
      test.isFinite && reference.isFinite && test > 0 && reference > 0 ? test / reference : nil
    }
    guard let statistics = SummaryStatistics(ratios), let logarithms = SummaryStatistics(ratios.map { log($0) }) else {
      return nil
    }
    count = statistics.count
    geometricMean = exp(logarithms.mean)
    percentiles = [0.05, 0.5, 0.95].map(statistics.quantile)
    confidence = logarithms.standardDeviation.map { deviation in
      let width =
        studentQuantile(0.95, degreesOfFreedom: Double(statistics.count - 1)) * deviation
        / Double(statistics.count).squareRoot()
      return exp(logarithms.mean - width)...exp(logarithms.mean + width)
    }
  }
}

/// The number that one of Student's t distribution does not exceed with probability `p`.
///
///     P(|T| > t) = I(ν/(ν + t²); ν/2, 1/2)
///
/// - Parameters:
///   - p: In [0.5, 1).
///   - degreesOfFreedom: ν, at least 1.
/// - Reference: the incomplete beta function is that of `betaQuantile`.
package func studentQuantile(_ p: Double, degreesOfFreedom: Double) -> Double {
  precondition(p >= 0.5 && p < 1, "the upper half only")
  if p == 0.5 { return 0 }
  let share = betaQuantile(2 * (1 - p), alpha: degreesOfFreedom / 2, beta: 0.5)
  return (degreesOfFreedom * (1 - share) / share).squareRoot()
}
