import Foundation
import NumericCore

/// Observed times that are looked at together.
package struct TimeBin: Sendable, Hashable {
  /// Places of its points among those that were binned.
  package let points: [Int]
  /// The median of their times, h.
  package let time: Double

  /// Bins of points that were taken at about the same time; those of one time share one.
  ///
  /// They are parted at the widest gaps, of time or else of its logarithm, if each bin then has at least half of its share
  /// of the points: so nominal times stay apart. Otherwise they have about equally many points.
  /// - Parameters:
  ///   - times: In any order, not below zero; h.
  ///   - count: Of bins at most.
  package static func bins(_ times: [Double], count: Int) -> [TimeBin] {
    precondition(count > 0, "at least one bin")
    guard !times.isEmpty else { return [] }
    let order = times.indices.sorted { (times[$0], $0) < (times[$1], $1) }
    let sorted = order.map { times[$0] }
    let share = Double(times.count) / Double(count)
    let ends =
      ends(sorted, count: count, share: share) { $1 - $0 }
      ?? ends(sorted, count: count, share: share) { ($1 - $0) / ($0 + $1) }
      ?? evenEnds(sorted, share: share)
    return zip([0] + ends, ends).map { start, end in
      TimeBin(
        points: Array(order[start..<end]), time: SummaryStatistics.quantile(0.5, ofSorted: Array(sorted[start..<end])))
    }
  }

  /// Where bins end that are parted at the widest gaps; nil where one would be too small.
  private static func ends(
    _ sorted: [Double], count: Int, share: Double, gap: (Double, Double) -> Double
  ) -> [Int]? {
    let places = (1..<max(1, sorted.count)).filter { sorted[$0] > sorted[$0 - 1] }
    guard places.count >= count - 1 else { return nil }
    let widest = places.map { (place: $0, width: gap(sorted[$0 - 1], sorted[$0])) }
      .sorted { ($0.width, $1.place) > ($1.width, $0.place) }.prefix(count - 1)
    let ends = widest.map(\.place).sorted() + [sorted.count]
    let isEven = zip([0] + ends, ends).allSatisfy { Double($1 - $0) >= share / 2 }
    return isEven ? ends : nil
  }

  /// Where bins end of about as many points as their share; what is left at the end joins the last one, if it is less
  /// than half of a share.
  private static func evenEnds(_ sorted: [Double], share: Double) -> [Int] {
    var ends: [Int] = []
    var start = 0
    var place = 0
    while place < sorted.count {
      let end = sorted[place...].firstIndex { $0 > sorted[place] } ?? sorted.count
      let next = sorted[end...].firstIndex { $0 > sorted[end] } ?? sorted.count
      // Nearer to a share than with the points of the next time.
      if Double(2 * (end - start) + next - end) >= 2 * share {
        ends.append(end)
        start = end
      }
      place = end
    }
    if start < sorted.count {
      if Double(sorted.count - start) < share / 2, !ends.isEmpty { ends.removeLast() }
      ends.append(sorted.count)
    }
    return ends
  }
}

/// A value freed of what the typical prediction explains: of doses, arms and times within a bin.
///
///     pcY = Y · PRED_bin / PRED
///
/// PRED is the typical prediction at the point, PRED_bin the median of those of the bin. For values that are bounded below
/// by zero, and without residual error beneath it.
/// - Returns: nil where the typical prediction is not above zero.
/// - Units: those of `value`.
/// - Reference: Bergstrand, Hooker, Wallin and Karlsson, AAPS J 13 (2011) 143-151, doi 10.1208/s12248-011-9255-z, with a
///   lower bound of zero.
package func predictionCorrected(_ value: Double, prediction: Double, ofBin binPrediction: Double) -> Double? {
  guard prediction > 0, prediction.isFinite, binPrediction.isFinite else { return nil }
  return value * binPrediction / prediction
}

/// A quantile of observed values of which some are only known to be below the limit of quantification.
///
/// These come first in the order. The quantile is that of `SummaryStatistics`, and unknown where it is one of them or
/// interpolated from one.
/// - Parameters:
///   - p: In [0, 1].
///   - values: Those that are known, in any order.
///   - below: How many are below the limit.
package func observedQuantile(_ p: Double, of values: [Double], below: Int) -> Double? {
  guard !values.isEmpty else { return nil }
  let all = Array(repeating: 0, count: below) + values.sorted()
  // Rounding must not move a place that is whole.
  guard Double(all.count - 1) * p > Double(below) - 1e-9 || below == 0 else { return nil }
  return SummaryStatistics.quantile(p, ofSorted: all)
}

/// Quantiles of values that count several times each, interpolated as `SummaryStatistics` does with all copies written out.
///
/// - Parameters:
///   - probabilities: In [0, 1].
///   - columns: Values with how often each of them counts; those that are not finite are left out.
/// - Returns: nil when no value is left.
/// - Complexity: O(n log n), n values.
package func repeatedQuantiles(_ probabilities: [Double], of columns: [(values: [Double], times: Int)]) -> [Double]? {
  var pairs: [(value: Double, times: Int)] = []
  for column in columns where column.times > 0 {
    for value in column.values where value.isFinite { pairs.append((value, column.times)) }
  }
  guard !pairs.isEmpty else { return nil }
  pairs.sort { $0.value < $1.value }
  var ends: [Int] = []
  var count = 0
  for pair in pairs {
    count += pair.times
    ends.append(count)
  }
  /// The value at a place among all copies.
  func value(_ place: Int) -> Double { pairs[ends.partitioningIndex { $0 > place }].value }
  return probabilities.map { p in
    let place = Double(count - 1) * p
    let below = min(Int(place), count - 1)
    let (first, second) = (value(below), value(min(below + 1, count - 1)))
    return first + (place - Double(below)) * (second - first)
  }
}
