import Simulations

extension PopulationReport {
  /// Metrics in the table of the page; exposure.csv has them all.
  private static let metrics = [
    ("cmax_mg_per_L", "Cmax (mg/L)"), ("tmax_h", "Tmax (h)"),
    ("auc_last_mg_h_per_L", "AUC, to the last sample (mg·h/L)"), ("auc_inf_mg_h_per_L", "AUC, to infinity (mg·h/L)"),
    ("half_life_h", "half-life (h)"), ("clearance_L_per_h", "clearance (L/h)"),
  ]
  /// Rows of the table; summary.csv has them all.
  private static let mostRows = 400

  var exposureBlocks: [HTMLReport.Block] {
    var table = ReportTable(
      columns: [
        "arm", "compound", "site", "from (h)", "to (h)", "metric", "n", "geometric mean", "geometric CV (%)", "median",
        "5 %", "95 %",
      ])
    var left = 0
    for exposure in files.exposures {
      let arm = layout.arms[exposure.arm]
      let key = arm.exposures[exposure.row]
      guard arm.wholeRow(ofSite: key.site) == exposure.row else { continue }
      let site = arm.sites[key.site]
      for (column, metric) in Self.metrics {
        guard let statistics = exposure.statistics(of: column) else { continue }
        if table.rows.count >= Self.mostRows {
          left += 1
          continue
        }
        table.add([
          .text(arm.name), .text(site.compound), .text(site.name), .number(key.interval.start),
          .number(key.interval.end), .text(metric), .integer(statistics.count), .number(statistics.geometricMean),
          .number(statistics.geometricCV.map { 100 * $0 }), .number(statistics.percentile(50)),
          .number(statistics.percentile(5)), .number(statistics.percentile(95)),
        ])
      }
    }
    var blocks: [HTMLReport.Block] = [
      .table(table, caption: "Over the whole study; n people of whom the metric is defined")
    ]
    if left > 0 { blocks.append(.paragraph("\(left) more rows are in summary.csv.")) }
    if let drawing = plots.exposureByCovariate {
      blocks.append(
        .figure(
          svg: drawing,
          caption: "AUC to the last sample and Cmax over the whole study. Boxes: median, quartiles, 5th to 95th "
            + "percentile; dots: at most 1000 people; line: running median of all."))
    }
    return blocks
  }

  /// Each arm against the first one, for the compounds that both give.
  var ratioBlocks: [HTMLReport.Block] {
    var table = ReportTable(
      columns: [
        "arm", "compound", "metric", "n", "geometric mean ratio", "90 % from", "90 % to", "5 % of people",
        "50 % of people", "95 % of people",
      ])
    for test in plots.people.exposures where test.arm > 0 {
      guard
        let reference = plots.people.exposures.first(where: {
          $0.arm == 0 && $0.compound == test.compound
            && layout.arms[0].sites[$0.site] == layout.arms[test.arm].sites[test.site]
        })
      else { continue }
      for (metric, numbers, others) in [
        ("Cmax", test.cmax, reference.cmax), ("AUC, to the last sample", test.aucLast, reference.aucLast),
        ("AUC, to infinity", test.aucInfinity, reference.aucInfinity),
      ] {
        guard let ratio = PairedRatio(test: numbers, reference: others) else { continue }
        table.add([
          .text(layout.arms[test.arm].name), .text(test.compound), .text(metric), .integer(ratio.count),
          .number(ratio.geometricMean), .number(ratio.confidence?.lowerBound), .number(ratio.confidence?.upperBound),
          .number(ratio.percentiles[0]), .number(ratio.percentiles[1]), .number(ratio.percentiles[2]),
        ])
      }
    }
    guard !table.rows.isEmpty else {
      return [.paragraph("No compound is given in the first arm and in another one.")]
    }
    return [
      .table(table, caption: "Over the whole study, the same people in both arms, over \(layout.arms[0].name)"),
      .paragraph(
        "The interval is of the geometric mean over this many people, by Student's t of the paired logarithms; the "
          + "percentiles are of the people's own ratios."),
    ]
  }
}
