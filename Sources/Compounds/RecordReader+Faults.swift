import DataFiles

extension RecordReader {
  /// Reports a fault of the value of a key, or of the record when it lacks the key.
  func fault(_ key: String, _ problem: String, remedy: String) {
    diagnostics.report(node(key)?.location ?? node.location, "`\(key)`: \(problem)", remedy: remedy)
  }
}
