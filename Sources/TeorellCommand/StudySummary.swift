import Teorell

/// What `simulate` prints of a study: the exposure over the whole study, and where the files are.
struct StudySummary {
  let results: StudyResults
  let folder: String

  /// The last row of a compound at a site is that of the whole study.
  private var rows: [(result: SimulationResult, exposure: SimulationResult.Exposure)] {
    results.finished.flatMap { result in
      result.profiles.compactMap { profile in
        result.exposures.last { $0.compound == profile.compound && $0.site == profile.site }.map { (result, $0) }
      }
    }
  }

  var text: String {
    var table = ReportTable(columns: [
      "arm", "compound", "site", "Cmax", "Tmax", "AUC", "AUC to infinity", "half-life", "balance error",
    ])
    for (result, exposure) in rows {
      let metrics = exposure.metrics
      table.add(
        [
          result.armName, exposure.compound, exposure.site,
          Self.text(metrics.cmax, 1e-6, .massConcentration), Self.hours(metrics.tmax),
          Self.text(metrics.aucLast, 1e-6, .massExposure), Self.text(metrics.aucInfinity, 1e-6, .massExposure),
          Self.hours(metrics.halfLife), formattedNumber(result.balanceError, significantDigits: 2),
        ].map(TableCell.text))
    }
    var lines = "\(results.study.name)\n\(table.plainText())"
    for unfinished in results.unfinished { lines += "arm \(unfinished.arm) was not finished\n" }
    return lines + "-> \(folder)\n"
  }

  /// - Parameter factor: To internal units.
  private static func text(_ value: Double?, _ factor: Double, _ dimension: Dimension) -> String {
    value.map { formatted($0 * factor, dimension) } ?? "-"
  }

  /// Times all in one unit, so that rows can be compared.
  private static func hours(_ value: Double?) -> String { value.map { "\(formattedNumber($0)) h" } ?? "-" }

  var json: JSONValue {
    .object([
      ("study", .text(results.study.name)),
      ("folder", .text(folder)),
      ("exposure", ResultFiles(results).exposureTable().json),
      (
        "arms",
        .array(
          results.finished.map {
            .object([("arm", .text($0.armName)), ("balance_error", .number($0.balanceError))])
          })
      ),
      (
        "unfinished",
        .array(
          results.unfinished.map { .object([("arm", .text($0.arm)), ("reason", .text($0.reason))]) })
      ),
      ("warnings", .array(results.warnings.map(JSONValue.text))),
    ])
  }
}
