import DataFiles
import NumericCore
import Physiology

/// What a population file says: who its people are.
public struct PopulationRecord: Sendable {
  /// A number of a covariate's distribution.
  public enum Value: Sendable {
    case constant(Double)
    /// Linear in age, by sex.
    case curve(PerSex<AgeCurve>)
    case equation(Equation)
  }

  public enum Shape: Sendable {
    case normal(mean: Value, spread: Value, isCV: Bool)
    case lognormal(median: Value, cv: Value)
    case empirical(EmpiricalDistribution)
    case equation(Equation)
  }

  /// A covariate that is drawn, or computed from those before it.
  public struct Covariate: Sendable {
    public let variable: Variable
    public let shape: Shape
    /// Truncation, in standard deviations of the normal score.
    public let within: Double?
    /// Whether it follows from those before it.
    var isComputed: Bool {
      if case .equation = shape { true } else { false }
    }
    let stream: StreamName

    init(variable: Variable, shape: Shape, within: Double?) {
      self.variable = variable
      self.shape = shape
      self.within = within
      stream = StreamName(variable.rawValue)
    }
  }

  public enum People: Sendable {
    /// Drawn by distributions.
    case drawn(female: Double, ages: ClosedRange<Double>, covariates: [Covariate])
    /// Drawn from a sample of real people, by weight.
    case sampled(PeopleSample)
  }

  public let name: String
  public let about: String
  public let species: String
  public let people: People
  /// Spreads that replace those of the species, by quantity.
  public let variability: [String: DataNode]
  /// Where its numbers come from, in the order of the files.
  public internal(set) var origins: [Origin]
  public let file: String

  /// Within which its people are, in years; of real people to the whole year.
  public var ages: ClosedRange<Double> {
    switch people {
    case .drawn(_, let ages, _): return ages
    case .sampled(let sample):
      guard let known = sample.range({ $0.age }) else { return 0...0 }
      return known.lowerBound.rounded(.down)...(known.upperBound.rounded(.down) + 1)
    }
  }
}

/// Real people, each standing for as many as their weight says.
public struct PeopleSample: Sendable {
  public let people: [Covariates]
  public let weights: [Double]

  public init(people: [Covariates], weights: [Double]) {
    precondition(people.count == weights.count, "each person has a weight")
    self.people = people
    self.weights = weights
  }

  /// The least and the greatest of a covariate.
  public func range(_ covariate: (Covariates) -> Double?) -> ClosedRange<Double>? {
    let values = people.compactMap(covariate)
    guard let least = values.min(), let greatest = values.max() else { return nil }
    return least...greatest
  }
}
