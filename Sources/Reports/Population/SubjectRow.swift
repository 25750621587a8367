import DataFiles
import Populations
import Simulations

/// A person with everything that the tables say of them.
struct SubjectRow: Sendable {
  /// By arm; empty where only covariates are asked for.
  let arms: [PopulationResults.ArmNumbers]
  /// Why there are no results; nil for a person who was computed.
  let failure: String?
  let id: String
  let trial: Int
  let population: String
  /// Empty where even that is not known.
  let sex: String
  /// As in the table of the population or of the people; empty where it is not known.
  let ancestry: String
  /// In the order of `ResultLayout.columns`; of a person without a body only what they were drawn with.
  let columns: [Double]

  init(_ person: PopulationResults.PersonNumbers, _ study: PopulationStudy) {
    self.init(person.number, person.columns, person.arms, person.failure, study)
  }

  init(_ failure: PopulationFiles.Failure, _ study: PopulationStudy) {
    self.init(failure.number, [], [], failure.reason, study)
  }

  private init(
    _ number: Int, _ known: [Double], _ arms: [PopulationResults.ArmNumbers], _ failure: String?,
    _ study: PopulationStudy
  ) {
    self.arms = arms
    self.failure = failure
    trial = study.trial(of: number)
    // Drawing people again costs more than writing them: only where the journals do not tell who they are.
    let isKnown = !(known.first ?? .nan).isNaN
    let drawn = isKnown && !study.hasRealPeople ? nil : study.person(number)
    id = drawn?.id ?? "\(number)"
    ancestry = drawn?.covariates.ancestry ?? ""
    let columns = isKnown ? known : Self.covariates(of: drawn, study.layout)
    self.columns = columns
    func value(_ name: String) -> Double {
      study.layout.column(named: name).map { columns[$0] } ?? .nan
    }
    let place = value("population")
    population =
      drawn?.population
      ?? (place >= 0 && Int(place) < study.layout.populations.count ? study.layout.populations[Int(place)] : "")
    let female = value("female")
    sex = female.isNaN ? "" : female == 1 ? "female" : "male"
  }

  /// The largest of all arms, with its sign; not a number where no arm was finished.
  var balanceError: Double {
    arms.map(\.balanceError).filter(\.isFinite).max { $0.magnitude < $1.magnitude } ?? .nan
  }

  /// The numbers of the columns that a person has before there is a body.
  private static func covariates(of person: Person?, _ layout: ResultLayout) -> [Double] {
    layout.columns.map { column in
      guard let covariates = person?.covariates else { return .nan }
      return switch column.name {
      case "female": covariates.sex == .female ? 1 : 0
      case "age_year": covariates.age
      case "weight_kg": covariates.weight
      case "height_cm": covariates.height
      case "bmi_kg_per_m2": covariates.bodyMassIndex
      case "hematocrit": covariates.hematocrit ?? .nan
      case "creatinine_mg_per_dL": covariates.creatinine ?? .nan
      default: .nan
      }
    }
  }
}

extension PopulationStudy {
  /// Whether people come from tables, which tell more of them than the journals do.
  fileprivate var hasRealPeople: Bool {
    guard case .drawn(let sampler) = people else { return true }
    return sampler.request.sources.contains {
      if case .sampled = $0.population.people { true } else { false }
    }
  }
}

extension PopulationFiles {
  /// failed.csv: who was not computed, and why.
  func writeFailures(_ staged: StagedFolder) throws(DataError) {
    let covariates = ["age_year", "weight_kg", "height_cm", "bmi_kg_per_m2", "hematocrit", "creatinine_mg_per_dL"]
    let table = try CSVStream(
      staged.file("failed.csv"), columns: ["study", "subject", "trial", "population", "sex"] + covariates + ["reason"])
    for failure in failures {
      let subject = SubjectRow(failure, study)
      try table.line { line in
        line.add(study.study.name)
        line.add(subject.id)
        line.add(subject.trial)
        line.add(subject.population)
        line.add(subject.sex)
        for name in covariates {
          line.add(layout.column(named: name).map { subject.columns[$0] })
        }
        line.add(failure.reason)
      }
    }
    try table.close()
  }

  /// The first line, or as many words of it as a cell holds well.
  static func shortened(_ reason: String) -> String {
    let words = reason.prefix { $0 != "\n" }.split(separator: " ")
    guard words.count > 16 else { return words.joined(separator: " ") }
    return words.prefix(16).joined(separator: " ") + " ..."
  }
}
