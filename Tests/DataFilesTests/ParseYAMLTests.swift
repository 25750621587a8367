import DataFiles
import TestSupport
import Testing

struct ParseYAMLTests {
  @Test func `words and numbers stay text`() throws {
    let diagnostics = Diagnostics()
    let text = "a: NO\nb: on\nc: 1:30\nd: 0x1F\ne: ~\nf: 2024-01-01\ng: 007\nNo: 1\n"
    let node = try #require(parseYAML(text: text, file: "f", diagnostics: diagnostics))
    #expect(diagnostics.isClean)
    #expect(node.entries?.map(\.key) == ["a", "b", "c", "d", "e", "f", "g", "No"])
    #expect(node.entries?.map(\.value.text) == ["NO", "on", "1:30", "0x1F", "~", "2024-01-01", "007", "1"])
  }

  @Test func `every node knows its place and its path`() throws {
    let diagnostics = Diagnostics()
    let node = try #require(parseYAML(text: sampleFile, file: "f.yaml", diagnostics: diagnostics))
    let km = try #require(node["processes"]?.elements?[0]["km"]?["value"])
    #expect(km.path == "processes[0].km.value")
    #expect(km.location == SourceLocation(file: "f.yaml", line: 12, column: 17))
    #expect("\(km.location)" == "f.yaml:12:17")
    #expect(diagnostics.isClean)
  }

  @Test func `all duplicate keys are reported at the second place`() throws {
    let diagnostics = Diagnostics()
    let text = """
      a: 1
      b: {x: 1, y: 2, x: 3, "x": 4}
      a: 2
      c:
        - d: 1
          d: 2
      'a': 5

      """
    let node = try #require(parseYAML(text: text, file: "f", diagnostics: diagnostics))
    #expect(
      diagnostics.errors.map { "\($0.location.line):\($0.location.column)" }.sorted() == [
        "2:17", "2:23", "3:1", "6:5", "7:1",
      ])
    #expect(diagnostics.errors.contains { $0.problem == "the key `a` is here a second time; the first is in line 1" })
    #expect(node.entries?.map(\.key) == ["a", "b", "c"])
    #expect(node["a"]?.text == "1")
  }

  @Test func `very many duplicate keys end in one message`() {
    let diagnostics = Diagnostics()
    let text = (0..<400).map { "k\($0): 1\nk\($0): 2\n" }.joined()
    #expect(parseYAML(text: text, file: "f", diagnostics: diagnostics) == nil)
    #expect(diagnostics.errors.count == 1)
  }

  @Test(arguments: [
    ("a: 1\n\tb: 2\n", 2, "tab"), ("a:\n  b: 1\n c: 2\n", 3, "neither a key"), ("a: b: c\n", 1, "colon where no key"),
    ("a: {b: 1\n", 1, "braces"), ("a: [1, 2\nb: 3\n", 2, "brackets"), ("a: \"text\n", 1, "quotation marks"),
    ("a: 1\n---\nb: 2\n", 2, "second document"), ("a: *b\n", 1, "alias"), ("", 1, "empty"),
    ("# only this\n", 1, "empty"),
    ("a: &b 1\nc: 2\n", 1, "names a value"), ("a: &b 1\nc: *b\n", 2, "alias"), ("a: 1\nb\u{7}: 2\n", 2, "U+0007"),
    ("a: 1\u{0}", 1, "U+0000"), ("? {a: 1}\n: 2\n", 1, "not plain text"), ("'': 1\n", 1, "empty key"),
    ("a\nb: 1\n", 2, "colon where no key"), ("a: %b\n", 1, "YAML"), ("a: - 1\n", 1, "no list"),
    ("a: }\n", 1, "special character"),
  ])
  func `broken text is reported with its line`(text: String, line: Int, problem: String) {
    let diagnostics = Diagnostics()
    _ = parseYAML(text: text, file: "f", diagnostics: diagnostics)
    #expect(diagnostics.errors.count == 1)
    #expect(diagnostics.errors.first?.location.line == line)
    #expect(diagnostics.errors.first?.problem.contains(problem) == true, "\(diagnostics.errors)")
    #expect(diagnostics.errors.first?.remedy.isEmpty == false)
  }

  @Test func `a bomb of aliases is refused at once`() {
    var text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
    for level in 1..<40 {
      text += "a\(level): &a\(level) [" + (0..<10).map { _ in "*a\(level - 1)" }.joined(separator: ", ") + "]\n"
    }
    let diagnostics = Diagnostics()
    #expect(parseYAML(text: text, file: "f", diagnostics: diagnostics) == nil)
    #expect(diagnostics.errors.count == 1)
  }

  @Test(arguments: [50, 900, 5_000, 100_000])
  func `deep nesting is refused`(depth: Int) {
    for text in [
      String(repeating: "[", count: depth) + String(repeating: "]", count: depth),
      String(repeating: "{a: ", count: depth) + "1" + String(repeating: "}", count: depth),
      String(repeating: "- ", count: depth) + "1", String(repeating: "? ", count: depth) + "1",
    ] {
      let diagnostics = Diagnostics()
      _ = parseYAML(text: text, file: "f", diagnostics: diagnostics)
      #expect(!diagnostics.isClean)
    }
  }

  @Test func `line ends of any system and a byte order mark are read`() throws {
    let diagnostics = Diagnostics()
    let node = try #require(parseYAML(text: "\u{FEFF}a: 1\r\nb: 2\r\nb: 3\r\n", file: "f", diagnostics: diagnostics))
    #expect(node["a"]?.location == SourceLocation(file: "f", line: 1, column: 4))
    #expect(diagnostics.errors.map(\.location) == [SourceLocation(file: "f", line: 3, column: 1)])
  }

  @Test func `quoted asterisks and ampersands are text`() throws {
    let diagnostics = Diagnostics()
    let node = parseYAML(text: "a: \"*3/*3\"\nb: R&D and A *B\nc: 5 & *x\n", file: "f", diagnostics: diagnostics)
    #expect(diagnostics.isClean)
    #expect(node?["a"]?.text == "*3/*3")
  }

  @Test func `files that cannot be read are reported`() throws {
    try withTemporaryFolder { folder in
      let diagnostics = Diagnostics()
      #expect(readYAML(path: folder + "/none.yaml", diagnostics: diagnostics) == nil)
      #expect(readYAML(path: folder, diagnostics: diagnostics) == nil)
      #expect(readYAML(path: "", diagnostics: diagnostics) == nil)
      try writeAtomically(bytes: Array("a: 1\nb: x".utf8) + [0xC3, 0x28], to: folder + "/bad.yaml")
      #expect(readYAML(path: folder + "/bad.yaml", diagnostics: diagnostics) == nil)
      #expect(
        diagnostics.errors.map(\.problem) == [
          "there is no such file", "this is a folder, not a file", "an empty or impossible file name",
          "the file is not text in UTF-8",
        ])
      #expect(diagnostics.errors.last?.location.line == 2)
      #expect(diagnostics.errors.last?.location.column == 5)
    }
  }

  @Test func `an endless file is refused`() {
    let diagnostics = Diagnostics()
    #expect(readYAML(path: "/dev/zero", diagnostics: diagnostics) == nil)
    #expect(diagnostics.errors.first?.problem.contains("larger than") == true)
  }

  @Test(arguments: 0..<400)
  func `damaged files never crash the reader`(seed: Int) throws {
    var random = SplitMix(seed: UInt64(seed))
    var bytes = Array(sampleFile.utf8)
    let insertions = Array("{}[]:,-?&*!|>'\"%@`#\t\n \u{0}~<=e9µ".utf8) + [0xFF, 0xC3, 0xE2]
    for _ in 0..<Int.random(in: 1...12, using: &random) where !bytes.isEmpty {
      let place = Int.random(in: 0..<bytes.count, using: &random)
      switch Int.random(in: 0..<5, using: &random) {
      case 0: bytes.remove(at: place)
      case 1: bytes.insert(insertions[Int.random(in: 0..<insertions.count, using: &random)], at: place)
      case 2: bytes[place] = insertions[Int.random(in: 0..<insertions.count, using: &random)]
      case 3: bytes.removeLast(Int.random(in: 0...min(40, bytes.count), using: &random))
      default: bytes += bytes[place...].prefix(Int.random(in: 0..<80, using: &random))
      }
    }
    let diagnostics = Diagnostics()
    let text = String(decoding: bytes, as: UTF8.self)
    let node = parseYAML(text: text, file: "f", diagnostics: diagnostics)
    #expect(node != nil || !diagnostics.isClean)
    let lines = TextLines(text)
    for error in diagnostics.errors {
      #expect(lines.index(line: error.location.line, column: 1) != nil, "\(error)")
    }
    if let node, let reader = RecordReader(node, diagnostics: diagnostics, what: "compound") { readEverything(reader) }
    _ = parseCSV(text: text, file: "f", diagnostics: diagnostics)
  }

  /// Asks for each key in every way.
  private func readEverything(_ reader: RecordReader) {
    for entry in reader.node.entries ?? [] {
      _ = reader.sourced(entry.key, .none)
      _ = reader.sourcedBySex(entry.key, .volume)
      _ = reader.sourcedTable(entry.key, .rate)
      _ = reader.quantityRange(entry.key, .time)
      _ = reader.integer(entry.key)
      _ = reader.flag(entry.key)
      _ = reader.choice(entry.key, ["one", "two"])
      _ = reader.texts(entry.key)
      for record in reader.records(entry.key, what: "entry") { readEverything(record) }
      if let record = reader.record(entry.key, what: "entry") { readEverything(record) }
    }
    reader.finish()
  }
}
