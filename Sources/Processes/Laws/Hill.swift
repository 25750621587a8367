import Foundation
import Networks
import NumericCore

/// Sigmoid saturable flux with a constant amount of enzyme or transporter.
///
///     rate = Vmax · Cᵞ / (Kmᵞ + Cᵞ),  C = max(0, s · amount)
///
/// - Units: `maximum` µmol/h, `km` µmol/L, `scale` 1/L, `exponent` dimensionless, at least 1.
/// - Reference: Hill, J Physiol 40:iv (1910).
public struct Hill: FluxLaw {
  public let substrate: StateID
  public let maximum, km, scale, exponent: Double

  public init(of substrate: StateID, scale: Double, maximum: Double, km: Double, exponent: Double) {
    self.substrate = substrate
    self.maximum = maximum
    self.km = km
    self.scale = scale
    self.exponent = exponent
  }

  public var reads: [StateID] { [substrate] }
  public var parameters: [Double] { [maximum, km, scale, exponent] }

  @inlinable @inline(__always)
  public static func rate<L: Lane>(_ flux: FluxArguments<L>) -> L {
    let u = ratio(flux)
    return flux.parameter(0) * u / (L.one + u)
  }

  @inlinable @inline(__always)
  public static func derivatives<L: Lane>(_ flux: FluxArguments<L>, into derivatives: UnsafeMutablePointer<L>) {
    // d(rate)/d(amount) = Vmax · u / (1 + u)² · γ / amount, written without the division by an amount that may be 0.
    let relative = flux.parameter(2) * flux.amount(0) / flux.parameter(1)
    let slope = relative.zip(flux.parameter(3)) { $0 > 0 ? $1 * pow($0, $1 - 1) : ($1 == 1 ? 1 : 0) }
    let u = ratio(flux)
    derivatives[0] =
      flux.parameter(0) * slope * flux.parameter(2) / (flux.parameter(1) * (L.one + u) * (L.one + u))
  }

  /// (C / Km)ᵞ
  @inlinable @inline(__always)
  static func ratio<L: Lane>(_ flux: FluxArguments<L>) -> L {
    (flux.parameter(2) * flux.amount(0) / flux.parameter(1)).zip(flux.parameter(3)) { $0 > 0 ? pow($0, $1) : 0 }
  }
}
