/// A value of a JSON text with its place, which remembers whether it was read.
///
/// What was never read is what the import has no counterpart for. Belongs to one task.
final class JSONNode {
  enum Content {
    case null
    case bool(Bool)
    case number(Double)
    case text(String)
    case list([JSONNode])
    case object([(key: String, value: JSONNode)])
  }

  let content: Content
  /// The first byte of the value in the text.
  let offset: Int
  private(set) var isRead = false
  private lazy var byKey: [String: JSONNode] = {
    guard case .object(let entries) = content else { return [:] }
    return Dictionary(entries.map { ($0.key, $0.value) }, uniquingKeysWith: { first, _ in first })
  }()

  init(_ content: Content, offset: Int) {
    self.content = content
    self.offset = offset
  }

  /// The value of a key, which counts as read from now on.
  subscript(key: String) -> JSONNode? {
    let found = byKey[key]
    found?.isRead = true
    return found
  }

  /// Whether a key is there; does not count as reading.
  func has(_ key: String) -> Bool { byKey[key] != nil }

  /// The text of a key, nil for other kinds.
  func text(_ key: String) -> String? { self[key]?.text }

  /// The number of a key, nil for other kinds.
  func number(_ key: String) -> Double? { self[key]?.number }

  /// The elements of a list under a key; empty when there is none.
  func list(_ key: String) -> [JSONNode] { self[key]?.elements ?? [] }

  var text: String? {
    if case .text(let text) = content { return text }
    return nil
  }

  /// A number, also one that is written as text, as some exports do.
  var number: Double? {
    switch content {
    case .number(let value): value
    case .text(let text): Double(text).flatMap { $0.isFinite ? $0 : nil }
    case .bool(let flag): flag ? 1 : 0
    default: nil
    }
  }

  var flag: Bool? {
    switch content {
    case .bool(let flag): flag
    case .number(let value): value != 0
    default: nil
    }
  }

  /// The elements of a list, all of them read from now on.
  var elements: [JSONNode] {
    guard case .list(let elements) = content else { return [] }
    for element in elements { element.isRead = true }
    return elements
  }

  var entries: [(key: String, value: JSONNode)] {
    if case .object(let entries) = content { return entries }
    return []
  }

  var isObject: Bool {
    if case .object = content { return true }
    return false
  }

  /// What this is, in words.
  var kind: String {
    switch content {
    case .null: "null"
    case .bool: "a truth value"
    case .number: "a number"
    case .text: "a text"
    case .list: "a list"
    case .object: "an object"
    }
  }

  /// A few words that show the value.
  var summary: String {
    switch content {
    case .null: "null"
    case .bool(let flag): flag ? "true" : "false"
    case .number(let value): numberText(value)
    case .text(let text): text.count > 60 ? "\(text.prefix(57))..." : text
    case .list(let elements): "a list of \(elements.count)"
    case .object(let entries):
      if let name = entries.first(where: { $0.key == "Name" })?.value.text {
        name
      } else {
        "an object of \(entries.count)"
      }
    }
  }

  /// Counts this and all inside it as read.
  func readAll() {
    isRead = true
    switch content {
    case .list(let elements): for element in elements { element.readAll() }
    case .object(let entries): for entry in entries { entry.value.readAll() }
    default: break
    }
  }

  /// Every value that was not read, each as high up as nothing in it was read, with its path; lists count as `[]`.
  func unread(path: String = "", _ visit: (String, JSONNode) -> Void) {
    switch content {
    case .list(let elements):
      for element in elements {
        if element.isRead { element.unread(path: path + "[]", visit) } else { visit(path + "[]", element) }
      }
    case .object(let entries):
      for (key, value) in entries {
        let inner = path.isEmpty ? key : "\(path).\(key)"
        if value.isRead { value.unread(path: inner, visit) } else { visit(inner, value) }
      }
    default: break
    }
  }
}
