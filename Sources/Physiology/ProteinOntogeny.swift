import DataFiles
import Quantities

/// How a protein matures after birth: its level over that of the adult, by age and place.
public struct ProteinOntogeny: Sendable, Hashable {
  /// The liver, and every organ without a curve of its own.
  public var liver: AgeCurve
  public var intestine: AgeCurve?
  public var kidney: AgeCurve?

  public init(liver: AgeCurve, intestine: AgeCurve? = nil, kidney: AgeCurve? = nil) {
    self.liver = liver
    self.intestine = intestine
    self.kidney = kidney
  }
}

/// How much more of a protein one person has than is typical: factors, 1 unless drawn.
public struct ProteinVariation: Sendable, Hashable {
  /// Everywhere but where another factor is given.
  public var abundance: Double
  /// In the wall of the gut; nil for that of everywhere else.
  public var intestinal: Double?

  public init(abundance: Double = 1, intestinal: Double? = nil) {
    self.abundance = abundance
    self.intestinal = intestinal
  }
}

extension Protein {
  /// The protein as a person of an age has it; an adult without variation has it as the file says, to the last digit.
  ///
  /// - Parameters:
  ///   - age: h.
  ///   - liverEnzymes: Microsomal protein of the liver over that of the adult.
  public func inPerson(
    age: Double, _ variation: ProteinVariation = ProteinVariation(), liverEnzymes: Double = 1
  ) -> Protein {
    let usual = ontogeny?.liver.value(at: age) ?? 1
    let factors = PlaceFactors(
      liver: kind == .enzyme ? usual * liverEnzymes : usual, intestine: ontogeny?.intestine?.value(at: age) ?? usual,
      kidney: ontogeny?.kidney?.value(at: age) ?? usual, others: usual, variation)
    guard factors != PlaceFactors.typical else { return self }
    var own = self
    for (place, relative) in expression { own.expression[place] = relative * factors.factor(of: place) }
    return own
  }
}

/// The level of a protein over that of the file, by the kinds of place that differ.
private struct PlaceFactors: Equatable {
  let liver, intestine, kidney, others: Double

  static let typical = PlaceFactors(liver: 1, intestine: 1, kidney: 1, others: 1, ProteinVariation())

  init(liver: Double, intestine: Double, kidney: Double, others: Double, _ variation: ProteinVariation) {
    self.liver = liver * variation.abundance
    self.intestine = intestine * (variation.intestinal ?? variation.abundance)
    self.kidney = kidney * variation.abundance
    self.others = others * variation.abundance
  }

  private static let gutWall = ["stomach", "small intestine", "large intestine"]

  func factor(of place: String) -> Double {
    switch place {
    case "liver": liver
    case "kidney": kidney
    default: place.hasSuffix(" mucosa") || Self.gutWall.contains(place) ? intestine : others
    }
  }
}

/// Reads `Physiology/<species>/ontogeny/<protein>.csv`.
///
/// - Returns: nil where there is no such file, or when anything is wrong with it.
public func loadOntogeny(
  _ protein: String, species: String, library: Library, diagnostics: Diagnostics
) -> ProteinOntogeny? {
  guard let path = library.find("Physiology/\(species)/ontogeny/\(protein).csv") else { return nil }
  return diagnostics.remembered("ontogeny \(path)") { diagnostics in
    readOntogeny(path: path, library: library, diagnostics: diagnostics)
  }
}

private func readOntogeny(path: String, library: Library, diagnostics: Diagnostics) -> ProteinOntogeny? {
  let faults = diagnostics.errors.count
  let before = diagnostics.origins
  guard
    let table = SourcedTable(
      path: path, keys: ["place", "age", "age_unit"], value: "fraction_of_adult", diagnostics: diagnostics)
  else { return nil }
  var curves = CurveCollector(path: path, diagnostics: diagnostics)
  for row in table.rows {
    guard let place = table.choice(row, "place", ["liver", "intestine", "kidney"]), let age = table.number(row, "age"),
      let unit = table.choice(row, "age_unit", ["year", "month", "week", "day"]).flatMap({ try? Unit.parse($0) }),
      let value = table.value(row, .none, range: notNegative)
    else { continue }
    for sex in Sex.allCases { curves.add(place, sex, age: age * unit.factor, value.value, at: row.location("age")) }
  }
  let references = loadReferences(of: ["Physiology"], library: library, diagnostics: diagnostics)
  checkReferences(diagnostics.origins.subtracting(before), in: references, diagnostics: diagnostics)
  let found = curves.finished()
  guard let liver = found["liver"]?.male else {
    if diagnostics.errors.count == faults {
      diagnostics.report(
        SourceLocation(file: path, line: 1, column: 1), "the table has no row of the place liver",
        remedy: "add rows of the liver, from age 0 to the age at which the protein is that of the adult")
    }
    return nil
  }
  guard diagnostics.errors.count == faults else { return nil }
  return ProteinOntogeny(liver: liver, intestine: found["intestine"]?.male, kidney: found["kidney"]?.male)
}
