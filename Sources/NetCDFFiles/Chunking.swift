/// How the values of a variable are laid out in the file, and how much of them is kept in memory while it is written.
package enum Chunking {
  /// Bytes of a chunk. Compression works well from 100 KB on, and one chunk of every variable is kept in memory.
  static let target = 512 * 1024

  /// The largest number of bytes kept in memory for one variable.
  package static let largestCache = 32 * 1024 * 1024

  /// The chunk for a variable that is written from its first to its last row: as many whole rows as make up `target`,
  /// or a part of a row that is larger.
  package static func standard(lengths: [Int], size: Int) -> [Int] {
    var chunk = lengths
    for axis in chunk.indices {
      let rest = size * chunk[(axis + 1)...].reduce(1, *)
      chunk[axis] = max(1, min(chunk[axis], target / rest))
      if rest <= target { break }
    }
    return chunk
  }

  /// Bytes to keep in memory: all chunks that share a row, so that rows that come one after the other compress each
  /// chunk once.
  package static func cache(chunk: [Int], lengths: [Int], size: Int) -> (bytes: Int, count: Int) {
    let across = zip(chunk, lengths).dropFirst().map { ($1 + $0 - 1) / $0 }.reduce(1, *)
    let bytes = size * chunk.reduce(1, *)
    let count = max(1, min(across, largestCache / max(1, bytes)))
    return (count * bytes, count)
  }
}
