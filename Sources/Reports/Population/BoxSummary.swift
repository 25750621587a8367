import NumericCore

/// What a box plot shows of a group.
package struct BoxSummary: Sendable, Hashable {
  package let name: String
  package let count: Int
  package let median: Double
  /// 25th and 75th percentile.
  package let quartiles: ClosedRange<Double>
  /// 5th and 95th percentile.
  package let whiskers: ClosedRange<Double>

  /// - Parameter values: Those that are not finite are left out.
  /// - Returns: nil when none is left.
  package init?(_ name: String, _ values: [Double]) {
    let sorted = values.filter(\.isFinite).sorted()
    guard !sorted.isEmpty else { return nil }
    func quantile(_ p: Double) -> Double { SummaryStatistics.quantile(p, ofSorted: sorted) }
    self.name = name
    count = sorted.count
    median = quantile(0.5)
    quartiles = quantile(0.25)...quantile(0.75)
    whiskers = quantile(0.05)...quantile(0.95)
  }
}

/// Medians of neighbors: of a tenth of the points, at least 11, around each of some places along the first of two numbers.
///
/// - Parameters:
///   - points: In any order; finite.
///   - count: Of places at most.
/// - Returns: Medians of both numbers, rising in the first; none of fewer than 22 points.
/// - Complexity: O(n log n).
package func runningMedian(_ points: [PlotPoint], count: Int = 40) -> [PlotPoint] {
  guard points.count >= 22 else { return [] }
  let half = max(5, points.count / 20)
  let sorted = points.sorted { ($0.x, $0.y) < ($1.x, $1.y) }
  let (first, last) = (half, sorted.count - 1 - half)
  let places = min(count, last - first + 1)
  return (0..<places).map { place in
    let center = first + (last - first) * place / max(1, places - 1)
    let window = sorted[center - half...center + half]
    return PlotPoint(
      SummaryStatistics.quantile(0.5, ofSorted: window.map(\.x)),
      SummaryStatistics.quantile(0.5, ofSorted: window.map(\.y).sorted()))
  }
}

/// Some of many places, evenly spread; all where there are no more.
package func evenlyChosen(_ most: Int, of count: Int) -> [Int] {
  count <= most ? Array(0..<count) : (0..<most).map { $0 * count / most }
}
