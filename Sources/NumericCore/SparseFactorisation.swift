/// The schedule of an LU factorisation on a fixed pattern with pivots on the diagonal.
///
/// The elimination order is Markowitz's greedy one (Markowitz, Management Science 1957): next comes the row and column
/// whose elimination can create the fewest new entries. It is found once for a network; factorising then is a walk
/// through `program`.
public struct SparseFactorisation: Sendable, Equatable {
  /// Elimination position to row and column of the matrix.
  public let order: [Int32]
  /// Position to its first entry, one more than positions.
  public let rowStart: [Int32]
  /// Position to its diagonal entry.
  public let diagonal: [Int32]
  /// Entry to the elimination position of its column, rising within a row.
  public let column: [Int32]
  /// Entry of the pattern to entry of the factors.
  public let patternToFactor: [Int32]
  /// For each position: count of lower entries, diagonal entry; for each lower entry: the entry, its pivot's diagonal,
  /// the length and start of the pivot's upper part, and the entries of this row that take multiples of that part.
  public let program: [Int32]

  public var count: Int { column.count }
  /// Entries that elimination adds to the pattern.
  public var fill: Int { column.count - patternToFactor.count }

  /// - Complexity: O(n²/64 · degree) for the order, once for a network.
  public init(_ pattern: SparsePattern) {
    let n = pattern.size
    var rows = BitRows(size: n)
    var columns = BitRows(size: n)
    for row in 0..<n {
      for entry in pattern.rowStart[row]..<pattern.rowStart[row + 1] {
        rows.insert(row, pattern.column[entry])
        columns.insert(pattern.column[entry], row)
      }
    }
    var filled = rows
    var order: [Int] = []
    var remaining = Set(0..<n)
    var rowCount = (0..<n).map { rows.count($0) }
    var columnCount = (0..<n).map { columns.count($0) }
    while !remaining.isEmpty {
      let pivot = Self.cheapest(remaining, rowCount, columnCount)
      remaining.remove(pivot)
      order.append(pivot)
      let upper = rows.members(pivot).filter { $0 != pivot }
      let lower = columns.members(pivot).filter { $0 != pivot }
      for i in lower {
        for j in upper where !rows.contains(i, j) {
          rows.insert(i, j)
          columns.insert(j, i)
          filled.insert(i, j)
          rowCount[i] += 1
          columnCount[j] += 1
        }
        rows.remove(i, pivot)
        rowCount[i] -= 1
      }
      for j in upper {
        columns.remove(j, pivot)
        columnCount[j] -= 1
      }
    }
    self.init(pattern: pattern, order: order, filled: filled)
  }

  private static func cheapest(_ remaining: Set<Int>, _ rowCount: [Int], _ columnCount: [Int]) -> Int {
    var best = -1
    var bestCost = (Int.max, Int.max)
    for i in remaining {
      let cost = ((rowCount[i] - 1) * (columnCount[i] - 1), rowCount[i] + columnCount[i])
      if cost < bestCost || (cost == bestCost && i < best) { (best, bestCost) = (i, cost) }
    }
    return best
  }

  private init(pattern: SparsePattern, order: [Int], filled: BitRows) {
    let n = pattern.size
    var position = [Int](repeating: 0, count: n)
    for (p, row) in order.enumerated() { position[row] = p }
    var rowStart = [Int32(0)]
    var column: [Int32] = []
    var diagonal: [Int32] = []
    for (p, row) in order.enumerated() {
      for c in filled.members(row).map({ position[$0] }).sorted() {
        if c == p { diagonal.append(Int32(column.count)) }
        column.append(Int32(c))
      }
      rowStart.append(Int32(column.count))
    }
    func entry(_ row: Int, _ wanted: Int) -> Int32 {
      var low = Int(rowStart[row])
      var high = Int(rowStart[row + 1])
      while low < high {
        let middle = (low + high) / 2
        if column[middle] < wanted { low = middle + 1 } else { high = middle }
      }
      return Int32(low)
    }
    var program: [Int32] = []
    for p in 0..<n {
      program += [diagonal[p] - rowStart[p], diagonal[p]]
      for lower in rowStart[p]..<diagonal[p] {
        let pivot = Int(column[Int(lower)])
        let upper = (diagonal[pivot] + 1)..<rowStart[pivot + 1]
        program += [lower, diagonal[pivot], Int32(upper.count), diagonal[pivot] + 1]
        for u in upper { program.append(entry(p, Int(column[Int(u)]))) }
      }
    }
    var patternToFactor: [Int32] = []
    for row in 0..<n {
      for e in pattern.rowStart[row]..<pattern.rowStart[row + 1] {
        patternToFactor.append(entry(position[row], position[pattern.column[e]]))
      }
    }
    self.order = order.map(Int32.init)
    self.rowStart = rowStart
    self.diagonal = diagonal
    self.column = column
    self.patternToFactor = patternToFactor
    self.program = program
  }
}

/// Sets of small integers, one a row, as bits.
private struct BitRows {
  private let words: Int
  private var bits: [UInt64]

  init(size: Int) {
    words = (size + 63) / 64
    bits = Array(repeating: 0, count: size * words)
  }

  func contains(_ row: Int, _ member: Int) -> Bool { bits[row * words + member >> 6] & (1 << UInt64(member & 63)) != 0 }
  mutating func insert(_ row: Int, _ member: Int) { bits[row * words + member >> 6] |= 1 << UInt64(member & 63) }
  mutating func remove(_ row: Int, _ member: Int) { bits[row * words + member >> 6] &= ~(1 << UInt64(member & 63)) }
  func count(_ row: Int) -> Int { (0..<words).reduce(0) { $0 + bits[row * words + $1].nonzeroBitCount } }

  func members(_ row: Int) -> [Int] {
    var found: [Int] = []
    for w in 0..<words {
      var word = bits[row * words + w]
      while word != 0 {
        found.append(w * 64 + word.trailingZeroBitCount)
        word &= word - 1
      }
    }
    return found
  }
}
