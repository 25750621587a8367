import Foundation

/// The age from which equations of filtration for adults hold, years.
///
/// - Reference: Inker 2021, New Engl J Med 385:1737.
public let adultFiltrationAge = 18.0

/// Glomerular filtration estimated from serum creatinine in adults, without regard to ancestry (CKD-EPI 2021).
///
///     eGFR = 142 · min(S/κ, 1)^α · max(S/κ, 1)^-1.200 · 0.9938^age · 1.012 [female]
///
/// κ is 0.9 (male) or 0.7 (female), α -0.302 or -0.241.
///
/// - Parameters:
///   - age: years, from 18 on.
///   - creatinine: S, mg/dL.
/// - Returns: mL/min/1.73 m2.
/// - Reference: Inker 2021, New Engl J Med 385:1737, doi 10.1056/NEJMoa2102953.
public func ckdEPI2021Filtration(sex: Sex, age: Double, creatinine: Double) -> Double {
  let isFemale = sex == .female
  let relative = creatinine / (isFemale ? 0.7 : 0.9)
  return 142 * pow(min(relative, 1), isFemale ? -0.241 : -0.302) * pow(max(relative, 1), -1.2) * pow(0.9938, age)
    * (isFemale ? 1.012 : 1)
}

/// Glomerular filtration estimated from serum creatinine in children (bedside equation of Schwartz).
///
///     eGFR = 0.413 · height / S
///
/// - Parameters:
///   - height: cm.
///   - creatinine: S, mg/dL.
/// - Returns: mL/min/1.73 m2.
/// - Reference: Schwartz 2009, J Am Soc Nephrol 20:629, doi 10.1681/ASN.2008030287.
public func schwartz2009Filtration(height: Double, creatinine: Double) -> Double { 0.413 * height / creatinine }

/// Glomerular filtration of a child by weight and maturation, against which that of the bodies is held.
///
///     GFR = 121.2 · (W/70)^0.75 · PMA^3.4 / (47.7^3.4 + PMA^3.4)
///
/// - Parameters:
///   - weight: kg.
///   - postmenstrualAge: PMA, weeks.
/// - Returns: mL/min.
/// - Reference: Rhodin 2009, Pediatr Nephrol 24:67, doi 10.1007/s00467-008-0997-5.
public func rhodin2009Filtration(weight: Double, postmenstrualAge: Double) -> Double {
  121.2 * pow(weight / 70, 0.75) / (1 + pow(47.7 / postmenstrualAge, 3.4))
}
