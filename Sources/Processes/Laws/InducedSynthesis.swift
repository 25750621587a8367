import Foundation
import Networks
import NumericCore

/// Synthesis of an enzyme or transporter, raised (or lowered, with a negative Emax) by inducers.
///
///     rate = kdeg · E₀ · max(0, 1 + Σ Emax · Iᵞ / (EC50ᵞ + Iᵞ))
///
/// - Units: `basal` = kdeg · E₀ in µmol/h; EC50 µmol/L, unbound; scales 1/L; Emax and γ dimensionless, Emax > -1.
public struct InducedSynthesis: FluxLaw {
  public struct Inducer: Sendable, Hashable {
    public var state: StateID
    public var scale, maximum, half, exponent: Double

    public init(state: StateID, scale: Double, maximum: Double, half: Double, exponent: Double = 1) {
      self.state = state
      self.scale = scale
      self.maximum = maximum
      self.half = half
      self.exponent = exponent
    }
  }

  public let basal: Double
  public let inducers: [Inducer]

  public init(basal: Double, inducers: [Inducer]) {
    self.basal = basal
    self.inducers = inducers
  }

  public var reads: [StateID] { inducers.map(\.state) }
  public var parameters: [Double] { [basal] + inducers.flatMap { [$0.scale / $0.half, $0.maximum, $0.exponent] } }

  @inlinable @inline(__always)
  public static func rate<L: Lane>(_ flux: FluxArguments<L>) -> L {
    flux.parameter(0) * effect(flux).map { $0 > 0 ? $0 : 0 }
  }

  @inlinable @inline(__always)
  public static func derivatives<L: Lane>(_ flux: FluxArguments<L>, into derivatives: UnsafeMutablePointer<L>) {
    let basal = flux.parameter(0) * effect(flux).map { $0 > 0 ? 1 : 0 }
    for index in 0..<flux.readCount {
      let x = flux.parameter(3 * index + 1) * flux.amount(index)
      let exponent = flux.parameter(3 * index + 3)
      let u = x.zip(exponent) { $0 > 0 ? ($1 == 1 ? $0 : pow($0, $1)) : 0 }
      let slope = x.zip(exponent) { $0 >= 0 ? ($1 == 1 ? 1 : $1 * pow($0, $1 - 1)) : 0 }
      derivatives[index] =
        basal * flux.parameter(3 * index + 2) * slope * flux.parameter(3 * index + 1) / ((L.one + u) * (L.one + u))
    }
  }

  /// What synthesis is multiplied by; several suppressors together could make it negative, and then nothing is made.
  @inlinable @inline(__always)
  static func effect<L: Lane>(_ flux: FluxArguments<L>) -> L {
    var effect = L.one
    for index in 0..<flux.readCount {
      let x = flux.parameter(3 * index + 1) * flux.amount(index)
      let u = x.zip(flux.parameter(3 * index + 3)) { $0 > 0 ? ($1 == 1 ? $0 : pow($0, $1)) : 0 }
      effect = effect + flux.parameter(3 * index + 2) * u / (L.one + u)
    }
    return effect
  }
}
