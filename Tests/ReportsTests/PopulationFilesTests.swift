import DataFiles
import Foundation
import Reports
import Simulations
import TestSupport
import Testing

/// What is written of a population: 10 people in each of two trials.
@Suite struct PopulationFilesTests {
  private static let drawn = "{population: european, size: 10, trials: 2, seed: 7, age: 18-45 year}"
  private static let everyFile = [
    "excretion.csv", "exposure.csv", "manifest.json", "profiles.csv", "profiles.svg", "report.html", "subjects.csv",
    "summary.csv", "trials.csv",
  ]

  @Test func `every person has rows and every number of people is counted`() throws {
    try withTemporaryFolder { folder in
      let study = try makeFewPeople(Self.drawn)
      let files = try writePopulation(study, in: folder)
      let path = folder + "/2-csv"
      #expect(Set(namesInFolder(path)).isSuperset(of: Self.everyFile))
      #expect(!isFile(path + "/failed.csv"))
      let report = try String(contentsOfFile: path + "/report.html", encoding: .utf8)
      #expect(report.contains("its sources are icrp89, "))
      let times = study.layout.times.count
      let subjects = try ReadTable(path + "/subjects.csv")
      #expect(subjects.columns.prefix(6) == ["study", "subject", "trial", "population", "sex", "ancestry"])
      #expect(subjects.rows.allSatisfy { $0["ancestry"] == "" })
      #expect(subjects.columns.suffix(2) == ["balance_error", "failed"])
      #expect(Set(subjects.columns).isSuperset(of: ["age_year", "weight_kg", "height_cm", "liver_volume_L"]))
      #expect(subjects.rows.map { $0["subject"] } == (1...20).map { "\($0)" })
      #expect(subjects.rows.map { $0["trial"] } == (1...20).map { $0 <= 10 ? "1" : "2" })
      #expect(subjects.rows.allSatisfy { $0["study"] == "Midazolam, \"few\" people" && $0["failed"] == "" })
      #expect(subjects.rows.allSatisfy { ["male", "female"].contains($0["sex"]) && $0["population"] == "european" })
      #expect(subjects.numbers("balance_error").map(\.magnitude).max() == files.largestBalanceError)
      #expect(files.largestBalanceError ?? 1 < 1e-6)
      let exposure = try ReadTable(path + "/exposure.csv")
      #expect(exposure.columns == ResultFiles.exposureColumns)
      #expect(exposure.rows.count == 20)
      let profiles = try ReadTable(path + "/profiles.csv")
      #expect(profiles.columns == ResultFiles.profileColumns)
      #expect(profiles.rows.count == 20 * times)
      let excretion = try ReadTable(path + "/excretion.csv")
      #expect(excretion.columns == ResultFiles.excretionColumns)
      #expect(excretion.rows.count == 20 * times)
      let summary = try ReadTable(path + "/summary.csv")
      #expect(summary.columns == PopulationFiles.summaryColumns)
      #expect(summary.rows.count == 2 * times + PopulationExposure.metrics.count)
      #expect(try ReadTable(path + "/trials.csv").rows.count == 2 * PopulationExposure.metrics.count)
    }
  }

  private struct Manifest: Decodable {
    struct File: Decodable {
      let path: String
      let sha256: String
    }
    let files: [File]
  }

  @Test func `the page lists every file that the manifest does`() throws {
    try withTemporaryFolder { folder in
      try writePopulation(makeFewPeople(Self.drawn), in: folder)
      let manifest = try #require(readFileBytes(path: folder + "/2-csv/manifest.json"))
      let files = try JSONDecoder().decode(Manifest.self, from: Data(manifest)).files
      #expect(files.contains { $0.path.hasSuffix("populations/european.yaml") })
      #expect(files.contains { $0.path.hasSuffix("variability/organs.csv") })
      let report = try String(contentsOfFile: folder + "/2-csv/report.html", encoding: .utf8)
      for file in files { #expect(report.contains("<dt>\(file.path)</dt><dd>sha256 \(file.sha256)</dd>")) }
    }
  }

  @Test func `numbers are those of the people`() throws {
    try withTemporaryFolder { folder in
      let study = try makeFewPeople(Self.drawn)
      try writePopulation(study, in: folder)
      let path = folder + "/2-csv"
      let subjects = try ReadTable(path + "/subjects.csv")
      let profiles = try ReadTable(path + "/profiles.csv")
      let excretion = try ReadTable(path + "/excretion.csv")
      let person = try #require(study.person(13))
      let row = try #require(subjects.rows.first { $0["subject"] == "13" })
      #expect(Double(row["weight_kg"] ?? "") == person.covariates.weight)
      #expect(row["sex"] == "\(person.covariates.sex)")
      let alone = try Simulation(study.parts, arm: study.arms[0].arm, person: study.body(of: person, arm: 0)).run()
      let curve = profiles.numbers("concentration_mg_per_L", where: ["subject": "13"])
      let unbound = profiles.numbers("unbound_mg_per_L", where: ["subject": "13"])
      let fractions = excretion.numbers("fraction_of_dose", where: ["subject": "13"])
      let largest = alone.profiles[0].concentrations.max() ?? 0
      #expect(largest > 0)
      for index in curve.indices {
        #expect(abs(curve[index] - alone.profiles[0].concentrations[index]) < 1e-4 * largest)
        #expect(abs(unbound[index] - alone.profiles[0].unbound[index]) < 1e-4 * largest)
        #expect(abs(fractions[index] - alone.excretions[0].fractions[index]) < 1e-6)
      }
      #expect(curve.count == study.layout.times.count && fractions.count == curve.count)
    }
  }

  /// Type 7 of Hyndman and Fan, the default of R and NumPy, from sorted values.
  private static func quantile(_ values: [Double], _ percent: Double) -> Double {
    let sorted = values.sorted()
    let place = Double(sorted.count - 1) * percent / 100
    let below = Int(place.rounded(.down))
    guard below + 1 < sorted.count else { return sorted[below] }
    return sorted[below] + (place - Double(below)) * (sorted[below + 1] - sorted[below])
  }

  private static func expectSummary(_ row: [String: String], of values: [Double]) throws {
    func expect(_ column: String, _ value: Double) throws {
      let written = try #require(Double(row[column] ?? ""), "\(column) of \(row)")
      #expect(abs(written - value) <= 1e-12 * value.magnitude, "\(column): \(written), not \(value)")
    }
    #expect(row["n"] == "\(values.count)")
    guard !values.isEmpty else {
      #expect(PopulationFiles.summaryColumns.dropFirst(9).allSatisfy { (row[$0] ?? "").isEmpty })
      return
    }
    let count = Double(values.count)
    let mean = values.reduce(0, +) / count
    try expect("mean", mean)
    guard values.allSatisfy({ $0 > 0 }) else { return #expect(row["geometric_mean"] == "") }
    let sd = (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (count - 1)).squareRoot()
    try expect("sd", sd)
    let logarithms = values.map { log($0) }
    let middle = logarithms.reduce(0, +) / count
    let spread = logarithms.reduce(0) { $0 + ($1 - middle) * ($1 - middle) } / (count - 1)
    try expect("geometric_mean", exp(middle))
    let geometricCV = try #require(Double(row["geometric_cv_percent"] ?? ""))
    #expect(abs(geometricCV - 100 * expm1(spread).squareRoot()) < 1e-9)
    guard row["cv_percent"] != nil else { return try expect("p50", quantile(values, 50)) }
    try expect("cv_percent", 100 * sd / mean)
    for percent in PopulationStatistics.percentiles {
      let name = percent == percent.rounded() ? "p\(Int(percent))" : "p\(percent)"
      try expect(name, quantile(values, percent))
    }
  }

  @Test func `percentiles are those of the people in the other tables`() throws {
    try withTemporaryFolder { folder in
      try writePopulation(try makeFewPeople(Self.drawn), in: folder)
      let path = folder + "/2-csv"
      let profiles = try ReadTable(path + "/profiles.csv")
      let exposure = try ReadTable(path + "/exposure.csv")
      let subjects = try ReadTable(path + "/subjects.csv")
      for row in try ReadTable(path + "/summary.csv").rows where row["site"] == "plasma" {
        let quantity = try #require(row["quantity"])
        let values =
          row["time_h"] == ""
          ? exposure.numbers(quantity) : profiles.numbers(quantity, where: ["time_h": row["time_h"] ?? ""])
        try Self.expectSummary(row, of: values)
      }
      for row in try ReadTable(path + "/trials.csv").rows {
        let people = subjects.rows.filter { $0["trial"] == row["trial"] }.compactMap { $0["subject"] }
        let values = people.flatMap { exposure.numbers(row["quantity"] ?? "", where: ["subject": $0]) }
        try Self.expectSummary(row, of: values)
      }
    }
  }

  @Test func `the bytes are the same with any number of threads`() throws {
    try withTemporaryFolder { folder in
      let study = try makeFewPeople(Self.drawn)
      for format in TableFormat.allCases {
        for threads in [1, 2, 7] {
          try writePopulation(study, in: folder, threads: threads, format: format, valuesAtOnce: 1)
        }
        let names = namesInFolder(folder + "/1-\(format)")
        #expect(names.contains(format == .csv ? "profiles.csv" : "population.nc"))
        for name in names {
          let bytes = readFileBytes(path: "\(folder)/1-\(format)/\(name)")
          for threads in [2, 7] { #expect(readFileBytes(path: "\(folder)/\(threads)-\(format)/\(name)") == bytes) }
        }
      }
    }
  }

  @Test func `who cannot be computed stays in with what is known`() throws {
    try withTemporaryFolder { folder in
      let table = """
        id,sex,age_year,weight_kg,height_cm,ancestry
        A-1,male,30,80,180,Japanese
        "B, 2",male,40,30,200,Other
        C-3,female,35,60,165,

        """
      try writeAtomically(table, to: folder + "/people.csv")
      let study = try makeFewPeople("{people: \"\(folder)/people.csv\", seed: 3}")
      let files = try writePopulation(study, in: folder)
      let path = folder + "/2-csv"
      #expect(files.failures.map(\.number) == [2])
      let subjects = try ReadTable(path + "/subjects.csv")
      #expect(subjects.rows.map { $0["subject"] } == ["A-1", "B, 2", "C-3"])
      #expect(subjects.rows.allSatisfy { $0["population"] == "people.csv" })
      #expect(subjects.rows.map { $0["ancestry"] } == ["Japanese", "Other", ""])
      let failed = subjects.rows[1]
      #expect(failed["sex"] == "male" && failed["age_year"] == "40.0" && failed["weight_kg"] == "30.0")
      #expect(failed["liver_volume_L"] == "" && failed["balance_error"] == "" && failed["failed"] != "")
      #expect(subjects.rows[0]["failed"] == "" && subjects.rows[2]["failed"] == "")
      let exposure = try ReadTable(path + "/exposure.csv").rows
      #expect(exposure.map { $0["subject"] } == ["A-1", "B, 2", "C-3"])
      #expect(exposure[1]["cmax_mg_per_L"] == "" && exposure[2]["cmax_mg_per_L"] != "")
      #expect(try ReadTable(path + "/profiles.csv").rows.count == 2 * study.layout.times.count)
      #expect(try ReadTable(path + "/summary.csv").rows.allSatisfy { ["0", "2"].contains($0["n"]) })
      let failures = try ReadTable(path + "/failed.csv").rows
      #expect(failures.count == 1 && failures[0]["subject"] == "B, 2" && failures[0]["height_cm"] == "200.0")
      #expect(failures[0]["reason"] == files.failures[0].reason)
      let manifest = String(decoding: try #require(readFileBytes(path: path + "/manifest.json")), as: UTF8.self)
      for line in ["\"failed\": 1", "\"people\": 3", "\"seed\": 3", "people.csv\"", "\"trials\": 1"] {
        #expect(manifest.contains(line))
      }
    }
  }
}
