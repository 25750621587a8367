import DataFiles
import Foundation
import Qualification
import Testing

/// A small validation folder from its tables to its results.
@Suite struct QualificationRunTests {
  private static let result = Result { try qualifiedFixture() }
  private static let golden = fixtureFolder + "/qualification.csv"

  @Test func `the table of the fixture is as recorded`() throws {
    let text = QualificationFiles(try Self.result.get()).table().csv()
    if ProcessInfo.processInfo.environment["TEORELL_RECORD"] == "1" {
      try text.write(toFile: Self.golden, atomically: true, encoding: .utf8)
      return
    }
    let (found, wanted) = (rows(text), rows(try String(contentsOfFile: Self.golden, encoding: .utf8)))
    #expect(found.count == wanted.count)
    for (left, right) in zip(found, wanted) {
      #expect(left.count == right.count)
      for (a, b) in zip(left, right) {
        if let x = Double(a), let y = Double(b) {
          // A hundred times the relative tolerance of the integrator.
          #expect(abs(x - y) <= 1e-4 * abs(y), "\(left.prefix(4)): \(a), recorded \(b)")
        } else {
          #expect(a == b, "\(left.prefix(4))")
        }
      }
    }
  }

  private func rows(_ csv: String) -> [[String]] {
    csv.split(separator: "\n").map { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }
  }

  @Test func `threads change nothing`() throws {
    let one = QualificationFiles(try qualifiedFixture(threads: 1)).table().csv()
    let many = QualificationFiles(try qualifiedFixture(threads: 7)).table().csv()
    #expect(one == many)
  }

  @Test func `a case that cannot be run fails alone, with its reason`() throws {
    let result = try Self.result.get()
    let reasons = Dictionary(uniqueKeysWithValues: result.failed.map { ($0.of.name, $0.reason) })
    #expect(reasons.keys.sorted() == ["bad-arm", "late", "no-such-arm", "not-followed"])
    #expect(reasons["late"] == "the last point is at 20 h, but the study ends at 12 h")
    #expect(reasons["not-followed"]?.contains("no curve of drug in plasma; it follows left-form, right-form") ?? false)
    #expect(reasons["no-such-arm"]?.contains("did you mean `oral`?") ?? false)
    #expect(reasons["bad-arm"]?.contains("faulty.yaml:8:24: there is no compound `drugg`") ?? false)
    #expect(result.results.contains { $0.of.name == "good-arm" })
    #expect(result.results.count + result.failed.count + result.leftOut.count == 18)
    #expect(result.armCount == 5)
  }

  @Test func `cases are reported by what they are`() throws {
    let result = try Self.result.get()
    func names(_ set: CaseSet) -> [String] { result.results(of: set).map(\.of.name) }
    #expect(names(.parent) == ["drug-oral", "drug-pooled", "drug-iv", "both-iv", "left-iv", "good-arm"])
    #expect(names(.metabolite) == ["product-oral"])
    #expect(names(.excretion) == ["drug-urine", "product-urine"])
    #expect(names(.tissue) == ["brain-iv"])
    #expect(names(.coMedication) == ["drug-both"])
    #expect(result.leftOutByReason.map(\.reason) == ["children", "flagged: cmax/dose is 8x the others"])
    #expect(result.leftOutByReason.first?.cases == ["child", "infant"])
  }

  @Test func `a mixture is the sum of its parts`() throws {
    let result = try Self.result.get()
    func value(_ name: String, _ metric: QualificationMetric) throws -> MetricValue {
      try #require(result.results.first { $0.of.name == name }?.value(metric))
    }
    let (both, left) = (try value("both-iv", .auc), try value("left-iv", .auc))
    // The other half is cleared twice as fast.
    #expect(try #require(both.predicted) > (try #require(left.predicted)) * 1.3)
    #expect(try #require(both.predicted) < (try #require(left.predicted)) * 2)
  }

  @Test func `what is eliminated by a protein is found under it`() throws {
    let result = try Self.result.get()
    let oral = try #require(result.results.first { $0.of.name == "drug-oral" })
    #expect(oral.pathways == ["CYP3A4", "glomerular filtration"])
  }

  @Test func `a request to stop keeps what is finished`() throws {
    let diagnostics = Diagnostics()
    let folder = try #require(
      loadValidationFolder("\(fixtureFolder)/validation", library: fixtureLibrary, diagnostics: diagnostics))
    let stopped = QualificationRun(folder, library: fixtureLibrary).run(isCancelled: { true })
    #expect(stopped.results.isEmpty && stopped.failed.isEmpty && stopped.unfinished.count == 15)
  }

  @Test func `the page stands alone and shows every case`() throws {
    let result = try Self.result.get()
    let folder = NSTemporaryDirectory() + "teorell-page-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try QualificationFiles(result, command: ["teorell", "qualify"]).write(to: folder)
    let page = try String(contentsOfFile: "\(folder)/qualification.html", encoding: .utf8)
    for one in result.results { #expect(page.contains("\(one.of.name), "), "\(one.of.name)") }
    for one in result.leftOut + result.failed.map(\.of) { #expect(page.contains(one.name), "\(one.name)") }
    #expect(page.contains("the model was fitted to it"))
    for word in ["src=", "@import", "url(", "<script"] { #expect(!page.contains(word)) }
    for name in ["qualification.csv", "failed.csv", "left-out.csv"] {
      #expect(FileManager.default.fileExists(atPath: "\(folder)/\(name)"))
    }
  }
}
