import DataFiles
import NumericCore
import Physiology

/// How the people of a species differ from what is typical for their sex, age, weight and height.
///
/// Each quantity is a factor with a distribution; normal scores of some are correlated (a Gaussian copula). A score is
/// drawn by seed, person and name alone, so that a quantity more or less changes no other.
///
/// - Reference: Nelsen, An Introduction to Copulas (2nd edition, 2006), section 2.3.
public struct Variability: Sendable {
  /// What a factor multiplies.
  public enum Target: Sendable, Hashable {
    /// By place of the organ in the species' files.
    case organVolume(Int)
    case organFlow(Int)
    case fatToLean, cardiacOutput, hematocrit, albumin, alpha1AcidGlycoprotein, filtration
    case microsomalProtein, hepatocytes
    case binding, otherClearance
    case gastricEmptyingTime, smallIntestinalTransitTime, largeIntestinalTransitTime, dissolutionTime
    case intestinalPermeability
    case abundance(String)
    case intestinalAbundance(String)
  }

  /// What a person keeps, or what changes from one occasion to the next.
  public enum Level: String, Sendable, CaseIterable {
    case person
    case occasion
  }

  public struct Quantity: Sendable {
    public let name: String
    public let level: Level
    public let target: Target
    public let distribution: Distribution
    public let stream: StreamName

    public init(name: String, level: Level, target: Target, distribution: Distribution) {
      self.name = name
      self.level = level
      self.target = target
      self.distribution = distribution
      // What a person keeps and what changes with the occasion are drawn apart, also of one quantity.
      stream = StreamName(level == .person ? name : "\(name) by occasion")
    }
  }

  /// Of the persons.
  public let quantities: [Quantity]
  public let occasional: [Quantity]
  public let correlations: CorrelationMatrix
  /// Place in `quantities` of each name of `correlations`.
  let correlatedPlaces: [Int]
  /// Number of organ files of the species.
  let organCount: Int

  public init(_ quantities: [Quantity], correlations: CorrelationMatrix, organCount: Int) {
    let own = quantities.filter { $0.level == .person }
    self.quantities = own
    occasional = quantities.filter { $0.level == .occasion }
    self.correlations = correlations
    correlatedPlaces = correlations.names.compactMap { name in own.firstIndex { $0.name == name } }
    self.organCount = organCount
  }

  /// The factors of one person, in the order of `quantities`.
  ///
  /// - Parameter attempt: Counts from 1 the draws after one that was not accepted.
  public func factors(seed: UInt64, person: UInt64, attempt: UInt32 = 0) -> [Double] {
    var scores = quantities.map { quantity in
      var stream = RandomStream(seed: seed, person: person, name: quantity.stream, occasion: attempt)
      return stream.normal()
    }
    if !correlatedPlaces.isEmpty {
      var block = correlatedPlaces.map { scores[$0] }
      correlations.correlate(&block)
      for (place, score) in zip(correlatedPlaces, block) { scores[place] = score }
    }
    return zip(quantities, scores).map { $0.distribution.value(atNormalScore: $1) }
  }

  /// How the gut of one person passes its contents at one occasion, over what is usual for this person.
  public func gut(seed: UInt64, person: UInt64, occasion: UInt32) -> GutVariation {
    var body = BodyVariation(organs: 0)
    for quantity in occasional {
      var stream = RandomStream(seed: seed, person: person, name: quantity.stream, occasion: occasion)
      body.set(quantity.target, quantity.distribution.value(atNormalScore: stream.normal()))
    }
    return body.gut
  }

  /// The body and the proteins that factors describe.
  public func variation(_ factors: [Double]) -> (body: BodyVariation, proteins: [String: ProteinVariation]) {
    var body = BodyVariation(organs: organCount)
    var proteins: [String: ProteinVariation] = [:]
    for (quantity, factor) in zip(quantities, factors) {
      switch quantity.target {
      case .abundance(let name): proteins[name, default: ProteinVariation()].abundance = factor
      case .intestinalAbundance(let name): proteins[name, default: ProteinVariation()].intestinal = factor
      default: body.set(quantity.target, factor)
      }
    }
    return (body, proteins)
  }
}

extension BodyVariation {
  mutating func set(_ target: Variability.Target, _ factor: Double) {
    switch target {
    case .organVolume(let place): volumes[place] = factor
    case .organFlow(let place): flows[place] = factor
    case .fatToLean: fatToLean = factor
    case .cardiacOutput: cardiacOutput = factor
    case .hematocrit: hematocrit = factor
    case .albumin: albumin = factor
    case .alpha1AcidGlycoprotein: alpha1AcidGlycoprotein = factor
    case .filtration: filtration = factor
    case .microsomalProtein: microsomalProtein = factor
    case .hepatocytes: hepatocytes = factor
    case .gastricEmptyingTime: gut.gastricEmptyingTime = factor
    case .smallIntestinalTransitTime: gut.smallIntestinalTransitTime = factor
    case .largeIntestinalTransitTime: gut.largeIntestinalTransitTime = factor
    case .dissolutionTime: gut.dissolutionTime = factor
    case .intestinalPermeability: gut.permeability = factor
    case .binding: binding = factor
    case .otherClearance: otherClearance = factor
    case .abundance, .intestinalAbundance: break
    }
  }
}
