import Reports
import Simulations

/// How well some cases are met in one metric.
public struct MetricSummary: Sendable, Hashable {
  public let metric: QualificationMetric
  /// Predicted over observed; for concentrations the fold error of each profile.
  public let errors: FoldErrors

  public init(_ metric: QualificationMetric, of results: [CaseResult]) {
    self.metric = metric
    errors = results.foldErrors(metric)
  }

  /// What scripts read at the end of the output: `auc`, `cmax`, `concentration`, `excreted_fraction`.
  public var name: String { metric == .concentration ? "concentration" : metric.rawValue }

  static let headline: [QualificationMetric] = [.auc, .cmax, .concentration, .excretedFraction]
}

extension QualificationResult {
  /// AUC, Cmax and concentrations of given drugs, and what was excreted.
  public var headline: [MetricSummary] {
    MetricSummary.headline.map { MetricSummary($0, of: headline($0)) }
  }

  /// Median over the models of the fold error of their profiles, each a geometric mean; nil without cases.
  public func medianOverModels(_ metric: QualificationMetric) -> Double? {
    let groups = Dictionary(grouping: headline(metric), by: \.of.model).values
    return median(groups.compactMap { $0.foldErrors(metric).gmfe })
  }

  /// The largest fold by which the geometric mean ratio of a model is off.
  public func worstModel(_ metric: QualificationMetric) -> (model: String, fold: Double)? {
    let groups = Dictionary(grouping: headline(metric), by: \.of.model).sorted { $0.key < $1.key }
    return groups.compactMap { model, cases in
      cases.foldErrors(metric).geometricMean.map { (model, max($0, 1 / $0)) }
    }.max { $0.1 < $1.1 }
  }

  // MARK: Tables

  /// The headline by metric, as at the end of the output.
  public var headlineTable: ReportTable {
    var table = ReportTable(columns: ["metric", "n", "gmfe", "within_1.25fold", "within_1.5fold", "within_2fold"])
    for summary in headline {
      let errors = summary.errors
      table.add(
        [.text(summary.name), .integer(errors.count), .number(errors.gmfe)]
          + [1.25, 1.5, 2].map { .number(errors.share(within: $0)) })
    }
    return table
  }

  /// By what the cases of given drugs are grouped.
  public enum Grouping: String, Sendable, CaseIterable {
    case model, route, pathway, fitted, doses, food

    var title: String {
      switch self {
      case .model, .route, .doses, .food: rawValue
      case .pathway: "eliminated by"
      case .fitted: "fitted to the data"
      }
    }

    /// The groups of a case.
    func words(_ one: CaseResult) -> [String] {
      switch self {
      case .model: [one.of.model]
      case .route: [one.of.route]
      case .pathway: one.pathways
      case .fitted: [one.of.fitted]
      case .doses: [one.of.doses]
      case .food: [one.of.food]
      }
    }
  }

  /// Cases of given drugs by group, in the order of their names, and all of them in a last row.
  ///
  /// - Parameter isWide: Shares within 1.25, 1.5 and 2-fold instead of the last alone, in percent.
  public func table(by grouping: Grouping, isWide: Bool = false) -> ReportTable {
    let cases = results(of: .parent)
    var groups: [String: [CaseResult]] = [:]
    for one in cases { for word in grouping.words(one) { groups[word, default: []].append(one) } }
    var table = ReportTable(columns: [grouping.title] + Self.groupColumns(isWide))
    for (word, group) in groups.sorted(by: { $0.key < $1.key }) { table.add([.text(word)] + Self.cells(group, isWide)) }
    if groups.count > 1 { table.add([.text("all")] + Self.cells(cases, isWide)) }
    return table
  }

  /// The sets beside each other, in their own order.
  public func setTable(isWide: Bool = false) -> ReportTable {
    var table = ReportTable(columns: ["set"] + Self.groupColumns(isWide) + ["excreted n", "excreted GMFE"])
    for set in CaseSet.allCases {
      let cases = results(of: set)
      guard !cases.isEmpty else { continue }
      let excreted = cases.foldErrors(.excretedFraction)
      table.add(
        [.text(set.words)] + Self.cells(cases, isWide) + [.integer(excreted.count), .number(excreted.gmfe)])
    }
    return table
  }

  private static func groupColumns(_ isWide: Bool) -> [String] {
    let share = isWide ? "<1.25/1.5/2 %" : "<2 %"
    return [
      "n", "AUC ratio", "AUC GMFE", "AUC \(share)", "Cmax ratio", "Cmax GMFE", "Cmax \(share)", "conc GMFE",
      "conc median",
    ]
  }

  private static func cells(_ cases: [CaseResult], _ isWide: Bool) -> [TableCell] {
    let (area, peak) = (cases.foldErrors(.auc), cases.foldErrors(.cmax))
    let profiles = cases.foldErrors(.concentration)
    func shares(_ errors: FoldErrors) -> TableCell {
      guard isWide else { return .number(errors.share(within: 2).map { $0 * 100 }) }
      let shares = [1.25, 1.5, 2].compactMap { errors.share(within: $0) }
      return .text(shares.map { decimalText($0 * 100, decimals: 0) }.joined(separator: "/"))
    }
    return [
      .integer(cases.count), .number(area.geometricMean), .number(area.gmfe), shares(area),
      .number(peak.geometricMean), .number(peak.gmfe), shares(peak), .number(profiles.gmfe),
      .number(median(profiles.ratios)),
    ]
  }
}

/// The middle of some numbers; of an even count the mean of the two in the middle.
func median(_ values: [Double]) -> Double? {
  guard !values.isEmpty else { return nil }
  let sorted = values.sorted()
  let middle = sorted.count / 2
  return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
}
