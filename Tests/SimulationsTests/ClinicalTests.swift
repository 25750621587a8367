import Foundation
import Simulations
import Testing

/// What the program computes against what was observed in people; Validation/README.md.
@Suite(.enabled(if: Clinical.isOldForm)) struct ClinicalTests {
  static let page = repositoryFolder + "/Documentation/ClinicalAccuracy.md"

  @Test func `every case of the table can be compared`() async throws {
    let wanted = try Clinical.cases()
    let found = try await Clinical.results.value.map(\.of.name)
    #expect(wanted.count >= 140)
    #expect(wanted.map(\.name).filter { !found.contains($0) }.isEmpty)
  }

  @Test func `midazolam by both routes and at least four other compounds are compared`() async throws {
    let results = try await Clinical.results.value
    let midazolam = results.filter { $0.of.compound == "midazolam" }
    #expect(Set(midazolam.map(\.of.route)) == ["intravenous", "oral"])
    #expect(Set(results.map(\.of.compound)).count >= 5)
  }

  @Test func `four of five datasets are met within two-fold`() async throws {
    let results = try await Clinical.results.value
    let all = ClinicalSummary(["all", "all"], results)
    let area = try #require(all.area.share(within: 2))
    let peak = try #require(all.peak.share(within: 2))
    #expect(area >= 0.8, "AUC of \(100 * area) % of the datasets")
    #expect(peak >= 0.8, "Cmax of \(100 * peak) % of the datasets")
  }

  @Test func `no compound is off by more than two-fold on the whole`() async throws {
    for row in ClinicalSummary.table(try await Clinical.results.value) {
      let (area, peak) = (try #require(row.area.geometricMean), try #require(row.peak.geometricMean))
      #expect(abs(log(area)) < log(2), "\(row.label): AUC \(area)")
      #expect(abs(log(peak)) < log(2), "\(row.label): Cmax \(peak)")
    }
  }

  @Test func `the page gives the figures that the program reaches`() async throws {
    let results = try await Clinical.results.value
    if ProcessInfo.processInfo.environment["TEORELL_RECORD"] == "1" {
      try clinicalPage(results).write(toFile: Self.page, atomically: true, encoding: .utf8)
      return
    }
    let text = try String(contentsOfFile: Self.page, encoding: .utf8)
    let rows = Self.tableRows(text)
    for summary in ClinicalSummary.table(results) {
      let written = try #require(rows[summary.label], "the page has no row for \(summary.label)")
      #expect(written.count == summary.figures.count)
      for (figure, value) in zip(written, summary.figures) {
        // Rounding of the page, and the solver's tolerance at the border of two-fold: one dataset of those in the row.
        let slack = value > 5 ? 100.0 / max(1, summary.figures[0]) + 0.5 : 0.011
        #expect(abs(figure - value) <= slack, "\(summary.label): \(figure) on the page, \(value) now")
      }
    }
  }

  /// The numbers of each row of the first table, by its two labels.
  private static func tableRows(_ page: String) -> [[String]: [Double]] {
    var found: [[String]: [Double]] = [:]
    for line in page.split(separator: "\n") where line.hasPrefix("| ") {
      let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
      let numbers = cells.dropFirst(2).compactMap(Double.init)
      if numbers.count == cells.count - 2, cells.count > 2 { found[Array(cells.prefix(2))] = numbers }
    }
    return found
  }
}
