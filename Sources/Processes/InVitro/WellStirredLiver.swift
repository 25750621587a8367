/// Hepatic clearance by the well-stirred model: one concentration in the whole organ, that of the outflow.
///
///     CL = Q fu CLint / (Q + fu CLint)
///
/// - Parameters:
///   - flow: Blood flow through the organ. Must be positive.
///   - fractionUnbound: In blood (fu / B:P for blood clearance), in (0, 1].
///   - intrinsicClearance: Of unbound drug.
/// - Returns: Clearance, never above `flow`.
/// - Units: internal (L/h).
/// - Reference: Pang and Rowland 1977, J Pharmacokinet Biopharm 5:625.
public func wellStirredClearance(flow: Double, fractionUnbound: Double, intrinsicClearance: Double) -> Double {
  let uptake = fractionUnbound * intrinsicClearance
  return uptake.isFinite ? flow * uptake / (flow + uptake) : flow
}

/// Intrinsic clearance that gives a known clearance in the well-stirred model.
///
///     CLint = Q CL / (fu (Q - CL))
///
/// - Parameters:
///   - clearance: Must be below `flow`.
///   - flow: Flow that carries the drug to the organ, blood or plasma as the clearance.
///   - fractionUnbound: In the same fluid, in (0, 1].
/// - Units: internal (L/h).
/// - Throws: `ClearanceExceedsFlow` if the organ would have to take more than flow brings.
/// - Reference: Pang and Rowland 1977, J Pharmacokinet Biopharm 5:625.
public func wellStirredIntrinsicClearance(
  clearance: Double, flow: Double, fractionUnbound: Double
) throws(ClearanceExceedsFlow) -> Double {
  guard clearance < flow else { throw ClearanceExceedsFlow(clearance: clearance, flow: flow) }
  return flow * clearance / (fractionUnbound * (flow - clearance))
}

/// A clearance no organ of this blood flow can have.
///
/// - Units: internal (L/h), both of the same fluid.
public struct ClearanceExceedsFlow: Error, Hashable, CustomStringConvertible {
  public let clearance: Double
  public let flow: Double

  public var description: String {
    "clearance \(clearance) L/h is not below the flow \(flow) L/h that brings the drug; "
      + "check the clearance, its units (per kg?) and the blood:plasma ratio"
  }
}
