import Foundation

/// Intrinsic clearance of the whole liver from that of a microsomal incubation.
///
///     CLint,liver = CLint / fu_inc * microsomal protein * liver mass
///
/// - Parameters:
///   - clearance: Per microsomal protein, L/h/kg.
///   - fractionUnboundIncubation: In (0, 1]; 1 if the clearance is already that of unbound drug.
///   - microsomalProtein: Per liver mass, kg/kg.
///   - liverMass: kg.
/// - Units: internal (L/h, unbound).
/// - Reference: Barter 2007, Curr Drug Metab 8:33.
public func liverClearanceFromMicrosomes(
  clearance: Double, fractionUnboundIncubation: Double, microsomalProtein: Double, liverMass: Double
) -> Double {
  clearance / fractionUnboundIncubation * microsomalProtein * liverMass
}

/// Intrinsic clearance of the whole liver from that of an incubation with hepatocytes.
///
///     CLint,liver = CLint / fu_inc * hepatocytes * liver mass
///
/// - Parameters:
///   - clearance: Per cell, L/h.
///   - fractionUnboundIncubation: In (0, 1]; 1 if the clearance is already that of unbound drug.
///   - hepatocytes: Number per liver mass, 1/kg.
///   - liverMass: kg.
/// - Units: internal (L/h, unbound).
/// - Reference: Barter 2007, Curr Drug Metab 8:33.
public func liverClearanceFromHepatocytes(
  clearance: Double, fractionUnboundIncubation: Double, hepatocytes: Double, liverMass: Double
) -> Double {
  clearance / fractionUnboundIncubation * hepatocytes * liverMass
}

/// Intrinsic clearance of the whole liver by one enzyme from that of the recombinant enzyme.
///
///     CLint,liver = CLint / fu_inc * ISEF * content * microsomal protein * liver mass
///
/// - Parameters:
///   - clearance: Per amount of enzyme, L/h/umol.
///   - fractionUnboundIncubation: In (0, 1].
///   - activityRatio: Intersystem extrapolation factor (ISEF), native over recombinant activity per enzyme.
///   - content: Enzyme per microsomal protein, umol/kg.
///   - microsomalProtein: Per liver mass, kg/kg.
///   - liverMass: kg.
/// - Units: internal (L/h, unbound).
/// - Reference: Proctor 2004, Xenobiotica 34:151.
public func liverClearanceFromRecombinantEnzyme(
  clearance: Double, fractionUnboundIncubation: Double, activityRatio: Double, content: Double,
  microsomalProtein: Double, liverMass: Double
) -> Double {
  clearance / fractionUnboundIncubation * activityRatio * content * microsomalProtein * liverMass
}

/// Intrinsic clearance from the half-life of disappearance in an incubation.
///
///     CLint = ln 2 / (t_half C)
///
/// - Parameters:
///   - halfLife: h.
///   - concentration: C of protein (kg/L) or of cells (1/L).
/// - Units: internal; L/h/kg with protein, L/h per cell with cells.
/// - Reference: Obach 1999, Drug Metab Dispos 27:1350.
public func incubationClearance(halfLife: Double, concentration: Double) -> Double {
  log(2) / (halfLife * concentration)
}

/// Intrinsic clearance from the fraction left after a known time in an incubation.
///
///     CLint = ln(1 / residual) / (t C)
///
/// - Parameters:
///   - residual: Fraction left, in (0, 1].
///   - time: h.
///   - concentration: C of protein (kg/L) or of cells (1/L).
/// - Units: internal; L/h/kg with protein, L/h per cell with cells.
/// - Reference: Obach 1999, Drug Metab Dispos 27:1350.
public func incubationClearance(residual: Double, time: Double, concentration: Double) -> Double {
  -log(residual) / (time * concentration)
}
