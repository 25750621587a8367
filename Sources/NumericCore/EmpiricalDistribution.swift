/// A distribution as it was observed: percentiles with straight lines between them, or the values of a sample.
///
/// Kept as points of the quantile function, which jumps where two points have one probability; a sample jumps from each
/// value to the next.
///
/// - Units: those of the values.
public struct EmpiricalDistribution: Hashable, Sendable {
  /// From 0 to 1, never falling.
  public let probabilities: [Double]
  /// One a probability, never falling.
  public let values: [Double]

  /// By percentiles, of which 0 and 100 are the least and the greatest value.
  ///
  /// - Parameter percentiles: In any order, each percentile once.
  /// - Throws: `DistributionFault` when an end is missing, or a value is below that of a lower percentile.
  public init(percentiles: [(percent: Double, value: Double)]) throws(DistributionFault) {
    let sorted = percentiles.sorted { $0.percent < $1.percent }
    guard sorted.count >= 2, sorted.first?.percent == 0, sorted.last?.percent == 100 else {
      throw DistributionFault(problem: "the percentiles 0 and 100, the least and the greatest value, are needed")
    }
    for (lower, upper) in zip(sorted, sorted.dropFirst()) {
      if lower.percent == upper.percent {
        throw DistributionFault(problem: "the percentile \(upper.percent) is given twice")
      }
      if lower.value > upper.value {
        throw DistributionFault(
          problem:
            "the value \(upper.value) of percentile \(upper.percent) is below that of percentile \(lower.percent)")
      }
    }
    try self.init(probabilities: sorted.map { $0.percent / 100 }, values: sorted.map(\.value))
  }

  /// By the values of a sample, each drawn as often as its weight says.
  ///
  /// - Parameter weights: One a value, not negative; nil weighs all alike.
  /// - Throws: `DistributionFault` when no value has a weight, or one is not a finite number.
  public init(sample: [Double], weights: [Double]? = nil) throws(DistributionFault) {
    precondition(weights.map { $0.count == sample.count } ?? true, "each value has a weight")
    let weighted = zip(sample, weights ?? Array(repeating: 1, count: sample.count))
    if let wrong = weighted.first(where: { !($0.1 >= 0 && $0.1.isFinite) }) {
      throw DistributionFault(problem: "the weight \(wrong.1) is not a number from 0 on")
    }
    let sorted = weighted.filter { $0.1 > 0 }.sorted { $0 < $1 }
    let total = sorted.reduce(0) { $0 + $1.1 }
    guard total > 0 else {
      throw DistributionFault(problem: sample.isEmpty ? "there are no values" : "no value has a weight")
    }
    guard total.isFinite else { throw DistributionFault(problem: "the weights are too large to be added") }
    var probabilities: [Double] = []
    var values: [Double] = []
    var sum = 0.0
    for (place, (value, weight)) in sorted.enumerated() {
      probabilities.append(sum / total)
      sum += weight
      probabilities.append(place == sorted.count - 1 ? 1 : sum / total)
      values += [value, value]
    }
    try self.init(probabilities: probabilities, values: values)
  }

  private init(probabilities: [Double], values: [Double]) throws(DistributionFault) {
    if let wrong = values.first(where: { !$0.isFinite }) {
      throw DistributionFault(problem: "the value \(wrong) is not finite")
    }
    self.probabilities = probabilities
    self.values = values
  }

  private init(unchecked probabilities: [Double], _ values: [Double]) {
    self.probabilities = probabilities
    self.values = values
  }

  /// Every value over a number.
  public func divided(by number: Double) -> EmpiricalDistribution {
    precondition(number > 0, "values keep their order over a positive number alone")
    return EmpiricalDistribution(unchecked: probabilities, values.map { $0 / number })
  }

  var support: ClosedRange<Double> { values[0]...values[values.count - 1] }

  /// The least value that is not exceeded with probability `p`.
  func quantile(_ p: Double) -> Double {
    guard p > 0 else { return values[0] }
    // The first point at or above p; the one before is below it.
    let next = probabilities.partitioningIndex { $0 >= p }
    guard next < probabilities.count else { return values[values.count - 1] }
    let share = (p - probabilities[next - 1]) / (probabilities[next] - probabilities[next - 1])
    return min(values[next - 1] + (values[next] - values[next - 1]) * share, values[next])
  }

  /// The probability of at most `x`, or of less than `x`.
  func cumulative(_ x: Double, including isIncluded: Bool = true) -> Double {
    let next = values.partitioningIndex { isIncluded ? $0 > x : $0 >= x }
    if next == 0 { return 0 }
    if next == values.count { return 1 }
    let share = (x - values[next - 1]) / (values[next] - values[next - 1])
    return probabilities[next - 1] + (probabilities[next] - probabilities[next - 1]) * share
  }

  /// Between two points the values are uniform.
  var mean: Double {
    values.indices.dropFirst().reduce(0) {
      $0 + (probabilities[$1] - probabilities[$1 - 1]) * 0.5 * (values[$1 - 1] + values[$1])
    }
  }

  var variance: Double {
    let mean = mean
    return values.indices.dropFirst().reduce(0) { sum, place in
      let (low, high) = (values[place - 1] - mean, values[place] - mean)
      return sum + (probabilities[place] - probabilities[place - 1]) * (low * low + low * high + high * high) / 3
    }
  }

  /// Only what is within a range; nil when that has no probability.
  func truncated(to range: ClosedRange<Double>) -> EmpiricalDistribution? {
    let below = cumulative(range.lowerBound, including: false)
    let above = cumulative(range.upperBound)
    guard above > below else { return nil }
    var points = [(0.0, max(range.lowerBound, quantileAbove(below)))]
    for (probability, value) in zip(probabilities, values)
    where range.contains(value) && probability > below && probability < above {
      points.append(((probability - below) / (above - below), value))
    }
    points.append((1, min(range.upperBound, quantile(above))))
    return EmpiricalDistribution(unchecked: points.map(\.0), points.map(\.1))
  }

  /// The greatest value that is not reached with probability `p`: behind a jump of the quantile.
  private func quantileAbove(_ p: Double) -> Double {
    let next = probabilities.partitioningIndex { $0 > p }
    guard next > 0, next < probabilities.count, probabilities[next - 1] < p else { return values[max(0, next - 1)] }
    return quantile(p)
  }
}
