import Reports
import Simulations

extension SpreadResult {
  static let columns = [
    "case", "study", "arm", "compound", "model", "kind", "metric", "n", "n_points", "share_inside_90",
    "share_inside_90_unbiased", "observed_cv", "predicted_cv", "ratio",
  ]

  /// spread.csv: a row a dataset with its points, and two rows for each arm with the exposures of several single persons.
  ///
  /// - Units: shares and CV (geometric) as fractions; `ratio` is predicted over observed.
  public func table() -> ReportTable {
    var table = ReportTable(columns: Self.columns)
    for one in cases {
      table.add([
        .text(one.of.name), .text(one.study), .text(one.of.arm), .text(one.of.compound), .text(one.of.model),
        .text(one.kind.rawValue), .text(QualificationMetric.concentration.shortName),
        one.of.people.map(TableCell.integer) ?? .text(""), .integer(one.points.count), .number(one.shareInside),
        .number(one.shareInsideUnbiased), .number(one.observedCV), .number(one.predictedCV), .number(one.ratio),
      ])
    }
    for group in groups {
      table.add([
        .text(group.of.name), .text(group.study), .text(group.of.arm), .text(group.of.compound),
        .text(group.of.model), .text(SpreadCase.Kind.individual.rawValue), .text(group.metric.rawValue),
        .integer(group.people), .text(""), .text(""), .text(""), .number(group.observedCV),
        .number(group.predictedCV), .text(""),
      ])
    }
    return table
  }

  /// spread-points.csv: every point with the predicted band, for drawing and for finding out why a dataset lies outside.
  ///
  /// - Units: h and mg/L; shares as fractions.
  public func pointTable() -> ReportTable {
    var table = ReportTable(columns: [
      "case", "time_h", "observed_median", "observed_cv", "predicted_p5", "predicted_median", "predicted_p95",
      "predicted_cv", "share_inside_90",
    ])
    for one in cases {
      for point in one.points {
        table.add(
          [.text(one.of.name)]
            + [
              point.time, point.observed, point.observedCV, point.low, point.median, point.high, point.predictedCV,
              point.shareInside,
            ].map(TableCell.number))
      }
    }
    return table
  }

  /// All cases, then those of each kind: what scripts read.
  public var headlineTable: ReportTable {
    var table = ReportTable(columns: ["metric"] + Self.summaryColumns)
    let kinds = SpreadCase.Kind.allCases.map { ("spread_\($0 == .individual ? "individual" : "sd")", cases(of: $0)) }
    for (name, cases) in [("spread", cases)] + kinds where !cases.isEmpty {
      table.add([.text(name)] + Self.cells(cases, percent: 1))
    }
    return table
  }

  private static let summaryColumns = [
    "n", "share_inside_90", "values_inside_90", "share_inside_90_unbiased", "observed_cv", "predicted_cv", "cv_ratio",
  ]

  private static func cells(_ cases: [SpreadCase], percent: Double) -> [TableCell] {
    let summary = SpreadSummary(cases)
    return [.integer(summary.points)]
      + [
        summary.shareInside.map { $0 * percent }, summary.shareOfValues.map { $0 * percent },
        summary.shareInsideUnbiased.map { $0 * percent },
        summary.observedCV.map { $0 * percent }, summary.predictedCV.map { $0 * percent }, summary.cvRatio,
      ].map(TableCell.number)
  }

  /// By model and all together, in percent.
  public var modelTable: ReportTable {
    var table = ReportTable(columns: [
      "model", "datasets", "points", "inside %", "values inside %", "inside % unbiased", "CV observed %",
      "CV predicted %", "CV ratio",
    ])
    func add(_ name: String, _ cases: [SpreadCase]) {
      table.add([.text(name), .integer(cases.count)] + Self.cells(cases, percent: 100))
    }
    for (model, cases) in Dictionary(grouping: cases, by: \.of.model).sorted(by: { $0.key < $1.key }) {
      add(model, cases)
    }
    for kind in SpreadCase.Kind.allCases where !cases(of: kind).isEmpty {
      add("all: \(kind.rawValue)", cases(of: kind))
    }
    add("all", cases)
    return table
  }

  /// Exposure of single persons by arm, in percent.
  public var exposureTable: ReportTable {
    var table = ReportTable(columns: [
      "study", "arm", "compound", "persons", "AUC CV observed %", "AUC CV predicted %", "Cmax CV observed %",
      "Cmax CV predicted %",
    ])
    for area in groups where area.metric == .auc {
      let peak = groups.first { $0.metric == .cmax && $0.of.name == area.of.name }
      let values = [area.observedCV, area.predictedCV, peak?.observedCV, peak?.predictedCV]
      table.add(
        [.text(area.study), .text(area.of.arm), .text(area.of.compound), .integer(area.people)]
          + values.map { .number($0.map { $0 * 100 }) })
    }
    return table
  }

  /// Every dataset, in percent; those with the smallest part inside first.
  public var caseTable: ReportTable {
    var table = ReportTable(columns: [
      "case", "study", "compound", "kind", "n", "points", "inside %", "inside % unbiased", "Cmax CV observed %",
      "Cmax CV predicted %", "predicted over observed",
    ])
    for one in cases.sorted(by: { ($0.shareInside, $0.of.name) < ($1.shareInside, $1.of.name) }) {
      let values = [one.shareInside, one.shareInsideUnbiased, one.observedCV, one.predictedCV]
      table.add(
        [
          .text(one.of.name), .text(one.study), .text(one.of.compound), .text(one.kind.rawValue),
          one.of.people.map(TableCell.integer) ?? .text(""), .integer(one.points.count),
        ] + values.map { .number($0.map { $0 * 100 }) } + [.number(one.ratio)])
    }
    return table
  }
}

extension QualificationMetric {
  fileprivate var shortName: String { self == .concentration ? "concentration" : rawValue }
}
