/// The correlation of two named quantities.
public struct Correlation: Hashable, Sendable {
  public let first: String
  public let second: String
  /// From -1 to 1.
  public let coefficient: Double

  public init(_ first: String, _ second: String, _ coefficient: Double) {
    self.first = first
    self.second = second
    self.coefficient = coefficient
  }
}

/// Why correlations cannot hold together.
public struct CorrelationFault: Error, Hashable, Sendable, CustomStringConvertible {
  /// The correlation at fault; of a matrix that is not positive definite the one whose absence would help most.
  public let pair: Correlation?
  /// Of a matrix that is not positive definite.
  public let smallestEigenvalue: Double?
  public let problem: String

  init(_ pair: Correlation?, _ problem: String, smallestEigenvalue: Double? = nil) {
    self.pair = pair
    self.problem = problem
    self.smallestEigenvalue = smallestEigenvalue
  }

  public var description: String {
    guard let pair else { return problem }
    return "correlation \(pair.coefficient) of \"\(pair.first)\" and \"\(pair.second)\": \(problem)"
  }
}

/// Correlations by name, with the factor that gives them to independent normal scores.
///
///     R = L Lᵀ, L lower triangular;  z = L e,  e independent and standard normal
///
/// Only names of some pair take part, in the order given; a pair that is not given is uncorrelated. The score of a name
/// depends on its own and on those before it, so a name added at the end changes no other.
///
/// - Units: dimensionless.
/// - Reference: Golub and Van Loan, Matrix Computations (4th edition, 2013), algorithm 4.2.1 (Cholesky).
public struct CorrelationMatrix: Sendable, Hashable {
  /// The names that take part, in the order of `init`.
  public let names: [String]
  /// The smallest eigenvalue of the matrix; 1 without names.
  public let smallestEigenvalue: Double
  /// Row by row.
  private let matrix: [Double]
  /// Row i starts at i (i + 1) / 2 and has i + 1 entries.
  private let factor: [Double]

  /// A matrix nearer to singular than this is refused, as one score would follow from the others.
  public static let leastEigenvalue = 1e-8

  /// - Parameters:
  ///   - names: All names that a pair may use, each once.
  ///   - pairs: Each pair once, or repeated with the same coefficient.
  /// - Throws: `CorrelationFault` for a name given twice, unknown or correlated with itself, a coefficient outside
  ///   [-1, 1], a pair with two coefficients, and a matrix whose smallest eigenvalue is below `leastEigenvalue`.
  /// - Complexity: O(names³).
  public init(names: [String], pairs: [Correlation]) throws(CorrelationFault) {
    var known: Set<String> = []
    for name in names where !known.insert(name).inserted {
      throw CorrelationFault(nil, "the name \"\(name)\" is given twice")
    }
    for pair in pairs {
      for name in [pair.first, pair.second] where !known.contains(name) {
        throw CorrelationFault(pair, "\"\(name)\" is not one of the names")
      }
      if pair.first == pair.second { throw CorrelationFault(pair, "a quantity has no correlation with itself") }
      guard pair.coefficient.magnitude <= 1 else { throw CorrelationFault(pair, "it is not from -1 to 1") }
    }
    let used = Set(pairs.flatMap { [$0.first, $0.second] })
    let kept = names.filter(used.contains)
    let size = kept.count
    let place = Dictionary(uniqueKeysWithValues: zip(kept, 0..<size))
    var matrix = [Double](repeating: 0, count: size * size)
    for i in 0..<size { matrix[i * size + i] = 1 }
    var given: [Set<Int>: Double] = [:]
    for pair in pairs {
      guard let i = place[pair.first], let j = place[pair.second] else { continue }
      if let earlier = given.updateValue(pair.coefficient, forKey: [i, j]), earlier != pair.coefficient {
        throw CorrelationFault(pair, "it was given before as \(earlier)")
      }
      matrix[i * size + j] = pair.coefficient
      matrix[j * size + i] = pair.coefficient
    }
    let smallest = SymmetricEigenvalues(matrix, size: size).smallest
    if let smallest, smallest.value < Self.leastEigenvalue {
      throw Self.notPositiveDefinite(smallest, kept, pairs, place)
    }
    self.names = kept
    self.matrix = matrix
    smallestEigenvalue = smallest?.value ?? 1
    factor = Self.choleskyFactor(matrix, size: size)
  }

  public var count: Int { names.count }

  /// The entry of the matrix for two of `names` by their places.
  public func coefficient(_ row: Int, _ column: Int) -> Double {
    precondition(row < count && column < count, "a place is below count")
    return matrix[row * count + column]
  }

  /// The entry of L; zero above the diagonal.
  public func factor(_ row: Int, _ column: Int) -> Double {
    precondition(row < count && column < count, "a place is below count")
    return column <= row ? factor[row * (row + 1) / 2 + column] : 0
  }

  /// Independent normal scores made correlated where they stand, in the order of `names`.
  /// - Complexity: O(count²), no allocation.
  public func correlate(_ scores: inout [Double]) {
    precondition(scores.count == count, "there is one score for each name")
    for row in (0..<count).reversed() {
      let start = row * (row + 1) / 2
      var sum = 0.0
      for column in 0...row { sum += factor[start + column] * scores[column] }
      scores[row] = sum
    }
  }

  /// The fault with the pair that lowers the smallest eigenvalue vᵀ R v most, by -2 r vᵢ vⱼ.
  private static func notPositiveDefinite(
    _ smallest: (value: Double, vector: [Double]), _ names: [String], _ pairs: [Correlation], _ place: [String: Int]
  ) -> CorrelationFault {
    func lowering(_ pair: Correlation) -> Double {
      guard let i = place[pair.first], let j = place[pair.second] else { return 0 }
      return -pair.coefficient * smallest.vector[i] * smallest.vector[j]
    }
    // The first of the largest; equal ones differ by rounding.
    let largest = pairs.map(lowering).max() ?? 0
    return CorrelationFault(
      pairs.first { lowering($0) >= largest * (1 - 1e-9) },
      "with it the correlations contradict each other: the smallest eigenvalue of their matrix is \(smallest.value), "
        + "and only above \(leastEigenvalue) is it positive definite; a smaller coefficient here raises it most",
      smallestEigenvalue: smallest.value)
  }

  private static func choleskyFactor(_ matrix: [Double], size: Int) -> [Double] {
    var l = [Double](repeating: 0, count: size * (size + 1) / 2)
    for i in 0..<size {
      for j in 0...i {
        let (rowI, rowJ) = (i * (i + 1) / 2, j * (j + 1) / 2)
        var rest = matrix[i * size + j]
        for k in 0..<j { rest -= l[rowI + k] * l[rowJ + k] }
        l[rowI + j] = i == j ? rest.squareRoot() : rest / l[rowJ + j]
      }
    }
    return l
  }
}
