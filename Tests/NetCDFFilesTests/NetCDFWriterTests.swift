import CNetCDF
import DataFiles
import Foundation
import NetCDFFiles
import TestSupport
import Testing

@Suite struct NetCDFWriterTests {
  @Test func `what is written is read back`() throws {
    try withTemporaryFolder { folder in
      let path = folder + "/sample.nc"
      try SampleFile.write(to: path)
      let file = try NetCDFReading(path)
      #expect(try file.doubles("time") == SampleFile.times)
      #expect(try file.texts("name") == SampleFile.names)
      #expect(try file.doubles("age") == [-1, 30, 40, 50, -1])
      #expect(try file.doubles("dose") == [12.5])
      #expect(try file.lengths("dose") == [])
      #expect(try file.lengths("plasma") == [5, 4])
      let expected = (0..<SampleFile.people).flatMap { person in
        SampleFile.times.indices.map { SampleFile.plasma(person, $0) }
      }
      #expect(try file.doubles("plasma").map(\.bits) == expected.map(\.bits))
      #expect(try file.doubles("liver").map(\.bits) == expected.map { Double(Float($0)).bits })
      #expect(try ["time", "liver", "age", "name"].map(file.type) == [NC_DOUBLE, NC_FLOAT, NC_INT, NC_STRING])
    }
  }

  @Test func `attributes are read back`() throws {
    try withTemporaryFolder { folder in
      let path = folder + "/sample.nc"
      try SampleFile.write(to: path)
      let file = try NetCDFReading(path)
      #expect(try file.textAttribute("title", of: nil) == "A sample, in µmol/L")
      #expect(try file.numberAttribute("seed", of: nil) == [42])
      #expect(try file.textAttribute("long_name", of: "time") == "time after the first dose")
      #expect(try file.textAttribute("note", of: "plasma") == "")
      #expect(try file.numberAttribute("valid_range", of: "plasma") == [0, 1e6])
      #expect(try file.numberAttribute("weight", of: "plasma") == [0.5])
      #expect(try file.numberAttribute("_FillValue", of: "plasma")?.first?.isNaN == true)
      #expect(try file.numberAttribute("_FillValue", of: "liver")?.first?.isNaN == true)
      #expect(try file.numberAttribute("_FillValue", of: "age") == [-1])
      #expect(try file.numberAttribute("_FillValue", of: "time") == nil)
    }
  }

  @Test func `compression and chunks are as asked for`() throws {
    try withTemporaryFolder { folder in
      let path = folder + "/sample.nc"
      try SampleFile.write(to: path)
      let file = try NetCDFReading(path)
      let plasma = try file.layout("plasma")
      #expect(plasma.level == 1 && plasma.isShuffled && plasma.chunk == [2, 4])
      let liver = try file.layout("liver")
      #expect(liver.level == 4 && liver.isShuffled && liver.chunk == [5, 4])
      let time = try file.layout("time")
      #expect(time.level == 0 && time.chunk == nil)
    }
  }

  @Test func `the same calls give the same bytes`() throws {
    try withTemporaryFolder { folder in
      try FileManager.default.createDirectory(atPath: folder + "/other", withIntermediateDirectories: true)
      let paths = [folder + "/a.nc", folder + "/other/a-longer-name.nc"]
      try SampleFile.write(to: paths[0])
      Thread.sleep(forTimeInterval: 1.1)  // a time stamp counts whole seconds
      try SampleFile.write(to: paths[1])
      let bytes = try paths.map { try Data(contentsOf: URL(fileURLWithPath: $0)) }
      #expect(bytes[0] == bytes[1])
      #expect(bytes[0].prefix(4) == Data([0x89] + Array("HDF".utf8)))
    }
  }

  @Test(arguments: [1, 7, 100, 1000]) func `slices of any size give the same values`(rows: Int) throws {
    try withTemporaryFolder { folder in
      let path = folder + "/slices.nc"
      let file = try NetCDFWriter(path: path)
      let person = try file.dimension("person", 1000)
      let time = try file.dimension("time", 241)
      let values = try file.variable("values", .double, [person, time], compression: 1)
      try file.endDefinitions()
      func value(_ person: Int, _ time: Int) -> Double { sin(Double(person)) * Double(time) }
      for first in stride(from: 0, to: 1000, by: rows) {
        let slice = first..<min(1000, first + rows)
        try file.write(
          slice.flatMap { person in (0..<241).map { value(person, $0) } }, to: values, start: [first, 0],
          count: [slice.count, 241])
      }
      try file.close()
      let reading = try NetCDFReading(path)
      #expect(try reading.layout("values").chunk == [271, 241])
      #expect(try reading.doubles("values") == (0..<1000).flatMap { person in (0..<241).map { value(person, $0) } })
    }
  }

  @Test func `writers in many threads do not disturb each other`() async throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("teorell-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try await withThrowingTaskGroup(of: Data.self) { group in
      for index in 0..<16 {
        let path = folder.appendingPathComponent("\(index).nc")
        group.addTask {
          try SampleFile.write(to: path.path)
          return try Data(contentsOf: path)
        }
      }
      var all: Set<Data> = []
      for try await bytes in group { all.insert(bytes) }
      #expect(all.count == 1)
    }
  }

  @Test func `chunks are whole rows of half a megabyte`() {
    #expect(Chunking.standard(lengths: [100_000, 241], size: 8) == [271, 241])
    #expect(Chunking.standard(lengths: [100, 241], size: 8) == [100, 241])
    #expect(Chunking.standard(lengths: [100_000, 10, 241], size: 4) == [54, 10, 241])
    #expect(Chunking.standard(lengths: [50, 10, 100_000], size: 8) == [1, 1, 65_536])
    #expect(Chunking.standard(lengths: [1], size: 8) == [1])
    let wide = Chunking.cache(chunk: [1000, 10], lengths: [5000, 241], size: 8)
    #expect(wide.count == 25 && wide.bytes == 25 * 80_000)
    #expect(Chunking.cache(chunk: [271, 241], lengths: [100_000, 241], size: 8).count == 1)
    #expect(Chunking.cache(chunk: [100_000, 1], lengths: [100_000, 241], size: 8).bytes <= Chunking.largestCache)
  }
}

extension Double {
  /// Every NaN is alike.
  fileprivate var bits: UInt64 { isNaN ? Double.nan.bitPattern : bitPattern }
}
