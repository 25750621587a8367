import Networks
import NumericCore

/// The dissolved concentration of a segment, capped by solubility, and its derivatives.
///
///     C = min(S, M / W)
enum Dissolved {
  /// Reads 0: content M, 1: liquid W; `solubility` is the place of S among the parameters.
  @inline(__always)
  static func concentration<L: Lane>(_ flux: FluxArguments<L>, solubility: Int) -> L {
    (flux.amount(0) / flux.amount(1)).zip(flux.parameter(solubility)) { $0 < $1 ? $0 : $1 }
  }

  /// 1 where all is dissolved, 0 where the solubility caps the concentration.
  @inline(__always)
  static func isDissolved<L: Lane>(_ flux: FluxArguments<L>, solubility: Int) -> L {
    (flux.amount(0) / flux.amount(1)).zip(flux.parameter(solubility)) { $0 < $1 ? 1 : 0 }
  }
}

/// Passive uptake from a segment: `rate = P·A · min(S, M/W)`.
///
/// - Units: `clearance` P·A in L/h, solubility µmol/L.
/// - Reference: Willmann et al., J Med Chem 47:4022 (2004).
public struct LumenUptake: FluxLaw {
  public let content, liquid: StateID
  public let clearance, solubility: Double

  public init(of content: StateID, in liquid: StateID, clearance: Double, solubility: Double) {
    self.content = content
    self.liquid = liquid
    self.clearance = clearance
    self.solubility = solubility
  }

  public var reads: [StateID] { [content, liquid] }
  public var parameters: [Double] { [clearance, solubility] }

  @inline(__always)
  public static func rate<L: Lane>(_ flux: FluxArguments<L>) -> L {
    flux.parameter(0) * Dissolved.concentration(flux, solubility: 1)
  }

  @inline(__always)
  public static func derivatives<L: Lane>(_ flux: FluxArguments<L>, into derivatives: UnsafeMutablePointer<L>) {
    let perLiquid = flux.parameter(0) * Dissolved.isDissolved(flux, solubility: 1) / flux.amount(1)
    derivatives[0] = perLiquid
    derivatives[1] = L.zero - perLiquid * flux.amount(0) / flux.amount(1)
  }
}

/// Uptake from a segment by a transporter: `rate = Vmax · C / (Km + C)`, C = min(S, M/W).
///
/// - Units: `maximum` µmol/h, `km` and solubility µmol/L.
public struct LumenTransport: FluxLaw {
  public let content, liquid: StateID
  public let maximum, km, solubility: Double

  public init(of content: StateID, in liquid: StateID, maximum: Double, km: Double, solubility: Double) {
    self.content = content
    self.liquid = liquid
    self.maximum = maximum
    self.km = km
    self.solubility = solubility
  }

  public var reads: [StateID] { [content, liquid] }
  public var parameters: [Double] { [maximum, km, solubility] }

  @inline(__always)
  public static func rate<L: Lane>(_ flux: FluxArguments<L>) -> L {
    let c = Dissolved.concentration(flux, solubility: 2)
    return flux.parameter(0) * c / (flux.parameter(1) + c)
  }

  @inline(__always)
  public static func derivatives<L: Lane>(_ flux: FluxArguments<L>, into derivatives: UnsafeMutablePointer<L>) {
    let inverse = L.one / (flux.parameter(1) + Dissolved.concentration(flux, solubility: 2))
    let slope = flux.parameter(0) * flux.parameter(1) * inverse * inverse
    let perLiquid = slope * Dissolved.isDissolved(flux, solubility: 2) / flux.amount(1)
    derivatives[0] = perLiquid
    derivatives[1] = L.zero - perLiquid * flux.amount(0) / flux.amount(1)
  }
}
