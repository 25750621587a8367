/// What is wrong with a distribution.
public struct DistributionFault: Error, Hashable, Sendable, CustomStringConvertible {
  public let problem: String

  public var description: String { problem }
}

extension Distribution {
  /// Whether the numbers of this distribution define one.
  ///
  /// - Throws: `DistributionFault` when a number is not finite, a deviation negative, a median or a coefficient of
  ///   variation impossible, or an exponent of a beta distribution outside (0, 1e7].
  public func check() throws(DistributionFault) {
    switch self {
    case .constant(let value): try demand(value.isFinite, "the value \(value) is not finite")
    case .uniform(let range): try check(range)
    case .normal(let mean, let deviation):
      try demand(mean.isFinite, "the mean \(mean) is not finite")
      try check(deviation: deviation)
    case .lognormal(let median, let deviation):
      try demand(median.isFinite && median > 0, "the median \(median) of a lognormal distribution is not positive")
      try check(deviation: deviation)
    case .beta(let alpha, let beta, let range):
      for exponent in [alpha, beta] {
        try demand(
          exponent > 0 && exponent <= 1e7, "the exponent \(exponent) of a beta distribution is not in (0, 1e7]")
      }
      try check(range)
    case .empirical: break
    case .truncated(let part): try part.base.check()
    }
  }

  private func check(_ range: ClosedRange<Double>) throws(DistributionFault) {
    let width = range.upperBound - range.lowerBound
    try demand(width.isFinite, "the range \(range.lowerBound) to \(range.upperBound) is not finite")
  }

  private func check(deviation: Double) throws(DistributionFault) {
    try demand(deviation.isFinite && deviation >= 0, "the deviation \(deviation) is not a number from 0 on")
  }

  private func demand(_ isTrue: Bool, _ problem: @autoclosure () -> String) throws(DistributionFault) {
    if !isTrue { throw DistributionFault(problem: problem()) }
  }
}
