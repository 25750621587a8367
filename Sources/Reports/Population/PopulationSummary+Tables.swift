import DataFiles
import Simulations

extension PopulationFiles {
  /// Columns of summary.csv.
  public static let summaryColumns =
    [
      "study", "arm", "compound", "site", "quantity", "time_h", "interval_start_h", "interval_end_h", "n", "mean", "sd",
      "cv_percent", "geometric_mean", "geometric_cv_percent",
    ]
    + PopulationStatistics.percentiles.map { percent in
      percent == percent.rounded() ? "p\(Int(percent))" : "p\(percent)"
    }

  /// Columns of trials.csv.
  public static let trialColumns = [
    "study", "arm", "trial", "compound", "site", "interval_start_h", "interval_end_h", "quantity", "n", "mean", "sd",
    "geometric_mean", "geometric_cv_percent", "p50",
  ]

  /// summary.csv: every time of every curve, then every metric of every row of exposure.
  func writeSummary(_ staged: StagedFolder) throws(DataError) {
    let table = try CSVStream(staged.file("summary.csv"), columns: Self.summaryColumns)
    for band in bands {
      let arm = layout.arms[band.arm]
      let site = arm.sites[band.site]
      for (time, statistics) in zip(layout.times, band.statistics) {
        try table.line { line in
          line.add(studyFields(arm, site))
          line.add(site.isAmount ? PeopleTables.amount : PeopleTables.concentration)
          line.add(time)
          line.addEmpty(2)
          line.add(summary: statistics)
        }
      }
    }
    for exposure in exposures {
      let arm = layout.arms[exposure.arm]
      let key = arm.exposures[exposure.row]
      for (metric, statistics) in zip(PopulationExposure.metrics, exposure.statistics) {
        try table.line { line in
          line.add(studyFields(arm, arm.sites[key.site]))
          line.add(metric)
          line.addEmpty()
          line.add(key.interval.start)
          line.add(key.interval.end)
          line.add(summary: statistics)
        }
      }
    }
    try table.close()
  }

  private func studyFields(_ arm: ResultLayout.Arm, _ site: ResultLayout.Site) -> CSVFields {
    var fields = CSVFields()
    for text in [study.study.name, arm.name, site.compound, site.name] { fields.add(text) }
    return fields
  }

  /// trials.csv: the metrics of exposure over the people of each trial.
  func writeTrials(_ staged: StagedFolder) throws(DataError) {
    let table = try CSVStream(staged.file("trials.csv"), columns: Self.trialColumns)
    let size = study.peopleCount / study.trialCount
    try results.forEachExposureNumber { number, values throws(DataError) in
      let arm = layout.arms[number.arm]
      let key = arm.exposures[number.row]
      let site = arm.sites[key.site]
      for trial in 1...study.trialCount {
        let statistics = PopulationStatistics(values[(trial - 1) * size..<trial * size])
        try table.line { line in
          line.add(study.study.name)
          line.add(arm.name)
          line.add(trial)
          line.add(site.compound)
          line.add(site.name)
          line.add(key.interval.start)
          line.add(key.interval.end)
          line.add(PopulationExposure.metrics[number.metric])
          line.add(statistics?.count ?? 0)
          line.add(statistics?.mean)
          line.add(statistics?.standardDeviation)
          line.add(statistics?.geometricMean)
          line.add(statistics?.geometricCV.map { 100 * $0 })
          line.add(statistics?.percentile(50))
        }
      }
    }
    try table.close()
  }
}

extension CSVFields {
  /// The columns of summary.csv from `n` on.
  fileprivate mutating func add(summary statistics: PopulationStatistics?) {
    add(statistics?.count ?? 0)
    guard let statistics else { return addEmpty(5 + PopulationStatistics.percentiles.count) }
    add(statistics.mean)
    add(statistics.standardDeviation)
    add(statistics.mean == 0 ? nil : statistics.standardDeviation.map { 100 * $0 / statistics.mean })
    add(statistics.geometricMean)
    add(statistics.geometricCV.map { 100 * $0 })
    for value in statistics.values { add(value) }
  }
}
