import Compounds
import Foundation
import Networks
import Physiology

/// The states and fluxes of one solid dose, which a later dose of the same form takes over when they are empty.
struct SolidSpace {
  let compound: Int
  /// As of the compound's file: how fast it releases on a day makes no other product of it.
  let product: FormulationModel
  /// Particles count from their own amount; other forms take any.
  let amount: Double?
  let name: String
  /// When next to nothing of the last dose is left in it, h.
  var freeFrom: Double
}

extension BodyBuilder {
  /// What may be left of a dose, as a share of it, when another takes over its states. Nothing is lost: it stays there.
  private static var leftover: Double { 1e-12 }
  /// Solid doses in the gut at one time; each has some twenty states.
  private static var mostSpaces: Int { 500 }

  /// The name of the spaces for a dose: those of an earlier one that is gone, else new ones.
  ///
  /// - Parameters:
  ///   - product: As of the compound's file.
  ///   - formulation: As this dose releases.
  mutating func solidSpace(
    for dose: SolidDose, of product: FormulationModel, _ formulation: FormulationModel, release: Double
  ) throws(ModelError) -> String {
    let freeFrom = freeTime(of: dose, formulation, release: release)
    let amount: Double? = if case .particles = formulation { dose.amount } else { nil }
    for index in solidSpaces.indices {
      let space = solidSpaces[index]
      guard space.compound == dose.compound, space.product == product, space.amount == amount,
        space.freeFrom <= dose.start
      else { continue }
      solidSpaces[index].freeFrom = freeFrom
      return space.name
    }
    let drug = bodies[dose.compound].compound.name
    guard solidSpaces.count < Self.mostSpaces else {
      throw ModelError(
        "more than \(Self.mostSpaces) solid doses are in the gut at the same time",
        remedy: "give fewer doses of \(drug), or a solution")
    }
    let name = "\(drug) solid \(1 + solidSpaces.count { $0.compound == dose.compound })"
    solidSpaces.append(
      SolidSpace(
        compound: dose.compound, product: product, amount: amount, name: name, freeFrom: freeFrom))
    return name
  }

  /// When a dose has dissolved or left, up to `leftover`.
  private func freeTime(of dose: SolidDose, _ formulation: FormulationModel, release: Double) -> Double {
    let decades = -log(Self.leftover)
    let gone = dose.stays.last?.to ?? dose.start + washoutTime
    switch formulation {
    case .dissolved: return dose.start
    case .weibull(let time50, let shape, _, _):
      let dissolved = release + time50 * pow(decades / log(2), 1 / shape)
      return free(dose, gone: gone, dissolved: dissolved)
    case .firstOrder(let rate, _):
      let dissolved = release + decades / rate
      return free(dose, gone: gone, dissolved: dissolved)
    case .zeroOrder(let duration, _): return max(gone, release + duration)
    case .lint80(let time80, _, _): return max(gone, release + time80 / LinearRelease.fractionAtTime80)
    case .table(let points, _): return max(gone, release + (points.last?.time ?? 0))
    case .particles: return gone
    }
  }

  /// A suspension is gone when it has dissolved or left. What a whole tablet has not dissolved when it leaves stays in its
  /// state, so that another may use it only if that is nothing.
  private func free(_ dose: SolidDose, gone: Double, dissolved: Double) -> Double {
    if dose.stays.isEmpty { return min(gone, dissolved) }
    return dissolved <= gone ? gone : .infinity
  }

  /// Time after which less than `leftover` of a suspension is still in the gut.
  ///
  /// The passage is a sum of exponential times with rates k; Chernoff's bound holds for every s below the least of them:
  ///
  ///     P(T > t) <= exp(-s t) prod k / (k - s)
  private var washoutTime: Double {
    // The slowest passage of any day.
    let guts = [gut.segments] + choices.laterGuts.map(\.gut.segments)
    let rates = gut.segments.indices.map { place in
      guts.map { $0[place].tabletSpeed * $0[place].emptying }.min() ?? 0
    }
    guard let slowest = rates.min(), slowest > 0 else { return .infinity }
    let s = 0.9 * slowest
    return (rates.reduce(0) { $0 - log(1 - s / $1) } - log(Self.leftover)) / s
  }

  /// A flux of a solid dose, made when it is first asked for.
  @discardableResult
  mutating func solidFlux(_ name: String, from: StateID, to: StateID, _ law: some FluxLaw) -> FluxID {
    if let known = solidFluxes[name] { return known }
    let made = network.addFlux(name, from: from, to: to, law)
    solidFluxes[name] = made
    return made
  }
}
