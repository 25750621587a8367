import Physiology

/// One virtual person.
public struct Person: Sendable {
  /// Counted from 1; the person of a number is the same however many are drawn.
  public let number: Int
  /// The name in tables; of people drawn, the number.
  public let id: String
  /// Counted from 1.
  public let trial: Int
  /// Who the person was drawn from; the table's file name for a listed person.
  public let population: String
  public let covariates: Covariates
  /// In the order of the variability's quantities.
  public let factors: [Double]
  public let body: BodyVariation
  public let proteins: [String: ProteinVariation]

  public init(
    number: Int, id: String, trial: Int, population: String, covariates: Covariates, factors: [Double],
    body: BodyVariation, proteins: [String: ProteinVariation]
  ) {
    self.number = number
    self.id = id
    self.trial = trial
    self.population = population
    self.covariates = covariates
    self.factors = factors
    self.body = body
    self.proteins = proteins
  }
}
