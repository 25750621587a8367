import DataFiles
import Foundation
import Simulations

/// One dataset of Validation/cases.csv and the study that reproduces it.
struct ClinicalCase: Sendable {
  let name: String
  let study: String
  let observed: String
  let dataset: String
  let compound: String
  let route: String
  let fitted: String
}

/// How far the program is from one dataset.
struct ClinicalResult: Sendable {
  let of: ClinicalCase
  let area: Double
  let peak: Double
  /// Point by point.
  let concentrations: [Double]
  let seconds: Double

  /// The larger of the two fold errors.
  var worst: Double { exp(max(abs(log(area)), abs(log(peak)))) }
  var isMiss: Bool { worst > 2 }
}

enum Clinical {
  /// Another validation folder can be compared by naming it here, for example one that observes other sites.
  static let folder = ProcessInfo.processInfo.environment["TEORELL_VALIDATION"] ?? repositoryFolder + "/Validation"

  /// Whether the folder is the one of before `teorell qualify`; QualificationTests run the new one.
  static let isOldForm =
    ((try? String(contentsOfFile: folder + "/cases.csv", encoding: .utf8)) ?? "").hasPrefix("case,study_file,observed")

  static func cases() throws -> [ClinicalCase] {
    let diagnostics = Diagnostics()
    guard let table = readCSV(path: "\(folder)/cases.csv", diagnostics: diagnostics) else {
      throw DataErrors(diagnostics.errors)
    }
    return table.rows.map {
      ClinicalCase(
        name: $0[0], study: $0[1], observed: $0[2], dataset: $0[3], compound: $0[4], route: $0[5], fitted: $0[6])
    }
  }

  /// Runs the study of a case and compares it with the dataset.
  static func compare(_ wanted: ClinicalCase) throws -> ClinicalResult? {
    let diagnostics = Diagnostics()
    let profiles = loadObservedProfiles(path: "\(folder)/\(wanted.observed)", diagnostics: diagnostics)
    guard let observed = profiles?.first(where: { $0.name == wanted.dataset }) else { return nil }
    let parts = try loadParts("\(folder)/\(wanted.study)", folders: [repositoryFolder])
    let result = try Simulation(parts, arm: parts.study.arms[0]).run()
    guard let profile = result.profiles.first(where: { $0.compound == wanted.compound && $0.site == observed.site }),
      let comparison = ProfileComparison(observed, with: profile)
    else { return nil }
    return ClinicalResult(
      of: wanted, area: comparison.areaRatio, peak: comparison.peakRatio, concentrations: comparison.ratios,
      seconds: result.wallSeconds)
  }

  /// Every case, in the order of the table; a case that cannot be compared is missing.
  static let results: Task<[ClinicalResult], any Error> = Task {
    let all = try cases()
    return try await withThrowingTaskGroup(of: (Int, ClinicalResult?).self) { group in
      for (index, one) in all.enumerated() { group.addTask { (index, try compare(one)) } }
      var found: [Int: ClinicalResult] = [:]
      for try await (index, result) in group { found[index] = result }
      return all.indices.compactMap { found[$0] }
    }
  }
}

/// Fold errors of the results of one compound and route, or of all.
struct ClinicalSummary {
  let label: [String]
  let area: FoldErrors
  let peak: FoldErrors
  let concentrations: FoldErrors

  init(_ label: [String], _ results: [ClinicalResult]) {
    self.label = label
    area = FoldErrors(results.map(\.area))
    peak = FoldErrors(results.map(\.peak))
    concentrations = FoldErrors(results.flatMap(\.concentrations))
  }

  /// As the columns of the page.
  var figures: [Double] {
    [
      Double(area.count), area.geometricMean ?? 0, area.gmfe ?? 0, 100 * (area.share(within: 2) ?? 0),
      peak.geometricMean ?? 0, peak.gmfe ?? 0, 100 * (peak.share(within: 2) ?? 0), concentrations.gmfe ?? 0,
    ]
  }

  var row: String {
    let decimals = [0, 2, 2, 0, 2, 2, 0, 2]
    let numbers = zip(figures, decimals).map { String(format: "%.\($1)f", $0) }
    return "| \((label + numbers).joined(separator: " | ")) |"
  }

  /// By compound, then by route, then all together.
  static func table(_ results: [ClinicalResult]) -> [ClinicalSummary] {
    var rows: [ClinicalSummary] = []
    for compound in Set(results.map(\.of.compound)).sorted() {
      for route in Set(results.map(\.of.route)).sorted() {
        let own = results.filter { $0.of.compound == compound && $0.of.route == route }
        if !own.isEmpty { rows.append(ClinicalSummary([compound, route], own)) }
      }
    }
    for fitted in ["yes", "no", "unknown"] {
      let own = results.filter { $0.of.fitted == fitted }
      rows.append(ClinicalSummary(["all", "model fitted to the data: \(fitted)"], own))
    }
    rows.append(ClinicalSummary(["all", "all"], results))
    return rows
  }
}

/// The page that says how close the program is to what was observed.
func clinicalPage(_ results: [ClinicalResult]) -> String {
  var lines = [
    "# Clinical accuracy", "",
    """
    What the program computes for the \(results.count) studies of `Validation/` against the concentrations that were
    observed; see `Validation/README.md` for where the data and the parameter values come from. No value was adjusted
    to these data here. AUC (linear trapezoid) and Cmax are taken at the observed times on both sides, and a ratio is
    predicted over observed. GMFE is the geometric mean fold error, exp(mean |ln ratio|); that of concentrations is taken
    over all points. Datasets of one dose and form differ by about 1.3-fold among themselves.
    """,
    "",
    "This page is written by `TEORELL_RECORD=1 swift test --filter ClinicalTests`; without the variable the test compares.",
    "", "## Summary", "",
    "| compound | route | n | AUC ratio, mean | AUC GMFE | AUC within 2-fold, % | Cmax ratio, mean | Cmax GMFE "
      + "| Cmax within 2-fold, % | concentrations GMFE |",
    "|---|---|---|---|---|---|---|---|---|---|",
  ]
  lines += ClinicalSummary.table(results).map(\.row)
  lines += [
    "", "## Every dataset", "",
    "Datasets with an AUC or a Cmax off by more than two-fold come first, the farthest at the top.", "",
    "| dataset | compound | route | model fitted to it | AUC ratio | Cmax ratio | within 2-fold |",
    "|---|---|---|---|---|---|---|",
  ]
  let misses = results.filter(\.isMiss).sorted { $0.worst > $1.worst }
  for one in misses + results.filter({ !$0.isMiss }) {
    let figures = [one.area, one.peak].map { String(format: "%.2f", $0) }.joined(separator: " | ")
    lines.append(
      "| [\(one.of.name)](../Validation/\(one.of.study)) | \(one.of.compound) | \(one.of.route) | \(one.of.fitted) "
        + "| \(figures) | \(one.isMiss ? "no" : "yes") |")
  }
  return lines.joined(separator: "\n") + "\n"
}
