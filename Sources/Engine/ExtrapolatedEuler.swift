import NumericCore

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Steps of the linearly implicit Euler method, extrapolated to order and step size as the tolerance asks.
///
///     (I - h J) (y⁺ - y) = h f(t + h, y),  h = H / j for j = 1, 2, 3, ...
///     T(j, k + 1) = T(j, k) + (T(j, k) - T(j - 1, k)) / (j / (j - k) - 1)
///
/// The error is the difference of the last two columns and is held below the tolerance of each state by itself. Behind
/// the states stand integrals over time, which the states do not depend on.
///
/// - Reference: Deuflhard, SIAM Rev 27:505 (1985); Hairer and Wanner, Solving Ordinary Differential Equations II
///   (2nd edition, 1996), section IV.9.
struct ExtrapolatedEuler {
  /// What the method asks of the equations.
  protocol Equations {
    var stateCount: Int { get }
    func rates(_ state: [Double], at time: Double) -> [Double]
    func jacobian(_ state: [Double], at time: Double) -> [Double]
    /// The rates of the integrals.
    func integrands(_ state: [Double], at time: Double) -> [Double]
  }

  private enum Limits {
    static let columns = 10
    static let growth = 10.0
    static let shrinkage = 0.1
    /// Of the time, the least that is tried as a first step.
    static let firstShare = 1e-8
    /// A factorisation, in steps.
    static let factorisationCost = 5.0
  }

  let relative: Double
  /// One a state, then one an integral.
  let absolute: [Double]
  private var target = 3
  private var wasRejected = false
  private(set) var proposed = 0.0
  private(set) var worst = 0
  var statistics = SolverStatistics()

  init(relative: Double, absolute: [Double]) {
    self.relative = relative
    self.absolute = absolute
  }

  /// Begins anew after an event, with a step that changes no state by more than its tolerance, or a tiny one.
  mutating func restart(_ equations: some Equations, _ y: [Double], at time: Double, before stop: Double) {
    let rates = equations.rates(Array(y.prefix(equations.stateCount)), at: time)
    let fastest = rates.indices.map { rates[$0].magnitude / weight(y[$0], y[$0], $0) }.max() ?? 0
    target = 3
    wasRejected = false
    proposed = min(stop - time, max(1 / fastest, (stop - time) * Limits.firstShare, time * Limits.firstShare))
  }

  /// One step that does not pass `stop`.
  /// - Returns: nil when it succeeded, else why no step is possible.
  mutating func step(
    _ equations: some Equations, _ y: inout [Double], _ time: inout Double, before stop: Double
  ) -> SolverError.Kind? {
    if stop - time <= 8 * stop.ulp {
      time = stop
      return nil
    }
    let state = Array(y.prefix(equations.stateCount))
    guard equations.rates(state, at: time).allSatisfy(\.isFinite) else { return .ratesNotFinite }
    let jacobian = equations.jacobian(state, at: time)
    while true {
      let isCut = stop - time <= proposed * 1.01
      let h = isCut ? stop - time : proposed
      guard h > 8 * time.ulp else { return .errorTestFailed }
      let table = extrapolate(equations, jacobian, y, from: time, by: h, mayEndEarly: isCut)
      if table.isConverged {
        y = table.best
        time = isCut ? stop : time + h
        statistics.steps += 1
        accept(table, h: h, isCut: isCut)
        return nil
      }
      reject(table, h: h)
    }
  }

  // MARK: - One step

  /// The extrapolation table of one step, with the step size and the work by time that each column would allow.
  private struct Table {
    var best: [Double]
    var isConverged = false
    /// Columns that were computed.
    var columns = 0
    var size = [Double](repeating: 0, count: Limits.columns + 1)
    var work = [Double](repeating: .infinity, count: Limits.columns + 1)
  }

  /// Work of all columns up to one, in steps.
  private static func cost(_ columns: Int) -> Double {
    Double(columns * (columns + 1)) / 2 + Double(columns) * Limits.factorisationCost
  }

  private mutating func extrapolate(
    _ equations: some Equations, _ jacobian: [Double], _ y: [Double], from time: Double, by h: Double, mayEndEarly: Bool
  ) -> Table {
    var table = Table(best: y)
    var row: [[Double]] = []
    var largestAllowed = Double.infinity
    for j in 1...(target + 1) {
      guard let first = eulerSteps(equations, jacobian, y, from: time, by: h, count: j) else { return table }
      var newRow = [first]
      for k in 1..<j {
        let factor = 1 / (Double(j) / Double(j - k) - 1)
        newRow.append(zip(newRow[k - 1], row[k - 1]).map { $0 + ($0 - $1) * factor })
      }
      row = newRow
      table.columns = j
      if j == 1 { continue }
      table.best = zip(y, row[j - 1]).map { $0 + $1 }
      let error = largestError(y, table.best, row[j - 1], row[j - 2])
      guard error.isFinite, j == 2 || error < largestAllowed else {
        table.columns = j - 1
        return table
      }
      largestAllowed = max(4 * error, 1)
      let factor = error > 0 ? 0.94 * pow(0.65 / error, 1 / Double(j)) : Limits.growth
      table.size[j] = h * min(max(factor, Limits.shrinkage), Limits.growth)
      table.work[j] = Self.cost(j) / table.size[j]
      if error <= 1, j >= target - 1 || mayEndEarly {
        table.isConverged = true
        return table
      }
      let hope = j == target - 1 ? Double(4 * target * (target + 1)) : Double(4 * (target + 1))
      if j >= target - 1, error > hope { return table }
    }
    return table
  }

  /// What `count` steps of linearly implicit Euler over `h` change. Extrapolating the change and not the state keeps the
  /// rounding of the extrapolation in proportion to the change.
  /// - Returns: nil when the matrix is singular or a rate is not finite.
  private mutating func eulerSteps(
    _ equations: some Equations, _ jacobian: [Double], _ y: [Double], from start: Double, by h: Double, count: Int
  ) -> [Double]? {
    let n = equations.stateCount
    let part = h / Double(count)
    var matrix = jacobian.map { -part * $0 }
    for i in 0..<n { matrix[i * n + i] += 1 }
    statistics.factorisations += 1
    guard let factors = DenseFactorisation(matrix, size: n) else { return nil }
    var change = [Double](repeating: 0, count: y.count)
    var state = Array(y.prefix(n))
    for number in 1...count {
      let time = start + part * Double(number)
      statistics.rateEvaluations += 1
      for (i, step) in factors.solve(equations.rates(state, at: time).map({ part * $0 })).enumerated() {
        change[i] += step
        state[i] = y[i] + change[i]
      }
      for (i, integrand) in equations.integrands(state, at: time).enumerated() { change[n + i] += part * integrand }
    }
    return change.allSatisfy(\.isFinite) ? change : nil
  }

  private func weight(_ old: Double, _ new: Double, _ index: Int) -> Double {
    relative * max(old.magnitude, new.magnitude) + absolute[index]
  }

  /// The largest difference of any state in units of its tolerance.
  private mutating func largestError(
    _ old: [Double], _ new: [Double], _ better: [Double], _ worse: [Double]
  ) -> Double {
    var largest = 0.0
    for i in old.indices {
      let difference = better[i] - worse[i]
      if difference == 0 { continue }
      let error = difference.magnitude / weight(old[i], new[i], i)
      if !(error <= largest) { (largest, worst) = (error, i) }
    }
    return largest
  }

  // MARK: - The next step

  private mutating func accept(_ table: Table, h: Double, isCut: Bool) {
    let j = table.columns
    defer { wasRejected = false }
    if isCut {
      // A step cut short by a sample says little about the best order.
      proposed = max(proposed, table.size[j])
      return
    }
    var best = min(j, target)
    if best > 2, table.work[best - 1] < 0.8 * table.work[best] {
      best -= 1
    } else if j > target {
      if table.work[j] < 0.9 * table.work[best] { best = j }
    } else if j == 2 || table.work[j] < 0.9 * table.work[j - 1] {
      best = j + 1
    }
    best = min(best, Limits.columns - 1)
    if wasRejected {
      target = max(2, min(best, j))
      proposed = min(h, table.size[target])
      return
    }
    target = best
    proposed = best <= j ? table.size[best] : table.size[j] * Self.cost(best) / Self.cost(j)
  }

  private mutating func reject(_ table: Table, h: Double) {
    statistics.errorTestFailures += 1
    wasRejected = true
    guard table.columns >= 2, !table.isConverged else {
      target = max(2, target - 1)
      proposed = h / 4
      return
    }
    let best = (2...min(table.columns, Limits.columns - 1)).min { table.work[$0] < table.work[$1] } ?? 2
    target = best
    proposed = min(table.size[best], 0.7 * h)
  }
}
