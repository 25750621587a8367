import Compounds
import Foundation

/// One protonation state of a molecule: its share of the molecules, how many groups are ionised, and its net charge.
///
/// - Units: dimensionless; `weight` is in [0, 1] and the weights of one molecule sum to 1.
public struct Microspecies: Sendable, Hashable {
  public var weight: Double
  public var ionizedGroups: Int
  public var charge: Int

  public init(weight: Double, ionizedGroups: Int, charge: Int) {
    self.weight = weight
    self.ionizedGroups = ionizedGroups
    self.charge = charge
  }
}

/// How a molecule with given acidic and basic groups is charged at a given pH.
///
/// The groups are taken as independent, so that a molecule of n groups has 2^n microspecies.
public struct Ionization: Sendable, Hashable {
  public let groups: [ChargedGroup]

  public init(_ groups: [ChargedGroup]) {
    self.groups = groups
  }

  /// Acid constants in ascending order.
  public var acids: [Double] {
    groups.compactMap { if case .acid(let pKa) = $0 { pKa } else { nil } }.sorted()
  }

  /// Base constants in descending order.
  public var bases: [Double] {
    groups.compactMap { if case .base(let pKa) = $0 { pKa } else { nil } }.sorted(by: >)
  }

  /// Whether the molecule has no ionisable group at all.
  public var isNeutral: Bool { groups.isEmpty }

  /// Every protonation state with its share, each group following Henderson and Hasselbalch.
  ///
  ///     neutral share of a group = 1 / (1 + 10^(s (pKa - pH))),  s = +1 base, -1 acid
  ///
  /// - Units: dimensionless.
  /// - Reference: Henderson 1908, Am J Physiol 21:173; groups independent.
  /// - Complexity: O(2^n) for n groups.
  public func microspecies(ph: Double) -> [Microspecies] {
    var states = [Microspecies(weight: 1, ionizedGroups: 0, charge: 0)]
    for group in groups {
      let (sign, pKa) = group.signAndConstant
      let exponent = Double(sign) * (pKa - ph)
      let neutral = 1 / (1 + pow(10, exponent))
      let ionized = 1 / (1 + pow(10, -exponent))
      states = states.flatMap { state in
        [
          Microspecies(weight: state.weight * neutral, ionizedGroups: state.ionizedGroups, charge: state.charge),
          Microspecies(
            weight: state.weight * ionized, ionizedGroups: state.ionizedGroups + 1, charge: state.charge + sign),
        ]
      }
    }
    return states
  }

  /// Share of the molecules of which no group is ionised.
  ///
  /// - Units: dimensionless, in (0, 1].
  /// - Reference: Henderson 1908, Am J Physiol 21:173.
  public func neutralFraction(ph: Double) -> Double {
    microspecies(ph: ph).reduce(0) { $1.ionizedGroups == 0 ? $0 + $1.weight : $0 }
  }

  /// Mean factor by which charge changes a property of the neutral molecule (lipid partition, permeability).
  ///
  ///     g(pH; b) = w(no group ionised) + b w(one group ionised) + sum over the rest of w b^|charge|
  ///
  /// A doubly ionised state without net charge therefore counts as neutral.
  ///
  /// - Parameters:
  ///   - ph: pH of the space.
  ///   - perCharge: Factor b of one net charge; below 1 for a penalty.
  /// - Units: dimensionless.
  /// - Reference: Schmitt 2008, Toxicol In Vitro 22:457, for one group; extended to several as stated.
  public func chargeFactor(ph: Double, perCharge: Double) -> Double {
    microspecies(ph: ph).reduce(0) { sum, state in
      let exponent = state.ionizedGroups == 1 ? 1 : abs(state.charge)
      return sum + state.weight * pow(perCharge, Double(exponent))
    }
  }

  /// Mean of a factor that grows with positive and falls with negative charge.
  ///
  ///     sum over states of w b^charge
  ///
  /// - Parameters:
  ///   - ph: pH of the space.
  ///   - base: Factor b of one positive charge.
  /// - Units: dimensionless.
  /// - Reference: Schmitt 2008, Toxicol In Vitro 22:457 (affinity to acidic phospholipids, b = 20).
  public func signedChargeSum(ph: Double, base: Double) -> Double {
    microspecies(ph: ph).reduce(0) { $0 + $1.weight * pow(base, Double($1.charge)) }
  }

  /// Ratio of ionised to neutral molecules as the method of Rodgers and Rowland forms it.
  ///
  ///     sum_k 10^(k pH - pKa_1 - ... - pKa_k) over acids, ascending
  ///       + sum_k 10^(pKa_1 + ... + pKa_k - k pH) over bases, descending
  ///
  /// Acids and bases do not multiply: a zwitterion has the sum of both terms.
  ///
  /// - Units: dimensionless, zero for a molecule without ionisable groups.
  /// - Reference: Rodgers and Rowland 2006, J Pharm Sci 95:1238 (terms X, Y, Z).
  public func ionizedToNeutralRatio(ph: Double) -> Double {
    var sum = 0.0
    var exponent = 0.0
    for pKa in acids {
      exponent += ph - pKa
      sum += pow(10, exponent)
    }
    exponent = 0
    for pKa in bases {
      exponent += pKa - ph
      sum += pow(10, exponent)
    }
    return sum
  }

  /// Decimal logarithm of the ratio of the fully ionised to the neutral molecule.
  ///
  ///     sum over bases (pKa - pH) + sum over acids (pH - pKa)
  ///
  /// - Units: dimensionless; nil for a molecule without ionisable groups.
  /// - Reference: Poulin and Theil 2002, J Pharm Sci 91:129 (log D in vegetable oil).
  public func fullyIonizedExponent(ph: Double) -> Double? {
    guard !groups.isEmpty else { return nil }
    return bases.reduce(0) { $0 + $1 - ph } + acids.reduce(0) { $0 + ph - $1 }
  }

  /// Whether the molecule binds to acidic phospholipids in the sense of Rodgers and Rowland.
  ///
  /// - Units: pKa, dimensionless.
  /// - Reference: Rodgers, Leahy and Rowland 2005, J Pharm Sci 94:1259 (a basic pKa of 7 or more).
  public var isStrongBase: Bool { bases.contains { $0 >= 7 } }
}

extension ChargedGroup {
  /// Charge that the group takes when ionised, and its constant.
  var signAndConstant: (sign: Int, pKa: Double) {
    switch self {
    case .acid(let pKa): (-1, pKa)
    case .base(let pKa): (1, pKa)
    }
  }
}
