import Compounds

/// Solubility of an ionisable compound at another pH.
///
///     S(pH) = S_ref g(pH_ref) / g(pH),   g = charge factor with 1 / gain for one charge
///
/// - Parameters:
///   - reference: Solubility at `referencePH`, kg/L.
///   - referencePH: pH of the measurement.
///   - gainPerCharge: Factor by which one net charge raises the solubility.
///   - ionization: Groups of the compound.
///   - ph: pH wanted.
/// - Units: kg/L.
/// - Reference: Thelen 2011, J Pharm Sci 100:5324; charge factor as in `Ionization.chargeFactor(ph:perCharge:)`.
public func solubility(
  reference: Double, referencePH: Double, gainPerCharge: Double, ionization: Ionization, ph: Double
) -> Double {
  let factor = 1 / gainPerCharge
  return reference * ionization.chargeFactor(ph: referencePH, perCharge: factor)
    / ionization.chargeFactor(ph: ph, perCharge: factor)
}

/// Solubility read from a table, straight lines between its points and constant outside them.
///
/// - Parameters:
///   - table: Points in ascending order of pH, at least one.
///   - ph: pH wanted.
/// - Units: kg/L.
/// - Reference: linear interpolation; no model.
public func solubility(table: [SolubilityPoint], ph: Double) -> Double {
  precondition(!table.isEmpty, "a solubility table needs a point")
  guard let next = table.firstIndex(where: { $0.ph >= ph }) else { return table[table.count - 1].solubility }
  guard next > 0 else { return table[0].solubility }
  let (low, high) = (table[next - 1], table[next])
  return low.solubility + (high.solubility - low.solubility) * (ph - low.ph) / (high.ph - low.ph)
}

/// Solubility of a compound in fluid of a given pH.
///
/// - Units: kg/L.
/// - Reference: `solubility(reference:referencePH:gainPerCharge:ionization:ph:)` or the compound's own table.
public func solubility(_ known: Solubility, ionization: Ionization, ph: Double) -> Double {
  switch known {
  case .reference(let value, let referencePH, let gain):
    solubility(reference: value, referencePH: referencePH, gainPerCharge: gain, ionization: ionization, ph: ph)
  case .table(let points):
    solubility(table: points, ph: ph)
  }
}
