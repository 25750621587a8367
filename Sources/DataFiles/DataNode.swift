/// A piece of a data file: text, a list or a mapping, with its place. Text is never interpreted here.
public struct DataNode: Sendable, Hashable {
  public indirect enum Content: Sendable, Hashable {
    case scalar(String)
    case sequence([DataNode])
    case mapping([Entry])
  }

  /// One `key: value` of a mapping, in the order of the file.
  public struct Entry: Sendable, Hashable {
    public let key: String
    public let keyLocation: SourceLocation
    public let value: DataNode

    public init(key: String, keyLocation: SourceLocation, value: DataNode) {
      self.key = key
      self.keyLocation = keyLocation
      self.value = value
    }
  }

  public let location: SourceLocation
  /// The way from the top of the file, such as `processes[0].km`; lists count from 0. Empty at the top.
  public let path: String
  public let content: Content
  /// Whether a scalar stands in quotation marks, which then are at its location.
  public let isQuoted: Bool

  public init(location: SourceLocation, path: String, content: Content, isQuoted: Bool = false) {
    self.location = location
    self.path = path
    self.content = content
    self.isQuoted = isQuoted
  }

  /// The text of a scalar, nil for lists and mappings.
  public var text: String? {
    if case .scalar(let text) = content { return text }
    return nil
  }

  /// The elements of a list, nil for others.
  public var elements: [DataNode]? {
    if case .sequence(let elements) = content { return elements }
    return nil
  }

  /// The entries of a mapping, nil for others.
  public var entries: [Entry]? {
    if case .mapping(let entries) = content { return entries }
    return nil
  }

  /// The value of a key of a mapping.
  public subscript(key: String) -> DataNode? { entries?.first { $0.key == key }?.value }

  /// What this is, in words.
  var kind: String {
    switch content {
    case .scalar(let text): text.isEmpty ? "empty" : "text"
    case .sequence: "a list"
    case .mapping: "a mapping"
    }
  }
}
