/// Observed values, each of which stands for as many as its weight says.
///
/// - Units: those of the values; weights are dimensionless and need not add up to 1.
public struct WeightedSample: Sendable, Hashable {
  /// Rising, without the values of weight 0.
  private let values: [Double]
  /// `cumulative[i]` is the weight of the values up to and with `i`.
  private let cumulative: [Double]
  public let totalWeight: Double
  /// Σ w x / Σ w.
  public let mean: Double
  /// The variance of the population that the sample describes, Σ w (x - mean)² / Σ w.
  ///
  /// Times n/(n - 1) with n = `effectiveCount` it estimates the variance behind an unweighted sample without bias.
  public let variance: Double
  /// The number of equally weighted values that estimate a mean as well, (Σ w)² / Σ w².
  ///
  /// - Reference: Kish, Survey Sampling (1965).
  public let effectiveCount: Double

  /// - Throws: `WeightFault` as `WeightedChoice` does, or when a value is not finite or lacks its weight.
  public init(_ values: [Double], weights: [Double]) throws(WeightFault) {
    guard values.count == weights.count else {
      throw WeightFault(index: nil, problem: "there are \(values.count) values and \(weights.count) weights")
    }
    try WeightFault.check(weights)
    for (index, value) in values.enumerated() where !value.isFinite {
      throw WeightFault(index: index, problem: "the value \(value) is not finite")
    }
    let pairs = zip(values, weights).filter { $0.1 > 0 }.sorted { $0.0 < $1.0 }
    var sum = ExactSum()
    var cumulative: [Double] = []
    for pair in pairs {
      sum.add(pair.1)
      cumulative.append(sum.value)
    }
    let total = sum.value
    let mean = ExactSum(pairs.map { $0.0 * $0.1 }).value / total
    self.values = pairs.map(\.0)
    self.cumulative = cumulative
    self.mean = mean
    totalWeight = total
    variance = ExactSum(pairs.map { $0.1 * ($0.0 - mean) * ($0.0 - mean) }).value / total
    effectiveCount = total / ExactSum(pairs.map { $0.1 * ($0.1 / total) }).value
  }

  public var standardDeviation: Double { variance.squareRoot() }

  /// The least value that together with all smaller ones has at least the share `p` of the weight.
  ///
  /// The inverse of the empirical distribution (type 1 of Hyndman and Fan); always an observed value. `SummaryStatistics`
  /// interpolates instead.
  /// - Parameter p: In [0, 1].
  /// - Complexity: O(log count), no allocation.
  /// - Reference: Hyndman and Fan, The American Statistician 50 (1996) 361-365, doi 10.1080/00031305.1996.10473566.
  public func quantile(_ p: Double) -> Double {
    precondition(p >= 0 && p <= 1, "a probability is from 0 to 1")
    let wanted = p * totalWeight
    var low = 0
    var high = values.count - 1
    while low < high {
      let middle = (low + high) / 2
      if cumulative[middle] >= wanted { high = middle } else { low = middle + 1 }
    }
    return values[low]
  }
}
