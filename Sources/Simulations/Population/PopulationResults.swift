import DataFiles
import Populations

/// What a finished run gave: read from its journals piece by piece, so that the memory it takes does not grow with the
/// number of people.
public struct PopulationResults {
  public let study: PopulationStudy
  private let reader: JournalReader
  private let frame: GroupRecordFrame
  /// By arm: whether the people of a group were advanced together.
  public let areTogether: [Bool]

  /// One person as far as computed.
  public struct PersonNumbers: Sendable {
    /// Counted from 1.
    public let number: Int
    /// In the order of `ResultLayout.columns`.
    public let columns: [Double]
    /// By arm.
    public let arms: [ArmNumbers]
    /// Why an arm is missing; nil for a person who was computed.
    public let failure: String?
  }

  /// One person with all curves.
  public struct PersonResults: Sendable {
    public let numbers: PersonNumbers
    /// By arm and site as `ResultLayout` counts them, the values of all times; mg/L, or mg of an excreted amount.
    public let curves: [Double]
  }

  public struct ArmNumbers: Sendable {
    public let balanceError: Double
    /// In the order of the arm's `exposures`; a metric that is not defined is not a number.
    public let exposures: [[Double]]
    /// By site; not a number where it is not one.
    public let unboundFractions: [Double]
  }

  /// - Parameter folders: Where the journals are.
  /// - Throws: `DataError` when they cannot be read, or lack a group; it says which people are missing.
  public init(_ study: PopulationStudy, folders: [String]) throws(DataError) {
    self.study = study
    reader = try JournalReader(folders: folders)
    frame = GroupRecordFrame(layout: study.layout)
    areTogether = LaneChoice(bytes: try reader.bytes(of: LaneChoice.record)).together
    let missing = (0..<study.groupCount).filter { !reader.contains(UInt64($0)) }
    guard let first = missing.first else { return }
    let people = missing.reduce(0) { $0 + study.numbers(of: $1).count }
    throw DataError(
      location: SourceLocation(file: folders.first ?? "results", line: 1, column: 1),
      problem: "\(people) of \(study.peopleCount) people are missing, the first is person "
        + "\(study.numbers(of: first).lowerBound)",
      remedy: "resume the run with --resume, or name the folders of all shards")
  }

  public var layout: ResultLayout { study.layout }

  /// Everybody, in order of number, group by group.
  ///
  /// - Throws: `DataError` when a journal cannot be read, and what `take` throws.
  public func forEachPerson(_ take: (PersonNumbers) throws(DataError) -> Void) throws(DataError) {
    for group in 0..<study.groupCount {
      let count = study.numbers(of: group).count
      let numbers = try reader.bytes(of: UInt64(group), in: frame.numbers(count: count))
      let failures = try reader.bytes(of: UInt64(group), in: frame.failures(count: count))
      for person in people(of: group, numbers[...], failures: failures[...]) { try take(person) }
    }
  }

  /// The people of a group with all their curves.
  ///
  /// - Throws: `DataError` when a journal cannot be read.
  public func people(ofGroup group: Int) throws(DataError) -> [PersonResults] {
    let count = study.numbers(of: group).count
    let bytes = try reader.bytes(of: UInt64(group))
    let people = people(
      of: group, bytes[frame.numbers(count: count)], failures: bytes[frame.failures(count: count)])
    let values = GroupRecordFrame.doubles(bytes[frame.curves(count: count, 0..<layout.curveValues)])
    return people.enumerated().map { index, person in
      PersonResults(numbers: person, curves: stride(from: index, to: values.count, by: count).map { values[$0] })
    }
  }

  private func people(
    of group: Int, _ numbers: ArraySlice<UInt8>, failures: ArraySlice<UInt8>
  ) -> [PersonNumbers] {
    let people = study.numbers(of: group)
    let failures = GroupRecordFrame.failures(count: people.count, failures)
    let values = GroupRecordFrame.doubles(numbers)
    let width = layout.numbersOfPerson
    return people.enumerated().map { index, number in
      person(number, Array(values[index * width..<(index + 1) * width]), failure: failures[index])
    }
  }

  private func person(_ number: Int, _ values: [Double], failure: String?) -> PersonNumbers {
    var place = layout.columns.count
    let arms = layout.arms.map { arm in
      let balance = values[place]
      place += 1
      let exposures = arm.exposures.indices.map { _ in
        defer { place += ExposureMetrics.count }
        return Array(values[place..<place + ExposureMetrics.count])
      }
      defer { place += arm.sites.count }
      return ArmNumbers(
        balanceError: balance, exposures: exposures,
        unboundFractions: Array(values[place..<place + arm.sites.count]))
    }
    return PersonNumbers(
      number: number, columns: Array(values.prefix(layout.columns.count)), arms: arms, failure: failure)
  }

  /// The curves of some times at one place: for each time the values of everybody, in order of number.
  ///
  /// mg/L, or mg of an excreted amount; not a number for people who failed.
  /// - Parameters:
  ///   - arm: Place of the arm in the layout.
  ///   - site: Place of the site in the arm.
  ///   - times: Places of the times.
  /// - Throws: `DataError` when a journal cannot be read.
  public func values(arm: Int, site: Int, times: Range<Int>) throws(DataError) -> [[Double]] {
    var found = times.map { _ in [Double]() }
    for index in found.indices { found[index].reserveCapacity(study.peopleCount) }
    let first = layout.place(ofArm: arm, site: site) + times.lowerBound
    for group in 0..<study.groupCount {
      let count = study.numbers(of: group).count
      let range = frame.curves(count: count, first..<first + times.count)
      let values = GroupRecordFrame.doubles(try reader.bytes(of: UInt64(group), in: range)[...])
      for index in found.indices { found[index] += values[index * count..<(index + 1) * count] }
    }
    return found
  }
}

extension ResultLayout {
  /// Where the curve of a site begins among the values of a person's curves.
  public func place(ofArm arm: Int, site: Int) -> Int {
    (arms[..<arm].reduce(0) { $0 + $1.sites.count } + site) * times.count
  }
}

extension ResultLayout.Arm {
  /// The row of exposure of a site over the whole study: after those of its dosing intervals.
  public func wholeRow(ofSite site: Int) -> Int? { exposures.lastIndex { $0.site == site } }
}
