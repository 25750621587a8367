import Foundation
import Testing

/// What Python's xarray and R's ncdf4 read from a file of ours. `./test` says when one is missing and how to get it.
@Suite struct ReaderTests {
  private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()
  private static let python = [root.appendingPathComponent(".build/readers/bin/python3").path]
  private static let rscript = ["/usr/bin/env", "Rscript"]

  private static func run(_ command: [String]) throws -> (output: String, status: Int32) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: command[0])
    process.arguments = Array(command.dropFirst())
    // A locale that prints UTF-8.
    process.environment = ProcessInfo.processInfo.environment.merging(["LC_ALL": "C.UTF-8"]) { $1 }
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let output = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (String(decoding: output, as: UTF8.self), process.terminationStatus)
  }

  private static func works(_ command: [String]) -> Bool { (try? run(command))?.status == 0 }

  private func expectSummary(_ command: [String], _ script: String) throws {
    try withTemporaryFolder { folder in
      let path = folder + "/sample.nc"
      try SampleFile.write(to: path)
      let script = Self.root.appendingPathComponent("Scripts/readers/\(script)").path
      let result = try Self.run(command + [script, path])
      #expect(result.output == SampleFile.summary)
      #expect(result.status == 0)
    }
  }

  @Test(.enabled(if: works(python + ["-c", "import netCDF4, xarray"]), "xarray is missing"))
  func `xarray reads what was written`() throws { try expectSummary(Self.python, "summary.py") }

  @Test(.enabled(if: works(rscript + ["-e", "library(ncdf4)"]), "ncdf4 is missing"))
  func `ncdf4 of R reads what was written`() throws { try expectSummary(Self.rscript, "summary.R") }
}
