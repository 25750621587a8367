/// Solubility in the gut lumen.
///
/// - Units: kg/L.
public enum Solubility: Sendable, Hashable {
  /// Known at one pH; elsewhere from the charge of the compound and the gain per charge.
  case reference(value: Double, ph: Double, gainPerCharge: Double)
  /// Known at several pH values, sorted by pH.
  case table([SolubilityPoint])
}

/// Solubility (kg/L) at one pH.
public struct SolubilityPoint: Sendable, Hashable {
  public var ph: Double
  public var solubility: Double

  public init(ph: Double, solubility: Double) {
    self.ph = ph
    self.solubility = solubility
  }
}
