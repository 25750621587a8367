import Dosing
import Testing

struct OverridesTests {
  static let text = """
    study: two arms
    subject: {species: human}
    arms:
      - {name: a, doses: [{compound: x, dose: 1 mg, route: oral}]}
      - {name: b, doses: [{compound: x, dose: 1 mg, route: oral}, {compound: y, dose: 2 mg, route: oral}]}
    duration: 24 h
    sampling: 1 h
    """

  @Test func `values deep in the file are replaced`() throws {
    let (read, faults) = readStudy(
      Self.text,
      overrides: [
        ("arms[1].doses[1].dose", "5 mg"), ("duration", "48 h"), ("arms[0].doses[0].route", "{into: liver}"),
      ])
    #expect(faults.isEmpty)
    let study = try #require(read)
    #expect(study.arms.last?.doses.last?.dose == .mass(5e-6))
    #expect(study.arms.last?.doses.first?.dose == .mass(1e-6))
    #expect(study.arms.first?.doses.first?.route == .into("liver"))
    #expect(study.duration == 48)
  }

  @Test func `a key may be added to a mapping`() throws {
    let overrides = [(path: "subject.weight", value: "80 kg"), (path: "observe", value: "[plasma, liver]")]
    let study = try #require(readStudy(Self.text, overrides: overrides).study)
    #expect(study.subject.weight == 80)
    #expect(study.observe.map(\.value) == ["plasma", "liver"])
  }

  static let faulty: [(String, String)] = [
    ("arm[0].doses[0].dose", "did you mean `arms`? its keys are study, subject, arms, duration, sampling"),
    ("arms[2].name", "`arms` has no place 2; its places are 0 to 1"),
    ("arms.name", "`arms` has no keys; it is a list of 2"),
    ("subject[0]", "`subject` is not a list; its keys are species"),
    ("duration.hours", "`duration` has no keys; it is the value `24 h`"),
    ("subject.ages.min", "`subject` has no key `ages`; its keys are species"),
    ("arms[0", "is not a path"), ("arms[-1].name", "is not a path"), ("arms[x].name", "is not a path"),
    ("", "is not a path"), (".duration", "is not a path"), ("subject..age", "is not a path"), ("[0]", "is not a path"),
  ]

  @Test(arguments: faulty) func `a path that leads nowhere says where it stopped`(path: String, words: String) {
    let (_, faults) = readStudy(Self.text, overrides: [(path: path, value: "1")])
    #expect(faults.count == 1, "\(faults)")
    #expect(faults.first?.contains(words) == true, "\(faults)")
    #expect(faults.first?.hasPrefix("--set \(path):1:1: ") == true, "\(faults)")
  }

  @Test func `a value of the wrong kind is found when the study is read`() {
    let (study, faults) = readStudy(Self.text, overrides: [(path: "duration", value: "3 kg")])
    #expect(study == nil)
    #expect(faults.first?.hasPrefix("--set duration:1:1: `duration`") == true, "\(faults)")
  }
}
