import DataFiles
import Foundation
import Qualification
import Reports
import Simulations
import Testing

/// What the program computes against what was observed in people; Validation/README.md.
@Suite(.enabled(if: Clinical.isPresent)) struct ClinicalTests {
  @Test func `every case of the table is run, or left out with a reason`() throws {
    let result = try Clinical.result.get()
    #expect(result.results.count > 100)
    for one in result.failed { Issue.record("\(one.of.name): \(one.reason)") }
  }

  @Test(arguments: [
    "auc.gmfe<=1.30", "auc.within2>=0.93", "cmax.gmfe<=1.38", "cmax.within2>=0.90", "concentration.median<=1.42",
    "auc.worst<=1.5",
  ])
  func `a figure is reached`(text: String) throws {
    let result = try Clinical.result.get()
    for bar in try QualificationBar.parse(text) {
      #expect(bar.isMet(by: result), "\(bar): \(bar.value(in: result).map { "\($0)" } ?? "undefined")")
    }
  }

  @Test func `the page gives the figures that the program reaches`() throws {
    let result = try Clinical.result.get()
    let page = clinicalPage(result)
    if ProcessInfo.processInfo.environment["TEORELL_RECORD"] == "1" {
      try page.write(toFile: Clinical.page, atomically: true, encoding: .utf8)
      try Clinical.figures(result).write(toFile: Clinical.figureFile, atomically: true, encoding: .utf8)
      return
    }
    let written = Clinical.numbers(try String(contentsOfFile: Clinical.page, encoding: .utf8))
    for (label, values) in Clinical.numbers(page) {
      let recorded = try #require(written[label], "the page has no row for \(label)")
      #expect(recorded.count == values.count)
      let count = max(1, values.first ?? 1)
      for (old, new) in zip(recorded, values) {
        // Rounding of the page, and the solver's tolerance at the border of two-fold: one dataset of those in the row.
        let slack = new > 5 ? 100 / count + 0.5 : 0.011
        #expect(abs(old - new) <= slack, "\(label): \(old) on the page, \(new) now")
      }
    }
  }
}

enum Clinical {
  /// Another validation folder can be compared by naming it here.
  static let folder = ProcessInfo.processInfo.environment["TEORELL_VALIDATION"] ?? repositoryFolder + "/Validation"
  static let page = repositoryFolder + "/Documentation/ClinicalAccuracy.md"
  /// What `teorell list compounds` shows.
  static let figureFile = repositoryFolder + "/Compounds/qualification.csv"

  static let isPresent =
    ((try? String(contentsOfFile: folder + "/cases.csv", encoding: .utf8)) ?? "").hasPrefix("case,study_file,arm,")

  static let result = Result {
    let diagnostics = Diagnostics()
    let library = Library(folders: [repositoryFolder])
    guard let validation = loadValidationFolder(folder, library: library, diagnostics: diagnostics) else {
      throw DataErrors(diagnostics.errors)
    }
    return QualificationRun(validation, library: library).run()
  }

  static func figures(_ result: QualificationResult) -> String {
    var lines = ["compound,n,auc_gmfe,cmax_gmfe"]
    for (model, cases) in Dictionary(grouping: result.results(of: .parent), by: \.of.model).sorted(by: {
      $0.key < $1.key
    }) {
      let values = [QualificationMetric.auc, .cmax].map { cases.foldErrors($0).gmfe.map { fixed($0, 2) } ?? "" }
      lines.append(([model, "\(cases.count)"] + values).joined(separator: ","))
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// The numbers of the rows of the tables whose second cell is a count, by the first cell and the heading above.
  static func numbers(_ page: String) -> [String: [Double]] {
    var found: [String: [Double]] = [:]
    var heading = ""
    for line in page.split(separator: "\n") {
      if line.hasPrefix("## ") { heading = String(line) }
      guard line.hasPrefix("| "), !heading.hasSuffix("dataset") else { continue }
      let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
      let numbers = cells.dropFirst().compactMap(Double.init)
      if cells.count > 2, numbers.count == cells.count - 1 { found["\(heading): \(cells[0])"] = numbers }
    }
    return found
  }

  static func fixed(_ value: Double, _ decimals: Int) -> String { String(format: "%.\(decimals)f", value) }
}

/// The page that says how close the program is to what was observed.
func clinicalPage(_ result: QualificationResult) -> String {
  var lines = [
    "# Clinical accuracy", "",
    """
    What the program computes for the \(result.results.count) datasets of `Validation/` against what was observed; see
    `Validation/README.md` for where the data come from. AUC (linear trapezoid) and Cmax are taken at the observed times
    on both sides, and a ratio is predicted over observed. GMFE is the geometric mean fold error, exp(mean |ln ratio|);
    that of concentrations is taken over the points of a profile, then over the profiles. Only given drugs in plasma or
    blood of adults without co-medication are counted, unless said otherwise. Datasets of one dose and form differ by about
    1.3-fold among themselves.
    """,
    "",
    "The same figures, with every curve, are written by `./teorell qualify Validation`. This page is written by "
      + "`TEORELL_RECORD=1 ./test --filter ClinicalTests`; without the variable the test compares.",
    "", "## Headline", "", "| metric | n | GMFE | within 1.25-fold, % | within 1.5-fold, % | within 2-fold, % |",
    "|---|---|---|---|---|---|",
  ]
  for summary in result.headline {
    guard let gmfe = summary.errors.gmfe else { continue }
    let shares = [1.25, 1.5, 2].map { Clinical.fixed((summary.errors.share(within: $0) ?? 0) * 100, 0) }
    lines.append(
      "| \(([summary.name, "\(summary.errors.count)", Clinical.fixed(gmfe, 2)] + shares).joined(separator: " | ")) |")
  }
  if let median = result.medianOverModels(.concentration) {
    lines += ["", "Median over compounds of the concentration GMFE: \(Clinical.fixed(median, 2))."]
  }
  for (grouping, heading) in [
    (QualificationResult.Grouping.model, "By compound"), (.route, "By route"), (.pathway, "By pathway"),
    (.fitted, "By whether the model was fitted to the dataset"), (.doses, "By doses"), (.food, "By food"),
  ] {
    lines += ["", "## \(heading)", ""] + rows(result.table(by: grouping))
  }
  lines += ["", "## What is counted apart", ""] + rows(result.setTable())
  lines += [
    "", "## Children by dataset", "",
    "Below 18 years; why some are met badly is said in `Validation/README.md`.", "",
  ]
  lines += datasetRows(result.results(of: .children))
  lines += [
    "", "## Every dataset", "",
    "Datasets with an AUC or a Cmax off by more than two-fold come first, the farthest at the top.", "",
  ]
  lines += datasetRows(result.results(of: .parent))
  lines += ["", "## Left out", ""]
  lines += result.leftOutByReason.map { "- \($0.reason): \($0.cases.count) (\($0.cases.joined(separator: ", ")))" }
  return lines.joined(separator: "\n") + "\n"
}

/// A row a dataset, those that are missed first.
private func datasetRows(_ cases: [CaseResult]) -> [String] {
  let misses = cases.filter(\.isMiss).sorted { ($1.worstFold, $0.of.name) < ($0.worstFold, $1.of.name) }
  let rows = (misses + cases.filter { !$0.isMiss }).map { one in
    let ratios = [QualificationMetric.auc, .cmax].map { one.value($0).map { Clinical.fixed($0.ratio, 2) } ?? "" }
    return "| [\(one.of.name)](../Validation/\(one.of.studyFile)) | \(one.of.compound) | \(one.of.route) "
      + "| \(one.of.fitted) | \(ratios.joined(separator: " | ")) | \(one.isMiss ? "no" : "yes") |"
  }
  return [
    "| dataset | compound | route | model fitted to it | AUC ratio | Cmax ratio | within 2-fold |",
    "|---|---|---|---|---|---|---|",
  ] + rows
}

/// A table of groups; empty figures make a row that is not compared.
private func rows(_ table: ReportTable) -> [String] {
  var lines = [
    "| \(table.columns.joined(separator: " | ")) |", "|" + String(repeating: "---|", count: table.columns.count),
  ]
  for row in table.rows {
    let cells = row.enumerated().map { column, cell in
      switch cell {
      case .text(let text): text
      case .integer(let number): "\(number)"
      case .number(let value): value.map { Clinical.fixed($0, table.columns[column].contains("%") ? 0 : 2) } ?? ""
      }
    }
    lines.append("| \(cells.joined(separator: " | ")) |")
  }
  return lines
}
