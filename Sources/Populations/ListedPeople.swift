import DataFiles
import NumericCore
import Physiology

/// People who are listed in a table, a row a person.
///
/// Columns: `id`, `sex`, `age_year`, `weight_kg`, `height_cm`; also `ancestry`, `hematocrit_percent`,
/// `creatinine_mg_per_dL`, and any quantity that varies (`CYP3A4 abundance`), whose factor then is that of the table.
public struct ListedPeople: Sendable {
  private struct Row: Sendable {
    let id: String
    let covariates: Covariates
    /// By place of the quantity.
    let factors: [(place: Int, factor: Double)]
  }

  public let file: String
  private let rows: [Row]
  private let sampler: PersonSampler

  public var count: Int { rows.count }
  public var seed: UInt64 { sampler.request.seed }

  /// Reads the table.
  ///
  /// - Returns: nil when a fault was found.
  public init?(
    path: String, seed: UInt64, species: SpeciesRecord, variability: Variability, diagnostics: Diagnostics
  ) {
    let faults = diagnostics.errors.count
    let names = variability.quantities.map(\.name)
    guard let table = readCSV(path: path, diagnostics: diagnostics),
      let reader = PeopleReader(table, extra: ["id"] + names, diagnostics: diagnostics),
      let ids = table.column("id", diagnostics: diagnostics)
    else { return nil }
    let factorColumns = names.indices.compactMap { place in table.column(names[place]).map { (place, $0) } }
    var rows: [Row] = []
    var known: [String: SourceLocation] = [:]
    for row in table.rows.indices {
      let id = table.rows[row][ids]
      let at = table.location(row: row, column: ids)
      if id.isEmpty {
        diagnostics.report(at, "the person has no id", remedy: "write one")
      } else if let first = known.updateValue(at, forKey: id) {
        diagnostics.report(
          at, "two people have the id `\(id)`, the first in line \(first.line)",
          remedy: "give each person an id of their own")
      }
      let factors = factorColumns.compactMap { place, column -> (Int, Double)? in
        guard let number = table.number(row: row, column: column, diagnostics: diagnostics) else { return nil }
        guard number > 0, number <= 1e4 else {
          diagnostics.report(
            table.location(row: row, column: column), "`\(names[place])`: \(number) is no factor",
            remedy: "write a number above 0, 1 for the typical person")
          return nil
        }
        return (place, number)
      }
      guard let covariates = reader.person(row) else { continue }
      rows.append(Row(id: id, covariates: covariates, factors: factors))
    }
    if table.rows.isEmpty {
      diagnostics.report(
        SourceLocation(file: path, line: 1, column: 1), "the table has no people", remedy: "write a row a person")
    }
    let request = PopulationRequest(sources: [], size: max(rows.count, 1), seed: seed)
    guard diagnostics.errors.count == faults else { return nil }
    file = path
    self.rows = rows
    sampler = PersonSampler(listing: request, species: species, variability: variability)
  }

  /// The person of a row, counted from 1.
  public func person(_ number: Int) -> Person {
    let row = rows[number - 1]
    return sampler.listed(number, id: row.id, population: file.fileName, row.covariates, factors: row.factors)
  }
}
