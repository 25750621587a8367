import Testing

@testable import SnapshotImport

@Suite struct WritingTests {
  @Test(arguments: ["NO", "on", "1:30", "a: b", "x #y", "- z", "", "{a}", "[b]", "*c", "a,b", "12", "~", " pad"])
  func `text that YAML would misread is quoted`(text: String) {
    #expect(quoted(text).hasPrefix("\""))
  }

  @Test(arguments: ["midazolam", "upper jejunum mucosa", "P-gp", "po 3 mg (solution)"])
  func `plain text stays plain`(text: String) {
    #expect(quoted(text) == text)
  }
}
