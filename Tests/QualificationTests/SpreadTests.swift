import DataFiles
import Foundation
import Qualification
import Reports
import Simulations
import Testing

/// How the predicted spread between people fits what was observed.
@Suite(.enabled(if: Clinical.isPresent)) struct ClinicalSpreadTests {
  @Test func `every dataset with spread has a result`() throws {
    let spread = try ClinicalSpread.result.get()
    #expect(spread.cases.count > 300)
    for one in spread.failed { Issue.record("\(one.of.name): \(one.reason)") }
  }

  /// Points as they were reported: of single persons, and means of studies that give a standard deviation.
  @Test func `the band of nine in ten holds four in five observed points and more`() throws {
    let share = try #require(try ClinicalSpread.result.get().summary.shareOfValues)
    #expect((0.80...0.97).contains(share), "\(share) of the observed points are in the 90 % band")
  }

  @Test func `the page gives the spread that the program reaches`() throws {
    let page = spreadPage(try ClinicalSpread.result.get())
    if ProcessInfo.processInfo.environment["TEORELL_RECORD"] == "1" {
      try page.write(toFile: ClinicalSpread.page, atomically: true, encoding: .utf8)
      return
    }
    let written = Clinical.numbers(try String(contentsOfFile: ClinicalSpread.page, encoding: .utf8))
    for (label, values) in Clinical.numbers(page) {
      let recorded = try #require(written[label], "the page has no row for \(label)")
      #expect(recorded.count == values.count)
      // Percent are rounded to whole ones; a percentile moves with the tolerance of the solver.
      for (old, new) in zip(recorded, values) { #expect(abs(old - new) <= max(1.5, 0.02 * new), "\(label)") }
    }
  }
}

/// Threads and the number of arms must not decide who is drawn.
struct SpreadFixtureTests {
  @Test func `threads change nothing`() throws {
    let (one, two) = (try qualifiedPeople(threads: 1), try qualifiedPeople(threads: 2))
    #expect(one.table() == two.table())
    #expect(one.pointTable() == two.pointTable())
  }

  private func qualifiedPeople(threads: Int) throws -> SpreadResult {
    let diagnostics = Diagnostics()
    let folder = loadValidationFolder("\(fixtureFolder)/validation", library: fixtureLibrary, diagnostics: diagnostics)
    guard let folder else { throw DataErrors(diagnostics.errors) }
    let run = QualificationRun(folder, library: fixtureLibrary, threads: threads, people: 20)
    return try #require(run.run().spread)
  }
}

enum ClinicalSpread {
  static let page = repositoryFolder + "/Documentation/ClinicalSpread.md"
  /// Enough for percentiles, and quick.
  static let people = 48

  static let result = Result {
    let diagnostics = Diagnostics()
    let library = Library(folders: [repositoryFolder])
    guard let validation = loadValidationFolder(Clinical.folder, library: library, diagnostics: diagnostics) else {
      throw DataErrors(diagnostics.errors)
    }
    guard let spread = QualificationRun(validation, library: library, people: people).run().spread else {
      throw CaseFailure("there is no spread")
    }
    return spread
  }
}

/// The page that says how well the spread between people is met.
func spreadPage(_ spread: SpreadResult) -> String {
  var lines = [
    "# Spread between people", "",
    """
    How the spread that the program predicts between people fits the datasets of `Validation/` that show spread: a
    standard deviation of at least 3 people (or of an unknown number), or single persons; only given drugs in plasma or
    blood of adults without co-medication.
    """,
    "",
    """
    Each arm is run with \(spread.people) virtual people (seed 1): European, or Japanese where the subject of the study
    is Japanese or Asian; of its sex; within 10 years of its age and adult, 18 to 45 years where no age is stated. A
    stated weight or height is met on average: the weights drawn are multiplied by the stated weight over their mean,
    heights likewise. Settings and proteins that the subject changes, such as by genotype, stay changed. What varies is in
    `Physiology/human/variability`; nothing of it was fitted to these data. The solubility and the tissue partition of a
    compound do not vary, nor do the studies that it was measured in, of which many miss the mean.
    """,
    "",
    """
    The band reaches from the 5th to the 95th percentile of the predictions at the time of a point (ranks (n + 1) p). A
    point of a single person is inside or not. Of a mean m with standard deviation s the part of the lognormal
    distribution with this mean and deviation counts that is inside: σ² = ln(1 + (s/m)²), μ = ln m - σ²/2. Every point
    counts the same; those below the limit of quantification do not count. *Values inside* is the part of the values
    themselves, means or single ones; *unbiased* what is inside when the band is moved to the level of the dataset, by
    one factor for its points. CV are geometric, √(exp σ² - 1), at the time of the observed peak, medians over datasets;
    their ratio is the geometric mean of predicted over observed.
    """,
    "",
    "Written by `TEORELL_RECORD=1 ./test --filter ClinicalSpreadTests`; `./teorell qualify Validation --people "
      + "\(spread.people)` gives the same, with every dataset and point in spread.csv and spread-points.csv.",
    "", "## By compound", "",
  ]
  lines += markdown(spread.modelTable)
  lines += [
    "", "## Exposure of single persons", "",
    "AUC (linear trapezoid) and Cmax of arms with at least 4 single persons, both sides at the times of each person.",
    "",
  ]
  lines += markdown(spread.exposureTable)
  lines += ["", "## Every dataset", ""] + markdown(spread.caseTable)
  return lines.joined(separator: "\n") + "\n"
}

private func markdown(_ table: ReportTable) -> [String] {
  ["| \(table.columns.joined(separator: " | ")) |", "|" + String(repeating: "---|", count: table.columns.count)]
    + table.rows.map { row in
      let cells = row.enumerated().map { column, cell in
        switch cell {
        case .text(let text): text
        case .integer(let number): "\(number)"
        case .number(let value): value.map { Clinical.fixed($0, table.columns[column].contains("%") ? 0 : 2) } ?? ""
        }
      }
      return "| \(cells.joined(separator: " | ")) |"
    }
}
