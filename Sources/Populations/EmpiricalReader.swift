import DataFiles
import NumericCore
import Quantities

/// Reads distributions as they were observed.
///
///     {distribution: empirical, percentiles: {0: 2.1, 25: 7.4, 50: 12.6, 75: 19, 100: 48}}
///     {distribution: empirical, values: [2.1, 7.4, 12.6, 19, 48]}
///     {distribution: empirical, table: livers.csv, column: pmol_per_mg}
///
/// A table has a column of values, and beside it `percentile`, or `weight`, or neither; paths begin at the folder of the file
/// that names them.
struct EmpiricalReader {
  let diagnostics: Diagnostics

  /// The distribution of a mapping; nil when a fault was found.
  func distribution(_ record: RecordReader) -> EmpiricalDistribution? {
    let given = ["percentiles", "values", "table"].filter(record.has)
    guard given.count == 1 else {
      diagnostics.report(
        record.node.location,
        given.isEmpty ? "no values are given" : "the values are given by \(given.joined(separator: " and "))",
        remedy: "write one of `values: [...]`, `percentiles: {0: ..., 50: ..., 100: ...}` and `table: file.csv`")
      return nil
    }
    if let file = record.text("table") {
      let node = record.node("table") ?? record.node
      return distribution(
        table: "\(parentFolder(node.location.file))/\(file)", column: record.text("column") ?? Self.value,
        at: node.location)
    }
    if let percentiles = record.record("percentiles", what: "percentiles") {
      var points: [(Double, Double)] = []
      for entry in percentiles.entries() {
        guard let percent = number(entry.key, at: entry.location), let value = number(entry.node) else { return nil }
        points.append((percent, value))
      }
      return made(at: percentiles.node.location) { () throws(DistributionFault) in
        try EmpiricalDistribution(percentiles: points)
      }
    }
    guard let node = record.node("values") else { return nil }
    guard let elements = node.elements else {
      diagnostics.report(node.location, "`values` is no list", remedy: "write `values: [0.8, 1, 1.3]`")
      return nil
    }
    let values = elements.compactMap(number)
    guard values.count == elements.count else { return nil }
    return made(at: node.location) { () throws(DistributionFault) in try EmpiricalDistribution(sample: values) }
  }

  private static let value = "value"

  /// The distribution of a table; nil when a fault was found.
  func distribution(table path: String, column: String, at: SourceLocation) -> EmpiricalDistribution? {
    guard let table = readCSV(path: path, diagnostics: diagnostics) else { return nil }
    guard let place = table.column(column) else {
      diagnostics.report(
        at, "\(path) has no column `\(column)`",
        remedy: "\(suggestion(for: column, in: table.columns))its columns are \(table.columns.joined(separator: ", "))")
      return nil
    }
    let (percentile, weight) = (table.column("percentile"), table.column("weight"))
    var rows: [(value: Double, beside: Double)] = []
    for row in table.rows.indices {
      if let source = table.column("source"), !table.rows[row][source].isEmpty {
        diagnostics.note(
          Origin(source: trimmed(table.rows[row][source]), at: table.location(row: row, column: source)))
      }
      let beside = (percentile ?? weight).map { table.needed(row: row, column: $0, diagnostics: diagnostics) } ?? 1
      guard let value = table.needed(row: row, column: place, diagnostics: diagnostics), let beside else { continue }
      rows.append((value, beside))
    }
    guard rows.count == table.rows.count else { return nil }
    return made(at: at) { () throws(DistributionFault) in
      try percentile == nil
        ? EmpiricalDistribution(sample: rows.map(\.value), weights: weight.map { _ in rows.map(\.beside) })
        : EmpiricalDistribution(percentiles: rows.map { ($0.beside, $0.value) })
    }
  }

  private func number(_ node: DataNode) -> Double? { number(node.text ?? "", at: node.location) }

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
