import Compounds
import Foundation

extension ParticleFormulation {
  /// One class of particles: its radius (dm) and its share of the dose.
  struct SizeClass {
    let radius: Double
    let fraction: Double
  }

  /// The size distribution, by mass, in classes of equal width.
  func binnedSizes() -> [SizeClass] {
    switch sizes {
    case .single(let radius): return [SizeClass(radius: radius, fraction: 1)]
    case .normal(let mean, let sd, let minimum, let maximum):
      return classes(minimum, maximum) { exp(-0.5 * pow(($0 - mean) / sd, 2)) }
    case .logNormal(let mean, let cv, let minimum, let maximum):
      let variance = log(1 + cv * cv)
      let centre = log(mean) - variance / 2
      return classes(minimum, maximum) { exp(-pow(log($0) - centre, 2) / (2 * variance)) / $0 }
    }
  }

  private func classes(_ minimum: Double, _ maximum: Double, _ density: (Double) -> Double) -> [SizeClass] {
    guard bins > 1, maximum > minimum else { return [SizeClass(radius: (minimum + maximum) / 2, fraction: 1)] }
    let width = (maximum - minimum) / Double(bins)
    let radii = (0..<bins).map { minimum + (Double($0) + 0.5) * width }
    let weights = radii.map(density)
    let total = weights.reduce(0, +)
    return zip(radii, weights).map { SizeClass(radius: $0, fraction: $1 / total) }
  }
}

/// Aqueous diffusion coefficient from molar mass.
///
///     log10 D = -4.113 - 0.4609 log10 MW,  D in cm²/s, MW in g/mol
///
/// - Units: internal: `molarMass` kg/µmol, result dm²/h; 1 cm²/s is 36 dm²/h.
/// - Reference: Avdeef, Expert Opin Drug Metab Toxicol 1:325 (2005), equation for uncharged drugs.
public func aqueousDiffusion(molarMass: Double) -> Double {
  pow(10, -4.113 - 0.4609 * log10(molarMass * 1e9)) * 36
}
