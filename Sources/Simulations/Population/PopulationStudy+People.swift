import Dosing
import Populations

extension PopulationStudy {
  /// The person of a number, counted from 1; nil when nobody fits the limits.
  public func person(_ number: Int) -> Person? { try? people.person(number) }

  /// How often the study is repeated with other people.
  public var trialCount: Int {
    switch people {
    case .drawn(let sampler): sampler.request.trials
    case .listed: 1
    }
  }

  /// The trial of a person, counted from 1.
  public func trial(of number: Int) -> Int { (number - 1) / max(1, peopleCount / trialCount) + 1 }

  /// The table in which people are listed; nil of people drawn.
  public var peopleTable: String? {
    guard case .listed(let people) = people else { return nil }
    return people.file
  }

  /// What of a compound, and of everything that forms it, enters until the end of an arm, as mg of the compound.
  ///
  /// - Parameters:
  ///   - weight: Body weight, kg.
  ///   - surface: Body surface, m2; not a number where the species has no law for it.
  package func dosed(of compound: String, arm: Int, weight: Double, surface: Double) -> Double {
    let simulation = arms[arm]
    let sources = simulation.sources(of: compound)
    let compounds = parts.parts(of: simulation.arm).compounds
    let given = administrations(
      simulation.arm.doses.filter { sources.contains($0.compound.value) }, weight: weight,
      bodySurfaceArea: surface.isNaN ? 0 : surface * squareDecimetersPerSquareMeter
    ) { name in compounds.first { $0.name == name }?.molarMass ?? .nan }
    let amount = EventTable(given, duration: study.duration).given.reduce(0) { sum, dose in
      guard case .infusion(let duration) = dose.route else { return sum + dose.amount }
      return sum + dose.amount * min(1, (study.duration - dose.time) / duration)
    }
    return amount * simulation.milligramsPerMicromole(of: compound)
  }
}

private let squareDecimetersPerSquareMeter = 100.0
