import Foundation
import Testing

/// The rules of the house (CONTRIBUTING.md) that the sources themselves can be asked about.
@Suite struct HouseTests {
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  /// What each module may import of ours; what stands there may be imported too.
  static let mayImport: [String: Set<String>] = [
    "CSUNDIALS": [], "CNetCDF": [], "CEngine": [], "Quantities": [], "NumericCore": [],
    "DataFiles": ["Quantities"],
    "NetCDFFiles": ["CNetCDF", "DataFiles"],
    "Physiology": ["DataFiles", "NumericCore", "Quantities"],
    "Compounds": ["DataFiles", "Quantities"],
    "Dosing": ["DataFiles", "Quantities"],
    "SnapshotImport": ["DataFiles", "Quantities"],
    "Networks": ["NumericCore", "Quantities"],
    "Processes": ["Compounds", "DataFiles", "Dosing", "Networks", "NumericCore", "Physiology", "Quantities"],
    "Engine": ["CEngine", "Networks", "NumericCore"],
    "Populations": ["DataFiles", "NumericCore", "Physiology", "Quantities"],
    "Simulations": [
      "Compounds", "DataFiles", "Dosing", "Engine", "Networks", "NumericCore", "Physiology", "Populations", "Processes",
      "Quantities",
    ],
    "Reports": [
      "Compounds", "DataFiles", "Dosing", "Engine", "NetCDFFiles", "Networks", "NumericCore", "Physiology",
      "Populations", "Processes", "Quantities", "Simulations",
    ],
    "Qualification": [
      "Compounds", "DataFiles", "Dosing", "Engine", "NetCDFFiles", "Networks", "NumericCore", "Physiology",
      "Populations", "Processes", "Quantities", "Reports", "Simulations",
    ],
    "Teorell": [
      "Compounds", "DataFiles", "Dosing", "Engine", "NetCDFFiles", "Networks", "NumericCore", "Physiology",
      "Populations", "Processes", "Qualification", "Quantities", "Reports", "Simulations", "SnapshotImport",
    ],
    "TeorellCommand": ["Teorell"],
  ]

  /// The only module that may import a library from outside.
  static let owners = [
    "Yams": "DataFiles", "ArgumentParser": "TeorellCommand", "CSUNDIALS": "CEngine", "CNetCDF": "NetCDFFiles",
  ]

  struct SourceFile {
    let module: String
    let path: String
    let lines: [Substring]

    var imports: [String] {
      lines.compactMap { line in
        let words = line.split(separator: " ")
        guard let position = words.firstIndex(of: "import"), position <= 1, position + 1 < words.count else {
          return nil
        }
        return String(words[position + 1])
      }
    }
  }

  static func sources() throws -> [SourceFile] {
    let folder = root.appendingPathComponent("Sources")
    var found: [SourceFile] = []
    for module in try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() {
      let files = FileManager.default.enumerator(atPath: folder.appendingPathComponent(module).path)
      while let name = files?.nextObject() as? String {
        guard name.hasSuffix(".swift") else { continue }
        let text = try String(
          contentsOf: folder.appendingPathComponent(module).appendingPathComponent(name), encoding: .utf8)
        found.append(SourceFile(module: module, path: "\(module)/\(name)", lines: text.split(separator: "\n")))
      }
    }
    return found
  }

  @Test func `imports go down only`() throws {
    let sources = try Self.sources()
    #expect(sources.count > 100)
    for file in sources {
      let allowed = try #require(Self.mayImport[file.module], "the house has no module \(file.module)")
      for name in file.imports where Self.mayImport[name] != nil {
        #expect(allowed.contains(name), "\(file.path) imports \(name)")
      }
    }
  }

  @Test func `each library from outside has one importer`() throws {
    for file in try Self.sources() {
      for (library, owner) in Self.owners where file.imports.contains(library) {
        #expect(file.module == owner, "\(file.path) imports \(library)")
      }
    }
  }

  @Test func `only the command prints`() throws {
    for file in try Self.sources() where file.module != "TeorellCommand" {
      for line in file.lines {
        let code = line.drop { $0 == " " }
        #expect(!code.hasPrefix("print("), "\(file.path) prints")
        #expect(!code.hasPrefix("exit("), "\(file.path) exits")
      }
    }
  }

  @Test func `a source file has one subject and few lines`() throws {
    for file in try Self.sources() { #expect(file.lines.count <= 400, "\(file.path) has \(file.lines.count) lines") }
  }
}
