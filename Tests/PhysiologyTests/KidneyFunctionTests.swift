import Foundation
import Physiology
import TestSupport
import Testing

/// Filtration from serum creatinine and of children.
struct KidneyFunctionTests {
  /// Computed with 60 digits from the printed coefficients of Inker 2021 (N Engl J Med 385:1737), rounded to 0.01.
  @Test(arguments: [
    (Sex.male, 50.0, 1.0, 91.69), (.female, 50, 1, 68.63), (.female, 30, 0.7, 119.24), (.male, 70, 2, 35.24),
    (.male, 25, 0.6, 137.39),
  ])
  func `filtration of adults is that of the equation of 2021`(
    sex: Sex, age: Double, creatinine: Double, expected: Double
  ) {
    #expect(abs(ckdEPI2021Filtration(sex: sex, age: age, creatinine: creatinine) - expected) <= 0.005)
  }

  @Test func `the equation has no step where its halves meet`() {
    for (sex, knot) in [(Sex.male, 0.9), (.female, 0.7)] {
      let (below, above) = (
        ckdEPI2021Filtration(sex: sex, age: 40, creatinine: knot * (1 - 1e-12)),
        ckdEPI2021Filtration(sex: sex, age: 40, creatinine: knot * (1 + 1e-12))
      )
      #expect(isClose(below, above, relative: 1e-11))
    }
  }

  /// Schwartz 2009 (J Am Soc Nephrol 20:629): 0.413 times height in cm over creatinine in mg/dL.
  @Test func `filtration of children is that of the bedside equation`() {
    #expect(abs(schwartz2009Filtration(height: 110, creatinine: 0.5) - 90.86) <= 0.005)
  }

  /// Postmenstrual weeks, kg, mL/min: from the printed coefficients of Rhodin 2009 (Pediatr Nephrol 24:67).
  @Test(arguments: [(28.0, 1.0, 0.70), (40, 3.5, 4.55), (66, 7.5, 17.05), (92, 10, 25.44)])
  func `filtration by maturation is that of the published model`(weeks: Double, weight: Double, expected: Double) {
    #expect(abs(rhodin2009Filtration(weight: weight, postmenstrualAge: weeks) - expected) <= 0.005)
  }

  /// The body's law has the form of Rhodin's with other constants, and follows the kidney instead of the weight. The
  /// greatest distance is that of the newborn, 3.3 against 4.5 mL/min; from one month on it is below 22 %.
  @Test(arguments: Sex.allCases, [0.0, 0.08, 0.25, 0.5, 1, 2, 5, 10, 15, 20])
  func `filtration of the reference persons is near the published model`(sex: Sex, years: Double) throws {
    let body = try GrowthTests.person(sex, years: years)
    let filtration = try #require(body.glomerularFiltration) / 0.06
    let weeks = 40 + years * 365.25 / 7
    let published = rhodin2009Filtration(weight: body.weight, postmenstrualAge: weeks)
    let factor = max(filtration / published, published / filtration)
    #expect(factor <= (years < 0.08 ? 1.4 : 1.22), "\(filtration) mL/min, published \(published)")
  }
}
