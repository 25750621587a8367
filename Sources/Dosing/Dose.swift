import DataFiles

/// The way a dose enters the body.
public enum Route: Sendable, Hashable {
  case intravenousBolus
  /// Into venous blood at a constant rate over `duration` (h).
  case infusion(duration: Double)
  case oral
  /// At once into a compartment, by its name.
  case into(String)
}

/// The size of a dose as written, before the subject and the compound are known.
///
/// - Units: internal; kg, umol, kg or umol per kg of body weight, kg or umol per dm2 of body surface.
public enum DoseAmount: Sendable, Hashable {
  case mass(Double)
  case amount(Double)
  case massPerWeight(Double)
  case amountPerWeight(Double)
  case massPerArea(Double)
  case amountPerArea(Double)

  /// The dose in umol.
  ///
  /// - Parameters:
  ///   - weight: Body weight, kg.
  ///   - bodySurfaceArea: Body surface, dm2.
  ///   - molarMass: Molar mass, kg/umol.
  public func amount(weight: Double, bodySurfaceArea: Double, molarMass: Double) -> Double {
    switch self {
    case .mass(let value): value / molarMass
    case .amount(let value): value
    case .massPerWeight(let value): value * weight / molarMass
    case .amountPerWeight(let value): value * weight
    case .massPerArea(let value): value * bodySurfaceArea / molarMass
    case .amountPerArea(let value): value * bodySurfaceArea
    }
  }
}

extension DoseAmount {
  /// A share of the dose.
  public func scaled(by factor: Double) -> DoseAmount {
    switch self {
    case .mass(let value): .mass(value * factor)
    case .amount(let value): .amount(value * factor)
    case .massPerWeight(let value): .massPerWeight(value * factor)
    case .amountPerWeight(let value): .amountPerWeight(value * factor)
    case .massPerArea(let value): .massPerArea(value * factor)
    case .amountPerArea(let value): .amountPerArea(value * factor)
    }
  }
}

/// One entry of `doses:`, which may stand for several doses.
///
/// - Units: times h; `bioavailability` in (0, 1].
public struct DoseRequest: Sendable, Hashable {
  public var compound: Located<String>
  public var dose: DoseAmount
  /// The first dose, where it differs from the others.
  public var loading: DoseAmount?
  public var route: Route
  /// Where the route is written, for a compartment found unknown later.
  public var routeLocation: SourceLocation
  /// A formulation of the compound; nil means dissolved.
  public var formulation: Located<String>?
  public var start: Double
  public var every: Double?
  public var count: Int
  public var lag: Double
  public var bioavailability: Double
  public var location: SourceLocation

  public init(
    compound: Located<String>, dose: DoseAmount, loading: DoseAmount? = nil, route: Route,
    routeLocation: SourceLocation? = nil, formulation: Located<String>? = nil, start: Double = 0,
    every: Double? = nil, count: Int = 1, lag: Double = 0, bioavailability: Double = 1,
    location: SourceLocation? = nil
  ) {
    self.compound = compound
    self.dose = dose
    self.loading = loading
    self.route = route
    self.routeLocation = routeLocation ?? compound.location
    self.formulation = formulation
    self.start = start
    self.every = every
    self.count = count
    self.lag = lag
    self.bioavailability = bioavailability
    self.location = location ?? compound.location
  }
}
