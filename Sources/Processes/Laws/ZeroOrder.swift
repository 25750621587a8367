import Networks
import NumericCore

/// A constant flux: `rate = r`. Infusions set `r` by events.
///
/// - Units: µmol/h.
public struct ZeroOrder: FluxLaw {
  public let rate: Double

  public init(_ rate: Double) { self.rate = rate }

  public var reads: [StateID] { [] }
  public var parameters: [Double] { [rate] }

  @inlinable @inline(__always)
  public static func rate<L: Lane>(_ flux: FluxArguments<L>) -> L { flux.parameter(0) }

  @inlinable @inline(__always)
  public static func derivatives<L: Lane>(_ flux: FluxArguments<L>, into derivatives: UnsafeMutablePointer<L>) {}
}
