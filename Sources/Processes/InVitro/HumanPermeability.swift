import Foundation

/// Effective permeability of the human jejunum, from apparent permeability of Caco-2 cells.
///
///     log10(Peff / 1e-4 cm/s) = 0.4926 log10(Papp / 1e-6 cm/s) - 0.1454
///
/// - Parameter caco2: Apparent permeability, dm/h; the equation itself counts in cm/s (360 dm/h).
/// - Units: internal (dm/h).
/// - Reference: Sun 2002, Pharm Res 19:1400.
public func jejunalPermeability(caco2: Double) -> Double {
  let apparent = caco2 / 360 / 1e-6
  return pow(10, 0.4926 * log10(apparent) - 0.1454) * 1e-4 * 360
}

/// Effective permeability of the human jejunum, from polar surface and hydrogen bond donors.
///
///     log10(Peff / 1e-4 cm/s) = 1.454 - 0.011 PSA - 0.278 HBD
///
/// - Parameters:
///   - polarSurface: Polar surface area of the molecule in square angstrom.
///   - hydrogenBondDonors: Number of donors.
/// - Units: internal (dm/h); the equation itself counts in cm/s (360 dm/h).
/// - Reference: Winiwarter 1998, J Med Chem 41:4939.
public func jejunalPermeability(polarSurface: Double, hydrogenBondDonors: Int) -> Double {
  pow(10, 1.454 - 0.011 * polarSurface - 0.278 * Double(hydrogenBondDonors)) * 1e-4 * 360
}
