/// A unit as written in a file, with its factor to the internal set (umol, dm, L, h, kg, kcal).
///
/// Foundation has a class of the same name; a file that imports both writes `Quantities.Unit`.
public struct Unit: Hashable, Sendable, CustomStringConvertible {
  /// The unit as written, without surrounding spaces.
  public let text: String
  public let dimension: Dimension
  /// The factor as a quotient, kept apart because both parts are usually exact.
  let numerator: Double
  let denominator: Double

  init(text: String, dimension: Dimension, numerator: Double, denominator: Double) {
    self.text = text
    self.dimension = dimension
    self.numerator = numerator
    self.denominator = denominator
  }

  /// Multiply a value in this unit by this to obtain internal units.
  public var factor: Double { numerator / denominator }

  /// A value in this unit, in internal units; rounded once or twice only.
  public func internalValue(_ value: Double) -> Double { value * numerator / denominator }

  /// An internal value, in this unit.
  public func value(ofInternal value: Double) -> Double { value * denominator / numerator }

  public var description: String { text }

  /// The unit of a plain number.
  public static let one = Unit(text: "", dimension: .none, numerator: 1, denominator: 1)

  /// Reads a unit such as `mg/mL`, `mL/min/1.73m2` or `uL/min/10^6 cells`.
  ///
  /// A product is written with a space or a dot, a quotient with a slash: `a/b/c` divides by both, `a/b c` by both too.
  /// - Throws: `UnitError` with the nearest known unit.
  public static func parse(_ text: String) throws(UnitError) -> Unit {
    var parser = try UnitParser(text)
    return try parser.unit()
  }
}
