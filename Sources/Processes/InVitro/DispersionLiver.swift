import Foundation

/// Hepatic clearance by the axial dispersion model, between the well-stirred and the parallel tube model.
///
///     CL = Q (1 - F),  F = 4 a / [(1 + a)^2 e^((a - 1)/(2 D)) - (1 - a)^2 e^(-(a + 1)/(2 D))]
///     a = sqrt(1 + 4 R D),  R = fu CLint / Q
///
/// - Parameters:
///   - flow: Blood flow through the organ. Must be positive.
///   - fractionUnbound: In blood, in (0, 1].
///   - intrinsicClearance: Of unbound drug.
///   - dispersionNumber: D; 0.17 in the reference.
/// - Units: internal (L/h).
/// - Reference: Roberts and Rowland 1986, J Pharmacokinet Biopharm 14:227.
public func dispersionClearance(
  flow: Double, fractionUnbound: Double, intrinsicClearance: Double, dispersionNumber: Double
) -> Double {
  let efficiency = fractionUnbound * intrinsicClearance / flow
  let a = (1 + 4 * efficiency * dispersionNumber).squareRoot()
  let forward = (1 + a) * (1 + a) * exp((a - 1) / (2 * dispersionNumber))
  let backward = (1 - a) * (1 - a) * exp(-(a + 1) / (2 * dispersionNumber))
  return flow * (1 - 4 * a / (forward - backward))
}
