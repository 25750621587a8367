import Foundation

/// Hepatic clearance by the parallel tube model: the concentration falls along the sinusoid.
///
///     CL = Q (1 - e^(-fu CLint / Q))
///
/// - Parameters:
///   - flow: Blood flow through the organ. Must be positive.
///   - fractionUnbound: In blood, in (0, 1].
///   - intrinsicClearance: Of unbound drug.
/// - Units: internal (L/h).
/// - Reference: Pang and Rowland 1977, J Pharmacokinet Biopharm 5:625.
public func parallelTubeClearance(flow: Double, fractionUnbound: Double, intrinsicClearance: Double) -> Double {
  -flow * expm1(-fractionUnbound * intrinsicClearance / flow)
}
