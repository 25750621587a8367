/// The places of a square sparse matrix that may differ from zero, in row-major order; the diagonal always belongs to it.
public struct SparsePattern: Sendable, Equatable {
  public let size: Int
  /// `rowStart[i] ..< rowStart[i + 1]` are the entries of row `i`.
  public let rowStart: [Int]
  /// The column of each entry, rising within a row.
  public let column: [Int]

  /// - Complexity: O(entries log entries).
  public init(size: Int, entries: some Sequence<(row: Int, column: Int)>) {
    var rows = (0..<size).map { Set([$0]) }
    for entry in entries { rows[entry.row].insert(entry.column) }
    var start = [0]
    var column: [Int] = []
    for row in rows {
      column.append(contentsOf: row.sorted())
      start.append(column.count)
    }
    self.size = size
    self.rowStart = start
    self.column = column
  }

  public var count: Int { column.count }

  /// The entry that holds (`row`, `column`), or nil where the matrix is always zero.
  /// - Complexity: O(log entries of the row).
  public func entry(row: Int, column wanted: Int) -> Int? {
    var low = rowStart[row]
    var high = rowStart[row + 1]
    while low < high {
      let middle = (low + high) / 2
      if column[middle] == wanted { return middle }
      if column[middle] < wanted { low = middle + 1 } else { high = middle }
    }
    return nil
  }
}
