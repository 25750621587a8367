/// Clearance of unbound drug per volume of liver cells, from plasma clearance by the well-stirred liver.
///
///     CLspec = CL Q / (fu (Q - CL / B:P) V f_cell),   Q = hepatic artery + portal vein
///
/// All arguments are those of the people in whom the clearance was measured, not of the person simulated.
///
/// - Parameters:
///   - plasmaClearance: Of the liver, L/h.
///   - flow: Blood flow through the liver, L/h.
///   - bloodPlasmaRatio: Whole blood over plasma.
///   - fractionUnbound: In plasma, in (0, 1].
///   - liverVolume: L.
///   - cellFraction: Cells as part of the liver volume.
/// - Units: internal (1/h).
/// - Throws: `ClearanceExceedsFlow` if blood clearance is not below liver flow.
/// - Reference: Pang and Rowland 1977, J Pharmacokinet Biopharm 5:625, solved for the intrinsic clearance.
public func hepaticSpecificClearance(
  plasmaClearance: Double, flow: Double, bloodPlasmaRatio: Double, fractionUnbound: Double, liverVolume: Double,
  cellFraction: Double
) throws(ClearanceExceedsFlow) -> Double {
  let intrinsic = try wellStirredIntrinsicClearance(
    clearance: plasmaClearance / bloodPlasmaRatio, flow: flow, fractionUnbound: fractionUnbound / bloodPlasmaRatio)
  return intrinsic / (liverVolume * cellFraction)
}

/// Clearance of unbound drug per volume of kidney, from renal plasma clearance.
///
///     CLspec = CL Qp / (fu (Qp - CL) V),   Qp = Q (1 - Hct)
///
/// All arguments are those of the people in whom the clearance was measured, not of the person simulated.
///
/// - Parameters:
///   - plasmaClearance: Of the kidneys, L/h.
///   - flow: Blood flow through the kidneys, L/h.
///   - hematocrit: In [0, 1).
///   - fractionUnbound: In plasma, in (0, 1].
///   - kidneyVolume: L.
/// - Units: internal (1/h).
/// - Throws: `ClearanceExceedsFlow` if the clearance is not below renal plasma flow.
/// - Reference: Pang and Rowland 1977, J Pharmacokinet Biopharm 5:625, solved for the intrinsic clearance.
public func renalSpecificClearance(
  plasmaClearance: Double, flow: Double, hematocrit: Double, fractionUnbound: Double, kidneyVolume: Double
) throws(ClearanceExceedsFlow) -> Double {
  let intrinsic = try wellStirredIntrinsicClearance(
    clearance: plasmaClearance, flow: flow * (1 - hematocrit), fractionUnbound: fractionUnbound)
  return intrinsic / kidneyVolume
}
