import Compounds
import Dosing
import Engine
import Foundation
import Networks
import Processes

/// What a run of one arm gives: curves, exposure and a balance.
public struct SimulationResult: Sendable {
  /// The curve of one compound at one place; concentrations in mg/L.
  public struct Profile: Sendable {
    public let compound: String
    public let site: String
    /// h
    public let times: [Double]
    public let concentrations: [Double]
    public let unbound: [Double]
  }

  /// What of one compound has left the body by one way.
  public struct Excretion: Sendable {
    public let compound: String
    /// `urine` or `faeces`.
    public let site: String
    /// h
    public let times: [Double]
    /// Since the start, mg.
    public let amounts: [Double]
    /// Of the amount (µmol) dosed in all of the compounds that it comes from; not a number where that is none.
    public let fractions: [Double]
  }

  /// Exposure over one interval.
  public struct Exposure: Sendable {
    public let compound: String
    public let site: String
    public let interval: ExposureInterval
    public let metrics: ExposureMetrics
  }

  /// Where an amount is at the end, µmol.
  public struct BalanceEntry: Sendable {
    public let compound: String
    /// `body`, `gut lumen`, `urine`, `faeces`, or the process that made metabolites.
    public let place: String
    public let amount: Double
    public let shareOfDose: Double
  }

  public let simulation: Simulation
  public let trajectory: Trajectory
  public let profiles: [Profile]
  public let excretions: [Excretion]
  public let exposures: [Exposure]
  public let balance: [BalanceEntry]
  /// Dosed until the end of the study, µmol.
  public let totalDose: Double
  /// (Everything at the end - everything dosed) / everything dosed.
  public let balanceError: Double
  public let wallSeconds: Double

  /// What a trajectory of the simulation's own plan means.
  public init(_ simulation: Simulation, _ trajectory: Trajectory, wallSeconds: Double) {
    self.simulation = simulation
    self.trajectory = trajectory
    self.wallSeconds = wallSeconds
    var profiles: [Profile] = []
    var excretions: [Excretion] = []
    var exposures: [Exposure] = []
    for (index, site) in simulation.sites.enumerated() {
      let perAmount = simulation.milligramsPerMicromole(of: site.compound)
      if site.isAmount {
        let dose = simulation.dosedUntilEnd(of: simulation.sources(of: site.compound))
        excretions.append(
          Excretion(
            compound: site.compound, site: site.name, times: trajectory.times,
            amounts: trajectory.values[index].map { $0 * perAmount },
            fractions: trajectory.values[index].map { dose > 0 ? $0 / dose : .nan }))
        continue
      }
      let concentrations = trajectory.values[index].map { $0 * perAmount }
      let parts = simulation.parts(of: site.compound)
      let summed = profiles.filter { parts.contains($0.compound) && $0.site == site.name }
      profiles.append(
        Profile(
          compound: site.compound, site: site.name, times: trajectory.times, concentrations: concentrations,
          unbound: concentrations.indices.map { row in
            summed.isEmpty
              ? concentrations[row] * site.unboundFraction : summed.reduce(0) { $0 + $1.unbound[row] }
          }))
      exposures += simulation.exposures(of: site, at: index, trajectory, concentrations, perAmount)
    }
    self.profiles = profiles
    self.excretions = excretions
    self.exposures = exposures
    totalDose = simulation.dosedUntilEnd
    let sheet = simulation.balance(trajectory.final, totalDose: totalDose)
    balance = sheet
    let found = sheet.reduce(0) { $0 + $1.amount }
    balanceError = totalDose > 0 ? (found - totalDose) / totalDose : found
  }
}

extension Simulation {
  /// Of a mixture, that of its first part.
  func milligramsPerMicromole(of compound: String) -> Double {
    let name = parts(of: compound).first ?? compound
    // kg/µmol to mg/µmol
    return (model.compounds.first { $0.compound.name == name }?.compound.molarMass ?? .nan) * 1e6
  }

  /// The compounds of a dosed mixture; none of a single compound.
  func parts(of compound: String) -> [String] {
    mixtures.first { $0.name == compound }?.parts.map(\.compound) ?? []
  }

  /// The compound, or the parts of a mixture, and everything that forms it at one step or more.
  func sources(of compound: String) -> Set<String> {
    var found = Set([compound] + parts(of: compound))
    var grew = true
    while grew {
      grew = false
      for body in model.compounds where !found.contains(body.compound.name) && body.compound.forms(anyOf: found) {
        found.insert(body.compound.name)
        grew = true
      }
    }
    return found
  }

  /// What entered until the end, µmol: an infusion that still runs counts in part.
  var dosedUntilEnd: Double { dosedUntilEnd(of: nil) }

  /// What of some compounds entered until the end, µmol.
  func dosedUntilEnd(of compounds: Set<String>?) -> Double {
    administrations.given.reduce(0) { sum, dose in
      if let compounds, !compounds.contains(dose.compound) { return sum }
      guard case .infusion(let duration) = dose.route else { return sum + dose.amount }
      return sum + dose.amount * min(1, (study.duration - dose.time) / duration)
    }
  }

  // MARK: Exposure

  /// The stretches of time that the exposure at a place is given for; none of an excreted amount.
  func exposureIntervals(of site: WholeBodyModel.Site) -> [ExposureInterval] {
    guard !site.isAmount else { return [] }
    let names = Set([site.compound] + parts(of: site.compound))
    let starts = doseGroups(administrations.given.filter { names.contains($0.compound) }).map { $0[0].time }
    let whole = ExposureInterval(start: starts.first ?? 0, end: study.duration)
    guard starts.count > 1 else { return [whole] }
    return zip(starts, starts.dropFirst() + [study.duration]).map { ExposureInterval(start: $0, end: $1) } + [whole]
  }

  /// Doses of one time, in order of time.
  private func doseGroups(_ doses: [Administration]) -> [[Administration]] {
    var groups: [[Administration]] = []
    for dose in doses {
      if let start = groups.last?.first?.time, dose.time <= start + EventTable.resolution {
        groups[groups.count - 1].append(dose)
      } else {
        groups.append([dose])
      }
    }
    return groups
  }

  /// One row a dosing interval of the compound, and one for the whole study.
  fileprivate func exposures(
    of site: WholeBodyModel.Site, at index: Int, _ trajectory: Trajectory, _ concentrations: [Double],
    _ perAmount: Double
  ) -> [SimulationResult.Exposure] {
    let names = Set([site.compound] + parts(of: site.compound))
    let doses = administrations.given.filter { names.contains($0.compound) }
    // What is formed in the body as well as given has no clearance that its doses could tell.
    let isFormed = model.compounds.contains { $0.compound.forms(anyOf: names) }
    let areas = trajectory.areas.isEmpty ? nil : trajectory.areas[index].map { $0 * perAmount }
    let moments = trajectory.moments.isEmpty ? nil : trajectory.moments[index].map { $0 * perAmount }
    let limit = quantificationLimit(of: site) * perAmount
    func row(
      _ start: Double, _ end: Double, _ given: [Administration], _ dosing: ExposureDosing
    ) -> SimulationResult.Exposure {
      let interval = ExposureInterval(start: start, end: end)
      let routes = Set(given.map { $0.route.exposureRoute })
      let isIntravenous = !routes.isEmpty && !routes.contains(.extravascular)
      let lastInput = (isFormed ? administrations.given : given).map(\.end).max() ?? start
      // A bolus with an infusion: all of it has entered when the last infusion ends.
      let isMixed = routes.count > 1
      let asGiven: ExposureDosing = isMixed && dosing == .single ? .several(last: lastInput) : dosing
      let isPlasma = site.name == "plasma" && !isFormed
      let metrics = exposureMetrics(
        times: trajectory.times, concentrations: concentrations, interval: interval,
        dose: isPlasma && !given.isEmpty
          ? given.reduce(0) { $0 + $1.amount * milligramsPerMicromole(of: $1.compound) } : nil,
        route: isMixed ? (isIntravenous ? .intravenousBolus : .extravascular) : routes.first ?? .extravascular,
        dosing: asGiven,
        quantificationLimit: limit, exactCumulativeArea: areas, exactCumulativeMoment: moments)
      return .init(compound: site.compound, site: site.name, interval: interval, metrics: metrics)
    }
    let groups = doseGroups(doses)
    let first = groups.first?.first?.time ?? 0
    if groups.count < 2 {
      let inputs = isFormed ? administrations.given : doses
      let times = Set(inputs.map(\.time))
      let dosing: ExposureDosing = times.count > 1 ? .several(last: inputs.map(\.end).max() ?? first) : .single
      return [row(first, study.duration, doses, dosing)]
    }
    var rows: [SimulationResult.Exposure] = []
    for (number, given) in groups.enumerated() {
      let end = number + 1 < groups.count ? groups[number + 1][0].time : study.duration
      rows.append(row(given[0].time, end, given, number == 0 ? .single : .afterEarlierDoses))
    }
    rows.append(row(first, study.duration, doses, .several(last: doses.map(\.end).max() ?? first)))
    return rows
  }

  /// Ten times what the absolute tolerance leaves open in a concentration, µmol/L.
  private func quantificationLimit(of site: WholeBodyModel.Site) -> Double {
    10 * site.terms.reduce(0) { $0 + abs($1.weight) * options.absoluteTolerances[$1.state.index] }
  }

  // MARK: Balance

  /// Every state that holds drug, summed by where it is.
  fileprivate func balance(_ final: [Double], totalDose: Double) -> [SimulationResult.BalanceEntry] {
    var amounts: [[String]: Double] = [:]
    var order: [[String]] = []
    for id in model.drugStates {
      let state = model.network[id]
      let key = [state.substance, state.balancePlace]
      if amounts[key] == nil { order.append(key) }
      amounts[key, default: 0] += final[id.index]
    }
    return order.map { key in
      let amount = amounts[key] ?? 0
      return .init(
        compound: key[0], place: key[1], amount: amount, shareOfDose: totalDose > 0 ? amount / totalDose : 0)
    }
  }
}

extension Network.State {
  /// How the balance names the place of a state.
  fileprivate var balancePlace: String {
    switch space {
    case "sink": place
    case "lumen": "gut lumen"
    case "undissolved": "gut lumen, undissolved"
    case "bile": "gallbladder"
    default: place
    }
  }
}

extension Compound {
  /// Whether one of some compounds is a product of this one.
  fileprivate func forms(anyOf names: Set<String>) -> Bool {
    processes.contains { process in
      guard case .metabolism(let metabolism) = process, let product = metabolism.metabolite else { return false }
      return names.contains(product)
    }
  }
}

extension Route {
  fileprivate var exposureRoute: ExposureRoute {
    switch self {
    case .intravenousBolus: .intravenousBolus
    case .infusion(let duration): .infusion(duration: duration)
    case .oral, .into: .extravascular
    }
  }
}
