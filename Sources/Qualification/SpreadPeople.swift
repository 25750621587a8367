import DataFiles
import Dosing
import Physiology
import Populations
import Simulations

/// Finds the people that stand for those of an observed arm.
///
/// Sex is that of the study's subject; ages lie within ten years of its age, or from 18 to 45 years where none is stated.
/// A stated weight or height is met on average: everybody's is multiplied by what is stated over the mean of those drawn.
/// Proteins that the subject changes, such as by genotype, stay changed.
struct SpreadPeople {
  let library: Library
  let count: Int
  let seed: UInt64
  private let cache = ReadingCache()

  /// Uniform over this range the standard deviation is 5.8 years, as in groups of healthy volunteers.
  private static let yearsAround = 10.0
  private static let usualAges = 18.0...45.0

  /// - Throws: `CaseFailure` when nobody can be drawn.
  func sampler(_ parts: StudyParts, _ arm: Arm) throws(CaseFailure) -> PersonSampler {
    let diagnostics = Diagnostics(cache: cache)
    let subject = resolveSubject(
      arm.subject ?? parts.study.subject, library: library, diagnostics: diagnostics)?.record
    let species = parts.species
    let population = loadPopulation(
      Self.population(subject), species: species.name, library: library, diagnostics: diagnostics)
    let variability = loadVariability(
      of: species, proteins: parts.proteinNames, changes: population.map { [$0.variability] } ?? [], varies: true,
      library: library, diagnostics: diagnostics)
    guard let subject, let population, let variability else {
      throw CaseFailure(DataErrors(diagnostics.errors).errors.first?.description ?? "the people cannot be read")
    }
    let ages = Self.ages(subject)
    var request = PopulationRequest(
      sources: [.init(population: population, share: 1)], female: subject.sex.map { $0 == "female" ? 1 : 0 },
      limits: [.init(.age, ages.overlaps(population.ages) ? ages.clamped(to: population.ages) : ages)], size: count,
      seed: seed)
    do throws(PopulationFault) {
      let drawn = try PersonSampler(request, species: species, variability: variability)
      guard subject.weight != nil || subject.height != nil else { return drawn }
      var (weight, height) = (0.0, 0.0)
      for number in 1...count {
        let person = try drawn.person(number).covariates
        weight += person.weight / Double(count)
        height += person.height / Double(count)
      }
      request.factor = (
        weight: subject.weight.map { $0 / weight } ?? 1,
        height: subject.height.map { $0 * centimetersPerDecimeter / height } ?? 1
      )
      return try PersonSampler(request, species: species, variability: variability)
    } catch {
      throw CaseFailure(error.description)
    }
  }

  /// The population of the library that a subject's own is closest to.
  static func population(_ subject: SubjectRecord?) -> String {
    let word = subject?.population?.value.lowercased() ?? ""
    if word.contains("chinese") { return "chinese" }
    return word.contains("japan") || word.contains("asian") ? "japanese" : "european"
  }

  static func ages(_ subject: SubjectRecord) -> ClosedRange<Double> {
    guard let age = subject.age.map({ $0 / hoursPerYear }) else { return usualAges }
    return max(adultYears, age - yearsAround)...max(adultYears, age + yearsAround)
  }
}

private let centimetersPerDecimeter = 10.0
