import DataFiles

/// Reads JSON (RFC 8259) and says where it goes wrong.
struct JSONParser {
  private let bytes: [UInt8]
  private let file: String
  private var position = 0
  private var depth = 0

  private static let greatestDepth = 200

  /// Reads a whole text.
  ///
  /// - Throws: `DataError` at the line and column of the first fault.
  static func parse(_ bytes: [UInt8], file: String) throws(DataError) -> JSONNode {
    var parser = JSONParser(bytes: bytes, file: file)
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { parser.position = 3 }
    parser.skipSpace()
    guard parser.position < bytes.count else {
      throw parser.fault("the file is empty", remedy: "export the project from PK-Sim as a snapshot (JSON)")
    }
    guard let first = parser.peek, first == UInt8(ascii: "{") || first == UInt8(ascii: "[") else {
      throw parser.fault("this is not a JSON file", remedy: "export the project from PK-Sim as a snapshot (JSON)")
    }
    let node = try parser.value()
    parser.skipSpace()
    guard parser.position == bytes.count else {
      throw parser.fault("something follows the end of the JSON text", remedy: "keep one JSON value in the file")
    }
    return node
  }

  private init(bytes: [UInt8], file: String) {
    self.bytes = bytes
    self.file = file
  }

  private var peek: UInt8? { position < bytes.count ? bytes[position] : nil }

  private mutating func skipSpace() {
    while let byte = peek, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { position += 1 }
  }

  private func fault(_ problem: String, at offset: Int? = nil, remedy: String? = nil) -> DataError {
    let isEnd = (offset ?? position) >= bytes.count
    return DataError(
      location: sourceLocation(of: offset ?? position, in: bytes, file: file),
      problem: isEnd && remedy == nil ? "the file ends in the middle: \(problem)" : problem,
      remedy: remedy
        ?? (isEnd ? "it is cut off; export or download it again" : "this is no JSON; export the project again"))
  }

  private mutating func value() throws(DataError) -> JSONNode {
    let start = position
    guard let byte = peek else { throw fault("a value is missing") }
    switch byte {
    case UInt8(ascii: "{"): return JSONNode(.object(try object()), offset: start)
    case UInt8(ascii: "["): return JSONNode(.list(try list()), offset: start)
    case UInt8(ascii: "\""): return JSONNode(.text(try string()), offset: start)
    case UInt8(ascii: "t"): return try word("true", .bool(true))
    case UInt8(ascii: "f"): return try word("false", .bool(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return JSONNode(.number(try number()), offset: start)
    default: throw fault("a value is expected here")
    }
  }

  private mutating func word(_ word: String, _ content: JSONNode.Content) throws(DataError) -> JSONNode {
    let start = position
    for byte in word.utf8 {
      guard peek == byte else { throw fault("`\(word)` is not written out") }
      position += 1
    }
    return JSONNode(content, offset: start)
  }

  private mutating func enter() throws(DataError) {
    position += 1
    depth += 1
    guard depth <= Self.greatestDepth else { throw fault("more than \(Self.greatestDepth) levels", at: position) }
    skipSpace()
  }

  private mutating func object() throws(DataError) -> [(key: String, value: JSONNode)] {
    var entries: [(key: String, value: JSONNode)] = []
    try elements(until: "}") { parser throws(DataError) in
      guard parser.peek == UInt8(ascii: "\"") else { throw parser.fault("a name in quotes is expected here") }
      let key = try parser.string()
      parser.skipSpace()
      guard parser.peek == UInt8(ascii: ":") else { throw parser.fault("a `:` is missing after `\(key.prefix(40))`") }
      parser.position += 1
      parser.skipSpace()
      entries.append((key, try parser.value()))
    }
    return entries
  }

  private mutating func list() throws(DataError) -> [JSONNode] {
    var elements: [JSONNode] = []
    try self.elements(until: "]") { parser throws(DataError) in elements.append(try parser.value()) }
    return elements
  }

  /// What stands between brackets, separated by commas.
  private mutating func elements(
    until end: Unicode.Scalar, _ read: (inout JSONParser) throws(DataError) -> Void
  ) throws(DataError) {
    try enter()
    defer { depth -= 1 }
    let end = UInt8(ascii: end)
    if peek == end {
      position += 1
      return
    }
    while true {
      try read(&self)
      skipSpace()
      if peek == end {
        position += 1
        return
      }
      guard peek == UInt8(ascii: ",") else { throw fault("a `,` or `\(Unicode.Scalar(end))` is missing") }
      position += 1
      skipSpace()
    }
  }

  private mutating func number() throws(DataError) -> Double {
    let start = position
    while let byte = peek, isNumberByte(byte) { position += 1 }
    let text = String(decoding: bytes[start..<position], as: UTF8.self)
    guard let value = Double(text), value.isFinite else { throw fault("`\(text.prefix(40))` is no number", at: start) }
    return value
  }

  private func isNumberByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "."),
      UInt8(ascii: "e"), UInt8(ascii: "E"):
      true
    default: false
    }
  }

  private mutating func string() throws(DataError) -> String {
    position += 1
    let start = position
    while let byte = peek, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\"), byte >= 0x20 { position += 1 }
    if peek == UInt8(ascii: "\"") {
      defer { position += 1 }
      return try decode(bytes[start..<position], at: start)
    }
    var collected = Array(bytes[start..<position])
    while let byte = peek {
      if byte == UInt8(ascii: "\"") {
        position += 1
        return try decode(collected[...], at: start)
      }
      guard byte >= 0x20 else { throw fault("a text is not closed") }
      position += 1
      if byte == UInt8(ascii: "\\") {
        collected += Array(String(try escaped()).utf8)
      } else {
        collected.append(byte)
      }
    }
    throw fault("a text is not closed")
  }

  private func decode(_ slice: ArraySlice<UInt8>, at start: Int) throws(DataError) -> String {
    guard let text = String(validating: slice, as: UTF8.self) else {
      throw fault("this is not text in UTF-8", at: start, remedy: "save the file as UTF-8")
    }
    return text
  }

  private mutating func escaped() throws(DataError) -> Character {
    guard let byte = peek else { throw fault("a text is not closed") }
    position += 1
    switch byte {
    case UInt8(ascii: "\""): return "\""
    case UInt8(ascii: "\\"): return "\\"
    case UInt8(ascii: "/"): return "/"
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{C}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"):
      var code = try hexadecimal()
      if (0xD800..<0xDC00).contains(code), bytes[position...].starts(with: Array("\\u".utf8)) {
        position += 2
        let low = try hexadecimal()
        guard (0xDC00..<0xE000).contains(low) else { return "\u{FFFD}" }
        code = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00)
      }
      return Unicode.Scalar(code).map(Character.init) ?? "\u{FFFD}"
    default: throw fault("`\\` is followed by no known letter", at: position - 1)
    }
  }

  private mutating func hexadecimal() throws(DataError) -> UInt32 {
    guard position + 4 <= bytes.count,
      let code = UInt32(String(decoding: bytes[position..<position + 4], as: UTF8.self), radix: 16)
    else { throw fault("four hexadecimal digits are missing") }
    position += 4
    return code
  }
}

/// The line and column (in characters of UTF-8) of a byte.
func sourceLocation(of offset: Int, in bytes: [UInt8], file: String) -> SourceLocation {
  var line = 1
  var column = 1
  for byte in bytes.prefix(offset) {
    if byte == 0x0A {
      line += 1
      column = 1
    } else if byte & 0xC0 != 0x80 {
      column += 1
    }
  }
  return SourceLocation(file: file, line: line, column: column)
}
