import Foundation
import Networks
import NumericCore

/// Release at a constant rate, times the share of the dose's pieces in one segment if it has pieces.
///
/// Steps of a table, zero order and linear release are made of it; events set the rate.
///
/// - Units: µmol/h.
public struct LinearRelease: FluxLaw {
  /// The share that a formulation named by its T80 has released then.
  static let fractionAtTime80 = 0.8

  public let rate: Double
  public let share: StateID?

  public init(rate: Double, share: StateID?) {
    self.rate = rate
    self.share = share
  }

  public var reads: [StateID] { share.map { [$0] } ?? [] }
  public var parameters: [Double] { [rate] }

  @inline(__always)
  public static func rate<L: Lane>(_ flux: FluxArguments<L>) -> L {
    flux.readCount > 0 ? flux.parameter(0) * flux.amount(0) : flux.parameter(0)
  }

  @inline(__always)
  public static func derivatives<L: Lane>(_ flux: FluxArguments<L>, into derivatives: UnsafeMutablePointer<L>) {
    if flux.readCount > 0 { derivatives[0] = flux.parameter(0) }
  }
}

/// Dissolution of what is left, so that the whole follows a Weibull function of time: `rate = h U`.
///
///     F = 1 - exp(-a u^b),  h = F' / (1 - F) = a b u^(b-1),  u = t - start + offset
///
/// The offset keeps the rate finite at the start when b < 1. When b > 1 the hazard would grow without end, and what
/// rounding leaves of U with it; it stops to grow once the release is complete to rounding, a u^b = 40. With b = 1 it is
/// first-order dissolution. Events switch the law on and tell it the start.
///
/// - Units: `rate` a in h^-b, a = ln 2 / T50^b; `shape` b dimensionless; times h; U µmol.
/// - Reference: Langenbucher, J Pharm Pharmacol 24:979 (1972).
public struct WeibullDissolution: FluxLaw {
  /// A millionth of a minute, h.
  static let offset = 1e-6 / 60
  /// A smaller part that is released before the offset is rounding.
  static let leastEarlyShare = 1e-12
  static let switchParameter = 0
  static let startParameter = 3
  /// Places of the parameters that say how fast it is, which differ from dose to dose in one space.
  static let speedParameters = [1, 4]
  /// -ln(1 - F) of a release that is complete: less than rounding of the dose is left, exp(-40) = 4e-18.
  private static let complete = 40.0

  public let rate, shape: Double
  public let solid: StateID
  /// 1 while it acts, else 0.
  public let isOn: Double
  public let start: Double

  public init(rate: Double, shape: Double, of solid: StateID, isOn: Double = 0, start: Double = 0) {
    self.rate = rate
    self.shape = shape
    self.solid = solid
    self.isOn = isOn
    self.start = start
  }

  public var reads: [StateID] { [solid] }
  public var parameters: [Double] {
    // The last is u^(b-1) once the release is complete.
    [isOn, rate * shape, shape - 1, start, shape > 1 ? pow(Self.complete / rate, (shape - 1) / shape) : .infinity]
  }

  @inline(__always)
  public static func rate<L: Lane>(_ flux: FluxArguments<L>) -> L { hazard(flux) * flux.amount(0) }

  @inline(__always)
  public static func derivatives<L: Lane>(_ flux: FluxArguments<L>, into derivatives: UnsafeMutablePointer<L>) {
    derivatives[0] = hazard(flux)
  }

  @inline(__always)
  private static func hazard<L: Lane>(_ flux: FluxArguments<L>) -> L {
    let elapsed = L(repeating: flux.time + offset) - flux.parameter(3)
    // One formulation has one shape and most people take it at one time.
    let power = elapsed.zipOnce(flux.parameter(2)) { $0 > 0 ? ($1 == 0 ? 1 : pow($0, $1)) : 0 }
    return flux.parameter(0) * flux.parameter(1) * power.zip(flux.parameter(4)) { min($0, $1) }
  }
}
