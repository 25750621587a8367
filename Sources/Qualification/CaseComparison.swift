import Compounds
import Processes
import Simulations

/// The run of an arm against one dataset that was observed in it.
struct CaseComparison {
  private let simulation: Simulation
  private let one: ValidationCase
  private let observed: ObservedDataset
  private let isChild: Bool
  /// What was measured: a compound, or the parts of a mixture.
  private let compounds: [String]
  private let times: [Double]
  /// In the unit of the observation.
  private let values: [Double]

  /// - Parameter mixture: What was measured, if it is one; its parts are summed in mass. A part that is neither given nor
  ///   formed in this arm adds nothing.
  /// - Throws: `CaseFailure` when the arm has no curve of the case.
  init(
    _ result: SimulationResult, _ one: ValidationCase, _ observed: ObservedDataset, isChild: Bool,
    mixture: Mixture?
  ) throws(CaseFailure) {
    self.one = one
    self.observed = observed
    self.isChild = isChild
    simulation = result.simulation
    let whole = result.curve(of: one.compound, one)
    let parts = mixture?.parts.map(\.compound) ?? []
    compounds = parts.isEmpty ? [one.compound] : parts
    let curves = whole.map { [$0] } ?? parts.compactMap { result.curve(of: $0, one) }
    guard let first = curves.first else {
      let followed = result.simulation.model.compounds.map(\.compound.name).uniqued()
      throw CaseFailure(
        "the arm has no curve of \(one.compound) in \(one.site); it follows \(followed.joined(separator: ", "))")
    }
    times = first.times
    values = first.values.indices.map { row in curves.reduce(0) { $0 + $1.values[row] } }
  }

  func result() throws(CaseFailure) -> CaseResult {
    let metrics = try caseMetrics(observed) { interpolated(times, values, at: $0) }
    return CaseResult(
      of: one, observed: observed,
      set: CaseSet(one, isDosed: isDosed, isChild: isChild), metrics: metrics, curve: curve(),
      pathways: pathways)
  }

  /// Whether what was measured was given as such in this arm.
  private var isDosed: Bool {
    let followed = compounds.filter { name in simulation.model.compounds.contains { $0.compound.name == name } }
    return !followed.isEmpty
      && followed.allSatisfy { name in simulation.administrations.given.contains { $0.compound == name } }
  }

  // MARK: Curve

  /// Where the drawing of a dataset begins, h: with the study, unless the observation begins long after.
  static func windowStart(_ first: Double, _ last: Double) -> Double {
    first <= 0.3 * last || last <= 2 * day ? 0 : max(0, first - max(day, 0.05 * (last - first)))
  }

  /// h; a dose usually lies within a day before the first point.
  private static let day = 24.0

  private func curve() -> [CaseResult.CurvePoint] {
    guard let first = observed.points.first?.time, let last = observed.points.last?.time else { return [] }
    let start = Self.windowStart(first, last)
    var points: [CaseResult.CurvePoint] = []
    for (time, value) in zip(times, values) where time >= start && time <= last * (1 + 1e-9) {
      points.append(.init(time: time, value: value))
    }
    return points
  }

  // MARK: Pathways

  private var pathways: [String] {
    simulation.model.compounds.map(\.compound).filter { compounds.contains($0.name) }
      .flatMap(\.eliminationPathways).uniqued()
  }
}

extension SimulationResult {
  /// What a case is about, of one compound and in the unit of its quantity; nil when it is not followed.
  fileprivate func curve(of compound: String, _ one: ValidationCase) -> (times: [Double], values: [Double])? {
    guard one.isExcretion else {
      return profiles.first { $0.compound == compound && $0.site == one.site }.map { ($0.times, $0.concentrations) }
    }
    return excretions.first { $0.compound == compound && $0.site == one.site }.map {
      ($0.times, one.quantity == .excretedAmount ? $0.amounts : $0.fractions)
    }
  }
}
