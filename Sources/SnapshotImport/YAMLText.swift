/// What a written file holds; text is quoted where YAML would read it as something else.
indirect enum YAMLValue: Equatable {
  /// A name or sentence, quoted when needed.
  case text(String)
  /// A number, quantity or keyword of ours, written as it is.
  case plain(String)
  case list([YAMLValue])
  case map(YAMLMap)
}

/// A mapping in the order of writing.
struct YAMLMap: Equatable {
  struct Entry: Equatable {
    var key: String
    var value: YAMLValue
  }

  var entries: [Entry] = []

  init(_ entries: [(String, YAMLValue)] = []) { self.entries = entries.map { Entry(key: $0.0, value: $0.1) } }

  var isEmpty: Bool { entries.isEmpty }

  /// The value of a key; setting nil removes it.
  subscript(key: String) -> YAMLValue? {
    get { entries.first { $0.key == key }?.value }
    set {
      if let position = entries.firstIndex(where: { $0.key == key }) {
        if let newValue { entries[position].value = newValue } else { entries.remove(at: position) }
      } else if let newValue {
        entries.append(Entry(key: key, value: newValue))
      }
    }
  }

  /// Adds an entry at the end, if there is a value.
  mutating func add(_ key: String, _ value: YAMLValue?) {
    guard let value else { return }
    entries.append(Entry(key: key, value: value))
  }

  /// Adds all entries of another mapping at the end.
  mutating func add(_ other: YAMLMap) { entries += other.entries }
}

/// The width within which a mapping or list stands on one line.
private let lineWidth = 118

/// A whole file.
func yamlFile(_ map: YAMLMap, heading: String? = nil) -> String {
  var text = heading.map(comment) ?? ""
  writeBlock(map, indent: 0, into: &text)
  return text
}

private func comment(_ words: String) -> String {
  var lines: [String] = []
  var line = ""
  for word in words.split(whereSeparator: \.isWhitespace) {
    if !line.isEmpty, line.count + word.count + 3 > lineWidth {
      lines.append(line)
      line = ""
    }
    line += (line.isEmpty ? "" : " ") + word
  }
  if !line.isEmpty { lines.append(line) }
  return lines.map { "# \($0)\n" }.joined()
}

private func writeBlock(_ map: YAMLMap, indent: Int, into text: inout String, firstIsIndented: Bool = true) {
  let space = String(repeating: " ", count: indent)
  for (position, entry) in map.entries.enumerated() {
    let isFirst = position == 0 && !firstIsIndented
    let head = (isFirst ? "" : space) + quoted(entry.key) + ":"
    write(entry.value, after: head, column: indent + quoted(entry.key).count + 1, indent: indent, into: &text)
  }
}

private func write(_ value: YAMLValue, after head: String, column: Int, indent: Int, into text: inout String) {
  text += head
  let flow = flowText(value)
  switch value {
  case .text, .plain:
    text += " \(flow)\n"
  case .map(let map):
    if map.isEmpty || (column + flow.count + 1 <= lineWidth && canFlow(value)) {
      text += " \(flow)\n"
    } else {
      text += "\n"
      writeBlock(map, indent: indent + 2, into: &text)
    }
  case .list(let items):
    if items.isEmpty || (column + flow.count + 1 <= lineWidth && canFlow(value) && !holdsMaps(items)) {
      text += " \(flow)\n"
    } else {
      text += "\n"
      writeItems(items, indent: indent + 2, into: &text)
    }
  }
}

private func writeItems(_ items: [YAMLValue], indent: Int, into text: inout String) {
  let space = String(repeating: " ", count: indent)
  for item in items {
    let flow = flowText(item)
    if case .map(let map) = item, !map.isEmpty, !canFlow(item) || indent + flow.count + 2 > lineWidth {
      text += "\(space)- "
      writeBlock(map, indent: indent + 2, into: &text, firstIsIndented: false)
    } else {
      text += "\(space)- \(flow)\n"
    }
  }
}

private func holdsMaps(_ items: [YAMLValue]) -> Bool {
  items.contains { if case .map = $0 { true } else { false } }
}

/// Whether a value may stand on one line: it has at most one level of mappings inside.
private func canFlow(_ value: YAMLValue, depth: Int = 0) -> Bool {
  switch value {
  case .text, .plain: true
  case .list(let items): items.allSatisfy { canFlow($0, depth: depth + 1) }
  case .map(let map): depth < 2 && map.entries.allSatisfy { canFlow($0.value, depth: depth + 1) }
  }
}

private func flowText(_ value: YAMLValue) -> String {
  switch value {
  case .text(let text): quoted(text)
  case .plain(let text): text
  case .list(let items): "[" + items.map(flowText).joined(separator: ", ") + "]"
  case .map(let map):
    "{" + map.entries.map { "\(quoted($0.key)): \(flowText($0.value))" }.joined(separator: ", ") + "}"
  }
}

/// Words that YAML 1.1 takes for something else.
private let wordsWithMeaning: Set<String> = ["y", "n", "yes", "no", "on", "off", "true", "false", "null", "~", ""]

/// A text as it must stand in a YAML file, also between braces.
package func quoted(_ text: String) -> String {
  let isPlain =
    !wordsWithMeaning.contains(text.lowercased())
    && text.unicodeScalars.allSatisfy(isHarmless)
    && text.unicodeScalars.first.map { isLetter($0) } == true
    && text.unicodeScalars.last != " "
  if isPlain { return text }
  var result = "\""
  for scalar in text.unicodeScalars {
    switch scalar {
    case "\"": result += "\\\""
    case "\\": result += "\\\\"
    case "\n": result += "\\n"
    case "\t", "\u{85}", "\u{2028}", "\u{2029}": result += " "
    default:
      if scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value) || scalar.value == 0xFEFF {
        result += "\\x" + hexadecimal(scalar.value)
      } else {
        result.unicodeScalars.append(scalar)
      }
    }
  }
  return result + "\""
}

private func hexadecimal(_ value: UInt32) -> String {
  guard value <= 0xFF else { return "20" }
  let text = String(value, radix: 16, uppercase: true)
  return text.count < 2 ? "0" + text : text
}

private func isLetter(_ scalar: Unicode.Scalar) -> Bool {
  scalar.properties.isAlphabetic
}

/// Letters, digits and marks that have no meaning anywhere in a YAML line.
private func isHarmless(_ scalar: Unicode.Scalar) -> Bool {
  if scalar.properties.isAlphabetic { return true }
  return "0123456789 _-./+()=<>%;°".unicodeScalars.contains(scalar)
}
