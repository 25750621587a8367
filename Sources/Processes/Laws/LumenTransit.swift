import Foundation
import Networks
import NumericCore
import Physiology

/// The share that a segment admits: 1 while it is not nearly full, then a steep logistic fall.
///
///     Φ = 1 for fill < full, else 1 / (1 + exp((fill - midpoint) / width)),  fill = W / V
///
/// - Reference: Thelen et al., J Pharm Sci 100:5324 (2011).
enum Admission {
  /// Parameters as a law holds them, from `first`: 1/V, full, midpoint, width.
  static func parameters(_ fullVolume: Double, _ limit: FillingLimit) -> [Double] {
    [1 / fullVolume, limit.full, limit.midpoint, limit.width]
  }

  @inline(__always)
  static func share<L: Lane>(_ flux: FluxArguments<L>, liquid: Int, first: Int) -> L {
    let fill = flux.amount(liquid) * flux.parameter(first)
    guard !fill.isBelow(flux.parameter(first + 1)) else { return L.one }
    let x = (fill - flux.parameter(first + 2)) / flux.parameter(first + 3)
    return fill.zip(flux.parameter(first + 1)) { $0 < $1 ? 1 : 0 }.zip(x) { $0 == 1 ? 1 : 1 / (1 + exp($1)) }
  }

  /// dΦ/dW from Φ.
  @inline(__always)
  static func slope<L: Lane>(_ flux: FluxArguments<L>, share: L, first: Int) -> L {
    (share * (share - L.one) * flux.parameter(first) / flux.parameter(first + 3)).zip(share) { $1 == 1 ? 0 : $0 }
  }
}

/// Passage of content to the next segment: `rate = k · M · Φ(W_next)`.
///
/// - Units: `k` 1/h; content µmol (or L), liquid L.
public struct LumenTransit: FluxLaw {
  public let k: Double
  public let content, nextLiquid: StateID
  public let fullVolume: Double
  public let limit: FillingLimit

  public init(_ k: Double, of content: StateID, into nextLiquid: StateID, fullVolume: Double, limit: FillingLimit) {
    self.k = k
    self.content = content
    self.nextLiquid = nextLiquid
    self.fullVolume = fullVolume
    self.limit = limit
  }

  public var reads: [StateID] { [content, nextLiquid] }
  public var parameters: [Double] { [k] + Admission.parameters(fullVolume, limit) }

  @inline(__always)
  public static func rate<L: Lane>(_ flux: FluxArguments<L>) -> L {
    flux.parameter(0) * flux.amount(0) * Admission.share(flux, liquid: 1, first: 1)
  }

  @inline(__always)
  public static func derivatives<L: Lane>(_ flux: FluxArguments<L>, into derivatives: UnsafeMutablePointer<L>) {
    let share = Admission.share(flux, liquid: 1, first: 1)
    derivatives[0] = flux.parameter(0) * share
    derivatives[1] = flux.parameter(0) * flux.amount(0) * Admission.slope(flux, share: share, first: 1)
  }
}

/// Secretion of liquid that a nearly full segment holds back: `rate = s · Φ(W)`.
///
/// - Units: `s` L/h.
public struct LumenSecretion: FluxLaw {
  public let rate: Double
  public let liquid: StateID
  public let fullVolume: Double
  public let limit: FillingLimit

  public init(_ rate: Double, into liquid: StateID, fullVolume: Double, limit: FillingLimit) {
    self.rate = rate
    self.liquid = liquid
    self.fullVolume = fullVolume
    self.limit = limit
  }

  public var reads: [StateID] { [liquid] }
  public var parameters: [Double] { [rate] + Admission.parameters(fullVolume, limit) }

  @inline(__always)
  public static func rate<L: Lane>(_ flux: FluxArguments<L>) -> L {
    flux.parameter(0) * Admission.share(flux, liquid: 0, first: 1)
  }

  @inline(__always)
  public static func derivatives<L: Lane>(_ flux: FluxArguments<L>, into derivatives: UnsafeMutablePointer<L>) {
    let share = Admission.share(flux, liquid: 0, first: 1)
    derivatives[0] = flux.parameter(0) * Admission.slope(flux, share: share, first: 1)
  }
}
