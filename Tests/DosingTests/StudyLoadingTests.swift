import DataFiles
import Dosing
import Foundation
import Testing

struct StudyLoadingTests {
  @Test func `a study with everything in it is read`() throws {
    let (read, faults) = readStudy(
      """
      study: Midazolam after itraconazole
      subject: {species: human, population: european, sex: male, age: 30 year, weight: 73 kg, height: 176 cm}
      arms:
        - name: control
          doses: [{compound: midazolam, dose: 7.5 mg, route: oral, formulation: tablet, start: 0 h}]
        - name: with itraconazole
          doses:
            - {compound: itraconazole, dose: 200 mg, route: oral, formulation: solution, every: 24 h, count: 5,
               loading: 400 mg, lag: 6 min, bioavailability: 0.5}
            - {compound: midazolam, dose: 0.05 mg/kg, route: intravenous, infusion: 30 min, start: 72 h}
      observe: [plasma, liver]
      duration: 120 h
      sampling: 0.1 h
      tolerances: {relative: 1e-8, absolute: 1e-9 umol}
      model: {organs: perfusion-limited, organ: {liver: permeability-limited}}
      partition: schmitt
      meals: [{start: 2 h, energy: 600 kcal, solid_fraction: 0.6, volume: 0.5 L}]
      """)
    #expect(faults.isEmpty)
    let study = try #require(read)
    #expect(study.subject.age == 262_980)  // 365.25 days a year
    #expect(study.subject.weight == 73)
    #expect(study.subject.height == 17.6)
    #expect(study.arms.map(\.name) == ["control", "with itraconazole"])
    let first = try #require(study.arms.last?.doses.first)
    #expect(first.dose == .mass(200e-6))
    #expect(first.loading == .mass(400e-6))
    #expect((first.every, first.count) == (24, 5))
    #expect((first.lag, first.bioavailability) == (0.1, 0.5))
    let second = try #require(study.arms.last?.doses.last)
    #expect(second.dose.amount(weight: 70, bodySurfaceArea: 190, molarMass: 1e-6).rounded(.up) == 4)
    #expect(second.route == .infusion(duration: 0.5))
    #expect(second.compound.location.line == 10)
    #expect(study.observe.map(\.value) == ["plasma", "liver"])
    #expect(study.sampling.count == 1201)
    #expect(study.sampling.last == 120)
    #expect((study.relativeTolerance, study.absoluteTolerance) == (1e-8, 1e-9))
    #expect(study.organForm == .perfusionLimited)
    #expect(study.organForms.map(\.form) == [.permeabilityLimited])
    #expect(study.partition?.value == "schmitt")
    #expect(study.meals == [Meal(start: 2, energy: 600, solidFraction: 0.6, volume: 0.5)])
  }

  @Test func `a study without arms has one, and observes plasma`() throws {
    let study = try #require(readStudy(studyText()).study)
    #expect(study.arms.map(\.name) == [""])
    #expect(study.observe.map(\.value) == ["plasma"])
    #expect(study.relativeTolerance == Study.defaultRelativeTolerance)
  }

  static let doses: [(String, DoseAmount)] = [
    ("7.5 mg", .mass(7.5e-6)), ("20 umol", .amount(20)), ("20 µmol", .amount(20)), ("0.1 mg/kg", .massPerWeight(1e-7)),
    ("2 nmol/kg", .amountPerWeight(0.002)), ("5 mg/m2", .massPerArea(5e-8)), ("1 umol/m2", .amountPerArea(0.01)),
  ]

  @Test(arguments: doses) func `a dose is read by its unit`(text: String, expected: DoseAmount) throws {
    let study = try #require(readStudy(studyText(dose: "{compound: a, dose: \(text), route: oral}")).study)
    let dose = try #require(study.arms.first?.doses.first?.dose)
    // One weight, one surface and one molar mass tell every case and value apart.
    let found = dose.amount(weight: 70, bodySurfaceArea: 190, molarMass: 3e-7)
    let wanted = expected.amount(weight: 70, bodySurfaceArea: 190, molarMass: 3e-7)
    #expect(abs(found - wanted) <= 1e-12 * wanted)
  }

  static let routes: [(String, Route)] = [
    ("route: intravenous", .intravenousBolus), ("route: intravenous, infusion: 90 min", .infusion(duration: 1.5)),
    ("route: oral", .oral), ("route: {into: portal vein}", .into("portal vein")), ("into: liver", .into("liver")),
  ]

  @Test(arguments: routes) func `a route is read`(text: String, expected: Route) throws {
    let study = try #require(readStudy(studyText(dose: "{compound: a, dose: 1 mg, \(text)}")).study)
    #expect(study.arms.first?.doses.first?.route == expected)
  }

  static let badDoses: [(String, String)] = [
    ("{dose: 1 mg, route: oral}", "lacks `compound`"),
    ("{compound: a, route: oral}", "lacks `dose`"),
    ("{compound: a, dose: 1 mg}", "lacks `route`"),
    ("{compound: a, dose: 0 mg, route: oral}", "not above zero"),
    ("{compound: a, dose: -1 mg, route: oral}", "not above zero"),
    ("{compound: a, dose: 1, route: oral}", "is not a dose"),
    ("{compound: a, dose: 1 mg/mg/kg, route: oral}", "is not a dose"),
    ("{compound: a, dose: 1 mL, route: oral}", "is not a dose"),
    ("{compound: a, dose: 1 mq, route: oral}", "`dose`: "),
    ("{compound: a, dose: ten mg, route: oral}", "`dose`: "),
    ("{compound: a, dose: 1 mg, route: orally}", "did you mean `oral`?"),
    ("{compound: a, dose: 1 mg, route: oral, infusion: 1 h}", "given with an oral dose"),
    ("{compound: a, dose: 1 mg, into: liver, infusion: 1 h}", "given with a dose into a compartment"),
    ("{compound: a, dose: 1 mg, into: liver, route: oral}", "given beside `route`"),
    ("{compound: a, dose: 1 mg, route: {to: liver}}", "lacks `into`"),
    ("{compound: a, dose: 1 mg, route: intravenous, infusion: 0 h}", "`infusion`: "),
    ("{compound: a, dose: 1 mg, route: intravenous, infusion: 1 mg}", "`infusion`: "),
    ("{compound: a, dose: 1 mg, route: intravenous, formulation: tablet}", "a dose that is not oral"),
    ("{compound: a, dose: 1 mg, route: oral, start: -1 h}", "`start`: "),
    ("{compound: a, dose: 1 mg, route: oral, lag: -1 h}", "`lag`: "),
    ("{compound: a, dose: 1 mg, route: oral, every: 24 h}", "without `count`"),
    ("{compound: a, dose: 1 mg, route: oral, count: 3}", "without `every`"),
    ("{compound: a, dose: 1 mg, route: oral, every: 0 h, count: 3}", "`every`: "),
    ("{compound: a, dose: 1 mg, route: oral, every: 1 h, count: 0}", "`count`: "),
    ("{compound: a, dose: 1 mg, route: oral, every: 1 h, count: 1.5}", "`count`: "),
    ("{compound: a, dose: 1 mg, route: oral, loading: 2 mg}", "given with a single dose"),
    ("{compound: a, dose: 1 mg, route: oral, bioavailability: 0}", "`bioavailability`: "),
    ("{compound: a, dose: 1 mg, route: oral, bioavailability: 1.1}", "`bioavailability`: "),
    ("{compound: a, dose: 1 mg, route: oral, formulatoin: tablet}", "did you mean `formulation`?"),
    ("", "empty list"),
    ("tablet", "a mapping is needed"),
  ]

  @Test(arguments: badDoses) func `a faulty dose is one fault`(dose: String, words: String) {
    let (study, faults) = readStudy(studyText(dose: dose))
    #expect(study == nil)
    #expect(faults.count == 1, "\(faults)")
    #expect(faults.first?.contains(words) == true, "\(faults)")
    #expect(faults.first?.hasPrefix("study.yaml:4:") == true, "\(faults)")
  }

  static let badStudies: [(String, String)] = [
    (studyText(subject: "{sex: male}"), "lacks `species`"),
    (studyText(subject: "{species: human, sex: man}"), "known are `male`, `female`"),
    (studyText(subject: "{species: human, age: 30 kg}"), "`age`: "),
    (studyText(subject: "{species: human, weight: 0 kg}"), "`weight`: "),
    (studyText(subject: "{species: human, hight: 176 cm}"), "did you mean `height`?"),
    (studyText(duration: "0 h"), "`duration`: "),
    (studyText(duration: "-3 h"), "`duration`: "),
    (studyText(duration: "3"), "`duration`: "),
    (studyText(sampling: "0 h"), "too short"),
    (studyText(sampling: "25 h"), "longer than the time it divides"),
    (studyText(sampling: "1e-7 h"), "more than 10000000 times"),
    (studyText(sampling: "[]"), "no time is listed"),
    (studyText(sampling: "[1 h, 25 h]"), "outside the study"),
    (studyText(sampling: "[1 h, 2]"), "`sampling`: "),
    (studyText(sampling: "[{from: 4 h, to: 2 h, every: 1 h}]"), "ends before it begins"),
    (studyText(sampling: "[{from: 4 h, to: 25 h, every: 1 h}]"), "after the end of the study"),
    (studyText(sampling: "[{from: 4 h, to: 8 h}]"), "lacks `every`"),
    (studyText(more: "arms: []"), "given beside `arms`"),
    (studyText(more: "observe: []"), "no site is named"),
    (studyText(more: "observe: [plasma, plasma]"), "observed twice"),
    (studyText(more: "tolerances: {relative: 1}"), "below 1"),
    (studyText(more: "tolerances: {relative: 0}"), "`relative`: "),
    (studyText(more: "tolerances: {absolute: 1e-9}"), "`absolute`: "),
    (studyText(more: "model: {organs: well-stirred}"), "unknown word"),
    (studyText(more: "model: {organ: {liver: perfusion}}"), "unknown word"),
    (
      studyText(more: "meals: [{start: 1 h, energy: 600 kcal, solid_fraction: 2, volume: 0.5 L}]"), "`solid_fraction`: "
    ),
    (studyText(more: "meals: [{start: 1 h, energy: 600 mg, solid_fraction: 1, volume: 0.5 L}]"), "`energy`: "),
    (studyText(more: "durations: 3 h"), "did you mean `duration`?"),
  ]

  @Test(arguments: badStudies) func `a faulty study is one fault`(text: String, words: String) {
    let (study, faults) = readStudy(text)
    #expect(study == nil)
    #expect(faults.count == 1, "\(faults)")
    #expect(faults.first?.contains(words) == true, "\(faults)")
  }

  @Test func `all faults are found at once`() {
    let (study, faults) = readStudy(
      """
      subject: {sex: male}
      arms:
        - doses: [{compound: a, dose: 1 mL, route: oral}]
        - {name: b, doses: []}
        - {name: b, doses: [{compound: a, dose: 1 mg, route: oral}]}
      duration: 0 h
      """)
    #expect(study == nil)
    #expect(faults.count == 7, "\(faults)")
  }

  @Test func `a study is read from its file with values replaced`() throws {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("teorell-study-\(UUID()).yaml").path
    try studyText().write(toFile: path, atomically: true, encoding: .utf8)
    defer { try? FileManager.default.removeItem(atPath: path) }
    let diagnostics = Diagnostics()
    let study = loadStudy(path: path, overrides: [("doses[0].dose", "15 mg")], diagnostics: diagnostics)
    #expect(diagnostics.isClean)
    #expect(study?.arms.first?.doses.first?.dose == .mass(15e-6))
    #expect(study?.file == path)
  }
}
