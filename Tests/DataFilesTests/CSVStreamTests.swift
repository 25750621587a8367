import DataFiles
import Foundation
import Testing

@Suite struct CSVStreamTests {
  /// What a stream writes; the folder is removed.
  private func written(_ columns: [String], _ fill: (CSVStream) throws -> Void) throws -> String {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("teorell-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let staged = try StagedFolder(target: folder)
    let table = try CSVStream(staged.file("table.csv"), columns: columns)
    try fill(table)
    try table.close()
    try staged.commit()
    return String(decoding: try #require(readFileBytes(path: folder + "/table.csv")), as: UTF8.self)
  }

  @Test func `fields are quoted where they must be and what is not defined is empty`() throws {
    let text = try written(["a", "b, c", "d", "e"]) { table in
      try table.line { line in
        line.add("with \"fruit\", juice")
        line.add(0.1)
        line.add(-3)
        line.add(Double.nan)
      }
      var start = CSVFields()
      start.add(" blank")
      start.add("a\r\nb")
      try table.line { line in
        line.add(start)
        line.addEmpty()
        line.add(nil as Double?)
      }
      try table.line { line in
        line.addEmpty(2)
        line.add(start)
      }
    }
    #expect(
      text == """
        a,"b, c",d,e
        "with ""fruit"", juice",0.1,-3,
        " blank","a\r\nb",,
        ,," blank","a\r\nb"

        """)
  }

  @Test func `every number reads back to the same bits, over many pieces`() throws {
    var values: [Double] = [0, -0.0, 1e-7, 1e16, 1e22, .leastNonzeroMagnitude, .greatestFiniteMagnitude, 1.0 / 3]
    var state: UInt64 = 1
    while values.count < 30_000 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let value = Double(bitPattern: state)
      if value.isFinite { values.append(value) }
    }
    let text = try written(["number", "again"]) { table in
      for value in values {
        try table.line { line in
          line.add(value)
          line.add(value)
        }
      }
    }
    let lines = text.split(separator: "\n").dropFirst()
    #expect(lines.count == values.count)
    for (line, value) in zip(lines, values) {
      let fields = line.split(separator: ",")
      #expect(fields.count == 2 && fields[0] == fields[1] && fields[0] == "\(value)")
      #expect(Double(fields[0])?.bitPattern == value.bitPattern)
    }
  }

  @Test func `a file that something else writes appears with the others`() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("teorell-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: folder) }
    do {
      let staged = try StagedFolder(target: folder)
      try writeAtomically("x", to: staged.path(for: "other.bin"))
    }
    #expect(!isFolder(folder))
    let staged = try StagedFolder(target: folder)
    try writeAtomically("x", to: staged.path(for: "other.bin"))
    try staged.write("y", to: "last.txt")
    try staged.commit()
    #expect(namesInFolder(folder) == ["last.txt", "other.bin"])
  }
}
