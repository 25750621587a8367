import DataFiles
import Foundation
import Physiology
import Qualification
import Simulations
import Testing

/// Figures that must be reached, and how they are summed up.
@Suite struct QualificationBarTests {
  /// Cases of models with given ratios of AUC.
  private static func result(_ ratios: [(model: String, ratio: Double)]) throws -> QualificationResult {
    let diagnostics = Diagnostics()
    let folder = loadValidationFolder(
      "\(fixtureFolder)/validation", library: fixtureLibrary, diagnostics: diagnostics)
    var one = try #require(folder?.cases.first)
    let cases = try ratios.enumerated().map { index, wanted in
      (one.name, one.model) = ("\(index)", wanted.model)
      let observed = ObservedDataset(
        name: one.name, compound: one.compound, site: one.site,
        points: [.init(time: 1, value: 1), .init(time: 2, value: 1)])
      let metrics = try caseMetrics(observed) { _ in wanted.ratio }
      return CaseResult(of: one, observed: observed, set: .parent, metrics: metrics.filter { $0.metric == .auc })
    }
    return QualificationResult(folder: "", results: cases, armCount: cases.count)
  }

  /// Fold errors 2, 2, 1 and 4: GMFE 2, medians 2 and 4 of the models.
  private let known: QualificationResult

  init() throws { known = try Self.result([("a", 2), ("a", 0.5), ("b", 1), ("b", 4)]) }

  @Test func `figures are those of the headline`() throws {
    func value(_ text: String) throws -> Double? { try QualificationBar.parse(text)[0].value(in: known) }
    #expect(abs(try #require(try value("auc.gmfe<=1")) - 2) < 1e-12)
    #expect(try value("auc.within2>=1") == 0.75)
    #expect(try value("auc.within1.25>=1") == 0.25)
    #expect(try value("auc.within1.5>=1") == 0.25)
    #expect(abs(try #require(try value("auc.median<=1")) - 2) < 1e-12)
    #expect(abs(try #require(try value("auc.worst<=1")) - 2) < 1e-12)
    #expect(try value("cmax.gmfe<=1") == nil)
  }

  @Test func `a bar is met at its limit and never without a case`() throws {
    for (text, isMet) in [
      ("auc.within2>=0.75", true), ("auc.within2>=0.76", false), ("auc.gmfe<=2.01", true), ("auc.gmfe<=1.99", false),
      ("cmax.gmfe<=9", false), ("cmax.within2>=0", false),
    ] {
      #expect(try QualificationBar.parse(text)[0].isMet(by: known) == isMet, "\(text)")
    }
  }

  @Test func `several bars stand in one text`() throws {
    let bars = try QualificationBar.parse("auc.gmfe<=1.30, auc.within2>=0.93,concentration.median<=1.42")
    #expect(bars.map(\.description) == ["auc.gmfe<=1.3", "auc.within2>=0.93", "concentration.median<=1.42"])
  }

  @Test(arguments: [
    ("auc.gmfe=1", "no <= or >="), ("auk.gmfe<=1", "did you mean `auc`?"), ("auc.gmfee<=1", "did you mean `gmfe`?"),
    ("auc<=1", "names no measure"), ("auc.gmfe<=x", "not a number"), ("", "no <= or >="),
    ("auc.gmfe<=1,,auc.gmfe<=2", "no <= or >="),
  ])
  func `a wrong bar is told with what to write`(text: String, says: String) {
    do {
      _ = try QualificationBar.parse(text)
      Issue.record("\(text) was taken")
    } catch {
      #expect(error.description.contains(says), "\(error)")
    }
  }

  @Test func `the headline has its four lines in order`() {
    #expect(known.headline.map(\.name) == ["auc", "cmax", "concentration", "excreted_fraction"])
    #expect(
      known.headlineTable.columns
        == ["metric", "n", "gmfe", "within_1.25fold", "within_1.5fold", "within_2fold"])
    #expect(known.worstModel(.auc)?.model == "b")
  }

  @Test func `an earlier table is held beside the new figures`() throws {
    let path = NSTemporaryDirectory() + "teorell-earlier-\(UUID().uuidString).csv"
    defer { try? FileManager.default.removeItem(atPath: path) }
    try "case,metric,ratio\n0,auc,1.5\n1,auc,0.5\n0,cmax,1\n1,cmax,1\n".write(
      toFile: path, atomically: true, encoding: .utf8)
    let diagnostics = Diagnostics()
    let earlier = try #require(EarlierQualification(path: path, diagnostics: diagnostics))
    let table = earlier.table(known)
    #expect(table.rows.count == 2)
    #expect(table.rows[0][0] == .text("a") && table.rows[0][1] == .integer(2) && table.rows[0].last == .text("AUC"))
    #expect(EarlierQualification(path: path + "x", diagnostics: diagnostics) == nil)
  }

  // MARK: Sets

  @Test(arguments: [
    ("human", 17.99, true), ("human", 18.0, false), ("human", 0, true), ("human", 70, false), ("dog", 2, false),
    ("rat", 0.2, false),
  ])
  func `children are people below 18 years`(species: String, years: Double, expected: Bool) throws {
    let diagnostics = Diagnostics()
    let library = Library(folders: [repositoryFolder])
    let record = try #require(loadSpecies(species, library: library, diagnostics: diagnostics))
    var body = try makeIndividual(record, SubjectDescription(species: species))
    body.age = years * 8766
    #expect(isChild(body, of: record) == expected)
  }

  @Test func `children are counted apart where a given drug was measured in blood`() throws {
    let diagnostics = Diagnostics()
    let folder = loadValidationFolder(
      "\(fixtureFolder)/validation", library: fixtureLibrary, diagnostics: diagnostics)
    var one = try #require(folder?.cases.first)
    (one.coMedication, one.site, one.quantity) = ([], "plasma", .concentration)
    #expect(CaseSet(one, isDosed: true, isChild: false) == .parent)
    #expect(CaseSet(one, isDosed: true, isChild: true) == .children)
    #expect(CaseSet(one, isDosed: false, isChild: true) == .metabolite)
    one.coMedication = ["itraconazole"]
    #expect(CaseSet(one, isDosed: true, isChild: true) == .coMedication)
    (one.coMedication, one.site, one.quantity) = ([], "urine", .excretedFraction)
    #expect(CaseSet(one, isDosed: true, isChild: true) == .excretion)
  }
}
