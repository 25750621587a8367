import DataFiles
import Reports
import Simulations

/// Writes the tables and the page of a qualification to a folder.
public struct QualificationFiles: Sendable {
  public let result: QualificationResult
  /// How the run was called, for the page.
  public let command: [String]

  public init(_ result: QualificationResult, command: [String] = []) {
    self.result = result
    self.command = command
  }

  /// All files appear together at the end; an error leaves what was there before.
  ///
  /// - Throws: `DataError` naming the file that could not be written.
  public func write(to folder: String) throws(DataError) {
    let staged = try StagedFolder(target: folder)
    try staged.write(table().csv(), to: "qualification.csv")
    try staged.write(failedTable().csv(), to: "failed.csv")
    try staged.write(leftOutTable().csv(), to: "left-out.csv")
    if let spread = result.spread {
      try staged.write(spread.table().csv(), to: "spread.csv")
      try staged.write(spread.pointTable().csv(), to: "spread-points.csv")
    }
    try staged.write(QualificationPage(result, command: command).report().html(), to: "qualification.html")
    try staged.commit()
  }

  static let columns = [
    "case", "arm", "compound", "metric", "observed", "predicted", "ratio", "within_2fold", "model", "site", "route",
    "formulation", "food", "doses", "co_medication", "n", "fitted", "study", "set",
  ]

  /// qualification.csv: one row a case and metric.
  ///
  /// - Units: AUC mg h/L, Cmax mg/L, Tmax h, excreted share of the dose or mg; `ratio` of a profile is its fold error.
  public func table() -> ReportTable {
    var table = ReportTable(columns: Self.columns)
    for result in result.results {
      let one = result.of
      for value in result.metrics {
        table.add([
          .text(one.name), .text(one.arm), .text(one.compound), .text(value.metric.rawValue), .number(value.observed),
          .number(value.predicted), .number(value.ratio), .text(value.isWithinTwofold ? "yes" : "no"),
          .text(one.model), .text(one.site), .text(one.route), .text(one.formulation), .text(one.food),
          .text(one.doses), .text(one.coMedication.joined(separator: "; ")),
          one.people.map(TableCell.integer) ?? .text(""), .text(one.fitted), .text(result.observed.study),
          .text(result.set.rawValue),
        ])
      }
    }
    return table
  }

  /// failed.csv: cases without a result, with the reason.
  public func failedTable() -> ReportTable {
    var table = ReportTable(columns: ["case", "model", "study_file", "arm", "reason"])
    for one in result.failed {
      table.add([
        .text(one.of.name), .text(one.of.model), .text(one.of.studyFile), .text(one.of.arm), .text(one.reason),
      ])
    }
    for one in result.unfinished {
      table.add([
        .text(one.name), .text(one.model), .text(one.studyFile), .text(one.arm), .text("stopped on request"),
      ])
    }
    return table
  }

  /// left-out.csv: cases that the table leaves out, with its reason.
  public func leftOutTable() -> ReportTable {
    var table = ReportTable(columns: ["case", "model", "compound", "reason"])
    for one in result.leftOut {
      table.add([.text(one.name), .text(one.model), .text(one.compound), .text(one.leftOut)])
    }
    return table
  }
}
