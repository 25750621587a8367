/// Unbound fraction in plasma of a person whose binding protein differs from that of the reference.
///
///     fu = min( s / (1 + f (1 - fu_ref)/fu_ref), 1 )
///
/// - Parameters:
///   - reference: Measured unbound fraction, in (0, 1].
///   - proteinRatio: f, concentration of the binding protein relative to the reference adult (ontogeny, disease).
///   - scale: s, plasma protein scale factor of the person; the bound of 1 applies after it.
/// - Units: dimensionless.
/// - Reference: McNamara and Alcorn 2002, AAPS PharmSci 4:E4.
public func individualFractionUnbound(reference: Double, proteinRatio: Double, scale: Double) -> Double {
  min(scale / (1 + proteinRatio * (1 - reference) / reference), 1)
}

/// Unbound fraction in plasma in vivo, corrected for plasma lipid that the assay lacks.
///
///     fu' = 1 / (D f_lipid + 1/fu)
///
/// - Parameters:
///   - measured: Unbound fraction of the assay, in (0, 1].
///   - distribution: Octanol:water distribution D at the pH of plasma, not its logarithm.
///   - lipid: Effective neutral lipid of plasma, L/L.
/// - Units: dimensionless.
/// - Reference: Pearce 2017, J Pharmacokinet Pharmacodyn 44:549.
public func fractionUnboundWithPlasmaLipid(measured: Double, distribution: Double, lipid: Double) -> Double {
  1 / (distribution * lipid + 1 / measured)
}
