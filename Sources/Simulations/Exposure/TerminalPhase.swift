import Foundation

/// The straight end of a concentration curve on a logarithmic scale.
///
///     ln C = a − λz · t
///
/// Regressions over the last 3, 4, 5, ... quantifiable points are compared by their adjusted R², 1 − (1 − R²)(n − 1)/(n − 2).
/// The best wins; among those within 1e-4 of the best, the one with the most points.
///
/// - Units: times h, rate 1/h.
/// - Complexity: O(points).
/// - Reference: the rule of Phoenix WinNonlin ("Best Fit" for lambda z), applied to curves that fall.
package struct TerminalPhase: Hashable, Sendable {
  package let rate: Double
  package let points: Int
  let adjustedRSquared: Double

  var halfLife: Double { log(2) / rate }

  private static let fewestPoints = 3
  private static let tolerance = 1e-4
  /// A fall of the logarithm over all points that is smaller than this is the noise of the solver, not a phase.
  private static let leastFall = 1e-6

  /// - Parameters:
  ///   - times: Ascending.
  ///   - concentrations: Those at or below zero are left out; the last must be above it.
  /// - Returns: Nil when fewer than three points remain or no regression falls.
  package init?(times: ArraySlice<Double>, concentrations: ArraySlice<Double>) {
    guard let lastTime = times.last, let lastConcentration = concentrations.last else { return nil }
    guard lastConcentration > 0 else { return nil }
    var candidates: [TerminalPhase] = []
    var n = 0.0
    var (sumX, sumY, sumXX, sumXY, sumYY) = (0.0, 0.0, 0.0, 0.0, 0.0)
    for (time, concentration) in zip(times, concentrations).reversed() where concentration > 0 {
      let x = time - lastTime
      let y = log(concentration / lastConcentration)
      n += 1
      sumX += x
      sumY += y
      sumXX += x * x
      sumXY += x * y
      sumYY += y * y
      guard Int(n) >= Self.fewestPoints else { continue }
      let (sxx, sxy, syy) = (sumXX - sumX * sumX / n, sumXY - sumX * sumY / n, sumYY - sumY * sumY / n)
      guard sxx > 0, syy > 0, sxy < 0, -sxy / sxx * -x > Self.leastFall else { continue }
      let rSquared = min(1, sxy * sxy / (sxx * syy))
      candidates.append(
        TerminalPhase(
          rate: -sxy / sxx, points: Int(n), adjustedRSquared: 1 - (1 - rSquared) * (n - 1) / (n - 2)))
    }
    guard let best = candidates.map(\.adjustedRSquared).max(),
      let chosen = candidates.last(where: { $0.adjustedRSquared >= best - Self.tolerance })
    else { return nil }
    self = chosen
  }

  private init(rate: Double, points: Int, adjustedRSquared: Double) {
    self.rate = rate
    self.points = points
    self.adjustedRSquared = adjustedRSquared
  }
}
