import Compounds
import DataFiles
import Foundation
import Simulations
import Testing

/// Studies that choose among what the files of compounds and individuals offer.
@Suite struct VariantTests {
  /// A library of its own: midazolam with an alternative, a process that is off, and a person.
  private static func library() throws -> String {
    let folder = NSTemporaryDirectory() + "teorell-variants-\(UUID().uuidString)"
    let compound = "\(folder)/Compounds/midazolam"
    try FileManager.default.createDirectory(atPath: "\(compound)/individuals", withIntermediateDirectories: true)
    let shipped = try String(contentsOfFile: "\(repositoryFolder)/Compounds/midazolam/midazolam.yaml", encoding: .utf8)
    let slow = """
      processes:
        - process: metabolism
          name: CYP3A4 slow
          default: no
          protein: CYP3A4
          kinetics: michaelis-menten
          kcat: {value: 1 1/min, source: assumed, because: a test}
          km: {value: 4 umol/L, source: assumed, because: a test}
      """
    let fed = """
      alternatives:
        solubility:
          fed:
            value: 0.09 mg/mL
            ph: 5
            source: heikkinen2012
            gain_per_charge: {value: 1000, source: assumed, because: a test}

      """
    let text = shipped.replacingOccurrences(of: "processes:", with: slow)
      .replacingOccurrences(of: "alternatives:\n  solubility:\n", with: fed)
    try text.write(toFile: "\(compound)/midazolam.yaml", atomically: true, encoding: .utf8)
    let person = """
      schema: individual/1
      individual: Somebody
      source: osp-midazolam
      species: human
      sex: female
      age: 40 year
      weight: 60 kg
      proteins:
        CYP3A4: {reference_concentration: 3.63 umol/L}
      """
    try person.write(toFile: "\(compound)/individuals/somebody.yaml", atomically: true, encoding: .utf8)
    return folder
  }

  private static func parts(_ text: String) throws -> StudyParts {
    let folder = try library()
    let path = "\(folder)/study.yaml"
    try text.write(toFile: path, atomically: true, encoding: .utf8)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    return try loadParts(path, folders: [folder, repositoryFolder])
  }

  private static func study(subject: String = "{species: human}", _ lines: String = "") -> String {
    """
    study: Variants
    subject: \(subject)
    \(lines)
    doses: [{compound: midazolam, dose: 1 mg, route: intravenous}]
    duration: 12 h
    sampling: 1 h
    """
  }

  /// - Parameter value: kg/L.
  private func isSolubility(_ compound: Compound, _ value: Double, ph: Double) -> Bool {
    guard case .reference(let found, ph, gainPerCharge: 1000) = compound.solubility else { return false }
    return abs(found - value) < 1e-12 * value
  }

  @Test func `a study picks an alternative by its name`() throws {
    let usual = try Self.parts(Self.study()).compounds[0]
    let fed = try Self.parts(Self.study("compounds: {midazolam: {solubility: fed}}")).compounds[0]
    #expect(isSolubility(usual, 4.9e-5, ph: 6.5))
    #expect(isSolubility(fed, 9e-5, ph: 5))
  }

  @Test func `a value of a study keeps what stands beside the one it replaces, and is an assumption`() throws {
    let parts = try Self.parts(
      Self.study("compounds: {midazolam: {solubility: 0.13 mg/mL, fraction_unbound: 0.05}}"))
    let compound = parts.compounds[0]
    #expect(isSolubility(compound, 1.3e-4, ph: 6.5))
    #expect(compound.fractionUnbound == 0.05)
    #expect(compound.bindingPartner == .albumin)
    let fact = try #require(compound.facts.first { $0.name == "fraction_unbound" })
    #expect(fact.value.origin.source == "assumed")
  }

  @Test func `processes that are off can be added, and others left out`() throws {
    let off = try Self.parts(Self.study()).compounds[0].processes.map(\.name)
    #expect(!off.contains("CYP3A4 slow"))
    let chosen = "processes: {add: [CYP3A4 slow], leave_out: [metabolism by CYP3A4]}"
    let on = try Self.parts(Self.study("compounds: {midazolam: {\(chosen)}}")).compounds[0].processes.map(\.name)
    #expect(on.contains("CYP3A4 slow") && !on.contains("metabolism by CYP3A4"))
    #expect(on.count == off.count)
  }

  @Test func `an individual brings its body and its proteins, and the study has the last word`() throws {
    let own = try Self.parts(Self.study(subject: "{individual: midazolam/somebody}"))
    #expect(own.individual.sex == "female" && own.individual.weight == 60)
    #expect(try own.proteins(for: own.compounds)["CYP3A4"]?.referenceConcentration == 3.63)
    let more = "weight: 70 kg, proteins: {CYP3A4: {reference_concentration: 5 umol/L}}"
    let changed = try Self.parts(Self.study(subject: "{individual: midazolam/somebody, \(more)}"))
    #expect(changed.individual.weight == 70)
    #expect(try changed.proteins(for: changed.compounds)["CYP3A4"]?.referenceConcentration == 5)
  }

  @Test func `an arm may have a body and settings of its own`() throws {
    let parts = try Self.parts(
      """
      study: Arms
      subject: {species: human}
      arms:
        - {name: usual, doses: [{compound: midazolam, dose: 1 mg, route: intravenous}]}
        - name: other
          subject: {individual: midazolam/somebody}
          compounds: {midazolam: {fraction_unbound: 0.06}}
          doses: [{compound: midazolam, dose: 1 mg, route: intravenous}]
      duration: 12 h
      sampling: 1 h
      """)
    let arms = try parts.study.arms.map { try Simulation(parts, arm: $0) }
    #expect(arms.map(\.model.individual.weight)[1] == 60)
    #expect(arms.map { $0.model.compounds[0].compound.fractionUnbound } == [0.031, 0.06])
  }

  @Test(arguments: [
    ("compounds: {midazolam: {solubilty: fed}}", "a study cannot set `solubilty` of midazolam"),
    ("compounds: {midazolam: {processes: {add: [CYP3A4 slw]}}}", "midazolam has no process `CYP3A4 slw`"),
    ("compounds: {digoxin: {fraction_unbound: 0.5}}", "`digoxin` is set, but neither dosed nor formed"),
    ("compounds: {midazolam: fed}", "`midazolam` is not settings of a compound"),
    ("compounds: {midazolam: {solubility: fedd}}", "midazolam has no alternative `fedd` of `solubility`"),
    (
      "compounds: {midazolam: {processes: {add: [CYP3A4 slow], leave_out: [CYP3A4 slow]}}}",
      "`CYP3A4 slow` is both added and left out"
    ),
    ("compounds: {warfarin: {fraction_unbound: 0.1}}", "`warfarin` is a mixture, which has no settings of its own"),
  ]) func `a setting that fits nothing is a fault`(lines: String, problem: String) throws {
    let faults = #expect(throws: DataErrors.self) { try Self.parts(Self.study(lines)) }
    #expect(try #require(faults).errors.map(\.problem) == [problem])
  }

  @Test func `an unknown individual is a fault that names the nearest`() throws {
    let faults = #expect(throws: DataErrors.self) {
      try Self.parts(Self.study(subject: "{individual: midazolam/somebdy}"))
    }
    let fault = try #require(faults?.errors.first)
    #expect(fault.problem == "there is no individual `midazolam/somebdy`")
    #expect(fault.remedy.contains("did you mean `midazolam/somebody`?"))
  }

  @Test func `a protein that no process knows cannot be set`() throws {
    let faults = #expect(throws: DataErrors.self) {
      try Self.parts(
        Self.study(subject: "{species: human, proteins: {CYP3A44: {reference_concentration: 5 umol/L}}}"))
    }
    let fault = try #require(faults?.errors.first)
    #expect(fault.problem == "`CYP3A44` is set, but no compound of the study has a process with it")
    #expect(fault.remedy.contains("did you mean `CYP3A4`?"))
  }

  @Test func `a compound file of another folder keeps the protein profiles of its model`() throws {
    let folder = NSTemporaryDirectory() + "teorell-overlay-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let own = "\(folder)/Compounds/atenolol"
    try FileManager.default.createDirectory(atPath: own, withIntermediateDirectories: true)
    try FileManager.default.copyItem(
      atPath: "\(repositoryFolder)/Compounds/atenolol/atenolol.yaml", toPath: "\(own)/atenolol.yaml")
    let study = "\(repositoryFolder)/Studies/atenolol-oral.yaml"
    let shipped = try loadParts(study)
    let overlaid = try loadParts(study, folders: [folder, repositoryFolder])
    #expect(
      try overlaid.proteins(for: overlaid.compounds)["PMAT"] == shipped.proteins(for: shipped.compounds)["PMAT"])
  }

  @Test func `a dose of a mixture is that of its parts, and what is seen their sum`() throws {
    let parts = try Self.parts(
      """
      study: Racemate
      subject: {species: human}
      doses: [{compound: warfarin, dose: 10 mg, route: intravenous}]
      observe: [plasma, urine]
      duration: 24 h
      sampling: 2 h
      """)
    let result = try Simulation(parts, arm: parts.study.arms[0]).run()
    func concentrations(_ name: String) throws -> [Double] {
      try #require(result.profiles.first { $0.compound == name }).concentrations
    }
    let sum = zip(try concentrations("r-warfarin"), try concentrations("s-warfarin")).map { $0 + $1 }
    for (whole, parts) in zip(try concentrations("warfarin"), sum) { #expect(abs(whole - parts) <= 1e-12 * parts) }
    let urine = result.excretions.filter { $0.site == "urine" }
    #expect(Set(urine.map(\.compound)) == ["r-warfarin", "s-warfarin", "warfarin"])
    let last = Dictionary(uniqueKeysWithValues: urine.map { ($0.compound, $0.amounts.last ?? 0) })
    let excreted = try #require(last["r-warfarin"]) + (try #require(last["s-warfarin"]))
    let together = try #require(last["warfarin"])
    #expect(excreted > 0 && abs(together - excreted) < 1e-12 * excreted)
  }

  @Test func `of a compound that nobody was given yet no share is excreted`() throws {
    let parts = try Self.parts(
      """
      study: Later
      subject: {species: human}
      doses:
        - {compound: midazolam, dose: 7.5 mg, route: oral, formulation: tablet}
        - {compound: alfentanil, dose: 1 mg, route: intravenous, start: 30 h}
      observe: [urine]
      duration: 24 h
      sampling: 12 h
      """)
    let result = try Simulation(parts, arm: parts.study.arms[0]).run()
    let later = try #require(result.excretions.first { $0.compound == "alfentanil" })
    #expect(later.amounts.allSatisfy { $0 == 0 } && later.fractions.allSatisfy { $0.isNaN })
    let given = try #require(result.excretions.first { $0.compound == "midazolam" })
    #expect(given.fractions.allSatisfy { $0.isFinite })
  }
}
