import DataFiles
import Foundation
import TestSupport
import Testing

struct TableAndLibraryTests {
  @Test func `a table with quotes, line ends of Windows and a byte order mark is read`() throws {
    let diagnostics = Diagnostics()
    let text = "\u{FEFF}time,\"name, long\",note\r\n0.5,\"say \"\"hi\"\"\",\"two\r\nlines\"\r\n\r\n1e-3,b,\r\n"
    let table = try #require(parseCSV(text: text, file: "t.csv", diagnostics: diagnostics))
    #expect(table.columns == ["time", "name, long", "note"])
    #expect(table.rows == [["0.5", "say \"hi\"", "two\r\nlines"], ["1e-3", "b", ""]])
    #expect(table.location(row: 1, column: 1) == SourceLocation(file: "t.csv", line: 5, column: 6))
    #expect(table.number(row: 1, column: 0, diagnostics: diagnostics) == 0.001)
    #expect(table.number(row: 1, column: 2, diagnostics: diagnostics) == nil)
    #expect(diagnostics.isClean)
    #expect(table.column("tiem", diagnostics: diagnostics) == nil)
    #expect(diagnostics.errors.first?.remedy == "rename the column `time`")
  }

  @Test func `faults of a table are all reported`() {
    let diagnostics = Diagnostics()
    let text = "a,b,a\n1,2,3\n1,2\n1,2,3,4\n1,x\"y,3\n\"1\"2,3,4\n1,2,\"open\n"
    #expect(parseCSV(text: text, file: "t", diagnostics: diagnostics) == nil)
    #expect(
      faults(diagnostics).map { String($0.prefix { $0 != ";" }) } == [
        "1:5 the column `a` is here a second time", "3:1 the row has 2 fields, the header 3",
        "4:1 the row has 4 fields, the header 3", "5:4 a quotation mark inside a field",
        "6:4 text after the closing quotation mark", "7:5 the quotation marks of this field are not closed",
      ])
    #expect(parseCSV(text: "\n\n", file: "t", diagnostics: Diagnostics()) == nil)
  }

  @Test(arguments: ["nan", "inf", "1,000", "1e999", "x"])
  func `a field that is no finite number is reported`(field: String) throws {
    let diagnostics = Diagnostics()
    let table = try #require(parseCSV(text: "a\n\"\(field)\"\n", file: "t", diagnostics: diagnostics))
    #expect(table.number(row: 0, column: 0, diagnostics: diagnostics) == nil)
    #expect(diagnostics.errors.count == 1)
  }

  @Test(arguments: 0..<100)
  func `what is written is read again`(seed: Int) throws {
    var random = SplitMix(seed: UInt64(seed))
    let alphabet = Array("ab,\"\n\r é;\t")
    var rows: [(Double, String)] = []
    for _ in 0..<20 {
      let number = Double(bitPattern: UInt64.random(in: 0 ... .max, using: &random))
      let length = Int.random(in: 0...6, using: &random)
      let text = String((0..<length).map { _ in alphabet[Int.random(in: 0..<alphabet.count, using: &random)] })
      guard number.isFinite, !number.isSubnormal else { continue }
      rows.append((number, text))
    }
    let expected = rows
    let written = try Self.written(["x", "text"]) { stream throws(DataError) in
      for (number, text) in expected {
        try stream.line {
          $0.add(number)
          $0.add(text)
        }
      }
    }
    let diagnostics = Diagnostics()
    let table = try #require(parseCSV(text: written, file: "t", diagnostics: diagnostics))
    #expect(table.rows.count == expected.count)
    for (row, pair) in expected.enumerated() {
      #expect(table.number(row: row, column: 0, diagnostics: diagnostics) == pair.0)
      #expect(table.rows[row][1] == pair.1)
    }
  }

  @Test func `undefined numbers are written as empty fields`() throws {
    let written = try Self.written(["a", "b", "c", "d"]) { stream throws(DataError) in
      try stream.line {
        $0.add(Double.nan)
        $0.add(Double.infinity)
        $0.add(nil as Double?)
        $0.add(0.1)
      }
    }
    #expect(written == "a,b,c,d\n,,,0.1\n")
  }

  /// The text of a table that a stream wrote.
  private static func written(
    _ columns: [String], _ fill: (CSVStream) throws(DataError) -> Void
  ) throws -> String {
    try withTemporaryFolder { folder in
      let staged = try StagedFolder(target: folder + "/out")
      let stream = try CSVStream(staged.file("table.csv"), columns: columns)
      try fill(stream)
      try stream.close()
      try staged.commit()
      return try #require(readText(path: folder + "/out/table.csv", diagnostics: Diagnostics()))
    }
  }

  @Test func `a file is replaced as a whole`() throws {
    try withTemporaryFolder { folder in
      let path = folder + "/out.csv"
      try writeAtomically("old", to: path)
      try writeAtomically("new", to: path)
      #expect(readText(path: path, diagnostics: Diagnostics()) == "new")
      #expect(namesInFolder(folder) == ["out.csv"])
      #expect(throws: DataError.self) { try writeAtomically("x", to: folder + "/none/out.csv") }
      #expect(throws: DataError.self) { try writeAtomically("x", to: folder) }
      try createFolder(folder + "/a/b/c")
      #expect(isFolder(folder + "/a/b/c"))
      #expect(throws: DataError.self) { try createFolder(path + "/below") }
    }
  }

  @Test func `the first folder of a library wins and lists are joined`() throws {
    try withTemporaryFolder { folder in
      for (place, name) in [("one", "a"), ("two", "a"), ("two", "b")] {
        try createFolder("\(folder)/\(place)/Compounds/\(name)")
        try writeAtomically(place, to: "\(folder)/\(place)/Compounds/\(name)/\(name).yaml")
      }
      let library = Library(folders: [folder + "/one", folder + "/two"])
      #expect(library.find("Compounds/a/a.yaml") == folder + "/one/Compounds/a/a.yaml")
      #expect(library.find("Compounds/b/b.yaml") == folder + "/two/Compounds/b/b.yaml")
      #expect(library.find("Compounds/c/c.yaml") == nil)
      #expect(library.list("Compounds") == ["a", "b"])
      #expect(Library(additional: [folder + "/one"]).folders.first == folder + "/one")
    }
  }

  @Test func `references are read and unknown sources are found`() throws {
    try withTemporaryFolder { folder in
      let path = folder + "/references.yaml"
      try writeAtomically(
        """
        example2010: {authors: "A, B", title: "On livers", year: 2010, doi: 10.1000/1}
        unused2011: {authors: [C, D], title: "On kidneys", year: 2011, where: thesis}
        broken: {title: x, yaer: 2000}
        """, to: path)
      let diagnostics = Diagnostics()
      let references = loadReferences(path: path, diagnostics: diagnostics)
      #expect(references["example2010"]?.where == "doi 10.1000/1")
      #expect(references["unused2011"]?.authors == "C, D")
      #expect(diagnostics.errors.count == 3)
      let used = Diagnostics()
      let record = try #require(
        reader(
          "source: example2010\na: 1\nb: {value: 1, source: exampel2010}\nc: {value: 1, source: assumed, because: x}",
          used))
      for key in ["a", "b", "c"] { _ = record.sourced(key, .none) }
      checkReferences(used.origins, in: references, diagnostics: used)
      #expect(faults(used) == ["3:23 unknown source `exampel2010`; did you mean `example2010`?"])
      #expect(unusedReferences(references, origins: used.origins).map(\.key) == ["broken", "unused2011"])
    }
  }

  @Test func `references of every folder are known, and the first of two with one key wins`() throws {
    try withTemporaryFolder { folder in
      let entries = [
        ("own/Compounds", "shared2010: {authors: [A], title: own, where: thesis}"),
        (
          "package/Compounds",
          "shared2010: {authors: [A], title: package, where: x}\nother2011: {authors: [B], title: b, where: x}"
        ),
        ("package/Physiology", "organ2012: {authors: [C], title: c, where: thesis}"),
      ]
      for (place, text) in entries {
        try FileManager.default.createDirectory(atPath: "\(folder)/\(place)", withIntermediateDirectories: true)
        try writeAtomically(text, to: "\(folder)/\(place)/references.yaml")
      }
      let library = Library(folders: ["\(folder)/own", "\(folder)/package"])
      let diagnostics = Diagnostics()
      let references = loadReferences(of: ["Compounds", "Physiology"], library: library, diagnostics: diagnostics)
      #expect(diagnostics.isClean)
      #expect(references.mapValues(\.title) == ["shared2010": "own", "other2011": "b", "organ2012": "c"])
    }
  }

  @Test(arguments: [
    ("a/b", "a"), ("/a", "/"), ("a", "."), ("/", "/"), ("a/b/", "a"), ("//", "/"), ("/a//b", "/a/"), ("", "."),
  ])
  func `the folder of a path is found`(path: String, parent: String) {
    #expect(parentFolder(path) == parent || parentFolder(path) + "/" == parent)
  }
}
