import DataFiles
import NetCDFFiles
import Simulations

/// population.nc: people, curves, exposure and percentiles in one NetCDF file.
///
/// Curves lie person by person in blocks, each written once; only one block is in memory.
final class PopulationArchive {
  private let files: PopulationFiles
  private let file: NetCDFWriter
  private let people: ArchivedPeople
  private let curves: [CurveBlock]
  private let exposure: ExposureBlock?
  private let blockSize: Int
  /// People of the block, and those written before.
  private var pending: [SubjectRow] = []
  private var written = 0

  init(_ files: PopulationFiles, _ staged: StagedFolder) throws(DataError) {
    self.files = files
    let name = "population.nc"
    file = try NetCDFWriter(path: staged.path(for: name), shownAs: "\(staged.target)/\(name)")
    try Self.describe(files, in: file)
    let count = files.study.peopleCount
    let times = files.layout.times.count
    let chunk = min(count, max(1, Self.chunkValues / times))
    let metrics = files.exposures.count * PopulationExposure.metrics.count
    let inMemory = Self.valuesInMemory / (files.layout.curveValues + 2 * metrics)
    blockSize = min(count, chunk * max(1, min(inMemory, Self.mostPeople) / chunk))
    let subject = try file.dimension("subject", count)
    let time = try file.dimension("time", times)
    let percentile = try file.dimension("percentile", PopulationStatistics.percentiles.count)
    let hours = try file.variable(
      "time", .double, [time], attributes: [("long_name", "time since the start of the study"), ("units", "h")])
    let percents = try file.variable(
      "percentile", .double, [percentile], attributes: [("long_name", "percentile over people"), ("units", "percent")])
    people = try ArchivedPeople(files, file, subject)
    let places = files.study.curvePlaces
    var curves: [CurveBlock] = []
    for (isAmount, name) in [(false, "curve"), (true, "excretion")] {
      let kept = places.indices.filter { places[$0].isAmount == isAmount }
      if kept.isEmpty { continue }
      curves.append(
        try CurveBlock(
          name, kept.map { (places[$0], files.bands[$0]) }, files, file, (subject, time, percentile),
          chunk: chunk, block: blockSize))
    }
    self.curves = curves
    exposure =
      files.exposures.isEmpty ? nil : try ExposureBlock(files, file, subject, percentile, block: blockSize)
    try file.endDefinitions()
    try file.write(files.layout.times, to: hours)
    try file.write(PopulationStatistics.percentiles, to: percents)
    try people.writeNumbers()
    for curve in curves { try curve.writeSummary() }
    try exposure?.writeSummary()
  }

  /// 512 KB of single precision.
  private static let chunkValues = 128 * 1024
  /// 32 MB of single precision, the metrics of exposure included.
  private static let valuesInMemory = 8 << 20
  private static let mostPeople = 4096

  private static func describe(_ files: PopulationFiles, in file: NetCDFWriter) throws(DataError) {
    let study = files.study
    try file.attribute("Conventions", "CF-1.8")
    try file.attribute("title", .text(study.study.name))
    try file.attribute("source", .text("teorell \(programVersion)"))
    try file.attribute("study", .text(study.study.name))
    try file.attribute("seed", .text("\(study.seed)"))
    try file.attribute("people", .integer(Int32(clamping: study.peopleCount)))
    try file.attribute("trials", .integer(Int32(clamping: study.trialCount)))
    try file.attribute(
      "comment",
      """
      Curves are in single precision (7 digits), everything else in double. What is not defined is NaN; so are all \
      numbers of people who failed, except those they were drawn with.
      """)
  }

  /// Takes the next person.
  ///
  /// - Parameter values: As `PopulationResults.people(ofGroup:)` gives the curves.
  func add(_ subject: SubjectRow, _ values: [Double]) throws(DataError) {
    for curve in curves { curve.add(subject, values, at: pending.count) }
    exposure?.add(subject, at: pending.count)
    pending.append(subject)
    if pending.count == blockSize { try flush() }
  }

  private func flush() throws(DataError) {
    guard !pending.isEmpty else { return }
    try people.write(pending, at: written)
    for curve in curves { try curve.write(pending.count, at: written) }
    try exposure?.write(pending.count, at: written)
    written += pending.count
    pending.removeAll(keepingCapacity: true)
  }

  func close() throws(DataError) {
    try flush()
    try file.close()
  }
}

/// A name for a variable: letters, digits and `_`, as the CF conventions ask (section 2.3).
func archiveName(_ column: String) -> String {
  String(column.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "_" })
}

/// The variables of people: who they are, and the numbers of their bodies.
struct ArchivedPeople {
  private let file: NetCDFWriter
  private let number: NetCDFVariable
  private let id: NetCDFVariable
  private let trial: NetCDFVariable
  private let population: NetCDFVariable
  private let sex: NetCDFVariable
  private let ancestry: NetCDFVariable
  private let failed: NetCDFVariable
  private let balanceError: NetCDFVariable
  /// Place of the column in the layout, and its variable.
  private let columns: [(place: Int, variable: NetCDFVariable)]
  private let count: Int

  init(_ files: PopulationFiles, _ file: NetCDFWriter, _ subject: NetCDFDimension) throws(DataError) {
    self.file = file
    count = subject.length
    number = try file.variable(
      "subject", .int32, [subject], attributes: [("long_name", "number of the person"), ("units", "1")])
    id = try file.variable("subject_id", .text, [subject], attributes: [("long_name", "name of the person in tables")])
    trial = try file.variable("trial", .int32, [subject], attributes: [("long_name", "trial"), ("units", "1")])
    population = try file.variable(
      "population", .text, [subject], attributes: [("long_name", "population that the person was drawn from")])
    sex = try file.variable("sex", .text, [subject], attributes: [("long_name", "sex")])
    ancestry = try file.variable(
      "ancestry", .text, [subject], attributes: [("long_name", "ancestry, empty where it is not known")])
    failed = try file.variable(
      "failed", .int32, [subject],
      attributes: [
        ("long_name", "whether the person could not be computed"), ("flag_values", .integers([0, 1])),
        ("flag_meanings", "computed failed"),
      ])
    balanceError = try file.variable(
      "balance_error", .double, [subject],
      attributes: [("long_name", "largest error of the mass balance of all arms, over the dose"), ("units", "1")])
    var names: Set<String> = []
    var columns: [(Int, NetCDFVariable)] = []
    for place in files.layout.bodyColumns {
      let column = files.layout.columns[place]
      var name = archiveName(column.name)
      // Two proteins whose names differ in a mark only.
      while !names.insert(name).inserted { name += "_" }
      columns.append(
        (
          place,
          try file.variable(
            name, .double, [subject],
            attributes: [
              ("long_name", .text(column.about)), ("units", .text(column.unit)), ("coordinates", "subject_id"),
            ], compression: 1)
        ))
    }
    self.columns = columns
  }

  /// The coordinate.
  func writeNumbers() throws(DataError) { try file.write((1...count).map { Int32(clamping: $0) }, to: number) }

  func write(_ people: [SubjectRow], at first: Int) throws(DataError) {
    let (start, count) = ([first], [people.count])
    try file.write(people.map(\.id), to: id, start: start, count: count)
    try file.write(people.map { Int32(clamping: $0.trial) }, to: trial, start: start, count: count)
    try file.write(people.map(\.population), to: population, start: start, count: count)
    try file.write(people.map(\.sex), to: sex, start: start, count: count)
    try file.write(people.map(\.ancestry), to: ancestry, start: start, count: count)
    try file.write(people.map { $0.failure == nil ? 0 : 1 } as [Int32], to: failed, start: start, count: count)
    try file.write(people.map(\.balanceError), to: balanceError, start: start, count: count)
    for column in columns {
      try file.write(people.map { $0.columns[column.place] }, to: column.variable, start: start, count: count)
    }
  }
}
