import DataFiles
import Dosing
import Physiology
import Populations
import Quantities

/// The people of a study: drawn from populations or listed in a table.
public enum PeopleToRun: Sendable {
  case drawn(PersonSampler)
  case listed(ListedPeople)

  public var count: Int {
    switch self {
    case .drawn(let sampler): sampler.request.peopleCount
    case .listed(let people): people.count
    }
  }

  var seed: UInt64 {
    switch self {
    case .drawn(let sampler): sampler.request.seed
    case .listed(let people): people.seed
    }
  }

  /// The person of a number, counted from 1. People beyond `count` exist where people are drawn.
  ///
  /// - Throws: `PopulationFault` when nobody fits.
  public func person(_ number: Int) throws(PopulationFault) -> Person {
    switch self {
    case .drawn(let sampler): try sampler.person(number)
    case .listed(let people): people.person(min(number, people.count))
    }
  }
}

/// How the command line changes the people that a study asks for.
public struct PeopleChoices: Sendable {
  public var size: Int?
  public var seed: UInt64?

  public init(size: Int? = nil, seed: UInt64? = nil) {
    self.size = size
    self.seed = seed
  }
}

/// Reads the populations that a study names and finds its people.
///
/// - Returns: nil when a fault was found.
func loadPeople(
  _ subjects: SubjectsRecord, _ choices: PeopleChoices, of parts: StudyParts, library: Library, diagnostics: Diagnostics
) -> (people: PeopleToRun, variability: Variability)? {
  let faults = diagnostics.errors.count
  let species = parts.species
  let populations = subjects.sources.compactMap { source in
    loadPopulation(
      source.population.value, species: species.name, library: library, diagnostics: diagnostics,
      at: source.population.location
    ).map { PopulationRequest.Source(population: $0, share: source.share) }
  }
  if populations.count > 1 {
    for (source, own) in zip(subjects.sources, populations) where !own.population.variability.isEmpty {
      diagnostics.report(
        source.population.location,
        "\(own.population.name) has spreads of its own, which would hold for everybody in a mix",
        remedy: "draw from it alone, or write the spreads under `variability` of the subjects")
    }
  }
  let variability = loadVariability(
    of: species, proteins: parts.proteinNames,
    changes: populations.map(\.population.variability) + [subjects.variability], varies: subjects.varies,
    library: library, diagnostics: diagnostics)
  guard diagnostics.errors.count == faults, let variability else { return nil }
  let seed = choices.seed ?? subjects.seed ?? SubjectsRecord.defaultSeed
  if let people = subjects.people {
    let path = tablePath(people.value, besides: parts.study.file)
    return ListedPeople(
      path: path, seed: seed, species: species, variability: variability, diagnostics: diagnostics
    ).map { (.listed($0), variability) }
  }
  let request = PopulationRequest(
    sources: populations, female: subjects.female, limits: subjects.limits,
    size: choices.size ?? subjects.size ?? SubjectsRecord.defaultSize, trials: subjects.trials, seed: seed)
  do throws(PopulationFault) {
    return (.drawn(try PersonSampler(request, species: species, variability: variability)), variability)
  } catch {
    diagnostics.report(error.limit?.location ?? subjects.location, error.problem, remedy: error.remedy)
    return nil
  }
}

/// A table beside the study file, or where the path leads from here.
func tablePath(_ path: String, besides study: String?) -> String {
  guard let study, !path.hasPrefix("/") else { return path }
  let beside = "\(parentFolder(study))/\(path)"
  return isFile(beside) ? beside : path
}

extension SubjectsRecord {
  /// The limits in the units that people are described in.
  fileprivate var limits: [PopulationRequest.Limit] {
    func limit(_ kind: PopulationRequest.Limit.Kind, _ range: Range?, _ unit: String) -> PopulationRequest.Limit? {
      guard let range, let unit = try? Unit.parse(unit) else { return nil }
      return PopulationRequest.Limit(
        kind, (range.value.lowerBound / unit.factor)...(range.value.upperBound / unit.factor), location: range.location)
    }
    return [
      limit(.age, age, "year"), limit(.weight, weight, "kg"), limit(.height, height, "cm"),
      limit(.bmi, bodyMassIndex, "kg/m2"), limit(.egfr, filtration, "mL/min/1.73m2"),
    ].compactMap { $0 }
  }
}
