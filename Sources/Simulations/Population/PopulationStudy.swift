import DataFiles
import Dosing
import Engine
import Networks
import Physiology
import Populations
import Processes

/// A study of many people, read and built: everything that a run needs, the same for all threads.
public struct PopulationStudy: Sendable {
  public let parts: StudyParts
  public let people: PeopleToRun
  public let variability: Variability
  /// Each arm for the typical body: its structure, and the places that are watched.
  public let arms: [Simulation]
  public let layout: ResultLayout
  /// Every file that was read for the study and its people, in the order of reading.
  public internal(set) var files: [String]
  /// The reference body of the species, in which plasma clearances count as measured.
  let clearanceBody: Individual

  public var study: Study { parts.study }
  public var peopleCount: Int { people.count }
  /// People in each trial; nil where people are listed in a table.
  public var trialSize: Int? {
    if case .drawn(let sampler) = people { sampler.request.size } else { nil }
  }

  /// People that are advanced together, by their numbers: `width · group + 1 ...`; no choice of threads changes it.
  public static let groupWidth = 8

  public var groupCount: Int { (peopleCount + Self.groupWidth - 1) / Self.groupWidth }

  /// The numbers of a group, counted from 0, without those beyond the last person.
  public func numbers(of group: Int) -> ClosedRange<Int> {
    (group * Self.groupWidth + 1)...min((group + 1) * Self.groupWidth, peopleCount)
  }

  // MARK: Bodies

  /// The body of a person in an arm.
  ///
  /// The gut of each day with an oral dose is drawn anew, in every arm.
  /// - Throws: `PhysiologyError` when the covariates fit no body.
  public func body(of person: Person, arm: Int) throws(PhysiologyError) -> StudyPerson {
    let subject = person.covariates.subject(species: parts.species.name)
    let usual = person.body.gut
    var variation = person.body
    let occasions = occasionTimes[arm]
    func gut(_ occasion: Int) -> GutVariation {
      usual
        * variability.gut(
          seed: seed, person: UInt64(person.number), occasion: UInt32(arm) << 16 | UInt32(occasion & 0xFFFF))
    }
    if !occasions.isEmpty { variation.gut = gut(0) }
    let individual = try makeIndividual(parts.species, subject, variation)
    var later: [(time: Double, gut: Gut)] = []
    for occasion in occasions.indices.dropFirst() {
      if let gut = try makeGut(parts.species, subject, gut(occasion)) { later.append((occasions[occasion], gut)) }
    }
    return StudyPerson(individual, proteins: person.proteins, laterGuts: later, clearanceBody: clearanceBody)
  }

  /// By arm: when the first oral dose of each day is given; empty where nothing varies between occasions.
  private let occasionTimes: [[Double]]

  public var seed: UInt64 { people.seed }

  init(
    _ parts: StudyParts, _ people: PeopleToRun, _ variability: Variability, arms: [Simulation], layout: ResultLayout,
    clearanceBody: Individual
  ) {
    self.parts = parts
    self.people = people
    self.variability = variability
    self.arms = arms
    self.layout = layout
    self.clearanceBody = clearanceBody
    files = parts.files
    occasionTimes = arms.map { variability.occasional.isEmpty ? [] : $0.oralDays }
  }
}

extension Simulation {
  /// The arm for its own body, with the structure and events that everybody has.
  static func typical(_ parts: StudyParts, arm: Arm, _ variability: Variability) throws(ModelError) -> Simulation {
    let plain = try Simulation(parts, arm: arm)
    let days = variability.occasional.isEmpty ? [] : plain.oralDays
    let body = parts.parts(of: arm).individual
    guard days.count > 1, let gut = body.gut else { return plain }
    // As of a person whose gut differs from day to day.
    return try Simulation(parts, arm: arm, person: StudyPerson(body, laterGuts: days.dropFirst().map { ($0, gut) }))
  }

  /// The time of the first oral dose of each day of the arm.
  var oralDays: [Double] {
    var days: [(day: Int, time: Double)] = []
    for dose in administrations.given where dose.route == .oral {
      let day = Int((dose.time / hoursPerDay).rounded(.down))
      if days.last?.day != day { days.append((day, dose.time)) }
    }
    return days.map(\.time)
  }
}

private let hoursPerDay = 24.0

/// Builds a study of many people.
///
/// - Parameters:
///   - parts: The study with its species and compounds.
///   - choices: What replaces the size and the seed of the file.
///   - diagnostics: Receives every fault.
/// - Returns: nil when a fault was found.
public func makePopulationStudy(
  _ parts: StudyParts, _ choices: PeopleChoices = PeopleChoices(), library: Library, diagnostics: Diagnostics
) -> PopulationStudy? {
  guard let subjects = parts.study.subjects else {
    diagnostics.report(
      SourceLocation(file: parts.study.file ?? parts.study.name, line: 1, column: 1),
      "the study names no people", remedy: "write `subjects: {population: european, size: 100, age: 18-45 year}`")
    return nil
  }
  let found = loadPeople(subjects, choices, of: parts, library: library, diagnostics: diagnostics)
  guard let (people, variability) = found else { return nil }
  var arms: [Simulation] = []
  for arm in parts.study.arms {
    do throws(ModelError) {
      arms.append(try Simulation.typical(parts, arm: arm, variability))
    } catch {
      diagnostics.report(parts.fault(error, arm: arm))
    }
  }
  guard arms.count == parts.study.arms.count else { return nil }
  let layout = ResultLayout(parts, arms: arms)
  var study = PopulationStudy(
    parts, people, variability, arms: arms, layout: layout, clearanceBody: parts.individual)
  study.files += diagnostics.filesRead.filter { !parts.files.contains($0) }
  return study
}
