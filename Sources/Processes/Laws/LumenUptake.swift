import Foundation
import Networks
import NumericCore

/// The dissolved concentration of a segment, capped by solubility, and its derivatives.
///
///     C = min(S, M / W)
enum Dissolved {
  /// A microlitre: with less liquid than that the concentration is computed as with that much, L.
  private static let leastLiquid = 1e-6

  /// W, read 1, as what amounts are divided by.
  @inline(__always)
  static func liquid<L: Lane>(_ flux: FluxArguments<L>) -> L {
    flux.amount(1).map { $0 > leastLiquid ? $0 : leastLiquid }
  }

  /// Reads 0: content M, 1: liquid W; `solubility` is the place of S among the parameters.
  @inline(__always)
  static func concentration<L: Lane>(_ flux: FluxArguments<L>, solubility: Int) -> L {
    (flux.amount(0) / liquid(flux)).zip(flux.parameter(solubility)) { $0 < $1 ? $0 : $1 }
  }

  /// 1 where all is dissolved, 0 where the solubility caps the concentration.
  @inline(__always)
  static func isDissolved<L: Lane>(_ flux: FluxArguments<L>, solubility: Int) -> L {
    (flux.amount(0) / liquid(flux)).zip(flux.parameter(solubility)) { $0 < $1 ? 1 : 0 }
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
    let perLiquid = flux.parameter(0) * Dissolved.isDissolved(flux, solubility: 1) / Dissolved.liquid(flux)
    derivatives[0] = perLiquid
    derivatives[1] = L.zero - perLiquid * flux.amount(0) / Dissolved.liquid(flux)
  }
}

/// Uptake from a segment by a transporter: `rate = Vmax · u / (1 + u)`, u = (C / Km)ᵞ, C = min(S, M/W).
///
/// - Units: `maximum` µmol/h, `km` and solubility µmol/L, `exponent` γ at least 1.
public struct LumenTransport: FluxLaw {
  public let content, liquid: StateID
  public let maximum, km, solubility, exponent: Double

  public init(
    of content: StateID, in liquid: StateID, maximum: Double, km: Double, solubility: Double, exponent: Double = 1
  ) {
    self.content = content
    self.liquid = liquid
    self.maximum = maximum
    self.km = km
    self.solubility = solubility
    self.exponent = exponent
  }

  public var reads: [StateID] { [content, liquid] }
  public var parameters: [Double] { [maximum, km, solubility, exponent] }

  @inline(__always)
  public static func rate<L: Lane>(_ flux: FluxArguments<L>) -> L {
    let u = (Dissolved.concentration(flux, solubility: 2) / flux.parameter(1)).zip(flux.parameter(3)) {
      $1 == 1 ? $0 : ($0 > 0 ? pow($0, $1) : 0)
    }
    return flux.parameter(0) * u / (L.one + u)
  }

  @inline(__always)
  public static func derivatives<L: Lane>(_ flux: FluxArguments<L>, into derivatives: UnsafeMutablePointer<L>) {
    let relative = Dissolved.concentration(flux, solubility: 2) / flux.parameter(1)
    let u = relative.zip(flux.parameter(3)) { $1 == 1 ? $0 : ($0 > 0 ? pow($0, $1) : 0) }
    let slope = relative.zip(flux.parameter(3)) { $1 == 1 ? 1 : ($0 > 0 ? $1 * pow($0, $1 - 1) : 0) }
    let perConcentration = flux.parameter(0) * slope / (flux.parameter(1) * (L.one + u) * (L.one + u))
    let perLiquid = perConcentration * Dissolved.isDissolved(flux, solubility: 2) / Dissolved.liquid(flux)
    derivatives[0] = perLiquid
    derivatives[1] = L.zero - perLiquid * flux.amount(0) / Dissolved.liquid(flux)
  }
}
