import DataFiles
import Physiology
import Populations
import Simulations

/// The kinds of cases that are reported apart.
public enum CaseSet: String, Sendable, Hashable, CaseIterable {
  /// A drug that adults were given, in plasma or blood, without another drug: what the headline counts.
  case parent
  /// The same in children.
  case children
  /// What is formed in the body, likewise.
  case metabolite
  /// Urine and faeces, without another drug.
  case excretion
  /// Concentrations in organs, without another drug.
  case tissue
  /// Everything where another drug was given besides.
  case coMedication = "with co-medication"

  public var words: String {
    switch self {
    case .parent: "given drug in plasma or blood"
    case .children: "given drug in plasma or blood of children"
    case .metabolite: "metabolite in plasma or blood"
    case .excretion: "urine and faeces"
    case .tissue: "organs"
    case .coMedication: "with co-medication"
    }
  }

  /// - Parameters:
  ///   - isDosed: Whether what was measured was given as such.
  ///   - isChild: Whether the body that was predicted is a child's.
  package init(_ one: ValidationCase, isDosed: Bool, isChild: Bool) {
    if !one.coMedication.isEmpty {
      self = .coMedication
    } else if one.isExcretion {
      self = .excretion
    } else if !ObservedQuantity.bloodSites.contains(one.site) {
      self = .tissue
    } else {
      self = !isDosed ? .metabolite : isChild ? .children : .parent
    }
  }
}

/// From this age on somebody is an adult (ICH E11, Clinical investigation of medicinal products in the pediatric
/// population: adolescents are up to 16 to 18 years).
let adultYears = 18.0

/// Whether a body is a child's: animals have nominal ages.
package func isChild(_ body: Individual, of species: SpeciesRecord) -> Bool {
  species.grows && body.age < adultYears * hoursPerYear
}

/// What came of one case.
public struct CaseResult: Sendable {
  /// A point of the predicted curve, h and the unit of the observation.
  public struct CurvePoint: Sendable, Hashable {
    public var time: Double
    public var value: Double
  }

  public let of: ValidationCase
  public let observed: ObservedDataset
  public let set: CaseSet
  public let metrics: [MetricValue]
  /// Thinned for drawing.
  public let curve: [CurvePoint]
  /// What eliminates the measured compound: proteins, and the names of the other processes.
  public let pathways: [String]

  public init(
    of one: ValidationCase, observed: ObservedDataset, set: CaseSet, metrics: [MetricValue],
    curve: [CurvePoint] = [], pathways: [String] = []
  ) {
    of = one
    self.observed = observed
    self.set = set
    self.metrics = metrics
    self.curve = curve
    self.pathways = pathways
  }

  public func value(_ metric: QualificationMetric) -> MetricValue? { metrics.first { $0.metric == metric } }

  /// The largest fold error of AUC, Cmax and what was excreted; the profile's own where there is none of these.
  public var worstFold: Double {
    let ratios = [QualificationMetric.auc, .cmax, .excretedFraction].compactMap { value($0)?.ratio }
    return ratios.map { max($0, 1 / $0) }.max() ?? value(.concentration)?.ratio ?? 1
  }

  public var isMiss: Bool { FoldErrors([worstFold]).share(within: 2) != 1 }
}

/// A case that was to be run and has no result.
public struct FailedCase: Sendable, Hashable {
  public let of: ValidationCase
  public let reason: String
}

/// A validation folder, run.
public struct QualificationResult: Sendable {
  public let folder: String
  /// In the order of the table.
  public let results: [CaseResult]
  public let failed: [FailedCase]
  /// Cases that the table itself leaves out, with the reason it gives.
  public let leftOut: [ValidationCase]
  /// Cases that a request to stop left without a result.
  public let unfinished: [ValidationCase]
  /// Arms that were run.
  public let armCount: Int
  public let wallSeconds: Double
  /// Nil unless people were asked for.
  public var spread: SpreadResult?

  public init(
    folder: String, results: [CaseResult], failed: [FailedCase] = [], leftOut: [ValidationCase] = [],
    unfinished: [ValidationCase] = [], armCount: Int, wallSeconds: Double = 0
  ) {
    self.folder = folder
    self.results = results
    self.failed = failed
    self.leftOut = leftOut
    self.unfinished = unfinished
    self.armCount = armCount
    self.wallSeconds = wallSeconds
  }

  public func results(of set: CaseSet) -> [CaseResult] { results.filter { $0.set == set } }

  /// The cases that the headline counts for a metric.
  public func headline(_ metric: QualificationMetric) -> [CaseResult] {
    results(of: metric == .excretedFraction ? .excretion : .parent)
  }

  /// The reasons of the table with their cases, the most frequent first.
  public var leftOutByReason: [(reason: String, cases: [String])] {
    Dictionary(grouping: leftOut, by: \.leftOut).map { ($0.key, $0.value.map(\.name)) }
      .sorted { ($1.1.count, $0.0) < ($0.1.count, $1.0) }
  }
}

extension [CaseResult] {
  /// Predicted over observed; for the profiles their fold errors.
  public func foldErrors(_ metric: QualificationMetric) -> FoldErrors {
    FoldErrors(compactMap { $0.value(metric)?.ratio })
  }
}
