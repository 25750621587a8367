/// The eigenvalues of a symmetric matrix with their eigenvectors, by Jacobi rotations.
///
/// Each rotation makes one entry off the diagonal zero; sweeps go on until all are negligible.
///
/// - Complexity: O(size³) a sweep, fewer than ten sweeps.
/// - Reference: Golub and Van Loan, Matrix Computations (4th edition, 2013), section 8.5.
struct SymmetricEigenvalues {
  let size: Int
  /// In no order.
  private(set) var values: [Double]
  /// Row by row; the column of an eigenvalue is its vector, of length 1.
  private(set) var vectors: [Double]

  /// - Parameter matrix: Row by row.
  init(_ matrix: [Double], size: Int) {
    precondition(matrix.count == size * size, "a square matrix has size * size entries")
    var a = matrix
    var v = [Double](repeating: 0, count: size * size)
    for i in 0..<size { v[i * size + i] = 1 }
    let scale = a.reduce(0) { $0 + $1 * $1 }
    for _ in 0..<60 {
      var off = 0.0
      for i in 0..<size { for j in 0..<i { off += a[i * size + j] * a[i * size + j] } }
      if off <= 1e-34 * scale { break }
      for p in 0..<size {
        for q in (p + 1)..<max(p + 1, size) where a[p * size + q] != 0 {
          let slope = (a[q * size + q] - a[p * size + p]) / (2 * a[p * size + q])
          let tangent = (slope < 0 ? -1 : 1) / (slope.magnitude + (1 + slope * slope).squareRoot())
          let cosine = 1 / (1 + tangent * tangent).squareRoot()
          let sine = tangent * cosine
          for k in 0..<size {
            let (kp, kq) = (a[k * size + p], a[k * size + q])
            a[k * size + p] = cosine * kp - sine * kq
            a[k * size + q] = sine * kp + cosine * kq
          }
          for k in 0..<size {
            let (pk, qk) = (a[p * size + k], a[q * size + k])
            a[p * size + k] = cosine * pk - sine * qk
            a[q * size + k] = sine * pk + cosine * qk
            let (vp, vq) = (v[k * size + p], v[k * size + q])
            v[k * size + p] = cosine * vp - sine * vq
            v[k * size + q] = sine * vp + cosine * vq
          }
          a[p * size + q] = 0
          a[q * size + p] = 0
        }
      }
    }
    self.size = size
    values = (0..<size).map { a[$0 * size + $0] }
    vectors = v
  }

  /// The smallest eigenvalue and its vector; nil for a matrix without rows.
  var smallest: (value: Double, vector: [Double])? {
    guard let column = values.indices.min(by: { values[$0] < values[$1] }) else { return nil }
    return (values[column], (0..<size).map { vectors[$0 * size + column] })
  }
}
