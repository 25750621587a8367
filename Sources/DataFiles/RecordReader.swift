import Quantities

/// A cursor over one mapping of a data file: reads its keys by type and, at the end, reports those nobody asked for.
public final class RecordReader {
  public let node: DataNode
  public let diagnostics: Diagnostics
  /// What the mapping describes, in words, for messages.
  public let what: String
  /// Where bare numbers in this mapping come from: its own `source`, or that of the nearest mapping around it.
  public let origin: Origin?
  private let content: [DataNode.Entry]
  private let index: [String: Int]
  private var asked: Set<String> = []
  private var acceptsAll = false

  /// Begins to read a node; reports and returns nil when it is not a mapping.
  public init?(_ node: DataNode, diagnostics: Diagnostics, inherited: Origin? = nil, what: String) {
    guard case .mapping(let entries) = node.content else {
      diagnostics.report(
        node.location, "\(label(node.path, what)) is \(node.kind), but a mapping is needed",
        remedy: "write `key: value` lines or `{key: value, ...}`")
      return nil
    }
    self.node = node
    self.diagnostics = diagnostics
    self.what = what
    content = entries
    index = Dictionary(entries.enumerated().map { ($0.element.key, $0.offset) }) { first, _ in first }
    origin = readOrigin(of: entries, inherited: inherited, diagnostics: diagnostics)
  }

  /// Reads the top of a file and checks its `schema` line.
  ///
  /// - Parameter schema: The line that is needed, such as "organ/1".
  public convenience init?(file path: String, schema: String, what: String, diagnostics: Diagnostics) {
    guard let node = readYAML(path: path, diagnostics: diagnostics) else { return nil }
    self.init(node, diagnostics: diagnostics, what: what)
    checkSchema(schema)
  }

  /// Reports when the key `schema` is missing or has another value.
  public func checkSchema(_ schema: String, required: Bool = true) {
    guard let written = text("schema", required: required), written != schema else { return }
    diagnostics.report(
      self.node("schema")?.location ?? node.location,
      "the schema is `\(shortened(written))`, but `\(schema)` is needed",
      remedy: "write `schema: \(schema)`, or name another file")
  }

  // MARK: Keys

  public func has(_ key: String) -> Bool {
    asked.insert(key)
    return index[key] != nil
  }

  public func node(_ key: String) -> DataNode? {
    asked.insert(key)
    return index[key].map { content[$0].value }
  }

  /// The place of a key, or of the mapping when the key is missing.
  public func location(_ key: String) -> SourceLocation { index[key].map { content[$0].keyLocation } ?? node.location }

  /// The keys of the file, in its order, without those of provenance; all count as read.
  public func entries() -> [(key: String, location: SourceLocation, node: DataNode)] {
    acceptsAll = true
    return content.filter { !provenanceKeys.contains($0.key) }.map { ($0.key, $0.keyLocation, $0.value) }
  }

  /// Reports the keys that were not asked for, each with the nearest known name.
  public func finish() {
    if acceptsAll { return }
    for entry in content where !asked.contains(entry.key) && !provenanceKeys.contains(entry.key) {
      let remedy: String
      if let nearest = nearestName(entry.key, in: asked.union(provenanceKeys).sorted()) {
        remedy = "did you mean `\(nearest)`?"
      } else {
        remedy = asked.isEmpty ? "delete it" : "known here: \(asked.sorted().joined(separator: ", "))"
      }
      diagnostics.report(entry.keyLocation, "unknown key `\(shortened(entry.key))` in \(what)", remedy: remedy)
    }
  }

  /// Reports that a key is missing, with an example of what to write.
  func reportMissing(_ key: String, example: String) {
    let near = content.map(\.key).filter { !asked.contains($0) && !provenanceKeys.contains($0) }
    let hint = nearestName(key, in: near).map { "rename `\($0)` to `\(key)`" }
    diagnostics.report(
      node.location, "\(label(node.path, what)) lacks `\(key)`", remedy: hint ?? "add `\(key): \(example)`")
  }

  // MARK: Plain values

  /// The text of a key, without spaces around it.
  public func text(_ key: String, required: Bool = false) -> String? {
    guard let value = node(key) else {
      if required { reportMissing(key, example: "...") }
      return nil
    }
    return scalarText(value, key)
  }

  /// The text of a key when it is plain text; nil, and no report, when it is missing, a list or a mapping.
  public func scalarText(_ key: String) -> String? { node(key)?.text.map { trimmed($0) } }

  /// One of a few words; a misspelt one is reported with the nearest and the list.
  public func choice(_ key: String, _ allowed: [String], required: Bool = false) -> String? {
    guard let value = node(key) else {
      if required { reportMissing(key, example: allowed.joined(separator: "|")) }
      return nil
    }
    guard let word = scalarText(value, key) else { return nil }
    if allowed.contains(word) { return word }
    let list = allowed.map { "`\($0)`" }.joined(separator: ", ")
    let nearest = suggestion(for: word, in: allowed)
    diagnostics.report(
      value.location, "`\(key)`: unknown word `\(shortened(word))`", remedy: "\(nearest)known are \(list)")
    return nil
  }

  /// `yes` or `no`, also `true` or `false`.
  public func flag(_ key: String) -> Bool? {
    guard let value = node(key), let word = scalarText(value, key) else { return nil }
    switch word.lowercased() {
    case "yes", "true": return true
    case "no", "false": return false
    default:
      diagnostics.report(
        value.location, "`\(key)`: `\(shortened(word))` is neither yes nor no", remedy: "write `yes` or `no`")
      return nil
    }
  }

  public func integer(_ key: String, range: ClosedRange<Int>? = nil, required: Bool = false) -> Int? {
    guard let value = node(key) else {
      if required { reportMissing(key, example: "\(range?.lowerBound ?? 1)") }
      return nil
    }
    guard let word = scalarText(value, key) else { return nil }
    guard let number = Int(word) else {
      diagnostics.report(
        value.location, "`\(key)`: `\(shortened(word))` is not a whole number",
        remedy: "write digits only, such as `\(range?.lowerBound ?? 1)`")
      return nil
    }
    if let range, !range.contains(number) {
      diagnostics.report(
        value.location, "`\(key)`: `\(word)` is out of range",
        remedy: "write a whole number from \(range.lowerBound) to \(range.upperBound)")
      return nil
    }
    return number
  }

  /// One text or a list of texts; empty when the key is missing.
  public func texts(_ key: String) -> [String] {
    guard let value = node(key) else { return [] }
    guard let elements = value.elements else { return scalarText(value, key).map { [$0] } ?? [] }
    return elements.compactMap { scalarText($0, key) }
  }

  func scalarText(_ value: DataNode, _ key: String) -> String? {
    guard let raw = value.text else {
      diagnostics.report(
        value.location, "`\(key)` is \(value.kind), but one value is needed", remedy: "write `\(key): ...` in one line")
      return nil
    }
    let text = trimmed(raw)
    if text.isEmpty {
      diagnostics.report(
        value.location, "`\(key)` has no value", remedy: "write one after the colon, or delete the key")
      return nil
    }
    return text
  }

  // MARK: Records

  /// The mapping of a key; it inherits the source of this one.
  public func record(_ key: String, required: Bool = false, what: String) -> RecordReader? {
    guard let value = node(key) else {
      if required { reportMissing(key, example: "{...}") }
      return nil
    }
    return RecordReader(value, diagnostics: diagnostics, inherited: origin, what: what)
  }

  /// The list of mappings of a key; each inherits the source of this one.
  public func records(_ key: String, required: Bool = false, what: String) -> [RecordReader] {
    guard let value = node(key) else {
      if required { reportMissing(key, example: "[{...}]") }
      return []
    }
    guard let elements = value.elements else {
      diagnostics.report(
        value.location, "`\(key)` is \(value.kind), but a list is needed", remedy: "begin each entry with `- `")
      return []
    }
    if required, elements.isEmpty {
      diagnostics.report(value.location, "`\(key)` is an empty list", remedy: "write at least one entry")
    }
    return elements.compactMap { RecordReader($0, diagnostics: diagnostics, inherited: origin, what: what) }
  }
}

/// A path and what it is, for messages.
func label(_ path: String, _ what: String) -> String {
  guard path.isEmpty else { return "`\(shortened(path))` (\(what))" }
  return what.hasPrefix("a ") || what.hasPrefix("an ") ? what : "the \(what)"
}
