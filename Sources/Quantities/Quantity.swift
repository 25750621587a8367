/// A dimension known to the compiler, and the unit its values are kept in.
public protocol PhysicalDimension: Sendable {
  static var dimension: Dimension { get }
}

/// A number of one physical dimension at the public boundary; kernels take the plain number in internal units.
public struct Quantity<D: PhysicalDimension>: Hashable, Comparable, Sendable, CustomStringConvertible {
  public let inInternalUnits: Double

  public init(inInternalUnits value: Double) { inInternalUnits = value }

  /// Reads text such as `7.5 mg`.
  public init(_ text: String) throws(UnitError) {
    inInternalUnits = try WrittenQuantity.parse(text, as: D.dimension).internalValue
  }

  public var description: String { formatted(inInternalUnits, D.dimension) }

  public static func < (left: Self, right: Self) -> Bool { left.inInternalUnits < right.inInternalUnits }
  public static func + (left: Self, right: Self) -> Self {
    Self(inInternalUnits: left.inInternalUnits + right.inInternalUnits)
  }
  public static func - (left: Self, right: Self) -> Self {
    Self(inInternalUnits: left.inInternalUnits - right.inInternalUnits)
  }
  public static func * (left: Double, right: Self) -> Self { Self(inInternalUnits: left * right.inInternalUnits) }
  public static func / (left: Self, right: Double) -> Self { Self(inInternalUnits: left.inInternalUnits / right) }
  public static func / (left: Self, right: Self) -> Double { left.inInternalUnits / right.inInternalUnits }
}

public enum OfAmount: PhysicalDimension { public static let dimension = Dimension.amount }
public enum OfMass: PhysicalDimension { public static let dimension = Dimension.mass }
public enum OfLength: PhysicalDimension { public static let dimension = Dimension.length }
public enum OfArea: PhysicalDimension { public static let dimension = Dimension.area }
public enum OfVolume: PhysicalDimension { public static let dimension = Dimension.volume }
public enum OfTime: PhysicalDimension { public static let dimension = Dimension.time }
public enum OfRate: PhysicalDimension { public static let dimension = Dimension.rate }
public enum OfFlow: PhysicalDimension { public static let dimension = Dimension.flow }
public enum OfPermeability: PhysicalDimension { public static let dimension = Dimension.permeability }
public enum OfConcentration: PhysicalDimension { public static let dimension = Dimension.concentration }
public enum OfMolarMass: PhysicalDimension { public static let dimension = Dimension.molarMass }

public typealias Amount = Quantity<OfAmount>
public typealias Mass = Quantity<OfMass>
public typealias Length = Quantity<OfLength>
public typealias Area = Quantity<OfArea>
public typealias Volume = Quantity<OfVolume>
public typealias Time = Quantity<OfTime>
public typealias RateConstant = Quantity<OfRate>
public typealias Flow = Quantity<OfFlow>
public typealias Permeability = Quantity<OfPermeability>
public typealias Concentration = Quantity<OfConcentration>
public typealias MolarMass = Quantity<OfMolarMass>

extension Amount {
  public static func micromoles(_ value: Double) -> Self { Self(inInternalUnits: value) }
  public var micromoles: Double { inInternalUnits }
}

extension Mass {
  public static func kilograms(_ value: Double) -> Self { Self(inInternalUnits: value) }
  public static func milligrams(_ value: Double) -> Self { Self(inInternalUnits: value / 1_000_000) }
  public var kilograms: Double { inInternalUnits }
  public var milligrams: Double { inInternalUnits * 1_000_000 }
}

extension Length {
  public static func decimeters(_ value: Double) -> Self { Self(inInternalUnits: value) }
  public static func centimeters(_ value: Double) -> Self { Self(inInternalUnits: value / 10) }
  public var decimeters: Double { inInternalUnits }
  public var centimeters: Double { inInternalUnits * 10 }
}

extension Volume {
  public static func liters(_ value: Double) -> Self { Self(inInternalUnits: value) }
  public static func milliliters(_ value: Double) -> Self { Self(inInternalUnits: value / 1_000) }
  public var liters: Double { inInternalUnits }
  public var milliliters: Double { inInternalUnits * 1_000 }
}

extension Time {
  public static func hours(_ value: Double) -> Self { Self(inInternalUnits: value) }
  public static func minutes(_ value: Double) -> Self { Self(inInternalUnits: value / 60) }
  public var hours: Double { inInternalUnits }
  public var minutes: Double { inInternalUnits * 60 }
}

extension Concentration {
  public static func micromolesPerLiter(_ value: Double) -> Self { Self(inInternalUnits: value) }
  public var micromolesPerLiter: Double { inInternalUnits }
}

extension Flow {
  public static func litersPerHour(_ value: Double) -> Self { Self(inInternalUnits: value) }
  public var litersPerHour: Double { inInternalUnits }
}

extension MolarMass {
  public static func gramsPerMole(_ value: Double) -> Self { Self(inInternalUnits: value / 1_000_000_000) }
  public var gramsPerMole: Double { inInternalUnits * 1_000_000_000 }
}

// Only the products that pharmacology uses.

public func / (flow: Flow, volume: Volume) -> RateConstant {
  RateConstant(inInternalUnits: flow.inInternalUnits / volume.inInternalUnits)
}

public func * (rate: RateConstant, volume: Volume) -> Flow {
  Flow(inInternalUnits: rate.inInternalUnits * volume.inInternalUnits)
}

public func / (amount: Amount, volume: Volume) -> Concentration {
  Concentration(inInternalUnits: amount.inInternalUnits / volume.inInternalUnits)
}

public func * (concentration: Concentration, volume: Volume) -> Amount {
  Amount(inInternalUnits: concentration.inInternalUnits * volume.inInternalUnits)
}

public func / (mass: Mass, molarMass: MolarMass) -> Amount {
  Amount(inInternalUnits: mass.inInternalUnits / molarMass.inInternalUnits)
}

public func * (amount: Amount, molarMass: MolarMass) -> Mass {
  Mass(inInternalUnits: amount.inInternalUnits * molarMass.inInternalUnits)
}

public func * (permeability: Permeability, area: Area) -> Flow {
  Flow(inInternalUnits: permeability.inInternalUnits * area.inInternalUnits)
}
