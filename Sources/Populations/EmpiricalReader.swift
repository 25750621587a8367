import DataFiles
import NumericCore
import Quantities

/// Reads distributions as they were observed; all values are above 0.
///
///     {distribution: empirical, percentiles: {0: 2.1, 25: 7.4, 50: 12.6, 75: 19, 100: 48}}
///     {distribution: empirical, values: [2.1, 7.4, 12.6, 19, 48]}
///     {distribution: empirical, table: livers.csv, column: pmol_per_mg}
///
/// A table has a column of values, and beside it `percentile`, or `weight`, or neither; paths begin at the folder of the
/// file that names them.
struct EmpiricalReader {
  let diagnostics: Diagnostics

  static let keys = ["percentiles", "values", "table"]
  private static let value = "value"
  private static let percentile = "percentile"
  private static let weight = "weight"

  /// A value with its percentile or weight, and where it stands.
  private struct Point {
    let value: Double
    let beside: Double
    let at: SourceLocation
  }

  /// The distribution of a mapping; nil when a fault was found.
  func distribution(_ record: RecordReader) -> EmpiricalDistribution? {
    let given = Self.keys.filter(record.has)
    guard given.count == 1 else {
      diagnostics.report(
        record.node.location,
        given.isEmpty ? "no values are given" : "the values are given by \(given.joined(separator: " and "))",
        remedy: "write one of `values: [...]`, `percentiles: {0: ..., 50: ..., 100: ...}` and `table: file.csv`")
      return nil
    }
    if let file = record.text("table") {
      let node = record.node("table") ?? record.node
      let path = file.hasPrefix("/") ? file : "\(parentFolder(node.location.file))/\(file)"
      return distribution(table: path, column: record.text("column") ?? Self.value, at: node.location)
    }
    if let percentiles = record.record("percentiles", what: "percentiles") {
      let entries = percentiles.entries()
      let points = entries.compactMap { entry -> Point? in
        guard let percent = number(entry.key, at: entry.location), let value = number(entry.node) else { return nil }
        return Point(value: value, beside: percent, at: entry.location)
      }
      return points.count == entries.count ? byPercentile(points, at: percentiles.node.location) : nil
    }
    guard let node = record.node("values") else { return nil }
    guard let elements = node.elements else {
      diagnostics.report(node.location, "`values` is no list", remedy: "write `values: [0.8, 1, 1.3]`")
      return nil
    }
    let points = elements.compactMap { element in
      number(element).map { Point(value: $0, beside: 1, at: element.location) }
    }
    return points.count == elements.count ? sample(points, at: node.location) : nil
  }

  /// The distribution of a table; nil when a fault was found.
  ///
  /// - Parameter at: Where the column was asked for.
  func distribution(table path: String, column: String, at: SourceLocation) -> EmpiricalDistribution? {
    guard let table = readCSV(path: path, diagnostics: diagnostics),
      let place = table.column(column, askedAt: at, diagnostics: diagnostics)
    else { return nil }
    let (percentile, weight) = (table.column(Self.percentile), table.column(Self.weight))
    guard checkColumns(of: table, column) else { return nil }
    let points = table.rows.indices.compactMap { row -> Point? in
      table.noteSource(row: row, diagnostics: diagnostics)
      let beside = (percentile ?? weight).map { table.needed(row: row, column: $0, diagnostics: diagnostics) } ?? 1
      guard let value = table.needed(row: row, column: place, diagnostics: diagnostics), let beside else { return nil }
      return Point(value: value, beside: beside, at: table.location(row: row, column: place))
    }
    guard points.count == table.rows.count else { return nil }
    let start = SourceLocation(file: path, line: 1, column: 1)
    return percentile == nil ? sample(points, at: start) : byPercentile(points, at: start)
  }

  /// Whether a table has the columns of values, of one number beside them and of sources, and no others.
  private func checkColumns(of table: CSVTable, _ column: String) -> Bool {
    let known = [column, Self.percentile, Self.weight] + SourcedTable.provenance
    let isKnown = table.hasOnly(known, diagnostics: diagnostics)
    guard table.column(Self.percentile) != nil, table.column(Self.weight) != nil else { return isKnown }
    diagnostics.report(
      SourceLocation(file: table.file, line: 1, column: 1), "the values have percentiles and weights",
      remedy: "keep one of the two columns")
    return false
  }

  // MARK: Making

  private func sample(_ points: [Point], at: SourceLocation) -> EmpiricalDistribution? {
    for point in points where point.beside < 0 {
      diagnostics.report(point.at, "the weight \(point.beside) is below 0", remedy: "write 0 or more")
    }
    guard arePositive(points), points.allSatisfy({ $0.beside >= 0 }) else { return nil }
    return made(at: at) { () throws(DistributionFault) in
      try EmpiricalDistribution(sample: points.map(\.value), weights: points.map(\.beside))
    }
  }

  private func byPercentile(_ points: [Point], at: SourceLocation) -> EmpiricalDistribution? {
    let faults = diagnostics.errors.count
    for point in points where !(0...100).contains(point.beside) {
      diagnostics.report(
        point.at, "\(formattedNumber(point.beside)) is no percentile", remedy: "write one from 0 to 100")
    }
    let sorted = points.sorted { $0.beside < $1.beside }
    for (lower, upper) in zip(sorted, sorted.dropFirst()) {
      if lower.beside == upper.beside {
        diagnostics.report(
          upper.at, "the percentile \(formattedNumber(upper.beside)) is given twice", remedy: "keep one of them")
      } else if lower.value > upper.value {
        diagnostics.report(
          upper.at,
          "the value of percentile \(formattedNumber(upper.beside)) is below that of percentile "
            + formattedNumber(lower.beside), remedy: "correct one of the two")
      }
    }
    guard arePositive(points), diagnostics.errors.count == faults else { return nil }
    return made(at: at) { () throws(DistributionFault) in
      try EmpiricalDistribution(percentiles: points.map { ($0.beside, $0.value) })
    }
  }

  private func arePositive(_ points: [Point]) -> Bool {
    let wrong = points.filter { !($0.value > 0) }
    for point in wrong {
      diagnostics.report(
        point.at, "the value \(formattedNumber(point.value)) is not above 0", remedy: "write one above 0")
    }
    return wrong.isEmpty
  }

  private func number(_ node: DataNode) -> Double? {
    guard let text = node.text else {
      diagnostics.report(node.location, "here a number is needed", remedy: "write a number such as `0.8`")
      return nil
    }
    return number(text, at: node.location)
  }

  private func number(_ text: String, at: SourceLocation) -> Double? {
    if let number = parseNumber(text) { return number }
    diagnostics.report(at, "`\(text)` is not a number", remedy: "write a number such as `0.8`")
    return nil
  }

  private func made(
    at: SourceLocation, _ make: () throws(DistributionFault) -> EmpiricalDistribution
  ) -> EmpiricalDistribution? {
    do throws(DistributionFault) {
      return try make()
    } catch {
      diagnostics.report(at, error.problem, remedy: "correct the values")
      return nil
    }
  }
}
