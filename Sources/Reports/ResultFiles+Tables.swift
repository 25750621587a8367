import DataFiles
import Simulations

extension ResultFiles {
  /// Columns of profiles.csv.
  public static let profileColumns = [
    "study", "arm", "subject", "compound", "site", "time_h", "concentration_mg_per_L", "unbound_mg_per_L",
  ]
  /// Columns of exposure.csv.
  public static let exposureColumns = [
    "study", "arm", "subject", "compound", "site", "interval_start_h", "interval_end_h", "cmax_mg_per_L", "tmax_h",
    "auc_last_mg_h_per_L", "auc_inf_mg_h_per_L", "auc_extrapolated_percent", "half_life_h", "clearance_L_per_h",
    "vss_L", "mean_residence_time_h",
  ]
  /// Columns of excretion.csv.
  public static let excretionColumns = [
    "study", "arm", "subject", "compound", "site", "time_h", "amount_mg", "fraction_of_dose",
  ]
  /// Columns of balance.csv.
  public static let balanceColumns = [
    "study", "arm", "subject", "compound", "place", "amount_umol", "fraction_of_dose",
  ]

  /// Words of balance.csv for the rows that sum an arm up.
  private static let allCompounds = "all"

  /// A single body is subject 1.
  private static let subject = 1

  private func leading(_ result: SimulationResult) -> [TableCell] {
    [.text(results.study.name), .text(result.armName), .integer(Self.subject)]
  }

  /// Row by row, so that a long study needs no memory for its text.
  func writeProfiles(to stream: FileStream) throws(DataError) {
    try stream.write(csvLine(Self.profileColumns.map(TableCell.text)))
    for result in results.finished {
      for profile in result.profiles {
        let cells = leading(result) + [.text(profile.compound), .text(profile.site)]
        let start = cells.map(csvField).joined(separator: ",")
        for (index, time) in profile.times.enumerated() {
          let total = csvField(.number(profile.concentrations[index]))
          let unbound = csvField(.number(profile.unbound[index]))
          try stream.write("\(start),\(csvField(.number(time))),\(total),\(unbound)\n")
        }
      }
    }
  }

  /// exposure.csv: a row for each dosing interval, and one for the whole study.
  public func exposureTable() -> ReportTable {
    var table = ReportTable(columns: Self.exposureColumns)
    for result in results.finished {
      for exposure in result.exposures {
        let metrics = exposure.metrics
        let numbers: [Double?] = [
          exposure.interval.start, exposure.interval.end, metrics.cmax, metrics.tmax, metrics.aucLast,
          metrics.aucInfinity, metrics.aucExtrapolatedPercent, metrics.halfLife, metrics.clearance,
          metrics.volumeSteadyState, metrics.meanResidenceTime,
        ]
        table.add(
          leading(result) + [.text(exposure.compound), .text(exposure.site)] + numbers.map(TableCell.number))
      }
    }
    return table
  }

  /// excretion.csv: what has left the body since the start, of the places that were observed.
  public func excretionTable() -> ReportTable {
    var table = ReportTable(columns: Self.excretionColumns)
    for result in results.finished {
      for excretion in result.excretions {
        for (index, time) in excretion.times.enumerated() {
          table.add(
            leading(result) + [
              .text(excretion.compound), .text(excretion.site), .number(time), .number(excretion.amounts[index]),
              .number(excretion.fractions[index]),
            ])
        }
      }
    }
    return table
  }

  /// balance.csv: where each dose is at the end, then what was dosed, what was found, and the difference.
  public func balanceTable() -> ReportTable {
    var table = ReportTable(columns: Self.balanceColumns)
    for result in results.finished {
      func add(_ compound: String, _ place: String, _ amount: Double, _ share: Double?) {
        table.add(leading(result) + [.text(compound), .text(place), .number(amount), .number(share)])
      }
      for entry in result.balance { add(entry.compound, entry.place, entry.amount, entry.shareOfDose) }
      let dose = result.totalDose
      let found = result.balance.reduce(0) { $0 + $1.amount }
      add(Self.allCompounds, "dosed", dose, dose > 0 ? 1 : nil)
      add(Self.allCompounds, "found", found, dose > 0 ? found / dose : nil)
      add(Self.allCompounds, "error", found - dose, dose > 0 ? result.balanceError : nil)
    }
    return table
  }
}
