import Foundation

/// How far ratios of predicted to observed values lie from 1.
///
///     geometric mean  = exp(mean of ln r)
///     GMFE            = exp(mean of |ln r|)
///
/// - Reference: Guest et al., Drug Metab Dispos 39:170 (2011), the measures; the borders are the reader's choice.
public struct FoldErrors: Sendable, Hashable {
  /// Predicted over observed.
  public let ratios: [Double]

  public init(_ ratios: [Double]) { self.ratios = ratios }

  public var count: Int { ratios.count }

  /// Above 1 where predictions are too high on the whole; nil without ratios.
  public var geometricMean: Double? { mean { log($0) }.map(exp) }

  /// Geometric mean fold error, at least 1; nil without ratios.
  public var gmfe: Double? { mean { abs(log($0)) }.map(exp) }

  /// Share of the ratios from 1/fold to fold, in 0 ... 1; nil without ratios.
  public func share(within fold: Double) -> Double? {
    mean { abs(log($0)) <= log(fold) * (1 + 1e-12) ? 1 : 0 }
  }

  private func mean(_ value: (Double) -> Double) -> Double? {
    ratios.isEmpty ? nil : ratios.reduce(0) { $0 + value($1) } / Double(ratios.count)
  }
}
