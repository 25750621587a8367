import Teorell

/// What `population` prints: who was run, and the exposure over the whole study.
struct PopulationText {
  let files: PopulationFiles
  let folder: String

  private var study: PopulationStudy { files.results.study }

  private var table: ReportTable {
    var table = ReportTable(columns: [
      "arm", "compound", "site", "people", "Cmax (5-95 %)", "geometric CV, %", "AUC (5-95 %)", "geometric CV, %",
    ])
    for row in files.exposures {
      let arm = files.results.layout.arms[row.arm]
      let place = arm.exposures[row.row].site
      guard arm.wholeRow(ofSite: place) == row.row else { continue }
      let site = arm.sites[place]
      let cmax = row.statistics(of: "cmax_mg_per_L")
      let area = row.statistics(of: "auc_last_mg_h_per_L")
      table.add(
        [
          arm.name, site.compound, site.name, "\(area?.count ?? 0)", Self.words(cmax, .massConcentration),
          Self.spread(cmax), Self.words(area, .massExposure), Self.spread(area),
        ].map(TableCell.text))
    }
    return table
  }

  /// Median and 5th to 95th percentile.
  private static func words(_ statistics: PopulationStatistics?, _ dimension: Dimension) -> String {
    guard let statistics else { return "-" }
    // mg to kg
    func text(_ percent: Double) -> String { formatted(statistics.percentile(percent) * 1e-6, dimension) }
    return "\(text(50)) (\(text(5)) to \(text(95)))"
  }

  private static func spread(_ statistics: PopulationStatistics?) -> String {
    statistics?.geometricCV.map { formattedNumber(100 * $0, significantDigits: 3) } ?? "-"
  }

  var text: String {
    let failed = files.failures.count
    var lines = "\(study.study.name): \(study.peopleCount) people, seed \(study.seed)\n\(table.plainText())"
    if failed > 0 {
      lines += "\(failed) \(failed == 1 ? "person" : "people") failed; failed.csv says who and why\n"
    }
    return lines + "-> \(folder)\n"
  }

  var json: JSONValue {
    .object([
      ("study", .text(study.study.name)), ("folder", .text(folder)), ("people", .integer(study.peopleCount)),
      ("seed", .text("\(study.seed)")), ("failed", .integer(files.failures.count)), ("exposure", table.json),
    ])
  }
}
