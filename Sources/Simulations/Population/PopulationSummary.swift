import DataFiles
import Foundation
import NumericCore

/// What a number is like over people, as far as it is known of them.
public struct PopulationStatistics: Sendable, Hashable {
  /// In percent, as the columns of summary.csv.
  public static let percentiles: [Double] = [2.5, 5, 10, 25, 50, 75, 90, 95, 97.5]

  /// People of whom the number is known.
  public let count: Int
  public let mean: Double
  public let standardDeviation: Double?
  public let geometricMean: Double?
  /// A fraction.
  public let geometricCV: Double?
  /// In the order of `percentiles`.
  public let values: [Double]

  /// - Parameter numbers: Those that are not numbers are left out.
  /// - Returns: nil when none is left.
  public init?(_ numbers: some Sequence<Double>) {
    let sorted = numbers.filter(\.isFinite).sorted()
    guard let least = sorted.first else { return nil }
    count = sorted.count
    (mean, standardDeviation) = Self.moments(sorted)
    if least > 0 {
      let logarithms = Self.moments(sorted.map { log($0) })
      geometricMean = exp(logarithms.mean)
      geometricCV = logarithms.deviation.map { expm1($0 * $0).squareRoot() }
    } else {
      (geometricMean, geometricCV) = (nil, nil)
    }
    values = Self.percentiles.map { SummaryStatistics.quantile($0 / 100, ofSorted: sorted) }
  }

  /// Mean and standard deviation in two passes; sums from the smallest value up, with compensation (Neumaier 1974).
  private static func moments(_ sorted: [Double]) -> (mean: Double, deviation: Double?) {
    func sum(_ term: (Double) -> Double) -> Double {
      var total = 0.0
      var lost = 0.0
      for value in sorted {
        let part = term(value)
        let next = total + part
        lost += total.magnitude >= part.magnitude ? (total - next) + part : (part - next) + total
        total = next
      }
      return total + lost
    }
    let mean = sum { $0 } / Double(sorted.count)
    guard sorted.count > 1 else { return (mean, nil) }
    return (mean, (sum { ($0 - mean) * ($0 - mean) } / Double(sorted.count - 1)).squareRoot())
  }

  /// The value of one of `percentiles`.
  public func percentile(_ percent: Double) -> Double {
    Self.percentiles.firstIndex(of: percent).map { values[$0] } ?? .nan
  }
}

/// The course of a concentration over people: statistics at each time.
public struct PopulationBand: Sendable {
  /// Place of the arm in the layout, and of the site in the arm.
  public let arm: Int
  public let site: Int
  /// One a time of the layout; nil where nobody has a value.
  public let statistics: [PopulationStatistics?]
}

extension PopulationResults {
  /// The statistics of every curve, a few times at once so that memory stays small.
  ///
  /// - Throws: `DataError` when a journal cannot be read.
  public func bands() throws(DataError) -> [PopulationBand] {
    let atOnce = max(1, Self.valuesInMemory / max(1, study.peopleCount))
    var bands: [PopulationBand] = []
    for (armPlace, arm) in layout.arms.enumerated() {
      for sitePlace in arm.sites.indices {
        var statistics: [PopulationStatistics?] = []
        for start in stride(from: 0, to: layout.times.count, by: atOnce) {
          let times = start..<min(start + atOnce, layout.times.count)
          statistics += Self.statistics(try values(arm: armPlace, site: sitePlace, times: times))
        }
        bands.append(PopulationBand(arm: armPlace, site: sitePlace, statistics: statistics))
      }
    }
    return bands
  }

  /// Of each time, on all cores; no time knows of another.
  private static func statistics(_ values: [[Double]]) -> [PopulationStatistics?] {
    inParallel(values, threads: ProcessInfo.processInfo.activeProcessorCount) { PopulationStatistics($0) }
  }

  /// 32 MB of numbers.
  private static var valuesInMemory: Int { 4 << 20 }
}
