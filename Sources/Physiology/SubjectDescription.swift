/// Who is to be simulated; what is not said is taken from the reference individual.
///
/// - Units: internal (h, kg, dm).
public struct SubjectDescription: Sendable, Hashable {
  public var species: String
  public var sex: String?
  public var age: Double?
  public var weight: Double?
  public var height: Double?

  public init(
    species: String, sex: String? = nil, age: Double? = nil, weight: Double? = nil, height: Double? = nil
  ) {
    self.species = species
    self.sex = sex
    self.age = age
    self.weight = weight
    self.height = height
  }
}
