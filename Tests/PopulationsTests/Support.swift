import DataFiles
import Foundation
import NumericCore
import Physiology
import Populations
import TestSupport

/// The human with its variability and populations, read once.
enum Human {
  static let species = Result { try read { loadSpecies("human", library: ownLibrary, diagnostics: $0) } }
  static let variability = Result {
    let human = try species.get()
    return try read { loadVariability(of: human, library: ownLibrary, diagnostics: $0) }
  }
  /// Nobody differs from the typical person of their size.
  static let noVariability = Result {
    let human = try species.get()
    return try read { loadVariability(of: human, varies: false, library: ownLibrary, diagnostics: $0) }
  }
  private static let populations = Result {
    let diagnostics = Diagnostics()
    var found: [String: PopulationRecord] = [:]
    for name in names {
      found[name] = loadPopulation(name, species: "human", library: ownLibrary, diagnostics: diagnostics)
    }
    try diagnostics.throwIfAny()
    return found
  }

  static let names = populationNames(species: "human", library: ownLibrary)

  static func population(_ name: String) throws -> PopulationRecord {
    guard let found = try populations.get()[name] else { throw Missing(name: name) }
    return found
  }

  /// - Parameter varies: False spares the factors where covariates alone are looked at.
  static func sampler(
    _ population: String, female: Double? = nil, limits: [PopulationRequest.Limit] = [], size: Int, trials: Int = 1,
    seed: UInt64 = 1, varies: Bool = true
  ) throws -> PersonSampler {
    try sampler([population: 1], female: female, limits: limits, size: size, trials: trials, seed: seed, varies: varies)
  }

  static func sampler(
    _ shares: KeyValuePairs<String, Double>, female: Double? = nil, limits: [PopulationRequest.Limit] = [], size: Int,
    trials: Int = 1, seed: UInt64 = 1, varies: Bool = true
  ) throws -> PersonSampler {
    let request = PopulationRequest(
      sources: try shares.map { .init(population: try population($0.key), share: $0.value) }, female: female,
      limits: limits, size: size, trials: trials, seed: seed)
    return try PersonSampler(
      request, species: species.get(), variability: varies ? variability.get() : noVariability.get())
  }

  static func body(_ person: Person) throws -> Individual {
    try makeIndividual(species.get(), person.covariates.subject(species: "human"), person.body)
  }

  private static func read<Value>(_ load: (Diagnostics) -> Value?) throws -> Value {
    let diagnostics = Diagnostics()
    let value = load(diagnostics)
    try diagnostics.throwIfAny()
    guard let value else { throw Missing(name: "\(Value.self)") }
    return value
  }
}

struct Missing: Error {
  let name: String
}

extension PersonSampler {
  func people(_ count: Int) throws -> [Person] { try (1...count).map { try person($0) } }
}

extension [Double] {
  var mean: Double { reduce(0, +) / Double(count) }

  var deviation: Double {
    let middle = mean
    return (reduce(0) { $0 + ($1 - middle) * ($1 - middle) } / Double(count - 1)).squareRoot()
  }

  var median: Double { sorted()[count / 2] }

  /// Places in ascending order, from 0.
  var ranks: [Double] {
    var ranks = [Double](repeating: 0, count: count)
    for (rank, place) in indices.sorted(by: { self[$0] < self[$1] }).enumerated() { ranks[place] = Double(rank) }
    return ranks
  }

  func correlation(with other: [Double]) -> Double {
    let (a, b) = (mean, other.mean)
    let product = zip(self, other).reduce(0) { $0 + ($1.0 - a) * ($1.1 - b) }
    return product / Double(count - 1) / deviation / other.deviation
  }
}
