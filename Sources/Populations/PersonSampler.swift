import Foundation
import NumericCore
import Physiology

/// Draws the people of a request, each by its number alone.
///
///     let sampler = try PersonSampler(request, species: human, variability: variability)
///     let person = try sampler.person(17)
///
/// - Complexity: a person takes some tens of microseconds, more where limits are narrow.
public struct PersonSampler: Sendable {
  public let request: PopulationRequest
  public let species: SpeciesRecord
  public let variability: Variability
  private let sources: [PeopleSource]
  /// nil where there is nothing to choose.
  private let choice: WeightedChoice?

  /// - Throws: `PopulationFault` when nobody fits the limits; it names the limit that nobody meets.
  public init(_ request: PopulationRequest, species: SpeciesRecord, variability: Variability) throws(PopulationFault) {
    self.request = request
    self.species = species
    self.variability = variability
    var sources: [PeopleSource] = []
    for source in request.sources { sources.append(try PeopleSource(source.population, request)) }
    self.sources = sources
    do throws(WeightFault) {
      choice = sources.count == 1 ? nil : try WeightedChoice(weights: request.sources.map(\.share))
    } catch {
      throw PopulationFault("the shares of the populations are wrong: \(error)", remedy: "let them sum to 1")
    }
    try checkSomebodyFits()
  }

  /// For people who are listed, of whom only the factors are drawn.
  init(listing request: PopulationRequest, species: SpeciesRecord, variability: Variability) {
    self.request = request
    self.species = species
    self.variability = variability
    sources = []
    choice = nil
  }

  /// The person of a number, counted from 1.
  ///
  /// - Throws: `PopulationFault` when no try meets the limits.
  public func person(_ number: Int) throws(PopulationFault) -> Person {
    let key = UInt64(number)
    var stream = RandomStream(seed: request.seed, person: key, name: "population")
    let source = sources[choice?.sample(from: &stream) ?? 0]
    let sex = request.female.map { Self.isFemale(number, share: $0) ? Sex.female : .male }
    return try person(number, from: source, sex: sex)
  }

  private func person(_ number: Int, from source: PeopleSource, sex: Sex?) throws(PopulationFault) -> Person {
    let key = UInt64(number)
    var factors = variability.factors(seed: request.seed, person: key)
    var misses: UInt32 = 0
    var covariates = try source.covariates(seed: request.seed, person: key, sex: sex) { covariates in
      guard let limit = request.limit(.egfr) else { return true }
      // All factors anew, so that filtration keeps what it is correlated with.
      if misses > 0 { factors = variability.factors(seed: request.seed, person: key, attempt: misses) }
      misses += 1
      return filtration(covariates, factors).map(limit.range.contains) ?? false
    }
    covariates.weight *= request.factor.weight
    covariates.height *= request.factor.height
    return make(
      number, id: "\(number)", trial: (number - 1) / request.size + 1, population: source.name, covariates, factors)
  }

  /// A person with the covariates of a table, and the factors of their number where the table has none.
  func listed(
    _ number: Int, id: String, population: String, _ covariates: Covariates,
    factors given: [(place: Int, factor: Double)]
  ) -> Person {
    var factors = variability.factors(seed: request.seed, person: UInt64(number))
    for (place, factor) in given { factors[place] = factor }
    return make(number, id: id, trial: 1, population: population, covariates, factors)
  }

  private func make(
    _ number: Int, id: String, trial: Int, population: String, _ covariates: Covariates, _ factors: [Double]
  ) -> Person {
    var (body, proteins) = variability.variation(factors)
    body.measuredHematocrit = covariates.hematocrit
    body.measuredFiltration = measuredFiltration(covariates)
    return Person(
      number: number, id: id, trial: trial, population: population, covariates: covariates, factors: factors,
      body: body, proteins: proteins)
  }

  /// Of every ten people with a share of 0.3 three are women, at fixed numbers.
  ///
  /// The n-th is one where ⌊n · share⌋ rises; a share such as 0.29 is not exact in binary.
  static func isFemale(_ number: Int, share: Double) -> Bool {
    func women(_ count: Int) -> Double { (Double(count) * share + roundingOfShare).rounded(.down) }
    return women(number) > women(number - 1)
  }

  private static let roundingOfShare = 1e-9

  // MARK: Kidney

  /// Filtration by serum creatinine, L/h; nil without it.
  private func measuredFiltration(_ covariates: Covariates) -> Double? {
    guard let estimated = covariates.estimatedFiltration else { return nil }
    let surface = mosteller1987SurfaceArea(weight: covariates.weight, height: covariates.height)
    return estimated * surface / standardSurface * litersPerHour
  }

  /// Filtration of the body, mL/min/1.73 m2.
  private func filtration(_ covariates: Covariates, _ factors: [Double]) -> Double? {
    if let estimated = covariates.estimatedFiltration { return estimated }
    let subject = covariates.subject(species: species.name)
    guard let body = try? makeIndividual(species, subject, variability.variation(factors).body) else { return nil }
    let surface =
      body.bodySurfaceArea ?? 100 * mosteller1987SurfaceArea(weight: covariates.weight, height: covariates.height)
    return body.glomerularFiltration.map { indexedFiltration($0, surface: surface) }
  }

  // MARK: Checks

  /// Draws somebody of each population and sex that is wanted, so that limits nobody meets are told before anything is
  /// run.
  private func checkSomebodyFits() throws(PopulationFault) {
    for (source, wanted) in zip(sources, request.sources) where wanted.share > 0 {
      let sexes: [Sex?] =
        switch request.female {
        case nil: [nil]
        case 0?: [.male]
        case 1?: [.female]
        default: [.male, .female]
        }
      for sex in sexes {
        for number in 1...min(5, request.peopleCount) { _ = try person(number, from: source, sex: sex) }
      }
    }
  }
}

/// m2
private let standardSurface = 1.73
/// L/h in one mL/min.
private let litersPerHour = 0.06

/// Filtration for 1.73 m2 of body surface.
///
/// - Parameters:
///   - filtration: L/h.
///   - surface: dm2.
/// - Returns: mL/min/1.73 m2.
public func indexedFiltration(_ filtration: Double, surface: Double) -> Double {
  filtration / litersPerHour / (surface / 100) * standardSurface
}
