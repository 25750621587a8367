import Quantities

/// Hours in the year that ages are counted in.
public let hoursPerYear = (try? Unit.parse("year"))?.factor ?? 8766

/// A quantity that follows the age: linear between the ages of its table, and constant beyond its ends.
///
/// - Units: ages h; values as the quantity's.
public struct AgeCurve: Sendable, Hashable {
  /// Rising.
  public let ages: [Double]
  /// One an age.
  public let values: [Double]

  /// - Precondition: As many values as ages, at least one; the ages rise.
  public init(ages: [Double], values: [Double]) {
    precondition(ages.count == values.count && !ages.isEmpty, "a curve needs as many values as ages")
    precondition(zip(ages, ages.dropFirst()).allSatisfy(<), "the ages of a curve rise")
    self.ages = ages
    self.values = values
  }

  public func value(at age: Double) -> Double {
    guard age > ages[0] else { return values[0] }
    guard let next = ages.firstIndex(where: { $0 > age }) else { return values[values.count - 1] }
    let share = (age - ages[next - 1]) / (ages[next] - ages[next - 1])
    return values[next - 1] + (values[next] - values[next - 1]) * share
  }
}
