/// Fields of a CSV line as bytes (RFC 4180), to be written once or many times.
public struct CSVFields: Sendable {
  fileprivate var bytes: [UInt8] = []
  public private(set) var count = 0

  public init() {}

  /// Text, in quotation marks where it contains a comma, a quotation mark or a line end, or a blank at an end.
  public mutating func add(_ text: String) {
    separate()
    let needsQuotes =
      text.utf8.contains { $0 == 0x2C || $0 == 0x22 || $0 == 0x0A || $0 == 0x0D } || text.utf8.first == 0x20
      || text.utf8.last == 0x20
    guard needsQuotes else {
      bytes.append(contentsOf: text.utf8)
      return
    }
    bytes.append(0x22)
    for byte in text.utf8 {
      if byte == 0x22 { bytes.append(byte) }
      bytes.append(byte)
    }
    bytes.append(0x22)
  }

  /// The shortest digits that give the number back; empty when it is undefined or infinite.
  public mutating func add(_ number: Double) {
    separate()
    guard number.isFinite else { return }
    var text = number.description
    text.withUTF8 { bytes.append(contentsOf: $0) }
  }

  public mutating func add(_ number: Double?) { add(number ?? .nan) }

  public mutating func add(_ number: Int) {
    separate()
    bytes.append(contentsOf: number.description.utf8)
  }

  /// Fields without a value.
  public mutating func addEmpty(_ times: Int = 1) { for _ in 0..<times { separate() } }

  public mutating func add(_ fields: CSVFields) {
    guard fields.count > 0 else { return }
    separate()
    bytes.append(contentsOf: fields.bytes)
    count += fields.count - 1
  }

  private mutating func separate() {
    if count > 0 { bytes.append(0x2C) }
    count += 1
  }

  /// Ends a line, which must have a field for each column; the next field begins another.
  fileprivate mutating func endLine(columnCount: Int) {
    precondition(count == columnCount, "a line of \(count) fields in a table of \(columnCount) columns")
    bytes.append(0x0A)
    count = 0
  }
}

/// Lines of a table, kept in memory until a stream takes them, so that threads can fill the parts of one file.
public struct CSVLines: Sendable {
  fileprivate var fields = CSVFields()
  fileprivate let columnCount: Int

  public init(columnCount: Int) { self.columnCount = columnCount }

  /// Adds a line; `fill` must give a field for each column.
  public mutating func line(_ fill: (inout CSVFields) -> Void) {
    fill(&fields)
    fields.endLine(columnCount: columnCount)
  }

  fileprivate mutating func removeAll() { fields.bytes.removeAll(keepingCapacity: true) }
}

/// A CSV file of any length, written line by line without keeping it.
///
///     let table = try CSVStream(folder.file("curves.csv"), columns: ["person", "time_h", "mg_per_L"])
///     try table.line {
///       $0.add("17")
///       $0.add(0.5)
///       $0.add(0.0123)
///     }
///     try table.close()
///
/// - Complexity: about 0.1 µs a number.
public final class CSVStream {
  private let stream: FileStream
  private var lines: CSVLines

  /// Writes the line of column names.
  public init(_ stream: FileStream, columns: [String]) throws(DataError) {
    self.stream = stream
    lines = CSVLines(columnCount: columns.count)
    try line { for column in columns { $0.add(column) } }
  }

  /// Adds a line; `fill` must give a field for each column.
  public func line(_ fill: (inout CSVFields) -> Void) throws(DataError) {
    lines.removeAll()
    lines.line(fill)
    try stream.write(lines.fields.bytes)
  }

  /// Adds lines of as many columns.
  public func write(_ more: CSVLines) throws(DataError) {
    precondition(more.columnCount == lines.columnCount, "lines of another table")
    try stream.write(more.fields.bytes)
  }

  public func close() throws(DataError) { try stream.close() }
}
