import DataFiles
import SnapshotImport
import Testing

@Suite struct RefusalTests {
  private func fault(_ text: String, compound: String? = nil) -> DataError? {
    do {
      _ = try Fixture.imported(text, compound: compound)
      return nil
    } catch {
      return error as? DataError
    }
  }

  @Test func `a file that is cut off is refused at its end`() throws {
    let text = Fixture.project()
    for length in stride(from: 1, to: text.utf8.count - 1, by: 37) {
      let part = String(decoding: Array(text.utf8).prefix(length), as: UTF8.self)
      let found = try #require(fault(part), "cut at \(length)")
      #expect(found.remedy.contains("cut off"), "cut at \(length): \(found)")
    }
  }

  @Test func `a fault of the text has its line and column`() throws {
    let found = try #require(fault("{\"Version\": 80,\n  \"Compounds\": [1 2]}"))
    #expect(found.location.line == 2)
    #expect(found.location.column == 19)
    #expect(found.problem.contains("`,` or `]`"))
  }

  @Test(arguments: [
    ("", "empty"), ("not json", "not a JSON file"), ("[1]", "a list"), ("{\"a\": 1}", "no `Compounds`"),
    ("{\"Modules\": []}", "MoBi"), ("{\"Compounds\": []}", "holds no compound"), ("{\"Compounds\": 3}", "no compound"),
  ])
  func `what is no snapshot is said in one sentence`(text: String, words: String) throws {
    let found = try #require(fault(text))
    #expect(found.problem.contains(words), "\(found)")
  }

  @Test func `an unknown compound is named beside the known ones`() throws {
    let found = try #require(fault(Fixture.project(), compound: "Examplin"))
    #expect(found.remedy.contains("did you mean `Exampline`?"))
  }

  @Test func `two compounds that would be one file are refused`() throws {
    let both = "\(Fixture.compound("Exampline")),\(Fixture.compound("EXAMPLINE!"))"
    let found = try #require(fault(Fixture.project(compound: both)))
    #expect(found.problem.contains("`Exampline` and `EXAMPLINE!`") && found.remedy.contains("rename"))
  }
}
