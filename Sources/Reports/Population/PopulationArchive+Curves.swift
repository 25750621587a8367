import DataFiles
import NetCDFFiles
import Simulations

/// The curves of one kind, of the people of a block: concentrations, or amounts that left the body.
final class CurveBlock {
  private let file: NetCDFWriter
  private let curves: [(place: CurvePlace, band: PopulationBand)]
  private let times: Int
  private let values: NetCDFVariable
  /// Unbound fractions, or doses.
  private let perPerson: NetCDFVariable
  private let labels: [(variable: NetCDFVariable, texts: [String])]
  private let summaries: [(variable: NetCDFVariable, number: (PopulationStatistics) -> Double?)]
  private let percentiles: NetCDFVariable
  private let isAmount: Bool
  private let files: PopulationFiles
  /// By curve: the values of people, time by time, and the number of each person.
  private var buffers: [[Float]]
  private var personNumbers: [[Double]]

  init(
    _ name: String, _ curves: [(place: CurvePlace, band: PopulationBand)], _ files: PopulationFiles,
    _ file: NetCDFWriter, _ dimensions: (subject: NetCDFDimension, time: NetCDFDimension, percentile: NetCDFDimension),
    chunk: Int, block: Int
  ) throws(DataError) {
    self.file = file
    self.files = files
    self.curves = curves
    times = files.layout.times.count
    isAmount = curves[0].place.isAmount
    let curve = try file.dimension(name, curves.count)
    labels = try archiveLabels(
      name, file, curve, arms: curves.map { files.layout.arms[$0.place.arm].name },
      compounds: curves.map(\.place.compound), sites: curves.map(\.place.siteName))
    let labelNames = labels.map(\.variable.name).joined(separator: " ")
    let word = isAmount ? "amount" : "concentration"
    let about = isAmount ? "amount excreted since the start" : "total concentration"
    let units: NetCDFAttribute = isAmount ? "mg" : "mg/L"
    values = try file.variable(
      word, .float, [curve, dimensions.subject, dimensions.time],
      attributes: [
        ("long_name", .text(about)), ("units", units), ("coordinates", .text("\(labelNames) subject_id")),
        ("comment", "in single precision: 7 digits"),
      ], compression: 1, chunk: [1, chunk, min(times, Self.mostTimes)])
    perPerson = try file.variable(
      isAmount ? "dose" : "unbound_fraction", .double, [curve, dimensions.subject],
      attributes: [
        (
          "long_name",
          isAmount
            ? "dosed of the compound and all that forms it, as mass of the compound"
            : "unbound concentration over total concentration; of a mixture see its parts"
        ), ("units", isAmount ? "mg" : "1"), ("coordinates", .text("\(labelNames) subject_id")),
      ], compression: 1, chunk: [1, block])
    func summary(_ kind: String, _ about: String, _ units: NetCDFAttribute) throws(DataError) -> NetCDFVariable {
      try file.variable(
        "\(word)_\(kind)", .double, [curve, dimensions.time],
        attributes: [("long_name", .text(about)), ("units", units), ("coordinates", .text(labelNames))],
        compression: 1)
    }
    summaries = [
      (try summary("count", "people with a \(word)", "1"), { Double($0.count) }),
      (try summary("mean", "mean \(word) over people", units), { $0.mean }),
      (try summary("geometric_mean", "geometric mean \(word) over people", units), { $0.geometricMean }),
    ]
    percentiles = try file.variable(
      "\(word)_percentile", .double, [curve, dimensions.percentile, dimensions.time],
      attributes: [
        ("long_name", .text("percentiles of the \(word) over people")), ("units", units),
        ("coordinates", .text(labelNames)),
      ], compression: 1)
    buffers = curves.map { [times] _ in Array(repeating: .nan, count: block * times) }
    personNumbers = curves.map { _ in Array(repeating: .nan, count: block) }
  }

  /// Times in a chunk: half a megabyte of single precision.
  private static let mostTimes = 128 * 1024

  func writeSummary() throws(DataError) {
    for label in labels { try file.write(label.texts, to: label.variable) }
    for summary in summaries {
      let numbers = curves.flatMap { curve in
        curve.band.statistics.map { statistics in statistics.flatMap(summary.number) ?? .nan }
      }
      try file.write(numbers, to: summary.variable)
    }
    for (index, curve) in curves.enumerated() {
      let numbers = PopulationStatistics.percentiles.indices.flatMap { place in
        curve.band.statistics.map { $0?.values[place] ?? .nan }
      }
      try file.write(
        numbers, to: percentiles, start: [index, 0, 0], count: [1, PopulationStatistics.percentiles.count, times])
    }
  }

  func add(_ subject: SubjectRow, _ values: [Double], at place: Int) {
    for (index, curve) in curves.enumerated() {
      for time in 0..<times { buffers[index][place * times + time] = Float(values[curve.place.start + time]) }
      personNumbers[index][place] =
        subject.failure != nil
        ? .nan
        : isAmount
          ? files.study.dosed(of: curve.place, subject)
          : subject.arms[curve.place.arm].unboundFractions[curve.place.site]
    }
  }

  func write(_ people: Int, at first: Int) throws(DataError) {
    for index in curves.indices {
      try file.write(
        Array(buffers[index].prefix(people * times)), to: values, start: [index, first, 0], count: [1, people, times])
      try file.write(
        Array(personNumbers[index].prefix(people)), to: perPerson, start: [index, first], count: [1, people])
    }
  }
}

/// Variables that say the arm, compound and site of each place of a dimension, with their texts.
func archiveLabels(
  _ name: String, _ file: NetCDFWriter, _ dimension: NetCDFDimension, arms: [String], compounds: [String],
  sites: [String]
) throws(DataError) -> [(variable: NetCDFVariable, texts: [String])] {
  var labels: [(NetCDFVariable, [String])] = []
  for (word, texts) in [("arm", arms), ("compound", compounds), ("site", sites)] {
    let variable = try file.variable(
      "\(name)_\(word)", .text, [dimension], attributes: [("long_name", .text(word))])
    labels.append((variable, texts))
  }
  return labels
}

/// The metrics of exposure of the people of a block.
final class ExposureBlock {
  private let files: PopulationFiles
  private let file: NetCDFWriter
  private let rows: [PopulationExposure]
  private let labels: [(variable: NetCDFVariable, texts: [String])]
  private let intervals: [(variable: NetCDFVariable, values: [Double])]
  /// By metric: of everybody, and percentiles.
  private let metrics: [(all: NetCDFVariable, percentile: NetCDFVariable)]
  private let block: Int
  /// By metric: row by row, the values of people.
  private var buffers: [[Double]]

  init(
    _ files: PopulationFiles, _ file: NetCDFWriter, _ subject: NetCDFDimension, _ percentile: NetCDFDimension,
    block: Int
  ) throws(DataError) {
    self.files = files
    self.file = file
    self.block = block
    let layout = files.layout
    rows = files.exposures
    let keys = rows.map { layout.arms[$0.arm].exposures[$0.row] }
    let sites = zip(rows, keys).map { layout.arms[$0.arm].sites[$1.site] }
    let row = try file.dimension("exposure_row", rows.count)
    labels = try archiveLabels(
      "exposure", file, row, arms: rows.map { layout.arms[$0.arm].name }, compounds: sites.map(\.compound),
      sites: sites.map(\.name))
    let start = try file.variable(
      "interval_start", .double, [row], attributes: [("long_name", "start of the interval"), ("units", "h")])
    let end = try file.variable(
      "interval_end", .double, [row], attributes: [("long_name", "end of the interval"), ("units", "h")])
    intervals = [(start, keys.map(\.interval.start)), (end, keys.map(\.interval.end))]
    let coordinates =
      (labels.map(\.variable.name) + intervals.map(\.variable.name)).joined(separator: " ")
    var metrics: [(NetCDFVariable, NetCDFVariable)] = []
    for (name, (about, units)) in zip(PopulationExposure.metrics, Self.meanings) {
      let all = try file.variable(
        name, .double, [row, subject],
        attributes: [
          ("long_name", .text(about)), ("units", .text(units)), ("coordinates", .text("\(coordinates) subject_id")),
        ], compression: 1, chunk: [rows.count, block])
      let ranked = try file.variable(
        "\(name)_percentile", .double, [row, percentile],
        attributes: [
          ("long_name", .text("percentiles over people: \(about)")), ("units", .text(units)),
          ("coordinates", .text(coordinates)),
        ])
      metrics.append((all, ranked))
    }
    self.metrics = metrics
    buffers = metrics.map { [rows] _ in Array(repeating: .nan, count: rows.count * block) }
  }

  /// In the order of `PopulationExposure.metrics`.
  private static let meanings = [
    ("highest concentration", "mg/L"), ("time of the highest concentration, from the start of the interval", "h"),
    ("area under the curve to the last quantifiable sample", "mg h/L"),
    ("area under the curve to infinity", "mg h/L"),
    ("part of the area to infinity that is extrapolated", "percent"), ("terminal half-life", "h"),
    ("clearance", "L/h"), ("volume of distribution at steady state", "L"), ("mean residence time", "h"),
  ]

  func writeSummary() throws(DataError) {
    for label in labels { try file.write(label.texts, to: label.variable) }
    for interval in intervals { try file.write(interval.values, to: interval.variable) }
    for (index, metric) in metrics.enumerated() {
      let numbers = files.exposures.flatMap { exposure in
        exposure.statistics[index]?.values ?? PopulationStatistics.percentiles.map { _ in .nan }
      }
      try file.write(numbers, to: metric.percentile)
    }
  }

  func add(_ subject: SubjectRow, at place: Int) {
    let isMissing = subject.failure != nil
    for (index, row) in rows.enumerated() {
      for metric in metrics.indices {
        buffers[metric][index * block + place] =
          isMissing ? .nan : subject.arms[row.arm].exposures[row.row][metric]
      }
    }
  }

  func write(_ people: Int, at first: Int) throws(DataError) {
    for (index, metric) in metrics.enumerated() {
      let values = rows.indices.flatMap { buffers[index][$0 * block..<$0 * block + people] }
      try file.write(values, to: metric.all, start: [0, first], count: [rows.count, people])
    }
  }
}
