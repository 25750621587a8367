import Quantities

extension SpeciesRecord.FatFreeMassLaw {
  /// - Parameters:
  ///   - weight: kg.
  ///   - height: dm.
  /// - Returns: Fat-free mass, kg.
  func mass(weight: Double, height: Double) -> Double {
    weightFactor * weight / (constant + indexFactor * (100 * weight / (height * height)))
  }
}

extension SpeciesRecord {
  /// What the organs other than the remainder lack to the fat-free mass of the body, kg; nil where the species gives
  /// none.
  ///
  ///     difference = m_ref · FFM(weight, height) / FFM(weight_ref, height_ref) - m
  ///
  /// m is the mass of these organs by their exponents. In the reference individual the difference is exactly zero.
  func fatFreeDifference(_ size: BodySize, scaledMass: Double) -> Double? {
    guard let (law, referenceMass, referenceLaw) = fatFreeReference(size), let height = size.height else {
      return nil
    }
    return referenceMass * (law.mass(weight: size.weight, height: height) / referenceLaw) - scaledMass
  }

  /// The weight at which the fat-free mass leaves nothing for the remainder, kg; nil if none does.
  ///
  ///     m_ref / FFM_ref · a weight / (b + c · index) = weight
  func leastWeight(_ size: BodySize) -> Double? {
    guard let (law, referenceMass, referenceLaw) = fatFreeReference(size), let height = size.height else {
      return nil
    }
    let index = (referenceMass / referenceLaw * law.weightFactor - law.constant) / law.indexFactor
    return index > 0 ? index * height * height / 100 : nil
  }

  /// The law, and in the reference person of that age the mass of the organs other than the remainder and the law's mass,
  /// kg.
  private func fatFreeReference(_ size: BodySize) -> (law: FatFreeMassLaw, organs: Double, byLaw: Double)? {
    let reference = reference(size.sex, age: size.age)
    guard let law = fatFreeMass?[size.sex], let height = reference.height else { return nil }
    let organs = mass(of: scaledVolumes(BodySize(reference, sex: size.sex)))
    return (law, organs, law.mass(weight: reference.weight, height: height))
  }

  /// Checks that the organ that takes up the rest of the fat-free mass keeps enough.
  ///
  /// - Parameters:
  ///   - scaled: Its volume by its exponents alone, L.
  ///   - fatFree: Mass of all organs but the remainder, kg.
  /// - Throws: `PhysiologyError` with the masses.
  func checkFatFree(
    _ organ: OrganRecord, volume: Double, scaled: Double, fatFree: Double, _ size: BodySize
  ) throws(PhysiologyError) {
    guard let share = organ.takesUp?.atLeast else { return }
    guard volume > 0, volume >= share * scaled else {
      let left = organ.density * volume
      let least = organ.density * share * scaled
      throw PhysiologyError(
        subject: organ.name,
        problem: "\(asked(size)), for which the organs without fat weigh \(formatted(fatFree, .mass)); of these "
          + "\(formatted(left, .mass)) are left for \(organ.name), and the least is \(formatted(least, .mass))",
        remedy: "ask for a greater weight, or for a smaller height")
    }
  }
}
