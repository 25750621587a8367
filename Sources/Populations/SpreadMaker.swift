import DataFiles
import NumericCore
import Quantities

/// A quantity whose spread is being read.
struct VariedQuantity {
  let name: String
  let target: Variability.Target
  let level: Variability.Level
  let at: SourceLocation
}

/// Makes the distribution of a quantity, a factor of what is typical, from what a file says of its spread.
struct SpreadMaker {
  let diagnostics: Diagnostics

  /// - Parameters:
  ///   - form: `lognormal`, `normal` or `beta`.
  ///   - spread: `cv` or `gsd`.
  /// - Returns: nil when a fault was found.
  func quantity(
    _ varied: VariedQuantity, _ form: String, _ spread: String, _ value: Double, _ lower: Double?, _ upper: Double?
  ) -> Variability.Quantity? {
    func refused(_ problem: String, _ remedy: String) -> Variability.Quantity? {
      report(varied, problem, remedy)
      return nil
    }
    let base: Distribution =
      switch (form, spread) {
      case ("normal", _): .normal(mean: 1, deviation: value)
      case (_, "gsd"): .lognormal(median: 1, geometricDeviation: value)
      default: .lognormal(median: 1, cv: value)
      }
    if form != "lognormal", spread == "gsd" {
      return refused("a \(form) distribution has no geometric standard deviation", "write the spread as `cv`")
    }
    if form == "beta" {
      guard let beta = beta(cv: value, lower, upper) else {
        return refused(
          "no beta distribution of mean 1 has this cv between `lower` and `upper`",
          "give `lower` from 0 to below 1, `upper` above 1, and a smaller cv")
      }
      return checked(beta, varied)
    }
    if form == "normal", lower ?? -1 <= 0 {
      return refused("a normal factor can become negative", "give `lower` above 0, or write lognormal")
    }
    guard lower != nil || upper != nil else { return checked(base, varied) }
    let range = (lower ?? 0, upper ?? .greatestFiniteMagnitude)
    guard range.0 <= range.1 else { return refused("`upper` is below `lower`", "exchange them") }
    do throws(DistributionFault) {
      return checked(try base.truncated(to: range.0...range.1), varied)
    } catch {
      return refused(error.problem, "correct `lower` and `upper`")
    }
  }

  /// - Parameter typical: What the observed values are divided by.
  /// - Returns: nil when a fault was found.
  func quantity(
    _ varied: VariedQuantity, _ observed: EmpiricalDistribution, typical: Double
  ) -> Variability.Quantity? {
    guard typical > 0 else {
      report(varied, "the typical value is not above 0", "give one above 0")
      return nil
    }
    let factors = Distribution.empirical(observed.divided(by: typical))
    guard factors.support.contains(1) else {
      let (least, greatest) = (factors.support.lowerBound, factors.support.upperBound)
      report(
        varied, "the values are \(formattedNumber(least)) to \(formattedNumber(greatest)) times what is typical",
        "give `typical`, the value of a typical person, or values of which 1 is typical")
      return nil
    }
    return checked(factors, varied)
  }

  /// The beta distribution of mean 1 between two bounds.
  ///
  ///     m = (1 - a)/(b - a),  v = (cv/(b - a))²,  α + β = m (1 - m)/v - 1,  α = m (α + β)
  private func beta(cv: Double, _ lower: Double?, _ upper: Double?) -> Distribution? {
    guard let lower, let upper, lower >= 0, lower < 1, upper > 1, cv > 0 else { return nil }
    let width = upper - lower
    let mean = (1 - lower) / width
    let sum = mean * (1 - mean) / ((cv / width) * (cv / width)) - 1
    guard sum > 0 else { return nil }
    return .beta(alpha: mean * sum, beta: (1 - mean) * sum, range: lower...upper)
  }

  private func checked(_ distribution: Distribution, _ varied: VariedQuantity) -> Variability.Quantity? {
    do throws(DistributionFault) {
      try distribution.check()
    } catch {
      report(varied, error.problem, "correct the spread")
      return nil
    }
    return Variability.Quantity(
      name: varied.name, level: varied.level, target: varied.target, distribution: distribution)
  }

  private func report(_ varied: VariedQuantity, _ problem: String, _ remedy: String) {
    diagnostics.report(varied.at, "`\(varied.name)`: \(problem)", remedy: remedy)
  }
}
