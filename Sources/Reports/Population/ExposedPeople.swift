import DataFiles
import Simulations

/// Exposure of everybody to the compounds that are given, with the covariates that it may depend on.
///
/// By place in the order of number; not a number for who failed.
struct ExposedPeople {
  /// A compound that is given in an arm, at the first place it is watched in plasma, else anywhere.
  struct Exposure {
    /// Places in the layout; `row` is that of the whole study.
    let arm: Int
    let site: Int
    let row: Int
    let compound: String
    var cmax: [Double] = []
    var aucLast: [Double] = []
    var aucInfinity: [Double] = []
  }

  /// 1 for a woman.
  private(set) var female: [Double] = []
  /// year
  private(set) var ages: [Double] = []
  /// kg
  private(set) var weights: [Double] = []
  /// mL/min/1.73 m2
  private(set) var filtrations: [Double] = []
  private(set) var exposures: [Exposure]

  /// - Throws: `DataError` when a journal cannot be read.
  init(_ results: PopulationResults) throws(DataError) {
    let layout = results.layout
    exposures = layout.arms.indices.flatMap { mainExposures(of: results.study.arms[$0], at: $0, layout.arms[$0]) }
    let columns = ["female", "age_year", "weight_kg", "egfr_mL_per_min_per_1.73m2"].map(layout.column(named:))
    let metrics = ["cmax_mg_per_L", "auc_last_mg_h_per_L", "auc_inf_mg_h_per_L"].map { name in
      PopulationExposure.metrics.firstIndex(of: name) ?? 0
    }
    try results.forEachPerson { person throws(DataError) in
      let isKnown = person.failure == nil
      let values = columns.map { column in column.map { isKnown ? person.columns[$0] : .nan } ?? .nan }
      female.append(values[0])
      ages.append(values[1])
      weights.append(values[2])
      filtrations.append(values[3])
      for index in exposures.indices {
        let row = exposures[index]
        let numbers = metrics.map { isKnown ? person.arms[row.arm].exposures[row.row][$0] : .nan }
        exposures[index].cmax.append(numbers[0])
        exposures[index].aucLast.append(numbers[1])
        exposures[index].aucInfinity.append(numbers[2])
      }
    }
  }

}

private func mainExposures(
  of simulation: Simulation, at place: Int, _ arm: ResultLayout.Arm
) -> [ExposedPeople.Exposure] {
  simulation.administrations.given.map(\.compound).uniqued().compactMap { compound in
    let sites = arm.sites.indices.filter { arm.sites[$0].compound == compound && !arm.sites[$0].isAmount }
    guard let site = sites.first(where: { arm.sites[$0].name.contains("plasma") }) ?? sites.first,
      let row = arm.wholeRow(ofSite: site)
    else { return nil }
    return ExposedPeople.Exposure(arm: place, site: site, row: row, compound: compound)
  }
}
