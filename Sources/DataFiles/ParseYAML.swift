import Yams

/// Deepest nesting of lists and mappings that a data file may have.
private let deepestNesting = 40
/// Duplicate keys are reported one by one up to this number; each costs one more reading of the text.
private func mostDuplicates(in lines: TextLines) -> Int { lines.scalars.count > 1_000_000 ? 4 : 100 }

/// Reads one YAML document as text, lists and mappings; nothing is resolved to booleans, numbers or dates.
///
/// Faults of syntax, duplicate keys, anchors, aliases and further documents go to `diagnostics`.
/// - Returns: The document, also when keys were duplicate; nil when there is none or the syntax is broken.
public func parseYAML(text: String, file: String, diagnostics: Diagnostics) -> DataNode? {
  let text = text.unicodeScalars.first == "\u{FEFF}" ? String(text.unicodeScalars.dropFirst()) : text
  let lines = TextLines(text)
  guard isPlainText(lines, file, diagnostics), hasNoAliases(lines, file, diagnostics) else { return nil }
  var reading = YAMLReading(lines: lines, file: file, diagnostics: diagnostics)
  return reading.document()
}

/// Reads a YAML file; a missing, unreadable, too large or not UTF-8 file goes to `diagnostics`.
public func readYAML(path: String, diagnostics: Diagnostics) -> DataNode? {
  diagnostics.remembered("yaml \(path)") { diagnostics in
    guard let text = readText(path: path, diagnostics: diagnostics) else { return nil }
    return parseYAML(text: text, file: path, diagnostics: diagnostics)
  }
}

/// Refuses control characters, which would be invisible in the file.
private func isPlainText(_ lines: TextLines, _ file: String, _ diagnostics: Diagnostics) -> Bool {
  let bad = lines.scalars.firstIndex { scalar in
    switch scalar.value {
    case 0x09, 0x0A, 0x0D, 0x20...0x7E, 0x85: false
    case 0x00...0x9F, 0xFEFF, 0xFFFE, 0xFFFF: true
    default: false
    }
  }
  guard let bad else { return true }
  let place = lines.place(of: bad)
  let code = String(lines.scalars[bad].value, radix: 16, uppercase: true)
  diagnostics.report(
    SourceLocation(file: file, line: place.line, column: place.column),
    "an invisible character (U+\(String(repeating: "0", count: max(0, 4 - code.count)))\(code)) in the text",
    remedy: "delete it; data files are plain text in UTF-8")
  return false
}

/// Refuses aliases before they are expanded, because a few lines of them can stand for billions of nodes.
private func hasNoAliases(_ lines: TextLines, _ file: String, _ diagnostics: Diagnostics) -> Bool {
  var anchors: Set<String> = []
  var previous: Unicode.Scalar = "\n"
  var inComment = false
  let scalars = lines.scalars
  for (index, scalar) in scalars.enumerated() {
    defer { previous = scalar }
    if scalar == "\n" || scalar == "\r" { inComment = false }
    guard !inComment, " \t\n\r[{,:-?".unicodeScalars.contains(previous) else { continue }
    if scalar == "#" { inComment = true }
    guard scalar == "&" || scalar == "*" else { continue }
    var name = ""
    for next in scalars[(index + 1)...].prefix(200) {
      guard next.properties.isAlphabetic || next == "-" || next == "_" || ("0"..."9").contains(next) else { break }
      name.unicodeScalars.append(next)
    }
    if name.isEmpty { continue }
    if scalar == "&" { anchors.insert(name) }
    if scalar == "*", anchors.contains(name) {
      let place = lines.place(of: index)
      diagnostics.report(
        SourceLocation(file: file, line: place.line, column: place.column), "`*\(name)` is an alias of another value",
        remedy: "write the value itself; if it is text, put it in quotation marks")
      return false
    }
  }
  return true
}

/// One reading of one document.
private struct YAMLReading {
  private let lines: TextLines
  private let file: String
  private let diagnostics: Diagnostics
  /// A private-use character that the text does not contain; it makes the keys of duplicates different.
  private let marker: Unicode.Scalar
  /// Where markers were put: index in the original text, and how many scalars.
  private var insertions: [(index: Int, count: Int)] = []
  private var reportedAnchors: Set<SourceLocation> = []

  init(lines: TextLines, file: String, diagnostics: Diagnostics) {
    self.lines = lines
    self.file = file
    self.diagnostics = diagnostics
    let used = Set(lines.scalars.filter { (0xE000...0xF8FF).contains($0.value) })
    marker = (UInt32(0xE000)...0xF8FF).lazy.compactMap(Unicode.Scalar.init).first { !used.contains($0) } ?? "\u{E000}"
  }

  mutating func document() -> DataNode? {
    while true {
      let text = markedText()
      do {
        // The parser keeps the anchors alive while the tree is read.
        let parser = try Parser(yaml: text, resolver: .basic, encoding: .utf8)
        return try withExtendedLifetime(parser) {
          guard let root = try parser.singleRoot() else {
            diagnostics.report(
              SourceLocation(file: file, line: 1, column: 1), "the file is empty",
              remedy: "write at least one `key: value`")
            return nil
          }
          return convert(root, path: "", depth: 0)
        }
      } catch let error as YamlError {
        if case .duplicatedKeysInMapping(_, let context) = error, insertions.count < mostDuplicates(in: lines),
          separate(context.mark)
        {
          continue
        }
        report(error)
        return nil
      } catch {
        diagnostics.report(
          SourceLocation(file: file, line: 1, column: 1), "the file cannot be read as YAML: \(error)",
          remedy: "correct the text")
        return nil
      }
    }
  }

  // MARK: Duplicate keys

  /// The text with a marker before each key that was found twice, so that reading can go on.
  private func markedText() -> String {
    var text = String.UnicodeScalarView()
    var next = 0
    for (number, insertion) in insertions.enumerated().sorted(by: { $0.element.index < $1.element.index }) {
      text.append(contentsOf: lines.scalars[next..<insertion.index])
      text.append(contentsOf: label(number))
      next = insertion.index
    }
    text.append(contentsOf: lines.scalars[next...])
    return String(text)
  }

  private func label(_ number: Int) -> [Unicode.Scalar] { [marker] + Array("\(number)".unicodeScalars) + [marker] }

  /// Puts a marker before the key at a mark; false when that is not possible.
  private mutating func separate(_ mark: Mark) -> Bool {
    let place = original(mark)
    guard var index = lines.index(line: place.line, column: place.column), index < lines.scalars.count else {
      return false
    }
    if lines.scalars[index] == "\"" || lines.scalars[index] == "'" { index += 1 }
    guard !insertions.contains(where: { $0.index == index }) else { return false }
    insertions.append((index, label(insertions.count).count))
    return true
  }

  /// The place in the file of a place in the marked text.
  private func original(_ mark: Mark) -> (line: Int, column: Int) {
    var column = mark.column
    let onLine = insertions.map { (place: lines.place(of: $0.index), count: $0.count) }
      .filter { $0.place.line == mark.line }.sorted { $0.place.column < $1.place.column }
    for insertion in onLine where insertion.place.column < column {
      column = max(insertion.place.column, column - insertion.count)
    }
    return (mark.line, column)
  }

  private func location(_ mark: Mark?) -> SourceLocation {
    guard let mark else { return SourceLocation(file: file, line: 1, column: 1) }
    let place = original(mark)
    return SourceLocation(file: file, line: max(1, place.line), column: max(1, place.column))
  }

  private func withoutMarker(_ text: String) -> String {
    guard text.unicodeScalars.first == marker,
      let end = text.unicodeScalars.dropFirst().firstIndex(of: marker)
    else { return text }
    return String(text.unicodeScalars[text.unicodeScalars.index(after: end)...])
  }

  // MARK: Tree

  private mutating func convert(_ node: Node, path: String, depth: Int) -> DataNode? {
    let at = location(node.mark)
    if let anchor = node.anchor {
      if reportedAnchors.insert(at).inserted {
        diagnostics.report(
          at, "`&\(anchor.rawValue)` names a value for use elsewhere, which data files do not have",
          remedy: "write the value itself in each place; if it is text, put it in quotation marks")
      }
      return nil
    }
    guard depth <= deepestNesting else {
      diagnostics.report(at, "lists and mappings are nested too deeply", remedy: "use at most \(deepestNesting) levels")
      return nil
    }
    switch node {
    case .scalar(let scalar):
      return DataNode(
        location: at, path: path, content: .scalar(withoutMarker(scalar.string)),
        isQuoted: scalar.style == .doubleQuoted || scalar.style == .singleQuoted)
    case .sequence(let sequence):
      var elements: [DataNode] = []
      for (index, element) in sequence.enumerated() {
        if let value = convert(element, path: "\(path)[\(index)]", depth: depth + 1) { elements.append(value) }
      }
      return DataNode(location: at, path: path, content: .sequence(elements))
    case .mapping(let mapping):
      return convert(mapping, at: at, path: path, depth: depth)
    case .alias:
      diagnostics.report(at, "an alias of another value", remedy: "write the value itself")
      return nil
    }
  }

  private mutating func convert(_ mapping: Node.Mapping, at: SourceLocation, path: String, depth: Int) -> DataNode? {
    var entries: [DataNode.Entry] = []
    var places: [String: SourceLocation] = [:]
    for (key, value) in mapping {
      let keyLocation = location(key.mark)
      guard case .scalar(let scalar) = key, key.anchor == nil else {
        diagnostics.report(
          keyLocation, "a key that is not plain text", remedy: "write `key: value` with a word as the key")
        continue
      }
      let name = withoutMarker(scalar.string)
      if name.isEmpty {
        diagnostics.report(keyLocation, "an empty key", remedy: "write a word before the colon")
        continue
      }
      if let first = places[name] {
        diagnostics.report(
          keyLocation, "the key `\(shortened(name))` is here a second time; the first is in line \(first.line)",
          remedy: "keep one of the two")
        continue
      }
      places[name] = keyLocation
      if let value = convert(value, path: path.isEmpty ? name : "\(path).\(name)", depth: depth + 1) {
        entries.append(DataNode.Entry(key: name, keyLocation: keyLocation, value: value))
      }
    }
    return DataNode(location: at, path: path, content: .mapping(entries))
  }

  // MARK: Errors of the parser

  private func report(_ error: YamlError) {
    switch error {
    case .scanner(let context, let problem, let mark, _), .parser(let context, let problem, let mark, _),
      .composer(let context, let problem, let mark, _):
      var at = location(mark)
      let begun = context.map { ($0.text, location($0.mark)) }
      let (words, remedy) = explain(problem, context: begun, at: at)
      if let begun, lines.isEnd(line: at.line, column: at.column) { at = begun.1 }
      let end = lines.place(of: lines.scalars.count)
      if at.line > end.line { at = SourceLocation(file: file, line: end.line, column: end.column) }
      diagnostics.report(at, words, remedy: remedy)
    case .duplicatedKeysInMapping(let duplicates, let context):
      let names = duplicates.prefix(5).map { "`\(shortened(withoutMarker($0)))`" }.joined(separator: ", ")
      diagnostics.report(location(context.mark), "keys are here more than once: \(names)", remedy: "keep one of each")
    default:
      diagnostics.report(
        SourceLocation(file: file, line: 1, column: 1), "the file cannot be read as YAML: \(error)",
        remedy: "correct the text")
    }
  }

  private func explain(
    _ problem: String, context: (text: String, location: SourceLocation)?, at: SourceLocation
  ) -> (problem: String, remedy: String) {
    let line = lines.line(at.line)
    let before = line.prefix(max(0, at.column))
    if line.prefix(while: { $0 == " " || $0 == "\t" }).contains("\t") || before.last == "\t" {
      return ("a tab in the indentation", "use spaces")
    }
    if problem.contains("another document") || problem.contains("<document start>") {
      return ("a second document begins here", "write one document a file: delete `---` and `...`")
    }
    if problem.contains("nesting level") {
      return ("lists and mappings are nested too deeply", "use at most \(deepestNesting) levels")
    }
    let began = context.map { $0.location < at ? " (begun in line \($0.location.line))" : "" } ?? ""
    let meaning = yamlMeanings.first { problem.contains($0.problem) }
    guard let meaning else {
      let doing = context.map { "\($0.text), " } ?? ""
      return (
        "not valid YAML: \(doing)\(problem)\(began)",
        "correct the text; put text with special characters in quotation marks"
      )
    }
    return (meaning.words + began, meaning.remedy)
  }
}

/// What the parser says, and what that means for the one who wrote the file.
private let yamlMeanings: [(problem: String, words: String, remedy: String)] = [
  (
    "mapping values are not allowed", "a colon where no key can be",
    "put text with a colon in quotation marks, or correct the indentation"
  ),
  ("could not find expected ':'", "a line without `key: value`", "write a colon and a space after the key"),
  (
    "did not find expected ',' or '}'", "a mapping in braces is not closed or lacks a comma",
    "write `, ` between entries and `}` at the end"
  ),
  (
    "did not find expected ',' or ']'", "a list in brackets is not closed or lacks a comma",
    "write `, ` between elements and `]` at the end"
  ),
  ("found unexpected end of stream", "the text ends inside quotation marks", "close the quotation marks"),
  ("did not find expected key", "a line that is neither a key nor part of the value above", "correct the indentation"),
  (
    "did not find expected '-' indicator", "a list with a line that does not begin with `- `", "correct the indentation"
  ),
  (
    "did not find expected node content", "a value is missing, or begins with a special character",
    "write a value; put text with special characters in quotation marks"
  ),
  ("undefined alias", "`*` begins an alias", "put text that begins with `*` in quotation marks"),
  ("block sequence entries are not allowed", "a `- ` where no list can be", "begin the list on its own line"),
]

func shortened(_ text: String) -> String { text.count > 60 ? String(text.prefix(60)) + "…" : text }
