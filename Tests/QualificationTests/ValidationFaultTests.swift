import DataFiles
import Foundation
import Qualification
import Testing

/// Faulty tables of a validation folder: each fault with its place and what to write.
@Suite struct ValidationFaultTests {
  struct Fault: Sendable, CustomTestStringConvertible {
    let file, old, new: String
    /// How the fault begins.
    let place: String
    let says: [String]

    init(_ file: String, _ old: String, _ new: String, at place: String, _ says: String...) {
      (self.file, self.old, self.new, self.place, self.says) = (file, old, new, place, says)
    }

    var testDescription: String { "\(old) -> \(new)" }
  }

  private static let cases = "cases.csv"
  private static let one = "observed/one.csv"

  static let faults: [Fault] = [
    Fault(cases, "study_file", "study_fil", at: "cases.csv:1:6: unknown column `study_fil`", "write `study_file`"),
    Fault(cases, ",left_out\n", "\n", at: "cases.csv:2:1: the row has 18 fields", "header 17"),
    Fault(
      cases, "product,peripheral plasma", "product,peripheral plasm", at: "cases.csv:4:74: unknown site",
      "did you mean `peripheral plasma`?"),
    Fault(
      cases, "drug,oral,solution", "drug,orl,solution", at: "cases.csv:2:102: unknown route `orl`",
      "did you mean `oral`?", "intravenous"),
    Fault(
      cases, "plasma,concentration", "plasma,concentrations", at: "cases.csv:2:83: unknown quantity",
      "did you mean `concentration`?"),
    Fault(cases, "urine,excreted fraction", "urine,concentration", at: "cases.csv:5:73: concentration does not go"),
    Fault(cases, "single,,8,mean", "single,,8.5,mean", at: "cases.csv:2:131: `8.5` is not a number of people"),
    Fault(cases, "mean,no,\n", "mean,maybe,\n", at: "cases.csv:2:138: unknown fitted `maybe`", "yes, or no"),
    Fault(cases, "drug-pooled,", "drug-oral,", at: "cases.csv:3:1: the case `drug-oral` is in line 2 already"),
    Fault(
      cases, "observed/one.csv", "observed/onee.csv", at: "cases.csv:2:33: there is no file observed/onee.csv",
      "did you mean `one.csv`?"),
    Fault(cases, "studies/one.yaml", "studies/three.yaml", at: "cases.csv:2:11: there is no file studies/three.yaml"),
    Fault(
      cases, "one.csv,drug-oral", "one.csv,drug-orel", at: "cases.csv:2:50: observed/one.csv has no dataset",
      "did you mean `drug-oral`?"),
    Fault(
      one, "concentration_mg_per_L", "concentration_ng_per_mL", at: "observed/one.csv:1:39: unknown column",
      "write `concentration_mg_per_L`"),
    Fault(
      one, "drug,peripheral plasma,0.5", "drug,periferal plasma,0.5",
      at: "observed/one.csv:3:27: unknown site `periferal plasma`", "did you mean `peripheral plasma`?"),
    Fault(
      one, "drug-oral,First 2001,drug,", "drug-oral,First 2001,drog,",
      at: "observed/one.csv:2:22: unknown compound `drog`", "did you mean `drug`?"),
    Fault(
      one, "product-urine,First 2001,product,", "product-urine,First 2001,drug,",
      at: "observed/one.csv:18:1: the compound of `product-urine` is drug, but", "write the same in both"),
    Fault(
      one, "drug-urine,First 2001,drug,urine,24", "drug-urine,First 2001,drug,faeces,24",
      at: "observed/one.csv:17:1: `drug-urine` is drug in urine above", "a dataset_id of its own"),
    Fault(
      one, "plasma,2,0.03", "plasma,0.2,0.03",
      at: "observed/one.csv:5:45: time runs backwards in `drug-oral`: 0.2 h after 1 h", "in order of time"),
    Fault(
      one, "plasma,2,0.03", "plasma,2,-0.03",
      at: "observed/one.csv:5:47: `concentration_mg_per_L` is below zero: -0.03", "below_lloq"),
    Fault(one, "plasma,2,0.03", "plasma,2,", at: "observed/one.csv:5:45: the point has no value", "exactly one"),
    Fault(one, "plasma,2,0.03,", "plasma,2,0.03,0.1", at: "observed/one.csv:5:47: the point has 2 values"),
    Fault(one, "plasma,2,0.03", "plasma,2 h,0.03", at: "observed/one.csv:5:45: `time_h`: `2 h` is not"),
    Fault(one, "plasma,2,0.03", "plasma,,0.03", at: "observed/one.csv:5:45: the point has no time"),
    Fault(one, "urine,6,,0.02", "urine,6,0.02,", at: "observed/one.csv:16:36: `concentration_mg_per_L` does not go"),
    Fault(one, "urine,24,,0.03", "urine,24,,30", at: "observed/one.csv:17:38: more than the dose", "0.25 for 25 %"),
    Fault(one, "0.002,1\n", "0.002,yes\n", at: "observed/one.csv:8:60: unknown below_lloq `yes`", "write 1"),
  ]

  @Test(arguments: faults)
  func `a fault is told with its place and its remedy`(fault: Fault) throws {
    let found = try ChangedFolder(fault.file, fault.old, fault.new).faults()
    let match = found.first { $0.hasPrefix(fault.place) }
    #expect(match != nil, "\(fault.place) in\n\(found.joined(separator: "\n"))")
    for word in fault.says { #expect(match?.contains(word) ?? false, "\(word) in \(match ?? "")") }
  }

  @Test func `a table with semicolons is one fault`() throws {
    let folder = try ChangedFolder("observed/one.csv", "dataset_id", "dataset_id")
    let path = folder.path + "/observed/one.csv"
    let text = try String(contentsOfFile: path, encoding: .utf8).replacingOccurrences(of: ",", with: ";")
    try text.write(toFile: path, atomically: true, encoding: .utf8)
    let place = "observed/one.csv:1:1"
    #expect(
      folder.faults() == ["\(place): the fields are separated by semicolons; save the table with commas"])
  }

  @Test func `two points of one time are fine, and so is a case without a study that is left out`() throws {
    #expect(try ChangedFolder("cases.csv", "children", "too young").faults().isEmpty)
  }

  @Test func `all faults are told together`() throws {
    let folder = try ChangedFolder("cases.csv", "drug,oral,solution", "drug,orl,solution")
    let path = "\(folder.path)/observed/one.csv"
    try String(contentsOfFile: path, encoding: .utf8).replacingOccurrences(of: "0.015", with: "-1")
      .write(toFile: path, atomically: true, encoding: .utf8)
    #expect(folder.faults().count == 2)
  }

  @Test func `a folder without cases is refused`() {
    for (path, problem) in [(repositoryFolder, "has no cases.csv"), ("/no/such/folder", "there is no such folder")] {
      let diagnostics = Diagnostics()
      #expect(loadValidationFolder(path, library: fixtureLibrary, diagnostics: diagnostics) == nil)
      #expect(diagnostics.errors.map(\.description).joined().contains(problem))
    }
  }
}
