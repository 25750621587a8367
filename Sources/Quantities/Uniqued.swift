extension Sequence {
  /// Every element but those whose key came before, in order.
  package func uniqued<Key: Hashable>(on key: (Element) throws -> Key) rethrows -> [Element] {
    var seen: Set<Key> = []
    return try filter { seen.insert(try key($0)).inserted }
  }
}

extension Sequence where Element: Hashable {
  /// Every element once, in the order in which it first comes.
  package func uniqued() -> [Element] { uniqued { $0 } }
}
