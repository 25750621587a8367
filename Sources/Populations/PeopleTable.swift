import DataFiles
import Physiology
import Quantities

/// Reads a sample of people: sex, ancestry, age, weight, height, hematocrit, creatinine and survey weight.
func readPeopleSample(path: String, diagnostics: Diagnostics) -> PeopleSample? {
  diagnostics.remembered("people \(path)") { diagnostics in
    let faults = diagnostics.errors.count
    guard let table = readCSV(path: path, diagnostics: diagnostics) else { return nil }
    var people: [Covariates] = []
    var weights: [Double] = []
    let weight = table.column("survey_weight", diagnostics: diagnostics)
    let reader = PeopleReader(table, extra: ["survey_weight"], diagnostics: diagnostics)
    guard let reader, let weight else { return nil }
    people.reserveCapacity(table.rows.count)
    for row in table.rows.indices {
      guard let person = reader.person(row),
        let share = table.needed(row: row, column: weight, diagnostics: diagnostics)
      else { continue }
      guard share >= 0 else {
        diagnostics.report(
          table.location(row: row, column: weight), "`survey_weight`: \(table.rows[row][weight]) is below 0",
          remedy: "write how many people this one stands for, 0 for none")
        continue
      }
      people.append(person)
      weights.append(share)
    }
    return diagnostics.errors.count == faults ? PeopleSample(people: people, weights: weights) : nil
  }
}

/// Body mass indices that a person can have at the very most; a limit that catches a slip, not data. kg/m2
private let plausibleIndex: ClosedRange<Double> = 5...200

/// Reads the covariates of people from the rows of a table.
struct PeopleReader {
  let table: CSVTable
  private let diagnostics: Diagnostics
  private let columns: [String: Int]

  static let needed = ["sex", "age_year", "weight_kg", "height_cm"]
  static let optional = ["ancestry", "hematocrit_percent", "creatinine_mg_per_dL"]

  /// - Parameter extra: Other columns that the table may have.
  init?(_ table: CSVTable, extra: [String], diagnostics: Diagnostics) {
    let faults = diagnostics.errors.count
    for name in Self.needed { _ = table.column(name, diagnostics: diagnostics) }
    let known = Self.needed + Self.optional + extra
    for name in table.columns where !known.contains(name) {
      diagnostics.report(
        SourceLocation(file: table.file, line: 1, column: 1), "unknown covariate `\(name)`",
        remedy: "\(suggestion(for: name, in: known))known are \(known.joined(separator: ", "))")
    }
    guard diagnostics.errors.count == faults else { return nil }
    self.table = table
    self.diagnostics = diagnostics
    var columns: [String: Int] = [:]
    for name in Self.needed + Self.optional { columns[name] = table.column(name) }
    self.columns = columns
  }

  /// The person of a row; nil when a field is missing or impossible.
  func person(_ row: Int) -> Covariates? {
    guard let sex = sex(row), let age = number("age_year", row, 0...150),
      let weight = number("weight_kg", row, 0.2...700),
      let height = number("height_cm", row, 20...280)
    else { return nil }
    let index = bodyMassIndex(weight: weight, height: height)
    guard plausibleIndex.contains(index) else {
      diagnostics.report(
        table.location(row: row, column: columns["weight_kg"] ?? 0),
        "\(table.rows[row][columns["weight_kg"] ?? 0]) kg at \(table.rows[row][columns["height_cm"] ?? 0]) cm is a body mass "
          + "index of \(Int(index.rounded())) kg/m2, which nobody has", remedy: "correct the weight or the height")
      return nil
    }
    let hematocrit = optional("hematocrit_percent", row, 5...80).map { $0 / 100 }
    let creatinine = optional("creatinine_mg_per_dL", row, 0.05...50)
    let ancestry = columns["ancestry"].map { trimmed(table.rows[row][$0]) }
    return Covariates(
      sex: sex, age: age, weight: weight, height: height, hematocrit: hematocrit, creatinine: creatinine,
      ancestry: ancestry.flatMap { $0.isEmpty ? nil : $0 })
  }

  private func sex(_ row: Int) -> Sex? {
    guard let column = columns["sex"] else { return nil }
    return table.sex(row: row, column: column, diagnostics: diagnostics)
  }

  private func number(_ name: String, _ row: Int, _ range: ClosedRange<Double>) -> Double? {
    guard let column = columns[name] else { return nil }
    return table.needed(row: row, column: column, diagnostics: diagnostics).flatMap {
      checked($0, name, row, column, range)
    }
  }

  private func optional(_ name: String, _ row: Int, _ range: ClosedRange<Double>) -> Double? {
    guard let column = columns[name], let number = table.number(row: row, column: column, diagnostics: diagnostics)
    else { return nil }
    return checked(number, name, row, column, range)
  }

  private func checked(
    _ number: Double, _ name: String, _ row: Int, _ column: Int, _ range: ClosedRange<Double>
  ) -> Double? {
    if range.contains(number) { return number }
    diagnostics.report(
      table.location(row: row, column: column), "`\(name)`: nobody has \(table.rows[row][column])",
      remedy: "write a number from \(range.lowerBound) to \(range.upperBound)")
    return nil
  }
}

extension CSVTable {
  fileprivate func sex(row: Int, column: Int, diagnostics: Diagnostics) -> Sex? {
    let word = trimmed(rows[row][column])
    if let sex = Sex(rawValue: word) { return sex }
    diagnostics.report(
      location(row: row, column: column), "`sex`: unknown word `\(word)`", remedy: "write `male` or `female`")
    return nil
  }

  /// The number of a column that was asked for elsewhere; a missing one is reported there.
  func column(_ name: String, askedAt at: SourceLocation, diagnostics: Diagnostics) -> Int? {
    if let found = column(name) { return found }
    diagnostics.report(
      at, "\(file) has no column `\(name)`",
      remedy: "\(suggestion(for: name, in: columns))its columns are \(columns.joined(separator: ", "))")
    return nil
  }

  /// Takes note of the source of a row, where the table tells it.
  func noteSource(row: Int, diagnostics: Diagnostics) {
    guard let column = column("source") else { return }
    let key = trimmed(rows[row][column])
    if !key.isEmpty { diagnostics.note(Origin(source: key, at: location(row: row, column: column))) }
  }

  /// A number that must be there.
  func needed(row: Int, column: Int, diagnostics: Diagnostics) -> Double? {
    if !trimmed(rows[row][column]).isEmpty { return number(row: row, column: column, diagnostics: diagnostics) }
    diagnostics.report(
      location(row: row, column: column), "`\(columns[column])` is empty", remedy: "write a number, or delete the row")
    return nil
  }
}

/// A column of a table by sex and age.
struct SizeTable {
  let curves: PerSex<AgeCurve>

  init?(path: String, column: String, at: SourceLocation, diagnostics: Diagnostics) {
    guard let table = diagnostics.remembered("size table \(path)", { readCSV(path: path, diagnostics: $0) }) else {
      return nil
    }
    guard let sexColumn = table.column("sex", diagnostics: diagnostics),
      let ageColumn = table.column("age_year", diagnostics: diagnostics)
    else { return nil }
    guard let valueColumn = table.column(column, askedAt: at, diagnostics: diagnostics) else { return nil }
    var isWhole = true
    var points: [Sex: [(age: Double, value: Double)]] = [:]
    for row in table.rows.indices {
      table.noteSource(row: row, diagnostics: diagnostics)
      guard let sex = table.sex(row: row, column: sexColumn, diagnostics: diagnostics),
        let age = table.needed(row: row, column: ageColumn, diagnostics: diagnostics),
        let value = table.needed(row: row, column: valueColumn, diagnostics: diagnostics)
      else {
        isWhole = false
        continue
      }
      points[sex, default: []].append((age, value))
    }
    guard isWhole else { return nil }
    func curve(_ sex: Sex) -> AgeCurve? {
      let sorted = (points[sex] ?? []).sorted { $0.age < $1.age }
      guard !sorted.isEmpty, zip(sorted, sorted.dropFirst()).allSatisfy({ $0.age < $1.age }) else { return nil }
      return AgeCurve(ages: sorted.map(\.age), values: sorted.map(\.value))
    }
    guard let male = curve(.male), let female = curve(.female) else {
      diagnostics.report(
        SourceLocation(file: path, line: 1, column: 1), "a sex is missing, or has an age twice",
        remedy: "give rows of male and female with rising ages")
      return nil
    }
    curves = PerSex(male: male, female: female)
  }
}
