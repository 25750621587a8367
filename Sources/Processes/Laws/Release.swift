#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif
import Networks
import NumericCore

/// Release from a solid dose into one segment: a rate R(t) times the share of the dose's pieces there, if it has pieces.
///
/// Parameter 0 is what events switch: the dose while the release acts, else 0.
private enum Share {
  @inline(__always)
  static func times<L: Lane>(_ flux: FluxArguments<L>, _ rate: L) -> L {
    flux.readCount > 0 ? rate * flux.amount(0) : rate
  }
}

/// Release at a constant rate; steps of a table, zero order and linear release are made of it.
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
  public static func rate<L: Lane>(_ flux: FluxArguments<L>) -> L { Share.times(flux, flux.parameter(0)) }

  @inline(__always)
  public static func derivatives<L: Lane>(_ flux: FluxArguments<L>, into derivatives: UnsafeMutablePointer<L>) {
    if flux.readCount > 0 { derivatives[0] = flux.parameter(0) }
  }
}

/// First-order release: `R = D k exp(-k (t - start))`.
///
/// - Units: dose µmol, `rate` 1/h, `start` h.
public struct ExponentialRelease: FluxLaw {
  public let dose, rate, start: Double
  public let share: StateID?

  public init(dose: Double, rate: Double, start: Double, share: StateID?) {
    self.dose = dose
    self.rate = rate
    self.start = start
    self.share = share
  }

  public var reads: [StateID] { share.map { [$0] } ?? [] }
  public var parameters: [Double] { [dose, rate, start] }

  @inline(__always)
  public static func rate<L: Lane>(_ flux: FluxArguments<L>) -> L { Share.times(flux, release(flux)) }

  @inline(__always)
  public static func derivatives<L: Lane>(_ flux: FluxArguments<L>, into derivatives: UnsafeMutablePointer<L>) {
    if flux.readCount > 0 { derivatives[0] = release(flux) }
  }

  @inline(__always)
  private static func release<L: Lane>(_ flux: FluxArguments<L>) -> L {
    let elapsed = L(repeating: flux.time) - flux.parameter(2)
    let left = (L.zero - flux.parameter(1) * elapsed).zip(flux.parameter(0)) { $1 == 0 ? 0 : exp($0) }
    return flux.parameter(0) * flux.parameter(1) * left
  }
}

/// Weibull release: `R = D b a u^(b-1) exp(-a u^b)`, `u = t - start + offset`.
///
/// The offset keeps the slope finite at the start when b < 1.
///
/// - Units: dose µmol; `rate` a in h^-b, with `shape` b dimensionless: a = ln 2 / T50^b; `start` h.
/// - Reference: Langenbucher, J Pharm Pharmacol 24:979 (1972).
public struct WeibullRelease: FluxLaw {
  /// A millionth of a minute, h.
  static let offset = 1e-6 / 60

  public let dose, rate, shape, start: Double
  public let share: StateID?

  public init(dose: Double, rate: Double, shape: Double, start: Double, share: StateID?) {
    self.dose = dose
    self.rate = rate
    self.shape = shape
    self.start = start
    self.share = share
  }

  public var reads: [StateID] { share.map { [$0] } ?? [] }
  public var parameters: [Double] { [dose, rate, shape, start] }

  @inline(__always)
  public static func rate<L: Lane>(_ flux: FluxArguments<L>) -> L { Share.times(flux, release(flux)) }

  @inline(__always)
  public static func derivatives<L: Lane>(_ flux: FluxArguments<L>, into derivatives: UnsafeMutablePointer<L>) {
    if flux.readCount > 0 { derivatives[0] = release(flux) }
  }

  @inline(__always)
  private static func release<L: Lane>(_ flux: FluxArguments<L>) -> L {
    let elapsed = L(repeating: flux.time + offset) - flux.parameter(3)
    let power = elapsed.zip(flux.parameter(2)) { $0 > 0 ? pow($0, $1) : 0 }
    let left = (flux.parameter(1) * power).zip(flux.parameter(0)) { $1 == 0 ? 0 : exp(-$0) }
    let slope = (power / elapsed).zip(elapsed) { $1 > 0 ? $0 : 0 }
    return flux.parameter(0) * flux.parameter(2) * flux.parameter(1) * slope * left
  }
}
