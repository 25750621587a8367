import Quantities

/// A table read from a CSV file: a header and rows of equal length, all as text.
public struct CSVTable: Sendable {
  public let file: String
  public let columns: [String]
  public let rows: [[String]]
  /// Line and column of each field, in the order of `rows`.
  private let places: [[Place]]

  struct Place: Sendable {
    let line: Int32
    let column: Int32
  }

  init(file: String, columns: [String], rows: [[String]], places: [[Place]]) {
    self.file = file
    self.columns = columns
    self.rows = rows
    self.places = places
  }

  /// The number of a column, nil when there is none of that name.
  public func column(_ name: String) -> Int? { columns.firstIndex(of: name) }

  /// The place of a field; the row counts from 0, without the header.
  public func location(row: Int, column: Int) -> SourceLocation {
    let place = places[row][column]
    return SourceLocation(file: file, line: Int(place.line), column: Int(place.column))
  }

  /// The number of a column; a missing one is reported with the nearest name.
  public func column(_ name: String, diagnostics: Diagnostics) -> Int? {
    if let found = column(name) { return found }
    let remedy = nearestName(name, in: columns).map { "rename the column `\($0)`" } ?? "add it to the header"
    diagnostics.report(
      SourceLocation(file: file, line: 1, column: 1), "the table lacks the column `\(name)`", remedy: remedy)
    return nil
  }

  /// Whether every column is one of these; others are reported.
  package func hasOnly(_ known: [String], diagnostics: Diagnostics) -> Bool {
    let unknown = columns.filter { !known.contains($0) }
    for name in unknown {
      diagnostics.report(
        SourceLocation(file: file, line: 1, column: 1), "unknown column `\(shortened(name))`",
        remedy: "\(suggestion(for: name, in: known))known here: \(known.joined(separator: ", "))")
    }
    return unknown.isEmpty
  }

  /// A field as a finite number; nil when it is empty, reported when it is something else.
  public func number(row: Int, column: Int, diagnostics: Diagnostics) -> Double? {
    let text = trimmed(rows[row][column])
    if text.isEmpty { return nil }
    if let number = parseNumber(text) { return number }
    diagnostics.report(
      location(row: row, column: column), "`\(columns[column])`: `\(shortened(text))` is not a finite number",
      remedy: "write a number such as `0.5` or `1e-6`, or leave the field empty")
    return nil
  }
}

/// Reads a CSV file (RFC 4180): quotes, line ends of any system, a byte order mark; blank lines are skipped.
public func readCSV(path: String, diagnostics: Diagnostics) -> CSVTable? {
  guard let text = readText(path: path, diagnostics: diagnostics) else { return nil }
  return parseCSV(text: text, file: path, diagnostics: diagnostics)
}

/// Reads the text of a CSV file; rows that do not fit the header are reported.
public func parseCSV(text: String, file: String, diagnostics: Diagnostics) -> CSVTable? {
  var scanner = CSVScanner(text, file: file, diagnostics: diagnostics)
  guard let header = scanner.record() else {
    diagnostics.report(
      SourceLocation(file: file, line: 1, column: 1), "the table is empty", remedy: "write a header line")
    return nil
  }
  let columns = header.map { trimmed($0.text) }
  var isSound = true
  for (index, name) in columns.enumerated() where name.isEmpty || columns[..<index].contains(name) {
    let problem = name.isEmpty ? "a column without a name" : "the column `\(shortened(name))` is here a second time"
    diagnostics.report(scanner.location(header[index].place), problem, remedy: "give each column a name of its own")
    isSound = false
  }
  var rows: [[String]] = []
  var places: [[CSVTable.Place]] = []
  while let record = scanner.record() {
    guard record.count == columns.count else {
      let fields = record.count == 1 ? "1 field" : "\(record.count) fields"
      diagnostics.report(
        scanner.location(record[0].place), "the row has \(fields), the header \(columns.count)",
        remedy: "separate fields by commas and put text with commas in quotation marks")
      isSound = false
      continue
    }
    rows.append(record.map(\.text))
    places.append(record.map(\.place))
  }
  guard isSound, scanner.isSound else { return nil }
  return CSVTable(file: file, columns: columns, rows: rows, places: places)
}

/// Splits the text of a CSV file into records.
private struct CSVScanner {
  /// UTF-8.
  private let bytes: [UInt8]
  private let file: String
  private let diagnostics: Diagnostics
  private var position = 0
  private var line: Int32 = 1
  private var lineStart = 0
  private(set) var isSound = true

  init(_ text: String, file: String, diagnostics: Diagnostics) {
    bytes = Array(text.utf8)
    self.file = file
    self.diagnostics = diagnostics
    if bytes.starts(with: Self.byteOrderMark) {
      position = Self.byteOrderMark.count
      lineStart = position
    }
  }

  private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]
  private static let comma = UInt8(ascii: ",")
  private static let quote = UInt8(ascii: "\"")
  private static let newline = UInt8(ascii: "\n")
  private static let carriageReturn = UInt8(ascii: "\r")

  func location(_ place: CSVTable.Place) -> SourceLocation {
    SourceLocation(file: file, line: Int(place.line), column: Int(place.column))
  }

  /// Columns count Unicode scalars: every byte but those that continue one.
  private var place: CSVTable.Place {
    let before = bytes[lineStart..<position].count { $0 & 0xC0 != 0x80 }
    return CSVTable.Place(line: line, column: Int32(clamping: before + 1))
  }

  private var endsLine: Bool {
    position < bytes.count && (bytes[position] == Self.newline || bytes[position] == Self.carriageReturn)
  }

  private var endsField: Bool { position >= bytes.count || bytes[position] == Self.comma || endsLine }

  /// The next record that is not a blank line; nil at the end.
  mutating func record() -> [(text: String, place: CSVTable.Place)]? {
    while endsLine { endLine() }
    guard position < bytes.count else { return nil }
    var fields: [(text: String, place: CSVTable.Place)] = []
    while true {
      let start = place
      let text = position < bytes.count && bytes[position] == Self.quote ? quotedField() : plainField()
      fields.append((text, start))
      guard position < bytes.count, bytes[position] == Self.comma else { break }
      position += 1
    }
    if position < bytes.count { endLine() }
    return fields
  }

  private mutating func endLine() {
    if bytes[position] == Self.carriageReturn, position + 1 < bytes.count, bytes[position + 1] == Self.newline {
      position += 1
    }
    position += 1
    line += 1
    lineStart = position
  }

  private mutating func plainField() -> String {
    let start = position
    while !endsField {
      if bytes[position] == Self.quote {
        fault(
          place, "a quotation mark inside a field", "put the whole field in quotation marks and double those inside")
      }
      position += 1
    }
    return String(decoding: bytes[start..<position], as: UTF8.self)
  }

  private mutating func quotedField() -> String {
    let start = place
    var text: [UInt8] = []
    position += 1
    while position < bytes.count {
      if bytes[position] == Self.quote {
        position += 1
        if position < bytes.count, bytes[position] == Self.quote {
          text.append(Self.quote)
          position += 1
          continue
        }
        let field = String(decoding: text, as: UTF8.self)
        if endsField { return field }
        fault(place, "text after the closing quotation mark", "write a comma after it")
        return field + plainField()
      }
      let before = position
      if endsLine { endLine() } else { position += 1 }
      text += bytes[before..<position]
    }
    fault(start, "the quotation marks of this field are not closed", "write `\"` at its end")
    return String(decoding: text, as: UTF8.self)
  }

  private mutating func fault(_ at: CSVTable.Place, _ problem: String, _ remedy: String) {
    isSound = false
    diagnostics.report(location(at), problem, remedy: remedy)
  }
}
