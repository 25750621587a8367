/// Molar mass with the halogens counted by their size instead of their mass, as diffusion through lipid sees them.
///
///     MW_eff = MW - 17 F - 22 Cl - 62 Br - 98 I
///
/// - Parameters:
///   - molarMass: kg/umol.
///   - fluorine: Number of fluorine atoms; likewise the other three.
/// - Units: kg/umol; the four corrections are in g/mol, which is 1e-9 kg/umol.
/// - Reference: Willmann 2004, J Med Chem 47:4022.
public func effectiveMolarMass(
  molarMass: Double, fluorine: Int, chlorine: Int, bromine: Int, iodine: Int
) -> Double {
  let correction = 17 * fluorine + 22 * chlorine + 62 * bromine + 98 * iodine
  return molarMass - Double(correction) * 1e-9
}
