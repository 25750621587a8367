import DataFiles
import Foundation
import Reports
import Simulations
import TestSupport
import Testing

/// What Python's xarray and R's ncdf4 read from population.nc. `./test` says when one is missing and how to get it.
@Suite struct PopulationArchiveTests {
  /// The words of a line that `Scripts/readers` print of a variable.
  private struct Variable {
    let words: [String: String]

    init?(_ name: String, in output: String) {
      guard let line = output.split(separator: "\n").first(where: { $0.hasPrefix("variable \(name) ") }) else {
        return nil
      }
      var words: [String: String] = [:]
      for word in line.split(separator: " ") {
        let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        if parts.count == 2 { words[String(parts[0])] = String(parts[1]) }
      }
      self.words = words
    }

    func isNear(_ key: String, _ value: Double?, relative: Double = 0) -> Bool {
      guard let value, let number = Double(words[key] ?? "") else { return words[key] == "NA" && value == nil }
      return abs(number - value) <= relative * value.magnitude
    }
  }

  private func expectReads(_ program: OtherProgram, _ script: String) throws {
    try withTemporaryFolder { folder in
      let table = """
        id,sex,age_year,weight_kg,height_cm,ancestry
        A-1,male,30,80,180,Japanese
        Jörg,male,40,30,200,
        C-3,female,35,60,165,White

        """
      try writeAtomically(table, to: folder + "/people.csv")
      let study = try makeFewPeople("{people: \"\(folder)/people.csv\", seed: 3}")
      try writePopulation(study, in: folder, format: .csv)
      try writePopulation(study, in: folder, format: .netcdf)
      let path = folder + "/2-netcdf"
      #expect(!isFile(path + "/profiles.csv") && !isFile(path + "/excretion.csv"))
      let read = try program.run(["\(packageFolder)/Scripts/readers/\(script)", path + "/population.nc"])
      #expect(read.status == 0, "\(read.output)")
      for line in [
        "Conventions CF-1.8", "source teorell \(programVersion)", "study Midazolam, \"few\" people", "seed 3",
        "people 3", "trials 1",
      ] { #expect(read.output.contains("attribute \(line)\n")) }
      func variable(_ name: String) throws -> Variable { try #require(Variable(name, in: read.output), "\(name)") }

      let times = study.layout.times.count
      let profiles = try ReadTable(folder + "/2-csv/profiles.csv")
      let concentration = try variable("concentration")
      let values = profiles.numbers("concentration_mg_per_L")
      #expect(concentration.words["units"] == "mg/L" && concentration.words["missing"] == "\(times)")
      #expect(concentration.words["curve"] == "1" && concentration.words["subject"] == "3")
      #expect(concentration.isNear("max", values.max(), relative: 1e-7))
      #expect(concentration.isNear("last", values.last, relative: 1e-7))
      let amount = try variable("amount")
      let excretion = try ReadTable(folder + "/2-csv/excretion.csv")
      #expect(amount.isNear("last", excretion.numbers("amount_mg").last, relative: 1e-7))
      let dose = try variable("dose")
      #expect(dose.isNear("first", 8, relative: 1e-12) && dose.isNear("last", 6, relative: 1e-12))
      let unbound = try #require(profiles.numbers("unbound_mg_per_L").last)
      let total = try #require(values.last)
      #expect(try variable("unbound_fraction").isNear("last", unbound / total, relative: 1e-12))

      let exposure = try ReadTable(folder + "/2-csv/exposure.csv")
      let summary = try ReadTable(folder + "/2-csv/summary.csv")
      for metric in PopulationExposure.metrics {
        let numbers = exposure.numbers(metric)
        let found = try variable(metric)
        #expect(found.isNear("min", numbers.min()) || numbers.isEmpty, "\(metric)")
        #expect(found.words["missing"] == "\(3 - numbers.count)", "\(metric)")
        let least = summary.numbers("p2.5", where: ["quantity": metric]).first
        #expect(try variable(metric + "_percentile").isNear("first", least), "\(metric)")
      }
      let last = ["quantity": "concentration_mg_per_L", "time_h": "12.0", "site": "plasma"]
      #expect(try variable("concentration_percentile").isNear("last", summary.numbers("p97.5", where: last).first))
      #expect(try variable("concentration_mean").isNear("last", summary.numbers("mean", where: last).first))
      #expect(try variable("weight_kg").words["units"] == "kg")
      #expect(try variable("weight_kg").isNear("min", 30))
      #expect(try variable("liver_volume_L").words["missing"] == "1")
      #expect(try variable("failed").words["max"] == "1")
      #expect(try variable("subject_id").words["first"] == "A-1")
      #expect(try variable("sex").words["last"] == "female")
      #expect(try variable("ancestry").words["first"] == "Japanese" && variable("ancestry").words["last"] == "White")
      #expect(try variable("curve_site").words["first"] == "plasma")
      #expect(try variable("excretion_site").words["first"] == "urine")
      #expect(try variable("interval_end").isNear("last", 12))
    }
  }

  @Test(.enabled(if: OtherProgram.python.works(["-c", "import netCDF4, xarray"]), "xarray is missing"))
  func `xarray reads what was computed`() throws { try expectReads(OtherProgram.python, "summary.py") }

  @Test(.enabled(if: OtherProgram.rscript.works(["-e", "library(ncdf4)"]), "ncdf4 is missing"))
  func `ncdf4 of R reads what was computed`() throws { try expectReads(OtherProgram.rscript, "summary.R") }
}
