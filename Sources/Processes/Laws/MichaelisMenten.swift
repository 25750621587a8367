import Networks
import NumericCore

/// Saturable flux with a constant amount of enzyme or transporter.
///
///     rate = Vmax · C / (Km + C),  C = s · amount
///
/// - Units: `maximum` µmol/h, `km` µmol/L, `scale` s in 1/L (unbound fraction divided by volume).
/// - Reference: Michaelis and Menten, Biochem Z 49:333 (1913).
public struct MichaelisMenten: FluxLaw {
  public let substrate: StateID
  public let maximum, km, scale: Double

  public init(of substrate: StateID, scale: Double, maximum: Double, km: Double) {
    self.substrate = substrate
    self.maximum = maximum
    self.km = km
    self.scale = scale
  }

  public var reads: [StateID] { [substrate] }
  public var parameters: [Double] { [maximum, km, scale] }

  @inlinable @inline(__always)
  public static func rate<L: Lane>(_ flux: FluxArguments<L>) -> L {
    let c = flux.parameter(2) * flux.amount(0)
    return flux.parameter(0) * c / (flux.parameter(1) + c)
  }

  @inlinable @inline(__always)
  public static func derivatives<L: Lane>(_ flux: FluxArguments<L>, into derivatives: UnsafeMutablePointer<L>) {
    let km = flux.parameter(1)
    let inverse = L.one / (km + flux.parameter(2) * flux.amount(0))
    derivatives[0] = flux.parameter(0) * km * flux.parameter(2) * inverse * inverse
  }
}
