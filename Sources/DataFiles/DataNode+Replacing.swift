extension DataNode {
  /// The mapping with some of its entries in place of its own; new keys come at the end.
  public func replacing(_ entries: [Entry]) -> DataNode {
    var result = self.entries ?? []
    for entry in entries {
      if let index = result.firstIndex(where: { $0.key == entry.key }) {
        result[index] = entry
      } else {
        result.append(entry)
      }
    }
    return DataNode(location: location, path: path, content: .mapping(result))
  }

  /// The value with a statement of its origin, unless it makes one itself: bare text becomes `{value: text, ...}`.
  ///
  /// Needed where a value moves to another file, whose own `source` it would inherit.
  ///
  /// - Parameter origin: Entries such as `source` and `because`.
  public func stating(_ origin: [Entry]) -> DataNode {
    switch content {
    case .mapping(let entries):
      return entries.contains { $0.key == "source" } ? self : replacing(origin)
    case .scalar:
      let value = Entry(key: "value", keyLocation: location, value: self)
      return DataNode(location: location, path: path, content: .mapping([value] + origin))
    case .sequence:
      return self
    }
  }

  /// `{source: assumed, because: reason}` at the place of a node, for values that a user sets.
  public static func assumption(_ reason: String, at location: SourceLocation) -> [Entry] {
    [("source", "assumed"), ("because", reason)].map { key, text in
      Entry(
        key: key, keyLocation: location, value: DataNode(location: location, path: key, content: .scalar(text)))
    }
  }

  /// The entries that say where the numbers of a mapping come from.
  public var originEntries: [Entry] { (entries ?? []).filter { provenanceKeys.contains($0.key) } }
}
