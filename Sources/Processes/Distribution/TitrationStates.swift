import Compounds
import Foundation

/// Shares of a molecule by net charge, by stepwise loss of protons.
///
/// - Units: dimensionless; the three shares sum to 1. Uncharged includes zwitterions.
public struct ChargeClasses: Sendable, Hashable {
  public var uncharged: Double
  public var positive: Double
  public var negative: Double

  public init(uncharged: Double, positive: Double, negative: Double) {
    self.uncharged = uncharged
    self.positive = positive
    self.negative = negative
  }

  /// Mean factor of a property of which every ion keeps the same part.
  ///
  ///     uncharged + b (positive + negative)
  ///
  /// - Units: dimensionless.
  /// - Reference: Schmitt 2008, Toxicol In Vitro 22:457 (b = 0.001).
  public func factor(ofIon b: Double) -> Double { uncharged + b * (positive + negative) }
}

extension Ionization {
  /// Shares by net charge when protons leave in the order of the constants, acidic and basic alike (macroscopic pKa).
  ///
  ///     share of the state that lost i protons ~ 10^(i pH - pKa_1 - ... - pKa_i), its charge = bases - i
  ///
  /// It differs from `microspecies(ph:)` where two constants are close: the given constants are then those of the
  /// titration curve instead of those of single groups.
  ///
  /// - Units: dimensionless.
  /// - Reference: Pearce 2017, J Pharmacokinet Pharmacodyn 44:549 (ionisation of multiprotic molecules).
  public func chargeClasses(ph: Double) -> ChargeClasses {
    let constants = groups.map { $0.signAndConstant.pKa }.sorted()
    var exponents = [0.0]
    var exponent = 0.0
    for pKa in constants {
      exponent += ph - pKa
      exponents.append(exponent)
    }
    let greatest = exponents.max() ?? 0
    var shares = ChargeClasses(uncharged: 0, positive: 0, negative: 0)
    var total = 0.0
    for (lost, exponent) in exponents.enumerated() {
      let weight = pow(10, exponent - greatest)
      total += weight
      switch bases.count - lost {
      case 0: shares.uncharged += weight
      case 1...: shares.positive += weight
      default: shares.negative += weight
      }
    }
    return ChargeClasses(
      uncharged: shares.uncharged / total, positive: shares.positive / total, negative: shares.negative / total)
  }
}
