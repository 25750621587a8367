import Foundation

/// Unbound fraction in a microsomal incubation by the equation of Austin.
///
///     fu = 1 / (1 + C 10^(0.56 L - 1.41))
///
/// - Parameters:
///   - protein: Microsomal protein C, kg/L; the equation itself counts in mg/mL (1e-3 kg/L).
///   - lipophilicity: L, see `incubationLipophilicity`.
/// - Units: dimensionless, in (0, 1].
/// - Reference: Austin 2002, Drug Metab Dispos 30:1497.
public func austinFractionUnbound(protein: Double, lipophilicity: Double) -> Double {
  1 / (1 + protein * 1e3 * pow(10, 0.56 * lipophilicity - 1.41))
}

/// Unbound fraction in a microsomal incubation by the equation of Hallifax and Houston.
///
///     fu = 1 / (1 + C 10^(0.072 L^2 + 0.067 L - 1.126))
///
/// - Parameters:
///   - protein: Microsomal protein C, kg/L; the equation itself counts in mg/mL (1e-3 kg/L).
///   - lipophilicity: L, see `incubationLipophilicity`.
/// - Units: dimensionless, in (0, 1].
/// - Reference: Hallifax and Houston 2006, Drug Metab Dispos 34:724.
public func hallifaxHoustonFractionUnbound(protein: Double, lipophilicity: Double) -> Double {
  1 / (1 + protein * 1e3 * hallifaxHoustonAffinity(lipophilicity: lipophilicity))
}

/// Unbound fraction in an incubation with hepatocytes by the equation of Kilford.
///
///     fu = 1 / (1 + 125 V 10^(0.072 L^2 + 0.067 L - 1.126)),  V = 0.005 per million cells in 1 mL
///
/// - Parameters:
///   - cells: Hepatocytes in the incubation, number per L; a million in 1 mL is 1e9 per L.
///   - lipophilicity: L, see `incubationLipophilicity`.
/// - Units: dimensionless, in (0, 1].
/// - Reference: Kilford 2008, Drug Metab Dispos 36:1194.
public func kilfordFractionUnbound(cells: Double, lipophilicity: Double) -> Double {
  let cellVolume = 0.005 * cells * 1e-9
  return 1 / (1 + 125 * cellVolume * hallifaxHoustonAffinity(lipophilicity: lipophilicity))
}

/// Binding in an incubation as partition into the lipid of the microsomes.
///
///     fu = min( 1 / (1 - M + M 10^logMA), 1 )
///
/// - Parameters:
///   - lipid: M, volume of microsomal lipid per volume of incubation.
///   - membraneAffinity: log10 of membrane affinity.
/// - Units: dimensionless, in (0, 1].
/// - Reference: Obach 1999, Drug Metab Dispos 27:1350 (why it matters); partition law.
public func lipidPartitionFractionUnbound(lipid: Double, membraneAffinity: Double) -> Double {
  min(1 / (1 - lipid + lipid * pow(10, membraneAffinity)), 1)
}

/// Lipophilicity that the empirical equations of incubation binding ask for: logP of a base, logD of any other.
///
///     L = logP if more than half is cation at this pH, else log10(10^logP (uncharged + 0.001 ions))
///
/// - Parameters:
///   - octanolWater: logP.
///   - ionization: Groups of the compound.
///   - ph: pH of the incubation, usually 7.4.
/// - Units: log10 of L/L.
/// - Reference: Austin 2002, Drug Metab Dispos 30:1497; Kilford 2008, Drug Metab Dispos 36:1194.
public func incubationLipophilicity(octanolWater logP: Double, ionization: Ionization, ph: Double) -> Double {
  let classes = ionization.chargeClasses(ph: ph)
  return classes.positive > 0.5 ? logP : logP + log10(classes.factor(ofIon: 0.001))
}

/// Common term of Hallifax, Houston and Kilford.
private func hallifaxHoustonAffinity(lipophilicity L: Double) -> Double {
  pow(10, 0.072 * L * L + 0.067 * L - 1.126)
}
