import Foundation
import TestSupport
import Testing

/// What Python's xarray and R's ncdf4 read from a file of ours. `./test` says when one is missing and how to get it.
@Suite struct ReaderTests {
  private func expectSummary(_ program: OtherProgram, _ script: String) throws {
    try withTemporaryFolder { folder in
      let path = folder + "/sample.nc"
      try SampleFile.write(to: path)
      let script = "\(packageFolder)/Scripts/readers/\(script)"
      let result = try program.run([script, path])
      #expect(result.output == SampleFile.summary)
      #expect(result.status == 0)
    }
  }

  @Test(.enabled(if: OtherProgram.python.works(["-c", "import netCDF4, xarray"]), "xarray is missing"))
  func `xarray reads what was written`() throws { try expectSummary(OtherProgram.python, "summary.py") }

  @Test(.enabled(if: OtherProgram.rscript.works(["-e", "library(ncdf4)"]), "ncdf4 is missing"))
  func `ncdf4 of R reads what was written`() throws { try expectSummary(OtherProgram.rscript, "summary.R") }
}
