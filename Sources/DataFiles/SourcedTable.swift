import Quantities

/// A CSV table whose every row carries one number with its unit and source.
///
///     organ,quantity,sex,age_year,value,unit,source,where,method,because,note
///     liver,volume,male,1,0.16,1,icrp89,table 2.8,derived,,mass and blood over those of the adult
///
/// `source` is a key of references.yaml, or `assumed` with `because`; `unit` is `1` for a plain number.
public struct SourcedTable {
  public struct Row {
    fileprivate let table: CSVTable
    fileprivate let number: Int

    /// The field of a column, without spaces around it; empty where the table lacks the column.
    public func text(_ column: String) -> String {
      table.column(column).map { trimmed(table.rows[number][$0]) } ?? ""
    }

    public func location(_ column: String) -> SourceLocation {
      table.location(row: number, column: table.column(column) ?? 0)
    }
  }

  /// Columns that say where a number comes from.
  public static let provenance = ["source", "where", "method", "because", "note"]

  public let rows: [Row]
  private let valueColumn: String
  private let diagnostics: Diagnostics

  /// Reads a table; columns that are missing or that nobody reads are reported.
  ///
  /// - Parameters:
  ///   - keys: The columns that say what the number is, and other columns to be read.
  ///   - optional: Columns that may be missing.
  ///   - value: The column of the number.
  public init?(
    path: String, keys: [String], optional: [String] = [], value: String = "value", diagnostics: Diagnostics
  ) {
    guard let table = readCSV(path: path, diagnostics: diagnostics) else { return nil }
    let known = keys + optional + [value, "unit"] + Self.provenance
    let needed = keys + [value, "source"]
    let faults = diagnostics.errors.count
    for name in needed { _ = table.column(name, diagnostics: diagnostics) }
    _ = table.hasOnly(known, diagnostics: diagnostics)
    guard diagnostics.errors.count == faults else { return nil }
    rows = table.rows.indices.map { Row(table: table, number: $0) }
    valueColumn = value
    self.diagnostics = diagnostics
  }

  /// The number of a row with its source, in internal units; faults are reported.
  public func value(_ row: Row, _ dimension: Dimension, range: ClosedRange<Double>? = nil) -> SourcedValue? {
    let at = row.location(valueColumn)
    let unit = row.text("unit")
    let text = "\(row.text(valueColumn))\(unit == "1" || unit.isEmpty ? "" : " \(unit)")"
    let written: WrittenQuantity
    do throws(UnitError) {
      written = try WrittenQuantity.parse(text, as: dimension)
    } catch {
      diagnostics.report(at, "`\(valueColumn)`: \(error.problem)", remedy: error.remedy)
      return nil
    }
    if let range, !range.contains(written.internalValue) {
      diagnostics.report(
        at, "`\(valueColumn)`: \(text) is out of range",
        remedy: "write a value from \(formatted(range.lowerBound, dimension)) to "
          + formatted(range.upperBound, dimension))
      return nil
    }
    guard let origin = origin(row) else { return nil }
    diagnostics.note(origin)
    return SourcedValue(value: written.internalValue, text: written.text, origin: origin, at: at)
  }

  private func origin(_ row: Row) -> Origin? {
    func field(_ name: String) -> String? { row.text(name).isEmpty ? nil : row.text(name) }
    let at = row.location("source")
    guard let source = field("source") else {
      diagnostics.report(
        at, "the row has no source", remedy: "write a key of references.yaml, or `assumed` with a reason in `because`")
      return nil
    }
    if source == "assumed" || field("method") == "assumed", field("because") == nil {
      diagnostics.report(at, "assumed without a reason", remedy: "write it in the column `because`")
    }
    return Origin(
      source: source, location_: field("where"), method: field("method"), because: field("because"), at: at)
  }

  /// Reports a field that is none of a few words.
  ///
  /// - Returns: The word; nil when it is unknown.
  public func choice(_ row: Row, _ column: String, _ allowed: [String]) -> String? {
    let word = row.text(column)
    if allowed.contains(word) { return word }
    diagnostics.report(
      row.location(column), "`\(column)`: unknown word `\(shortened(word))`",
      remedy: "\(suggestion(for: word, in: allowed))known are \(allowed.joined(separator: ", "))")
    return nil
  }

  /// A field as a number; nil and a report when it is none.
  public func number(_ row: Row, _ column: String) -> Double? {
    guard let index = row.table.column(column) else { return nil }
    if row.text(column).isEmpty {
      diagnostics.report(row.location(column), "`\(column)` is empty", remedy: "write a number")
      return nil
    }
    return row.table.number(row: row.number, column: index, diagnostics: diagnostics)
  }
}
