import DataFiles
import Foundation
import NetCDFFiles
import TestSupport
import Testing

@Suite struct NetCDFFailureTests {
  /// The message of a failed body, with the folder taken out.
  private func message(_ folder: String, _ body: () throws -> Void) -> String {
    do {
      try body()
      return "no error"
    } catch { return "\(error)".replacingOccurrences(of: folder, with: "") }
  }

  @Test func `a file that cannot be made is named`() throws {
    try withTemporaryFolder { folder in
      let room = "check the folder and the room on the disk, or write elsewhere"
      #expect(
        message(folder) { _ = try NetCDFWriter(path: folder + "/none/a.nc") }
          == "/none/a.nc:1:1: cannot be written: No such file or directory; \(room)")
      #expect(
        message(folder) { _ = try NetCDFWriter(path: folder, shownAs: "results") }
          == "results:1:1: cannot be written: Is a directory; \(room)")
      #expect(message(folder) { _ = try NetCDFWriter(path: "") }.hasSuffix("impossible file name; name a file"))
      if getuid() != 0 {
        try FileManager.default.setAttributes([.posixPermissions: 0o500], ofItemAtPath: folder)
        #expect(
          message(folder) { _ = try NetCDFWriter(path: folder + "/a.nc") }
            == "/a.nc:1:1: cannot be written: Permission denied; \(room)")
      }
    }
  }

  #if os(Linux)
    @Test func `a device without room is named, and stays`() {
      let message = message("") { try SampleFile.write(to: "/dev/full") }
      #expect(message.hasPrefix("/dev/full:1:1: cannot be written: No space"))
      #expect(FileManager.default.fileExists(atPath: "/dev/full"))
    }
  #endif

  @Test func `wrong names and texts are refused`() throws {
    try withTemporaryFolder { folder in
      func message(_ body: (NetCDFWriter) throws -> Void) -> String {
        self.message(folder) { try body(NetCDFWriter(path: folder + "/a.nc")) }
      }
      #expect(message { _ = try $0.variable("a/b", .double, []) }.contains("`a/b`: NetCDF: Name contains illegal"))
      #expect(message { _ = try $0.dimension("a\0", 2) }.hasSuffix("name of a dimension contains U+0000; take it out"))
      #expect(message { try $0.attribute("a", "b\0c") }.contains("the file, attribute `a` contains U+0000"))
      #expect(
        message {
          _ = try $0.dimension("a", 2)
          _ = try $0.dimension("a", 3)
        }.contains("the dimension `a`: NetCDF: String match to name in use; give it a name of its own"))
    }
  }

  @Test func `a number too large for float is refused, and the file does not stay`() throws {
    try withTemporaryFolder { folder in
      let path = folder + "/a.nc"
      do {
        let file = try NetCDFWriter(path: path)
        let variable = try file.variable("a", .float, [])
        try file.endDefinitions()
        let first = message(folder) { try file.write([1e300], to: variable) }
        #expect(first.hasSuffix("write the variable as double, or leave out what is infinite"))
        #expect(message(folder) { try file.write([1.0], to: variable) } == first)
        #expect(message(folder) { try file.close() } == first)
      }
      #expect(!FileManager.default.fileExists(atPath: path))
    }
  }

  @Test func `a file that was not closed is removed`() throws {
    try withTemporaryFolder { folder in
      let path = folder + "/a.nc"
      do {
        let file = try NetCDFWriter(path: path)
        try file.endDefinitions()
      }
      #expect(!FileManager.default.fileExists(atPath: path))
    }
  }
}

// Tests in a process of their own need Swift 6.2.
#if compiler(>=6.2)
  @Suite struct NetCDFProcessTests {
    /// Writes 2000 x 241 numbers of little order, 3.9 MB, where files may have `limit` bytes; gives the message.
    private static func writeLimited(_ limit: rlim_t, compression: Int) throws -> String? {
      try withTemporaryFolder { folder in
        signal(SIGXFSZ, SIG_IGN)  // so that the write fails, as on a full disk
        var bounds = rlimit(rlim_cur: limit, rlim_max: limit)
        #if canImport(Darwin)
          setrlimit(RLIMIT_FSIZE, &bounds)
        #else
          setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &bounds)
        #endif
        do {
          let file = try NetCDFWriter(path: folder + "/a.nc", shownAs: "people.nc")
          let person = try file.dimension("person", 2000)
          let time = try file.dimension("time", 241)
          let values = try file.variable("values", .double, [person, time], compression: compression)
          let names = try file.variable("name", .text, [person])
          try file.endDefinitions()
          try file.write((0..<2000).map { "person \($0)" }, to: names)
          for first in stride(from: 0, to: 2000, by: 250) {
            let slice = (first * 241..<(first + 250) * 241).map { sin(Double($0 * $0)) }
            try file.write(slice, to: values, start: [first, 0], count: [250, 241])
          }
          try file.close()
          return nil
        } catch { return "\(error)" }
      }
    }

    private static func expectFailure(_ limits: [rlim_t]) throws {
      for limit in limits {
        for compression in [0, 1] {
          let message = try writeLimited(limit, compression: compression)
          #expect(message?.hasPrefix("people.nc:1:1: cannot be written: ") == true, "\(limit): \(message ?? "none")")
          #expect(message?.contains("File too large") == true, "\(limit): \(message ?? "none")")
        }
      }
    }

    // A process may lower its limit again, but not raise it.
    @Test func `no room gives an error, and the program ends in order`() async {
      await #expect(processExitsWith: .success) {
        try Self.expectFailure([3_000_000, 1_000_000, 500_000, 100_000, 10_000, 1_000, 10])
      }
    }

    @Test func `nothing is printed, whichever thread fails`() async throws {
      let run = try await #require(processExitsWith: .success, observing: [\.standardErrorContent]) {
        try withTemporaryFolder { try SampleFile.write(to: $0 + "/a.nc") }
        failInAnotherThread()
      }
      #expect(!String(decoding: run.standardErrorContent, as: UTF8.self).contains("HDF5"))
    }

    @Test func `wrong slices stop the program`() async {
      await #expect(processExitsWith: .failure) { try writeWrongly([1, 2, 3], start: [0, 0], count: [2, 2]) }
      await #expect(processExitsWith: .failure) { try writeWrongly([1, 2, 3, 4], start: [1, 0], count: [2, 2]) }
      await #expect(processExitsWith: .failure) { try writeWrongly([1, 2, 3, 4], start: [0], count: [4]) }
      await #expect(processExitsWith: .success) { try writeWrongly([1, 2, 3, 4], start: [0, 0], count: [2, 2]) }
    }

    #if os(Linux)
      @Test func `a large file needs little memory`() async {
        await #expect(processExitsWith: .success) {
          let before = try peakMemory()
          try withTemporaryFolder { folder in
            let people = 30_000  // 58 MB
            let file = try NetCDFWriter(path: folder + "/a.nc")
            let person = try file.dimension("person", people)
            let time = try file.dimension("time", 241)
            let values = try file.variable("values", .double, [person, time], compression: 1)
            try file.endDefinitions()
            for first in stride(from: 0, to: people, by: 256) {
              let count = min(256, people - first)
              let slice = (0..<count * 241).map { Double($0 % 7) }
              try file.write(slice, to: values, start: [first, 0], count: [count, 241])
            }
            try file.close()
          }
          let growth = try peakMemory() - before
          #expect(growth < 16_000, "\(growth) kB")  // eight slices
        }
      }
    #endif
  }

  private func failInAnotherThread() {
    let thread = Thread { _ = try? SampleFile.write(to: "/dev/full") }
    thread.start()
    while !thread.isFinished { Thread.sleep(forTimeInterval: 0.01) }
  }

  private func writeWrongly(_ values: [Double], start: [Int], count: [Int]) throws {
    try withTemporaryFolder { folder in
      let file = try NetCDFWriter(path: folder + "/a.nc")
      let side = try file.dimension("side", 2)
      let variable = try file.variable("a", .double, [side, side])
      try file.endDefinitions()
      try file.write(values, to: variable, start: start, count: count)
      try file.close()
    }
  }

  /// The most memory that the process has had, in kB.
  private func peakMemory() throws -> Int {
    let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
    let line = try #require(status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") })
    return try #require(Int(line.split(separator: " ").dropLast().last?.filter(\.isNumber) ?? ""))
  }
#endif
