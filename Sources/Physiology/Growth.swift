/// How the reference person follows the age: what the tables of `growth/` say beside the organs' own curves.
///
/// - Units: internal (kg, dm); ratios are to the reference individual of the species.
struct Growth: Sendable {
  var weight: PerSex<AgeCurve>
  var height: PerSex<AgeCurve>
  var hematocrit: PerSex<AgeCurve>?
  /// Ratios.
  var albumin: PerSex<AgeCurve>?
  var alpha1AcidGlycoprotein: PerSex<AgeCurve>?
  /// Per mass of liver; enzymes of the liver follow it beside their own ontogeny, which is per microsomal protein.
  var microsomalProtein: PerSex<AgeCurve>?
}

extension SpeciesRecord {
  /// Whether bodies follow the age; else an age is nominal.
  public var grows: Bool { growth != nil }

  /// The body of reference at an age; without growth tables that of the species' files, whatever the age.
  func reference(_ sex: Sex, age: Double) -> ReferenceIndividual {
    let adult = references[sex]
    guard let growth else { return ReferenceIndividual(age: age, weight: adult.weight, height: adult.height) }
    return ReferenceIndividual(
      age: age, weight: growth.weight[sex].value(at: age), height: growth.height[sex].value(at: age))
  }

  /// Hematocrit of the reference person of an age.
  func hematocrit(_ sex: Sex, age: Double) -> Double {
    growth?.hematocrit?[sex].value(at: age) ?? hematocrit[sex]
  }

  /// A ratio to the adult; 1 where the species has no table of it.
  func ratio(_ curve: KeyPath<Growth, PerSex<AgeCurve>?> & Sendable, _ size: BodySize) -> Double {
    growth?[keyPath: curve]?[size.sex].value(at: size.age) ?? 1
  }
}

extension OrganRecord {
  /// Volume of the organ in the reference person of a sex and age, L; nil for the remainder.
  func referenceVolume(_ sex: Sex, age: Double) -> Double? {
    guard case .given(let adult) = volume else { return nil }
    guard let curve = volumeByAge else { return adult[sex] }
    return adult[sex] * curve[sex].value(at: age)
  }

  /// Blood flow per mass of organ over that of the adult.
  func specificFlowRatio(_ size: BodySize) -> Double {
    flowByAge?[size.sex].value(at: size.age) ?? 1
  }
}
