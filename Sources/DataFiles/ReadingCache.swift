import Synchronization

/// What was read of a library before, so that many studies over it read each file once.
///
///     let cache = ReadingCache()
///     let diagnostics = Diagnostics(cache: cache)   // one a study, in any thread
///
/// Whoever asks again gets the value with the faults, sources and files that its first reading gave, so a cached reading
/// cannot be told from a first one. The files must not change while the cache lives.
public final class ReadingCache: Sendable {
  struct Entry: Sendable {
    let value: (any Sendable)?
    let errors: [DataError]
    let origins: Set<Origin>
    let files: [String]
  }

  private let entries = Mutex<[String: Entry]>([:])

  public init() {}

  func entry(_ key: String) -> Entry? { entries.withLock { $0[key] } }

  func keep(_ entry: Entry, for key: String) { entries.withLock { $0[key] = entry } }
}

extension Diagnostics {
  /// A value that files give: made once, and remembered by the cache.
  ///
  /// - Parameters:
  ///   - key: What is made and of which files, apart from all others, such as `compound Compounds/a/a.yaml`.
  ///   - make: Makes the value; its faults go to the diagnostics it is handed. Two threads that ask at once may both make it.
  package func remembered<Value: Sendable>(_ key: String, _ make: (Diagnostics) -> Value?) -> Value? {
    let entry: ReadingCache.Entry
    if let known = cache.entry(key) {
      entry = known
    } else {
      let own = Diagnostics(cache: cache)
      let value = make(own)
      entry = ReadingCache.Entry(value: value, errors: own.errors, origins: own.origins, files: own.filesRead)
      cache.keep(entry, for: key)
    }
    repeatReading(entry)
    return entry.value as? Value
  }
}
