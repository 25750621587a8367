/// The LU factors of a dense matrix, rows exchanged so that the largest entry of each column is the pivot.
///
/// Plain Gaussian elimination, to test faster ones against; it skips multiples of a row that are zero.
///
/// - Complexity: O(size³) to factorise, O(size²) to solve.
/// - Reference: Golub and Van Loan, Matrix Computations (4th edition, 2013), algorithm 3.4.1.
public struct DenseFactorisation: Sendable {
  public let size: Int
  /// Rows in the order of their pivots: below the diagonal the multipliers, from the diagonal on the upper factor.
  private var factors: [Double]
  private var rowOfPivot: [Int]

  /// - Parameter matrix: Row by row.
  /// - Returns: nil when a column has no pivot, because the matrix is singular or holds what is not a number.
  public init?(_ matrix: [Double], size: Int) {
    precondition(matrix.count == size * size, "a square matrix has size * size entries")
    self.size = size
    factors = matrix
    rowOfPivot = Array(0..<size)
    let isRegular = factors.withUnsafeMutableBufferPointer { a in
      for pivot in 0..<size {
        var best = pivot
        for row in pivot..<size where a[row * size + pivot].magnitude > a[best * size + pivot].magnitude { best = row }
        let largest = a[best * size + pivot]
        guard largest.isFinite, largest != 0 else { return false }
        if best != pivot {
          for column in 0..<size { a.swapAt(best * size + column, pivot * size + column) }
          rowOfPivot.swapAt(best, pivot)
        }
        for row in (pivot + 1)..<max(pivot + 1, size) where a[row * size + pivot] != 0 {
          let multiple = a[row * size + pivot] / largest
          a[row * size + pivot] = multiple
          for column in (pivot + 1)..<max(pivot + 1, size) {
            a[row * size + column] -= multiple * a[pivot * size + column]
          }
        }
      }
      return true
    }
    if !isRegular { return nil }
  }

  /// The x of `matrix · x = right`.
  public func solve(_ right: [Double]) -> [Double] {
    var x = rowOfPivot.map { right[$0] }
    factors.withUnsafeBufferPointer { a in
      for row in 0..<size {
        for column in 0..<row { x[row] -= a[row * size + column] * x[column] }
      }
      for row in (0..<size).reversed() {
        for column in (row + 1)..<max(row + 1, size) { x[row] -= a[row * size + column] * x[column] }
        x[row] /= a[row * size + row]
      }
    }
    return x
  }
}
