import DataFiles
import Simulations

/// Statistics of one row of exposure over people.
public struct PopulationExposure: Sendable {
  /// Place of the arm in the layout, and of the row among the arm's exposures.
  public let arm: Int
  public let row: Int
  /// In the order of `metrics`; nil where nobody has a value.
  public let statistics: [PopulationStatistics?]

  /// The columns of exposure.csv that are metrics.
  public static let metrics = Array(ResultFiles.exposureColumns.dropFirst(7))

  /// The statistics of a metric, by the name of its column.
  public func statistics(of metric: String) -> PopulationStatistics? {
    Self.metrics.firstIndex(of: metric).flatMap { statistics[$0] }
  }
}

extension PopulationResults {
  /// A number of every person: a metric of a row of exposure in an arm.
  struct ExposureNumber {
    let arm: Int
    let row: Int
    let metric: Int
  }

  private var exposureNumbers: [ExposureNumber] {
    layout.arms.enumerated().flatMap { place, arm in
      arm.exposures.indices.flatMap { row in
        PopulationExposure.metrics.indices.map { ExposureNumber(arm: place, row: row, metric: $0) }
      }
    }
  }

  /// Gives each metric of each row of exposure with the values of everybody, as `forEachNumber` does.
  func forEachExposureNumber(
    _ take: (ExposureNumber, [Double]) throws(DataError) -> Void
  ) throws(DataError) {
    try forEachNumber(exposureNumbers, { $0.arms[$1.arm].exposures[$1.row][$1.metric] }, take: take)
  }

  /// Gives each of some numbers with the values of everybody, in order of number; not a number for people who failed.
  ///
  /// As many at once as fit into memory, so that many numbers of many people take several passes.
  func forEachNumber<Number>(
    _ all: [Number], _ value: (PersonNumbers, Number) -> Double,
    take: (Number, [Double]) throws(DataError) -> Void
  ) throws(DataError) {
    let atOnce = max(1, Self.numbersInMemory / max(1, study.peopleCount))
    for start in stride(from: 0, to: all.count, by: atOnce) {
      let wanted = all[start..<min(start + atOnce, all.count)]
      var columns = wanted.map { _ in [Double]() }
      for index in columns.indices { columns[index].reserveCapacity(study.peopleCount) }
      try forEachPerson { person throws(DataError) in
        for (index, number) in wanted.enumerated() {
          columns[index].append(person.failure == nil ? value(person, number) : .nan)
        }
      }
      for (number, values) in zip(wanted, columns) { try take(number, values) }
    }
  }

  /// 64 MB of numbers.
  private static var numbersInMemory: Int { 8 << 20 }

  func exposureStatistics() throws(DataError) -> [PopulationExposure] {
    var found: [PopulationExposure] = []
    var row: [PopulationStatistics?] = []
    try forEachExposureNumber { number, values throws(DataError) in
      row.append(PopulationStatistics(values))
      guard row.count == PopulationExposure.metrics.count else { return }
      found.append(PopulationExposure(arm: number.arm, row: number.row, statistics: row))
      row = []
    }
    return found
  }
}
