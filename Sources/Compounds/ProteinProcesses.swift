import DataFiles

/// Transport of the compound across the membranes that carry the transporter.
public struct TransportProcess: Sendable, Hashable {
  public var header: ProcessHeader
  public var protein: String
  public var kinetics: ProteinKinetics

  public init(header: ProcessHeader, protein: String, kinetics: ProteinKinetics) {
    self.header = header
    self.protein = protein
    self.kinetics = kinetics
  }
}

/// Reversible binding to a protein of limited amount.
///
/// - Units: `koff` 1/h, `kd` umol/L.
public struct BindingProcess: Sendable, Hashable {
  public var header: ProcessHeader
  public var protein: String
  public var koff: Double
  public var kd: Double

  public init(header: ProcessHeader, protein: String, koff: Double, kd: Double) {
    self.header = header
    self.protein = protein
    self.koff = koff
    self.kd = kd
  }
}

/// Where a reversible inhibitor acts; constants are of the unbound inhibitor in umol/L.
public enum InhibitionMechanism: Sendable, Hashable {
  case competitive(ki: Double)
  case noncompetitive(ki: Double)
  case uncompetitive(ki: Double)
  case mixed(kic: Double, kiu: Double)
}

/// Reversible inhibition of an enzyme or transporter by this compound.
public struct InhibitionProcess: Sendable, Hashable {
  public var header: ProcessHeader
  public var protein: String
  public var mechanism: InhibitionMechanism

  public init(header: ProcessHeader, protein: String, mechanism: InhibitionMechanism) {
    self.header = header
    self.protein = protein
    self.mechanism = mechanism
  }
}

/// Irreversible, mechanism-based loss of an enzyme caused by this compound.
///
/// - Units: `kinact` 1/h, `ki` and `competitiveKi` umol/L unbound.
public struct InactivationProcess: Sendable, Hashable {
  public var header: ProcessHeader
  public var protein: String
  public var kinact: Double
  /// The concentration of half the greatest rate of inactivation.
  public var ki: Double
  /// The constant of the reversible, competitive part; equal to `ki` when the file gives none.
  public var competitiveKi: Double

  public init(header: ProcessHeader, protein: String, kinact: Double, ki: Double, competitiveKi: Double? = nil) {
    self.header = header
    self.protein = protein
    self.kinact = kinact
    self.ki = ki
    self.competitiveKi = competitiveKi ?? ki
  }
}

/// Faster (or, with a negative effect, slower) synthesis of a protein caused by this compound.
///
/// - Units: `emax` is the greatest added fold (0 no change, negative suppresses); `ec50` umol/L unbound.
public struct InductionProcess: Sendable, Hashable {
  public var header: ProcessHeader
  public var protein: String
  public var emax: Double
  public var ec50: Double
  public var hill: Double

  public init(header: ProcessHeader, protein: String, emax: Double, ec50: Double, hill: Double = 1) {
    self.header = header
    self.protein = protein
    self.emax = emax
    self.ec50 = ec50
    self.hill = hill
  }
}

/// First-order uptake of an oral dose from one depot, in place of the segmented gut.
///
/// - Units: `rate` 1/h; `fraction` of the dose that is taken up, in (0, 1].
public struct AbsorptionProcess: Sendable, Hashable {
  public var header: ProcessHeader
  public var rate: Double
  /// The organ the compound is taken up into.
  public var into: String
  public var fraction: Double

  public init(header: ProcessHeader, rate: Double, into: String, fraction: Double) {
    self.header = header
    self.rate = rate
    self.into = into
    self.fraction = fraction
  }
}
