/// Blood cell : plasma partition coefficient from a measured blood : plasma ratio.
///
///     K_bc = (Hct - 1 + B:P) / Hct
///
/// - Parameters:
///   - bloodPlasmaRatio: Whole blood over plasma; must exceed 1 - `hematocrit`.
///   - hematocrit: In (0, 1).
/// - Units: dimensionless.
/// - Reference: Rodgers, Leahy and Rowland 2005, J Pharm Sci 94:1259.
public func bloodCellToPlasma(bloodPlasmaRatio: Double, hematocrit: Double) -> Double {
  (hematocrit - 1 + bloodPlasmaRatio) / hematocrit
}

/// Blood : plasma ratio from the blood cell : plasma partition coefficient.
///
///     B:P = 1 + Hct (K_bc - 1)
///
/// - Units: dimensionless.
/// - Reference: Rodgers, Leahy and Rowland 2005, J Pharm Sci 94:1259.
public func bloodPlasmaRatio(bloodCellToPlasma: Double, hematocrit: Double) -> Double {
  1 + hematocrit * (bloodCellToPlasma - 1)
}
