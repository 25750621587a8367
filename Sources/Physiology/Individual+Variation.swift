extension SpeciesRecord {
  /// The volume of every organ of a varied body, mucosa included, in the order of `organs`.
  ///
  ///     F = weight / (1 + f_r (weight - F_0) / F_0)
  ///     V_i = s_i f_i F / Σ ρ_j s_j f_j
  ///     V_remainder = (weight - F) / ρ
  ///
  /// F_0 is the fat-free mass of the typical body, f_r the factor of fat to lean, s_i the typical volume and f_i the factor
  /// of an organ. The organ that takes up the rest of the fat-free mass keeps the least share that its file states; in
  /// a body so thin that this is too much, all lean organs are smaller alike.
  ///
  /// - Throws: `PhysiologyError` if nothing is left for the remainder.
  func volumes(_ size: BodySize, _ variation: BodyVariation) throws(PhysiologyError) -> [Double] {
    var typical = scaledVolumes(size)
    var lean = mass(of: typical)
    if let taker = organs.firstIndex(where: { $0.takesUp != nil }), let scaled = typical[taker],
      let difference = fatFreeDifference(size, scaledMass: lean)
    {
      let least = (organs[taker].takesUp?.atLeast ?? 0) * scaled
      lean += difference
      typical[taker] = max(scaled + difference / organs[taker].density, least)
    }
    let remainder = typical.firstIndex(of: nil)
    guard remainder == nil || lean < size.weight else {
      throw nothingLeft(for: remainder.map { organs[$0] }, size, lean)
    }
    let varied = zip(typical, variation.volumes).map { volume, factor in volume.map { $0 * factor } }
    let fatFree = remainder == nil ? lean : size.weight / (1 + variation.fatToLean * (size.weight - lean) / lean)
    let share = fatFree / mass(of: varied)
    var volumes = varied.map { ($0 ?? 0) * share }
    if let remainder { volumes[remainder] = (size.weight - fatFree) / organs[remainder].density }
    return volumes
  }
}
