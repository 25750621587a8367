import DataFiles
import Simulations

/// Where a curve stands among those of a person.
struct CurvePlace {
  /// Place of the arm in the layout, and of the site in the arm.
  let arm: Int
  let site: Int
  let compound: String
  let siteName: String
  let isAmount: Bool
  /// Of its first value.
  let start: Int
  /// Places in the arm of the sites that a mixture sums; none of a single compound.
  let summed: [Int]
}

extension PopulationFiles {
  /// Every curve, in the order of arms and sites.
  var curvePlaces: [CurvePlace] {
    layout.arms.enumerated().flatMap { place, arm in
      let mixtures = study.arms[place].mixtures
      return arm.sites.enumerated().map { index, site in
        let parts = mixtures.first { $0.name == site.compound }?.parts.map(\.compound) ?? []
        return CurvePlace(
          arm: place, site: index, compound: site.compound, siteName: site.name, isAmount: site.isAmount,
          start: layout.place(ofArm: place, site: index),
          summed: arm.sites.indices.filter {
            parts.contains(arm.sites[$0].compound) && arm.sites[$0].name == site.name
          })
      }
    }
  }
}

/// profiles.csv, and excretion.csv where an amount was observed; people who failed have no rows.
final class CurveFiles: CurveTable {
  static let concentration = ResultFiles.profileColumns[6]
  static let amount = ResultFiles.excretionColumns[6]

  private let files: PopulationFiles
  private let curves: [CurvePlace]
  private let times: [CSVFields]
  private let profiles: CSVStream
  private let excretion: CSVStream?

  init(_ files: PopulationFiles, _ staged: StagedFolder) throws(DataError) {
    self.files = files
    curves = files.curvePlaces
    times = files.layout.times.map { time in
      var fields = CSVFields()
      fields.add(time)
      return fields
    }
    profiles = try CSVStream(staged.file("profiles.csv"), columns: ResultFiles.profileColumns)
    excretion =
      curves.contains(where: \.isAmount)
      ? try CSVStream(staged.file("excretion.csv"), columns: ResultFiles.excretionColumns) : nil
  }

  func add(_ subject: SubjectRow, _ values: [Double]) throws(DataError) {
    guard subject.failure == nil else { return }
    for curve in curves {
      var start = CSVFields()
      for text in [
        files.study.study.name, files.layout.arms[curve.arm].name, subject.id, curve.compound, curve.siteName,
      ] { start.add(text) }
      if curve.isAmount {
        try addExcretion(curve, start, subject, values)
      } else {
        try addProfile(curve, start, subject.arms[curve.arm].unboundFractions, values)
      }
    }
  }

  private func addProfile(
    _ curve: CurvePlace, _ start: CSVFields, _ unboundFractions: [Double], _ values: [Double]
  ) throws(DataError) {
    let fraction = unboundFractions[curve.site]
    let count = times.count
    for index in times.indices {
      let value = values[curve.start + index]
      // The unbound part of a mixture is the sum of those of its parts.
      let unbound =
        curve.summed.isEmpty
        ? value * fraction
        : curve.summed.reduce(0) { sum, site in
          sum + values[curve.start + (site - curve.site) * count + index] * unboundFractions[site]
        }
      try profiles.line { line in
        line.add(start)
        line.add(times[index])
        line.add(value)
        line.add(unbound)
      }
    }
  }

  private func addExcretion(
    _ curve: CurvePlace, _ start: CSVFields, _ subject: SubjectRow, _ values: [Double]
  ) throws(DataError) {
    let dose = files.dosed(of: curve, subject)
    for index in times.indices {
      let value = values[curve.start + index]
      try excretion?.line { line in
        line.add(start)
        line.add(times[index])
        line.add(value)
        line.add(dose > 0 ? value / dose : nil)
      }
    }
  }

  func close() throws(DataError) {
    try profiles.close()
    try excretion?.close()
  }
}

extension PopulationFiles {
  /// What of the compound of a curve, and of everything that forms it, a person gets, mg of that compound.
  func dosed(of curve: CurvePlace, _ subject: SubjectRow) -> Double {
    func value(_ name: String) -> Double {
      layout.columns.firstIndex { $0.name == name }.map { subject.columns[$0] } ?? .nan
    }
    return study.dosed(of: curve.compound, arm: curve.arm, weight: value("weight_kg"), surface: value("bsa_m2"))
  }
}
