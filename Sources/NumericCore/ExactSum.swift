/// A sum of numbers that is rounded once, whatever their order and however they were grouped.
///
/// The sum is kept as numbers whose bits do not overlap; adding is exact, and the result is the double nearest to the
/// exact sum. Limits: partial sums must not overflow; infinite numbers and those that are none are summed apart.
///
/// - Complexity: O(parts) for a number; a few parts unless the magnitudes differ wildly.
/// - Reference: Shewchuk, Discrete & Computational Geometry 18 (1997) 305-363, doi 10.1007/PL00009321, grow-expansion.
public struct ExactSum: Sendable {
  /// Rising in magnitude.
  private var parts: [Double] = []
  /// Zero, unless a number was infinite or none.
  private var special = 0.0

  public init() {}

  public init(_ numbers: some Sequence<Double>) {
    for number in numbers { add(number) }
  }

  public mutating func add(_ number: Double) {
    guard number.isFinite else {
      special += number
      return
    }
    var carried = number
    var kept = 0
    for place in parts.indices {
      let (sum, rest) = twoSum(carried, parts[place])
      if rest != 0 {
        parts[kept] = rest
        kept += 1
      }
      carried = sum
    }
    parts.removeSubrange(kept...)
    if carried != 0 { parts.append(carried) }
  }

  public mutating func add(_ other: ExactSum) {
    for part in other.parts { add(part) }
    special += other.special
  }

  /// The sum as one double.
  public var value: Double {
    guard special == 0 else { return special }
    guard var sum = parts.last else { return 0 }
    var place = parts.count - 1
    var rest = 0.0
    while place > 0 && rest == 0 {
      place -= 1
      (sum, rest) = twoSum(sum, parts[place])
    }
    // Where the rest is half a unit in the last place, the sign of what follows decides.
    if rest != 0, place > 0, (rest < 0) == (parts[place - 1] < 0) {
      let nudged = sum + 2 * rest
      if nudged - sum == 2 * rest { sum = nudged }
    }
    return sum
  }

  /// The rounded sum and what the rounding left off (Knuth).
  private func twoSum(_ a: Double, _ b: Double) -> (sum: Double, rest: Double) {
    let sum = a + b
    let shadow = sum - a
    return (sum, (a - (sum - shadow)) + (b - shadow))
  }
}
