import Foundation
import Networks
import NumericCore

/// Sigmoid saturable flux with the enzyme as a state and reversible inhibitors.
///
///     rate = kcat/D · E · u / (1 + u),  u = (C · D / (Km · N))ᵞ,  N and D as in `EnzymeReaction`
///
/// - Units: as `EnzymeReaction`; `exponent` dimensionless, at least 1.
public struct HillReaction: FluxLaw {
  public let reaction: EnzymeReaction
  public let exponent: Double

  public init(_ reaction: EnzymeReaction, exponent: Double) {
    self.reaction = reaction
    self.exponent = exponent
  }

  public var reads: [StateID] { reaction.reads }
  public var parameters: [Double] { reaction.parameters + [exponent] }

  @inlinable @inline(__always)
  public static func rate<L: Lane>(_ flux: FluxArguments<L>) -> L {
    let (n, d) = EnzymeReaction.inhibition(flux)
    let x = flux.parameter(2) * flux.amount(0) * d / (flux.parameter(1) * n)
    let u = x.zip(flux.parameter(2 * flux.readCount - 1)) { $0 > 0 ? pow($0, $1) : 0 }
    return flux.parameter(0) / d * flux.amount(1) * u / (L.one + u)
  }

  @inlinable @inline(__always)
  public static func derivatives<L: Lane>(_ flux: FluxArguments<L>, into derivatives: UnsafeMutablePointer<L>) {
    let kcat = flux.parameter(0)
    let km = flux.parameter(1)
    let exponent = flux.parameter(2 * flux.readCount - 1)
    let (n, d) = EnzymeReaction.inhibition(flux)
    let x = flux.parameter(2) * flux.amount(0) * d / (km * n)
    let u = x.zip(exponent) { $0 > 0 ? pow($0, $1) : 0 }
    let slope = x.zip(exponent) { $0 > 0 ? $1 * pow($0, $1 - 1) : ($1 == 1 ? 1 : 0) }
    let saturated = u / (L.one + u)
    // d(u/(1+u))/dx
    let bySubstrate = slope / ((L.one + u) * (L.one + u))
    let enzyme = flux.amount(1)
    derivatives[0] = kcat / d * enzyme * bySubstrate * flux.parameter(2) * d / (km * n)
    derivatives[1] = kcat / d * saturated
    for index in 2..<max(2, flux.readCount) {
      let competitive = flux.parameter(2 * index - 1)
      let uncompetitive = flux.parameter(2 * index)
      let byInhibitor = x * (uncompetitive / d - competitive / n)
      derivatives[index] = kcat * enzyme / d * (bySubstrate * byInhibitor - saturated * uncompetitive / d)
    }
  }
}
