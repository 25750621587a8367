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

  /// Some cases grouped by a word of each, in the order of the words, and all of them in a last row.
  public func table(_ title: String, _ cases: [CaseResult], by words: (CaseResult) -> [String]) -> ReportTable {
    var groups: [String: [CaseResult]] = [:]
    for one in cases { for word in words(one) { groups[word, default: []].append(one) } }
    var table = ReportTable(columns: [title] + Self.groupColumns)
    for (word, group) in groups.sorted(by: { $0.key < $1.key }) { table.add([.text(word)] + Self.cells(group)) }
    if groups.count > 1 { table.add([.text("all")] + Self.cells(cases)) }
    return table
  }

  public var modelTable: ReportTable { table("model", results(of: .parent)) { [$0.of.model] } }
  public var routeTable: ReportTable { table("route", results(of: .parent)) { [$0.of.route] } }
  public var fittedTable: ReportTable { table("fitted to the data", results(of: .parent)) { [$0.of.fitted] } }
  public var dosesTable: ReportTable { table("doses", results(of: .parent)) { [$0.of.doses] } }
  public var foodTable: ReportTable { table("food", results(of: .parent)) { [$0.of.food] } }
  public var pathwayTable: ReportTable { table("eliminated by", results(of: .parent), by: \.pathways) }

  /// The sets beside each other, in their own order.
  public var setTable: ReportTable {
    var table = ReportTable(columns: ["set"] + Self.groupColumns + ["excreted n", "excreted GMFE"])
    for set in CaseSet.allCases {
      let cases = results(of: set)
      guard !cases.isEmpty else { continue }
      let excreted = cases.foldErrors(.excretedFraction)
      table.add(
        [.text(set.words)] + Self.cells(cases) + [.integer(excreted.count), .number(excreted.gmfe)])
    }
    return table
  }

  private static let groupColumns = [
    "n", "AUC ratio", "AUC GMFE", "AUC <2 %", "Cmax ratio", "Cmax GMFE", "Cmax <2 %", "conc GMFE", "conc median",
  ]

  private static func cells(_ cases: [CaseResult]) -> [TableCell] {
    let (area, peak) = (cases.foldErrors(.auc), cases.foldErrors(.cmax))
    let profiles = cases.foldErrors(.concentration)
    func percent(_ errors: FoldErrors) -> TableCell { .number(errors.share(within: 2).map { $0 * 100 }) }
    return [
      .integer(cases.count), .number(area.geometricMean), .number(area.gmfe), percent(area),
      .number(peak.geometricMean), .number(peak.gmfe), percent(peak), .number(profiles.gmfe),
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
