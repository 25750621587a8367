import Compounds
import Processes
import Simulations

/// The run of an arm against one dataset that was observed in it.
struct CaseComparison {
  private let simulation: Simulation
  private let profile: SimulationResult.Profile
  private let one: ValidationCase
  private let observed: ObservedDataset
  /// From the profile to the unit of the observation.
  private let factor: Double

  /// - Throws: `CaseFailure` when the arm has no curve of the case.
  init(_ result: SimulationResult, _ one: ValidationCase, _ observed: ObservedDataset) throws(CaseFailure) {
    self.one = one
    self.observed = observed
    simulation = result.simulation
    guard let profile = result.profiles.first(where: { $0.compound == one.compound && $0.site == one.site }) else {
      var seen: Set<String> = []
      let followed = result.profiles.map(\.compound).filter { seen.insert($0).inserted }
      throw CaseFailure(
        "the arm has no curve of \(one.compound) in \(one.site); it follows \(followed.joined(separator: ", "))")
    }
    self.profile = profile
    factor = 1
  }

  func result() throws(CaseFailure) -> CaseResult {
    let metrics = try caseMetrics(observed) { time in profile.concentration(at: time).map { $0 * factor } }
    return CaseResult(
      of: one, observed: observed, set: CaseSet(one, isDosed: isDosed), metrics: metrics, curve: curve(),
      pathways: pathways)
  }

  /// Whether what was measured was given as such in this arm.
  private var isDosed: Bool { simulation.administrations.given.contains { $0.compound == one.compound } }

  // MARK: Curve

  /// Where the drawing of a dataset begins, h: with the study, unless the observation begins long after.
  static func windowStart(_ first: Double, _ last: Double) -> Double {
    first <= 0.3 * last ? 0 : max(0, first - 0.05 * (last - first))
  }

  private static let mostCurvePoints = 120

  private func curve() -> [CaseResult.CurvePoint] {
    guard let first = observed.points.first?.time, let last = observed.points.last?.time else { return [] }
    let start = Self.windowStart(first, last)
    var points: [CaseResult.CurvePoint] = []
    for (time, value) in zip(profile.times, profile.concentrations) where time >= start && time <= last * (1 + 1e-9) {
      points.append(.init(time: time, value: value * factor))
    }
    return points
  }

  // MARK: Pathways

  private var pathways: [String] {
    guard let compound = simulation.model.compounds.first(where: { $0.compound.name == one.compound })?.compound
    else { return [] }
    return compound.eliminationPathways
  }
}

extension Compound {
  /// What eliminates the compound: enzymes and transporters by name, other processes by their kind; each once.
  var eliminationPathways: [String] {
    var seen: Set<String> = []
    return processes.compactMap { process -> String? in
      switch process {
      case .metabolism(let metabolism): metabolism.protein
      case .transport(let transport): transport.protein
      case .liverClearance: "liver clearance"
      case .glomerularFiltration: "glomerular filtration"
      case .renalClearance, .tubularSecretion: "renal clearance"
      case .biliaryClearance: "biliary clearance"
      default: nil
      }
    }.filter { seen.insert($0).inserted }
  }
}
