import Physiology
import Populations

/// Which numbers are kept of each person, and in which order.
public struct ResultLayout: Sendable {
  /// A place of a compound that is watched in an arm.
  public struct Site: Sendable, Hashable {
    public let compound: String
    public let name: String
    /// Whether its curve is an amount that has left the body.
    public let isAmount: Bool
  }

  /// One row of exposure.
  public struct ExposureKey: Sendable, Hashable {
    /// Place in `sites`.
    public let site: Int
    public let interval: ExposureInterval
  }

  public struct Arm: Sendable {
    public let name: String
    public let sites: [Site]
    public let exposures: [ExposureKey]
  }

  /// A number about the body of a person, in the first arm.
  public struct Column: Sendable, Hashable {
    /// With its unit, such as `liver_volume_L`.
    public let name: String
    public let unit: String
    public let about: String
  }

  public let arms: [Arm]
  /// h
  public let times: [Double]
  public let columns: [Column]
  public let populations: [String]
  /// Proteins of the study, by name.
  let proteins: [String]
  /// Names of the organs with files, and those that have a blood flow of their own.
  let organs: [String]

  init(_ parts: StudyParts, arms simulations: [Simulation]) {
    arms = simulations.map { simulation in
      let sites = simulation.sites.map { Site(compound: $0.compound, name: $0.name, isAmount: $0.isAmount) }
      return Arm(
        name: simulation.arm.displayName, sites: sites,
        exposures: simulation.sites.enumerated().flatMap { index, site in
          simulation.exposureIntervals(of: site).map { ExposureKey(site: index, interval: $0) }
        })
    }
    times = parts.study.sampling
    populations = parts.study.subjects?.sources.map(\.population.value) ?? []
    organs = parts.individual.organs.filter { $0.partOf == nil }.map(\.name)
    proteins = simulations.first.map { $0.proteinNames } ?? []
    columns = Self.columns(organs: organs, proteins: proteins)
  }

  /// The place of a column, by its name.
  public func column(named name: String) -> Int? { columns.firstIndex { $0.name == name } }

  /// Numbers in `columns` that say who somebody is; the others are of the body.
  static let covariateColumns: [Column] = [
    Column(name: "population", unit: "1", about: "place of the population in the study's list"),
    Column(name: "female", unit: "1", about: "1 for a woman"),
    Column(name: "age_year", unit: "year", about: "age"),
    Column(name: "weight_kg", unit: "kg", about: "body weight"),
    Column(name: "height_cm", unit: "cm", about: "body height"),
    Column(name: "bmi_kg_per_m2", unit: "kg/m2", about: "body mass index"),
    Column(name: "bsa_m2", unit: "m2", about: "body surface area"),
    Column(name: "hematocrit", unit: "1", about: "hematocrit"),
    Column(name: "creatinine_mg_per_dL", unit: "mg/dL", about: "serum creatinine"),
    Column(name: "gfr_mL_per_min", unit: "mL/min", about: "glomerular filtration"),
    Column(name: "egfr_mL_per_min_per_1.73m2", unit: "mL/min/1.73m2", about: "filtration for 1.73 m2 of body surface"),
    Column(name: "cardiac_output_L_per_h", unit: "L/h", about: "cardiac output"),
    Column(name: "albumin", unit: "1", about: "albumin over that of the reference adult"),
    Column(name: "alpha1_acid_glycoprotein", unit: "1", about: "the same of alpha-1-acid glycoprotein"),
    Column(name: "gastric_emptying_time_h", unit: "h", about: "mean time of liquid in the stomach, at the first dose"),
  ]

  private static func columns(organs: [String], proteins: [String]) -> [Column] {
    func word(_ name: String) -> String { String(name.map { $0 == " " ? "_" : $0 }) }
    return covariateColumns
      + organs.map { Column(name: "\(word($0))_volume_L", unit: "L", about: "volume of \($0), blood included") }
      + organs.map { Column(name: "\(word($0))_blood_flow_L_per_h", unit: "L/h", about: "blood into \($0)") }
      + proteins.map { Column(name: "\(word($0))_factor", unit: "1", about: "\($0) over what is typical at this age") }
      + proteins.map { Column(name: "\(word($0))_liver_umol", unit: "umol", about: "\($0) in the liver") }
      + proteins.map { Column(name: "\(word($0))_gut_umol", unit: "umol", about: "\($0) in the wall of the gut") }
  }

  /// The numbers of `columns` for a person and their body.
  func values(of person: Person, _ body: StudyPerson, _ simulation: Simulation) -> [Double] {
    let individual = body.individual
    let covariates = person.covariates
    let surface = individual.bodySurfaceArea ?? .nan
    let filtration = individual.glomerularFiltration ?? .nan
    var values: [Double] = [
      Double(populations.firstIndex(of: person.population) ?? -1), covariates.sex == .female ? 1 : 0, covariates.age,
      covariates.weight, covariates.height, covariates.bodyMassIndex, surface / 100, individual.hematocrit,
      covariates.creatinine ?? .nan, filtration * 1000 / 60, indexedFiltration(filtration, surface: surface),
      individual.cardiacOutput, individual.albumin, individual.alpha1AcidGlycoprotein,
      individual.gut?.gastricEmptyingTime ?? .nan,
    ]
    var inflow: [String: Double] = [:]
    for flow in individual.flows { inflow[flow.to, default: 0] += flow.flow }
    var wholeVolume: [String: Double] = [:]
    for organ in individual.organs { wholeVolume[organ.partOf ?? organ.name, default: 0] += organ.volume }
    values += organs.map { wholeVolume[$0] ?? .nan }
    values += organs.map { inflow[$0] ?? 0 }
    values += proteins.map { person.proteins[$0]?.abundance ?? 1 }
    values += proteins.map { name in
      simulation.amount(of: name) { $0.name == "liver" }
    }
    values += proteins.map { name in
      simulation.amount(of: name) { $0.gutSegment != nil }
    }
    return values
  }

  /// Numbers of one person in all: those of the body, then by arm the exposures.
  public var numbersOfPerson: Int {
    columns.count + arms.reduce(0) { $0 + 1 + $1.exposures.count * ExposureMetrics.count + $1.sites.count }
  }

  /// Values of all curves of one person.
  public var curveValues: Int { arms.reduce(0) { $0 + $1.sites.count * times.count } }
}

extension ExposureMetrics {
  static let count = 9

  /// In the order of exposure.csv; not a number where a metric is not defined.
  var values: [Double] {
    [
      cmax, tmax, aucLast, aucInfinity, aucExtrapolatedPercent, halfLife, clearance, volumeSteadyState,
      meanResidenceTime,
    ].map { $0 ?? .nan }
  }
}
