/// Volume of distribution at steady state from binding in plasma and tissue.
///
///     Vss = Vp (1 + R) + fu Vp (VE/Vp - R) + VR fu / fu_t
///
/// - Parameters:
///   - fractionUnbound: In plasma, in (0, 1].
///   - tissueFractionUnbound: fu_t; the mean of other species serves for man.
///   - plasmaVolume: Vp, L or L/kg; likewise the next two.
///   - extracellularVolume: VE, outside plasma.
///   - remainderVolume: VR, where the drug distributes beyond extracellular space.
///   - extravascularProteinRatio: R, binding protein outside over inside plasma.
/// - Units: as the volumes.
/// - Reference: Oie and Tozer 1979, J Pharm Sci 68:1203.
public func oieTozerVolume(
  fractionUnbound: Double, tissueFractionUnbound: Double, plasmaVolume: Double, extracellularVolume: Double,
  remainderVolume: Double, extravascularProteinRatio: Double
) -> Double {
  plasmaVolume * (1 + extravascularProteinRatio)
    + fractionUnbound * plasmaVolume * (extracellularVolume / plasmaVolume - extravascularProteinRatio)
    + remainderVolume * fractionUnbound / tissueFractionUnbound
}

/// Unbound fraction in tissue from the volume of distribution of an animal, the inverse of `oieTozerVolume`.
///
///     fu_t = VR fu / (Vss - Vp - fu VE - (1 - fu) R Vp)
///
/// - Returns: fu_t, or nil if the volume is no larger than plasma and extracellular space explain.
/// - Units: volumes all in L or all in L/kg; result dimensionless.
/// - Reference: Oie and Tozer 1979, J Pharm Sci 68:1203.
public func oieTozerTissueFractionUnbound(
  steadyStateVolume: Double, fractionUnbound: Double, plasmaVolume: Double, extracellularVolume: Double,
  remainderVolume: Double, extravascularProteinRatio: Double
) -> Double? {
  let rest =
    steadyStateVolume - plasmaVolume - fractionUnbound * extracellularVolume
    - (1 - fractionUnbound) * extravascularProteinRatio * plasmaVolume
  return rest > 0 ? remainderVolume * fractionUnbound / rest : nil
}
