import DataFiles
import Physiology

/// Which people are wanted: how many, of which populations, within which limits.
///
/// - Units: ages year, weights kg, heights cm, body mass index kg/m2, filtration mL/min/1.73 m2.
public struct PopulationRequest: Sendable {
  public struct Source: Sendable {
    public let population: PopulationRecord
    public let share: Double

    public init(population: PopulationRecord, share: Double) {
      self.population = population
      self.share = share
    }
  }

  /// A limit with its name in messages.
  public struct Limit: Sendable {
    public enum Kind: String, Sendable, CaseIterable {
      case age, weight, height, bmi, egfr
    }

    public let kind: Kind
    public let range: ClosedRange<Double>
    /// Where it was written.
    public let location: SourceLocation?

    public init(_ kind: Kind, _ range: ClosedRange<Double>, location: SourceLocation? = nil) {
      self.kind = kind
      self.range = range
      self.location = location
    }

    public var description: String { "\(kind.rawValue) \(range.lowerBound)-\(range.upperBound) \(unit)" }

    public var unit: String {
      switch kind {
      case .age: "year"
      case .weight: "kg"
      case .height: "cm"
      case .bmi: "kg/m2"
      case .egfr: "mL/min/1.73m2"
      }
    }
  }

  public var sources: [Source]
  /// Part of the people who are women; nil leaves it to the populations.
  public var female: Double?
  public var limits: [Limit]
  public var size: Int
  public var trials: Int
  public var seed: UInt64
  /// What every weight and height is multiplied by once it is drawn within the limits, as to meet the mean of a group.
  public var factor = (weight: 1.0, height: 1.0)

  public init(
    sources: [Source], female: Double? = nil, limits: [Limit] = [], size: Int, trials: Int = 1, seed: UInt64
  ) {
    self.sources = sources
    self.female = female
    self.limits = limits
    self.size = size
    self.trials = trials
    self.seed = seed
  }

  public var peopleCount: Int { size * trials }

  func limit(_ kind: Limit.Kind) -> Limit? { limits.first { $0.kind == kind } }
}

/// Why people cannot be had.
public struct PopulationFault: Error, Sendable, CustomStringConvertible {
  public let problem: String
  public let remedy: String
  /// The limit at fault, where one is.
  public let limit: PopulationRequest.Limit?

  public init(_ problem: String, remedy: String, limit: PopulationRequest.Limit? = nil) {
    self.problem = problem
    self.remedy = remedy
    self.limit = limit
  }

  public var description: String { "\(problem); \(remedy)" }
}
