import Foundation
import Quantities

/// The size of a body, and how it compares with the reference individual of its sex.
///
/// - Units: internal (h, kg, dm).
struct BodySize: Sendable {
  var sex: Sex
  var age: Double
  var weight: Double
  /// nil where the species has no such measure.
  var height: Double?
  var relativeWeight: Double
  /// 1 where the species has no height.
  var relativeHeight: Double

  init(_ reference: SpeciesRecord.ReferenceIndividual, sex: Sex) {
    self.init(reference, sex: sex, age: reference.age, weight: reference.weight, height: reference.height)
  }

  init(
    _ reference: SpeciesRecord.ReferenceIndividual, sex: Sex, age: Double, weight: Double, height: Double?
  ) {
    self.sex = sex
    self.age = age
    self.weight = weight
    self.height = height
    relativeWeight = weight / reference.weight
    relativeHeight = if let height, let usual = reference.height { height / usual } else { 1 }
  }
}

/// Body surface area, m2.
///
///     area = sqrt(weight · height / 3600)
///
/// - Parameters:
///   - weight: kg.
///   - height: cm.
/// - Reference: Mosteller 1987, doi 10.1056/NEJM198710223171717.
public func mosteller1987SurfaceArea(weight: Double, height: Double) -> Double {
  (weight * height / 3600).squareRoot()
}

extension SpeciesRecord {
  /// The body that a description asks for; what it leaves open is that of the reference individual.
  ///
  /// A height without a weight keeps the body mass index of the reference; a weight without a height, its height.
  ///
  /// - Throws: `PhysiologyError` if the description does not fit the species.
  func bodySize(of subject: SubjectDescription) throws(PhysiologyError) -> BodySize {
    guard subject.species == name else {
      throw PhysiologyError(
        subject: subject.species, problem: "these are the files of \(name)", remedy: "load the files of this species")
    }
    let sex = try sex(of: subject)
    let age = try ageValue(subject.age) ?? references[sex].age
    let reference = reference(sex, age: age)
    if let adultAge, age < adultAge {
      throw PhysiologyError(
        subject: name,
        problem: "an age of \(years(age)) was asked for, but the files hold from \(years(adultAge)) on",
        remedy: "ask for an adult; growth is not described here")
    }
    let height = try positiveValue(subject.height, "height", .length)
    if height != nil, reference.height == nil {
      throw PhysiologyError(
        subject: name, problem: "a height was asked for, but this species is scaled by weight alone",
        remedy: "leave the height out")
    }
    var size = BodySize(
      reference, sex: sex, age: age, weight: reference.weight, height: height ?? reference.height)
    let weight = try positiveValue(subject.weight, "weight", .mass)
    size = BodySize(
      reference, sex: sex, age: age, weight: weight ?? reference.weight * pow(size.relativeHeight, 2),
      height: size.height)
    return size
  }

  private func sex(of subject: SubjectDescription) throws(PhysiologyError) -> Sex {
    guard let written = subject.sex else { return .male }
    guard let sex = Sex(rawValue: written) else {
      throw PhysiologyError(
        subject: name, problem: "\(written) is no sex that the files describe", remedy: "write male or female")
    }
    return sex
  }

  /// A newborn is of age zero.
  private func ageValue(_ age: Double?) throws(PhysiologyError) -> Double? {
    age == 0 ? 0 : try positiveValue(age, "age", .time)
  }

  private func positiveValue(
    _ value: Double?, _ what: String, _ dimension: Quantities.Dimension
  ) throws(PhysiologyError) -> Double? {
    guard let value, !(value > 0 && value.isFinite) else { return value }
    throw PhysiologyError(
      subject: name, problem: "the \(what) asked for is \(formatted(value, dimension))",
      remedy: "write one that is above zero and finite")
  }

  private func years(_ age: Double) -> String { "\(formattedNumber(age / hoursPerYear)) years" }

  /// Body surface area, dm2, by the species' own law, else by that of Mosteller.
  func bodySurfaceArea(_ size: BodySize) -> Double? {
    let centimeters = size.height.map { 10 * $0 }
    if let law = surfaceLaw {
      let growth = law.heightExponent == 0 ? 1 : centimeters.map { pow($0, law.heightExponent) }
      return growth.map { law.coefficient * pow(size.weight, law.weightExponent) * $0 }
    }
    return centimeters.map { 100 * mosteller1987SurfaceArea(weight: size.weight, height: $0) }
  }

  /// The volume of every organ, mucosa included, in the order of `organs`.
  ///
  ///     V = V_ref · h^a · (w / h^2)^b      with a height exponent a
  ///     V = V_ref · w^b                    without
  ///     V_remainder = (weight - sum of the other masses) / density
  ///
  /// h and w are height and weight over those of the reference individual; b is 0 if not given beside a. Where the
  /// species gives a fat-free mass, one organ makes the others sum to it: see `fatFreeDifference`.
  ///
  /// - Throws: `PhysiologyError` if nothing is left for the remainder, if the organs outweigh the body, or if too
  ///   little of the fat-free mass is left for the organ that takes up its rest.
  func volumes(_ size: BodySize) throws(PhysiologyError) -> [Double] {
    var volumes = scaledVolumes(size)
    let taker = organs.firstIndex { $0.takesUp != nil }
    let scaled = taker.flatMap { volumes[$0] } ?? 0
    if let taker, let difference = fatFreeDifference(size, scaledMass: mass(of: volumes)) {
      volumes[taker] = scaled + difference / organs[taker].density
    }
    let others = mass(of: volumes)
    if let remainder = volumes.firstIndex(of: nil) {
      let mass = size.weight - others
      guard mass > 0 else { throw nothingLeft(for: organs[remainder], size, others) }
      volumes[remainder] = mass / organs[remainder].density
    } else if others > size.weight * Self.tolerableExcess {
      throw nothingLeft(for: nil, size, others)
    }
    if let taker, let volume = volumes[taker] {
      try checkFatFree(organs[taker], volume: volume, scaled: scaled, fatFree: others, size)
    }
    return volumes.compactMap { $0 }
  }

  /// Rounded organ tables may sum to a little more than the body.
  private static var tolerableExcess: Double { 1.01 }

  /// Volumes by the exponents alone; nil for the remainder.
  func scaledVolumes(_ size: BodySize) -> [Double?] {
    // By place: records are large, and an iteration would copy each.
    organs.indices.map { place in
      organs[place].referenceVolume(size.sex, age: size.age).map { $0 * organs[place].growth(size) }
    }
  }

  /// Mass of all organs but the remainder, kg.
  func mass(of volumes: [Double?]) -> Double {
    organs.indices.reduce(0) { $0 + organs[$1].density * (volumes[$1] ?? 0) }
  }

  func nothingLeft(for remainder: OrganRecord?, _ size: BodySize, _ others: Double) -> PhysiologyError {
    let least = leastWeight(size) ?? others
    return PhysiologyError(
      subject: remainder?.name ?? name,
      problem: "\(asked(size)), but "
        + (remainder.map { "the organs other than \($0.name)" } ?? "the organs")
        + " already weigh \(formatted(others, .mass))",
      remedy: "ask for a weight above \(formatted(least, .mass))"
        + (size.height == nil ? "" : ", or for a smaller height"))
  }

  func asked(_ size: BodySize) -> String {
    let height = size.height.map { " at a height of \(formatted($0, .length))" } ?? ""
    return "a weight of \(formatted(size.weight, .mass))\(height) was asked for"
  }
}

extension OrganRecord {
  /// Volume over that of the reference individual.
  func growth(_ size: BodySize) -> Double {
    guard let heightExponent else { return pow(size.relativeWeight, weightExponent ?? 0) }
    let byHeight = pow(size.relativeHeight, heightExponent)
    guard let weightExponent else { return byHeight }
    return byHeight * pow(size.relativeWeight / pow(size.relativeHeight, 2), weightExponent)
  }
}

extension SpeciesRecord.CardiacOutput {
  /// Cardiac output of a body of this size, L/h.
  func rate(_ size: BodySize) -> Double {
    flow[size.sex] * pow(size.relativeWeight, weightExponent)
  }
}
