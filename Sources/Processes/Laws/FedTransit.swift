import Foundation
import Networks
import NumericCore
import Physiology

/// Passage out of the stomach when meals are eaten: `rate = k τ^p · M · Φ(W_next)`, τ in minutes since the meal.
///
/// Fasted, p = 0 and k is the fasted rate; events set k, p and the time of the meal.
///
/// - Units: `k` 1/h; content µmol (or L), liquid L; `start` h.
/// - Reference: Elashoff et al., Gastroenterology 83:1306 (1982).
public struct FedTransit: FluxLaw {
  static let rateParameter = 0
  static let startParameter = 1
  static let exponentParameter = 2
  /// Keeps the rate's derivative by time finite at the start of a meal, minutes.
  static let offset = 1e-6

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
  public var parameters: [Double] { [k, 0, 0] + Admission.parameters(fullVolume, limit) }

  @inline(__always)
  public static func rate<L: Lane>(_ flux: FluxArguments<L>) -> L {
    constant(flux) * flux.amount(0) * Admission.share(flux, liquid: 1, first: 3)
  }

  @inline(__always)
  public static func derivatives<L: Lane>(_ flux: FluxArguments<L>, into derivatives: UnsafeMutablePointer<L>) {
    let share = Admission.share(flux, liquid: 1, first: 3)
    let k = constant(flux)
    derivatives[0] = k * share
    derivatives[1] = k * flux.amount(0) * Admission.slope(flux, share: share, first: 3)
  }

  @inline(__always)
  private static func constant<L: Lane>(_ flux: FluxArguments<L>) -> L {
    let minutes = (L(repeating: flux.time) - flux.parameter(1)) * L(repeating: 60) + L(repeating: offset)
    return flux.parameter(0) * minutes.zip(flux.parameter(2)) { $1 == 0 ? 1 : pow($0 > 0 ? $0 : 0, $1) }
  }
}
