import DataFiles

/// The person a plasma clearance was measured in; a value left out is that of the mean individual.
///
/// - Units: internal (kg, L, L/h); fractions without dimension.
public struct ClearanceReference: Sendable, Hashable {
  public var weight: Double?
  public var organVolume: Double?
  /// Blood through the organ; for the liver the hepatic artery and the portal vein together.
  public var organFlow: Double?
  public var fractionUnbound: Double?
  public var hematocrit: Double?
  public var bloodPlasmaRatio: Double?
  /// Share of the organ volume that is cells.
  public var cellFraction: Double?

  public init(
    weight: Double? = nil, organVolume: Double? = nil, organFlow: Double? = nil, fractionUnbound: Double? = nil,
    hematocrit: Double? = nil, bloodPlasmaRatio: Double? = nil, cellFraction: Double? = nil
  ) {
    self.weight = weight
    self.organVolume = organVolume
    self.organFlow = organFlow
    self.fractionUnbound = fractionUnbound
    self.hematocrit = hematocrit
    self.bloodPlasmaRatio = bloodPlasmaRatio
    self.cellFraction = cellFraction
  }
}

/// First-order clearance by one organ without a named protein.
///
/// - Units: `specific` 1/h; `perWeight` L of plasma per h and kg of body weight.
public enum OrganClearance: Sendable, Hashable {
  case specific(Double)
  case plasma(perWeight: Double, reference: ClearanceReference)
}

/// First-order loss from the liver cells.
public struct LiverClearanceProcess: Sendable, Hashable {
  public var header: ProcessHeader
  public var clearance: OrganClearance

  public init(header: ProcessHeader, clearance: OrganClearance) {
    self.header = header
    self.clearance = clearance
  }
}

/// First-order loss from the kidney plasma into urine.
public struct RenalClearanceProcess: Sendable, Hashable {
  public var header: ProcessHeader
  public var clearance: OrganClearance

  public init(header: ProcessHeader, clearance: OrganClearance) {
    self.header = header
    self.clearance = clearance
  }
}

/// First-order loss from the liver cells into bile.
public struct BiliaryClearanceProcess: Sendable, Hashable {
  public var header: ProcessHeader
  public var clearance: OrganClearance

  public init(header: ProcessHeader, clearance: OrganClearance) {
    self.header = header
    self.clearance = clearance
  }
}

/// Filtration of the unbound compound at a share of the glomerular filtration rate.
public struct GlomerularFiltrationProcess: Sendable, Hashable {
  public var header: ProcessHeader
  /// Share of the filtration rate; above 1 in models that lump secretion into it.
  public var fraction: Double
  /// The organ or pool whose plasma is filtered; nil is the kidney's own.
  public var from: String?

  public init(header: ProcessHeader, fraction: Double, from: String? = nil) {
    self.header = header
    self.fraction = fraction
    self.from = from
  }
}

/// Return of a share of what was filtered and secreted, from the tubules to the kidney.
public struct TubularReabsorptionProcess: Sendable, Hashable {
  public var header: ProcessHeader
  /// Share that returns, in [0, 1].
  public var fraction: Double

  public init(header: ProcessHeader, fraction: Double) {
    self.header = header
    self.fraction = fraction
  }
}

/// Secretion from the kidney plasma into urine without a named transporter.
public struct TubularSecretionProcess: Sendable, Hashable {
  /// - Units: `specific` 1/h; `vmax` umol/h per L of kidney; `km` umol/L.
  public enum Kinetics: Sendable, Hashable {
    case firstOrder(specific: Double)
    case michaelisMenten(vmax: Double, km: Double)
  }

  public var header: ProcessHeader
  public var kinetics: Kinetics

  public init(header: ProcessHeader, kinetics: Kinetics) {
    self.header = header
    self.kinetics = kinetics
  }
}
