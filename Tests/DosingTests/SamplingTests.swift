import Dosing
import Testing

struct SamplingTests {
  static func times(_ sampling: String, duration: String = "24 h") -> [Double]? {
    readStudy(studyText(duration: duration, sampling: sampling)).study?.sampling
  }

  @Test(arguments: [0.01, 0.1, 0.25, 1, 5, 7, 24])
  func `a step gives rising times from 0 to the end`(step: Double) throws {
    let times = try #require(Self.times("\(step) h"))
    #expect(times.first == 0)
    #expect(times.last == 24)
    #expect(zip(times, times.dropFirst()).allSatisfy { $0 < $1 })
    #expect(times.count == Int((24 / step).rounded(.up)) + 1)
  }

  @Test func `times are written without the error of a running sum`() throws {
    let times = try #require(Self.times("0.1 h"))
    #expect(times[3] == 0.3)
    #expect(times[7] == 0.7)
    #expect(try #require(Self.times("5 min"))[6] == 0.5)
  }

  @Test func `a list is sorted and loses repeats`() {
    #expect(Self.times("[4 h, 30 min, 240 min, 0 h]") == [0, 0.5, 4])
  }

  @Test func `ranges and times go together`() {
    #expect(Self.times("[{to: 1 h, every: 0.5 h}, {from: 1 h, to: 4 h, every: 2 h}, 12 h]") == [0, 0.5, 1, 3, 4, 12])
    #expect(Self.times("{from: 20 h, every: 2 h}") == [20, 22, 24])
  }

  @Test func `a step that does not divide the study ends with it`() {
    #expect(Self.times("10 h") == [0, 10, 20, 24])
  }
}
