import Networks
import NumericCore

/// First-order transfer whose rate constant events may change: `rate = k · amount`. The gallbladder's emptying is one.
///
/// - Units: `k` in 1/h.
public struct SwitchedFirstOrder: FluxLaw {
  public let k: Double
  public let driver: StateID

  public init(_ k: Double, of driver: StateID) {
    self.k = k
    self.driver = driver
  }

  public var reads: [StateID] { [driver] }
  public var parameters: [Double] { [k] }

  @inlinable @inline(__always)
  public static func rate<L: Lane>(_ flux: FluxArguments<L>) -> L { flux.parameter(0) * flux.amount(0) }

  @inlinable @inline(__always)
  public static func derivatives<L: Lane>(_ flux: FluxArguments<L>, into derivatives: UnsafeMutablePointer<L>) {
    derivatives[0] = flux.parameter(0)
  }
}
