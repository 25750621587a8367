/// Why weights cannot be used.
public struct WeightFault: Error, Hashable, Sendable, CustomStringConvertible {
  /// The record whose weight is wrong; nil when the fault is that of all together.
  public let index: Int?
  public let problem: String

  public var description: String { index.map { "record \($0): \(problem)" } ?? problem }

  static func check(_ weights: [Double]) throws(WeightFault) {
    for (index, weight) in weights.enumerated() where !(weight.isFinite && weight >= 0) {
      throw WeightFault(index: index, problem: "the weight \(weight) is not a number from 0 on")
    }
    let total = ExactSum(weights).value
    guard total > 0, total.isFinite else {
      throw WeightFault(index: nil, problem: "the sum of the weights, \(total), is not a positive number")
    }
  }
}

/// Records of which one is chosen with a probability proportional to its weight.
///
/// The cumulative sums are exact before each is rounded once, so a record's share does not depend on its place.
public struct WeightedChoice: Sendable, Hashable {
  /// `cumulative[i]` is the sum of the weights up to and with `i`; never falling.
  private let cumulative: [Double]
  public let totalWeight: Double

  /// - Throws: `WeightFault` unless all weights are finite and from 0 on, and one is positive.
  public init(weights: [Double]) throws(WeightFault) {
    try WeightFault.check(weights)
    var sum = ExactSum()
    var cumulative: [Double] = []
    cumulative.reserveCapacity(weights.count)
    for weight in weights {
      sum.add(weight)
      cumulative.append(sum.value)
    }
    self.cumulative = cumulative
    totalWeight = sum.value
  }

  public var count: Int { cumulative.count }

  /// The record at which the cumulative share first exceeds `p`; a record of weight 0 is never chosen.
  ///
  /// Limits: nor may one be whose weight is below the rounding of the total, 1e-16 of it.
  /// - Parameter p: In [0, 1]; 1 is taken as the number just below it.
  /// - Complexity: O(log count), no allocation.
  public func index(of p: Double) -> Int {
    precondition(p >= 0 && p <= 1, "a probability is from 0 to 1")
    let wanted = min(p * totalWeight, totalWeight.nextDown)
    return min(cumulative.partitioningIndex { $0 > wanted }, cumulative.count - 1)
  }

  /// A record at random.
  /// - Complexity: one draw, O(log count), no allocation.
  public func sample(from stream: inout RandomStream) -> Int { index(of: stream.uniform()) }
}
