import DataFiles
import Foundation
import Reports
import Simulations
import TestSupport
import Testing

/// A study of a few people: midazolam, plasma and urine, two arms.
func makeFewPeople(_ subjects: String) throws -> PopulationStudy {
  let doses = "[{compound: midazolam, dose: 0.1 mg/kg, route: oral, formulation: tablet, start: 0 h}]"
  let diagnostics = Diagnostics()
  let library = Library(folders: [packageFolder])
  let parts = loadStudyParts(
    path: packageFolder + "/Studies/midazolam-population.yaml",
    overrides: [
      ("study", "Midazolam, \"few\" people"), ("subjects", subjects), ("doses", doses), ("duration", "12 h"),
      ("sampling", "1 h"), ("observe", "[plasma, urine]"),
    ], library: library, diagnostics: diagnostics)
  guard let parts, let study = makePopulationStudy(parts, library: library, diagnostics: diagnostics) else {
    throw DataErrors(diagnostics.errors)
  }
  return study
}

/// Runs a study and writes its files; the result is the folder they are in.
@discardableResult
func writePopulation(
  _ study: PopulationStudy, in folder: String, threads: Int = 2, format: TableFormat = .csv,
  valuesAtOnce: Int = 1 << 18
) throws -> PopulationFiles {
  let journals = "\(folder)/journals-\(threads)-\(format)"
  try createFolder(journals)
  let ending = try PopulationRun(study, folder: journals, threads: threads).run(isCancelled: { false }) { _ in }
  guard case .finished = ending else { throw DataErrors([]) }
  let files = try PopulationFiles(
    PopulationResults(study, folders: [journals]), overrides: [("duration", "12 h")], command: ["teorell"],
    format: format, threads: threads, valuesAtOnce: valuesAtOnce)
  try files.write(to: "\(folder)/\(threads)-\(format)")
  return files
}

/// A table that was read back: rows by column name.
struct ReadTable {
  let columns: [String]
  let rows: [[String: String]]

  init(_ path: String) throws {
    let diagnostics = Diagnostics()
    guard let table = readCSV(path: path, diagnostics: diagnostics) else { throw DataErrors(diagnostics.errors) }
    columns = table.columns
    rows = table.rows.map { row in Dictionary(uniqueKeysWithValues: zip(table.columns, row)) }
  }

  /// The numbers of a column in the rows with these values, empty fields left out.
  func numbers(_ column: String, where wanted: [String: String] = [:]) -> [Double] {
    rows.filter { row in wanted.allSatisfy { row[$0] == $1 } }.compactMap { Double($0[column] ?? "") }
  }
}
