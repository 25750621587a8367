import Foundation
import Networks
import NumericCore

/// Dissolution of equal spheres in one segment by diffusion through a layer around them.
///
///     rate = κ/r · U · (S - C),  κ = 3 D MW / (ρ h),  r = r₀ ((U/U₀ + δ) / (f + δ))^(1/3),  C = min(S, M/W)
///
/// f is the share of the particles in the segment and U₀ what all of them held at first. The trace δ, a millionth, keeps
/// the radius apart from 0 / 0 before the particles come to a segment and after they have left it, and makes the law
/// first order below a hundredth of the first radius, or below the smallest one that is given: particles vanish smoothly.
///
/// - Units: amounts µmol, `coefficient` κ in dm·L/(µmol·h), radii dm, solubility µmol/L.
/// - Reference: Noyes and Whitney, J Am Chem Soc 19:930 (1897); Hintz and Johnson, Int J Pharm 51:9 (1989).
public struct ParticleDissolution: FluxLaw {
  /// The smallest radius, as a share of the first one, unless a formulation gives its own.
  static let smallestShare = 1e-3
  /// δ, of the dose and of the share.
  private static let trace = 1e-6

  public let solid, content, liquid, share: StateID
  public let initialAmount, radius, smallestRadius, coefficient, solubility: Double

  public init(
    solid: StateID, content: StateID, liquid: StateID, share: StateID, initialAmount: Double, radius: Double,
    smallestRadius: Double, coefficient: Double, solubility: Double
  ) {
    self.solid = solid
    self.content = content
    self.liquid = liquid
    self.share = share
    self.initialAmount = initialAmount
    self.radius = radius
    self.smallestRadius = smallestRadius
    self.coefficient = coefficient
    self.solubility = solubility
  }

  public var reads: [StateID] { [content, liquid, solid, share] }
  public var parameters: [Double] { [coefficient, solubility, initialAmount, radius, smallestRadius] }

  @inline(__always)
  public static func rate<L: Lane>(_ flux: FluxArguments<L>) -> L {
    let deficit = flux.parameter(1) - Dissolved.concentration(flux, solubility: 1)
    return flux.parameter(0) * flux.amount(2) * deficit / currentRadius(flux).radius
  }

  @inline(__always)
  public static func derivatives<L: Lane>(_ flux: FluxArguments<L>, into derivatives: UnsafeMutablePointer<L>) {
    let (radius, isShrinking, left, share) = currentRadius(flux)
    let deficit = flux.parameter(1) - Dissolved.concentration(flux, solubility: 1)
    let perConcentration = flux.parameter(0) * flux.amount(2) / radius
    let perLiquid = perConcentration * Dissolved.isDissolved(flux, solubility: 1) / Dissolved.liquid(flux)
    derivatives[0] = L.zero - perLiquid
    derivatives[1] = perLiquid * flux.amount(0) / Dissolved.liquid(flux)
    // While r follows U, rate ~ U (U/U0 + trace)^(-1/3) (f + trace)^(1/3); below the smallest radius rate ~ U.
    let perSolid = flux.parameter(0) * deficit / radius
    let third = isShrinking * L(repeating: 1.0 / 3.0)
    derivatives[2] = perSolid * (L.one - third * flux.amount(2) / (flux.parameter(2) * left))
    derivatives[3] = perSolid * flux.amount(2) * third / share
  }

  /// The radius, 1 where it follows the amount, else 0, and the two sums that make it.
  @inline(__always)
  private static func currentRadius<L: Lane>(
    _ flux: FluxArguments<L>
  ) -> (radius: L, isShrinking: L, left: L, share: L) {
    let left = flux.amount(2) / flux.parameter(2) + L(repeating: trace)
    let share = flux.amount(3) + L(repeating: trace)
    let radius = flux.parameter(3) * left.zip(share) { $0 > 0 && $1 > 0 ? cbrt($0 / $1) : 0 }
    let isShrinking = radius.zip(flux.parameter(4)) { $0 > $1 ? 1 : 0 }
    return (radius.zip(flux.parameter(4)) { $0 > $1 ? $0 : $1 }, isShrinking, left, share)
  }
}
