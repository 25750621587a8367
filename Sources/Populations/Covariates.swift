import Physiology

/// What is known of a person before anything is drawn for them.
///
/// - Units: those that such tables are written in: year, kg, cm, mg/dL; `hematocrit` is a fraction.
public struct Covariates: Sendable, Hashable {
  public var sex: Sex
  public var age: Double
  public var weight: Double
  public var height: Double
  public var hematocrit: Double?
  /// Of serum.
  public var creatinine: Double?
  public var ancestry: String?

  public init(
    sex: Sex, age: Double, weight: Double, height: Double, hematocrit: Double? = nil, creatinine: Double? = nil,
    ancestry: String? = nil
  ) {
    self.sex = sex
    self.age = age
    self.weight = weight
    self.height = height
    self.hematocrit = hematocrit
    self.creatinine = creatinine
    self.ancestry = ancestry
  }

  /// kg/m2
  public var bodyMassIndex: Double { Populations.bodyMassIndex(weight: weight, height: height) }

  /// Filtration estimated from serum creatinine, mL/min/1.73 m2: CKD-EPI 2021 of adults, Schwartz 2009 of children.
  ///
  /// nil without creatinine, and below the age at which the equation of children holds.
  public var estimatedFiltration: Double? {
    guard let creatinine, age >= 1 else { return nil }
    return age >= adultFiltrationAge
      ? ckdEPI2021Filtration(sex: sex, age: age, creatinine: creatinine)
      : schwartz2009Filtration(height: height, creatinine: creatinine)
  }

  /// The body that the covariates describe.
  public func subject(species: String) -> SubjectDescription {
    SubjectDescription(
      species: species, sex: sex.rawValue, age: age * hoursPerYear, weight: weight, height: height / 10)
  }
}

/// Body mass index, kg/m2.
///
/// - Parameters:
///   - weight: kg.
///   - height: cm.
func bodyMassIndex(weight: Double, height: Double) -> Double { weight / (height / 100 * (height / 100)) }
