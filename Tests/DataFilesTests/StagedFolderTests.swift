import DataFiles
import Foundation
import TestSupport
import Testing

@Suite struct StagedFolderTests {
  @Test func `files appear together, at the end`() throws {
    try withTemporaryFolder { folder in
      let staged = try StagedFolder(target: folder + "/a/b/")
      try staged.write("one", to: "1.txt")
      #expect(namesInFolder(folder + "/a").isEmpty)
      let stream = try staged.file("2.txt")
      for _ in 0..<100_000 { try stream.write("0123456789") }
      try stream.close()
      try staged.commit()
      #expect(namesInFolder(folder + "/a/b") == ["1.txt", "2.txt"])
      #expect(readFileBytes(path: folder + "/a/b/1.txt") == Array("one".utf8))
      #expect(readFileBytes(path: folder + "/a/b/2.txt")?.count == 1_000_000)
    }
  }

  @Test func `files of the same names are replaced, and others stay`() throws {
    try withTemporaryFolder { folder in
      for (text, name) in [("old", "1.txt"), ("mine", "notes.txt")] {
        try writeAtomically(text, to: "\(folder)/\(name)")
      }
      let staged = try StagedFolder(target: folder)
      try staged.write("new", to: "1.txt")
      #expect(readFileBytes(path: folder + "/1.txt") == Array("old".utf8))
      try staged.commit()
      #expect(namesInFolder(folder) == ["1.txt", "notes.txt"])
      #expect(readFileBytes(path: folder + "/1.txt") == Array("new".utf8))
      #expect(readFileBytes(path: folder + "/notes.txt") == Array("mine".utf8))
    }
  }

  @Test func `a link to a folder takes the files, too`() throws {
    try withTemporaryFolder { folder in
      try FileManager.default.createDirectory(atPath: folder + "/real", withIntermediateDirectories: false)
      try FileManager.default.createSymbolicLink(atPath: folder + "/link", withDestinationPath: folder + "/real")
      let staged = try StagedFolder(target: folder + "/link")
      try staged.write("one", to: "1.txt")
      try staged.commit()
      #expect(namesInFolder(folder + "/real") == ["1.txt"])
    }
  }

  @Test func `what is given up leaves nothing`() throws {
    try withTemporaryFolder { folder in
      do {
        let staged = try StagedFolder(target: folder + "/a")
        try staged.write("one", to: "1.txt")
      }
      // Hidden names too.
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder).isEmpty)
      try writeAtomically("file", to: folder + "/a")
      #expect(throws: DataError.self) { try StagedFolder(target: folder + "/a") }
    }
  }
}
