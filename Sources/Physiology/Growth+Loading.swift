import DataFiles
import Quantities

/// The tables of `growth/` as they are read.
struct GrowthTables {
  /// By quantity: weight, height, hematocrit, ...
  var body: [String: PerSex<AgeCurve>] = [:]
  /// By organ.
  var volumes: [String: PerSex<AgeCurve>] = [:]
  var flows: [String: PerSex<AgeCurve>] = [:]
  /// By gut segment: pH less that of the adult, and volume over that of the adult.
  var gutPH: [String: PerSex<AgeCurve>] = [:]
  var gutVolumes: [String: PerSex<AgeCurve>] = [:]

  var growth: Growth? {
    guard let weight = body["weight"], let height = body["height"] else { return nil }
    return Growth(
      weight: weight, height: height, hematocrit: body["hematocrit"], albumin: body["albumin"],
      alpha1AcidGlycoprotein: body["alpha-1-acid glycoprotein"], microsomalProtein: body["microsomal protein"])
  }
}

/// Reads `growth/body.csv`, `growth/plasma-proteins.csv`, `growth/organs.csv` and `growth/gut.csv` of a species.
struct GrowthReader {
  let sheet: FactSheet
  let diagnostics: Diagnostics

  private static let dimensions: [String: Quantities.Dimension] = [
    "weight": .mass, "height": .length, "hematocrit": .none, "albumin": .none, "alpha-1-acid glycoprotein": .none,
    "microsomal protein": .none,
  ]
  private static let organQuantities = ["volume", "blood flow"]
  /// Limits that catch a slip.
  private static let gutRanges: [String: ClosedRange<Double>] = ["ph difference": -14...14, "volume": 1e-3...1e3]

  /// - Parameters:
  ///   - organs: The table of organs, and the names that it may have.
  ///   - gut: The table of the gut, and the segments that it may have.
  func read(
    body: [String], organs: (path: String?, names: [String]), gut: (path: String?, segments: [GutSegmentRecord])
  ) -> GrowthTables {
    var tables = GrowthTables()
    for file in body { readBody(file, &tables) }
    if let path = organs.path { readOrgans(path, organs.names, &tables) }
    if let path = gut.path { readGut(path, gut.segments, &tables) }
    return tables
  }

  private func readBody(_ path: String, _ tables: inout GrowthTables) {
    guard
      let table = SourcedTable(path: path, keys: ["quantity", "sex", "age_year"], diagnostics: diagnostics)
    else { return }
    var curves = CurveCollector(path: path, diagnostics: diagnostics)
    for row in table.rows {
      guard let quantity = table.choice(row, "quantity", Self.dimensions.keys.sorted()),
        let dimension = Self.dimensions[quantity], let (sex, age) = person(table, row),
        let value = table.value(row, dimension, range: positive)
      else { continue }
      keep("\(quantity) \(sex.rawValue) at \(row.text("age_year")) years", value)
      curves.add(quantity, sex, age: age, value.value, at: row.location("age_year"))
    }
    tables.body.merge(curves.finished()) { first, _ in first }
  }

  private func readOrgans(_ path: String, _ organs: [String], _ tables: inout GrowthTables) {
    guard
      let table = SourcedTable(path: path, keys: ["organ", "quantity", "sex", "age_year"], diagnostics: diagnostics)
    else { return }
    var curves: [String: CurveCollector] = [:]
    for row in table.rows {
      guard let organ = table.choice(row, "organ", organs),
        let quantity = table.choice(row, "quantity", Self.organQuantities), let (sex, age) = person(table, row),
        let value = table.value(row, .none, range: positive)
      else { continue }
      keep("\(organ) \(quantity) over that of the adult, \(sex.rawValue) at \(row.text("age_year")) years", value)
      curves[quantity, default: CurveCollector(path: path, diagnostics: diagnostics)]
        .add(organ, sex, age: age, value.value, at: row.location("age_year"))
    }
    tables.volumes = curves["volume"]?.finished() ?? [:]
    tables.flows = curves["blood flow"]?.finished() ?? [:]
  }

  private func readGut(_ path: String, _ segments: [GutSegmentRecord], _ tables: inout GrowthTables) {
    guard
      let table = SourcedTable(path: path, keys: ["segment", "quantity", "sex", "age_year"], diagnostics: diagnostics)
    else { return }
    var curves: [String: CurveCollector] = [:]
    for row in table.rows {
      guard let segment = table.choice(row, "segment", segments.map(\.name)),
        let quantity = table.choice(row, "quantity", Self.gutRanges.keys.sorted()), let (sex, age) = person(table, row),
        let value = table.value(row, .none, range: Self.gutRanges[quantity])
      else { continue }
      if quantity == "ph difference", let adult = segments.first(where: { $0.name == segment })?.ph,
        !(0...14).contains(adult + value.value)
      {
        diagnostics.report(
          row.location("value"), "the pH would be \(formattedNumber(adult + value.value))",
          remedy: "write what is to be added to the \(formattedNumber(adult)) of the adult")
      }
      keep("\(segment) \(quantity) to the adult, \(sex.rawValue) at \(row.text("age_year")) years", value)
      curves[quantity, default: CurveCollector(path: path, diagnostics: diagnostics)]
        .add(segment, sex, age: age, value.value, at: row.location("age_year"))
    }
    tables.gutPH = curves["ph difference"]?.finished() ?? [:]
    tables.gutVolumes = curves["volume"]?.finished() ?? [:]
  }

  private func person(_ table: SourcedTable, _ row: SourcedTable.Row) -> (Sex, Double)? {
    guard let sex = table.choice(row, "sex", Sex.allCases.map(\.rawValue)).flatMap(Sex.init),
      let years = table.number(row, "age_year")
    else { return nil }
    return (sex, years * hoursPerYear)
  }

  private func keep(_ name: String, _ value: SourcedValue) { sheet.facts.append(Fact(name: name, value: value)) }
}

/// Gathers the rows of age tables into curves.
struct CurveCollector {
  let path: String
  let diagnostics: Diagnostics
  private var points: [String: [Sex: [(age: Double, value: Double, at: SourceLocation)]]] = [:]

  init(path: String, diagnostics: Diagnostics) {
    self.path = path
    self.diagnostics = diagnostics
  }

  mutating func add(_ name: String, _ sex: Sex, age: Double, _ value: Double, at: SourceLocation) {
    points[name, default: [:]][sex, default: []].append((age, value, at))
  }

  /// The curves by name; a sex that is missing and an age given twice are reported.
  func finished() -> [String: PerSex<AgeCurve>] {
    var curves: [String: PerSex<AgeCurve>] = [:]
    for (name, bySex) in points {
      guard let male = curve(name, .male, bySex[.male] ?? []), let female = curve(name, .female, bySex[.female] ?? [])
      else { continue }
      curves[name] = PerSex(male: male, female: female)
    }
    return curves
  }

  private func curve(
    _ name: String, _ sex: Sex, _ points: [(age: Double, value: Double, at: SourceLocation)]
  ) -> AgeCurve? {
    guard !points.isEmpty else {
      diagnostics.report(
        SourceLocation(file: path, line: 1, column: 1), "\(name) has no row of sex \(sex.rawValue)",
        remedy: "add rows of both sexes")
      return nil
    }
    let sorted = points.sorted { $0.age < $1.age }
    for (first, second) in zip(sorted, sorted.dropFirst()) where first.age == second.age {
      diagnostics.report(second.at, "\(name) has this age twice", remedy: "keep one of the rows")
      return nil
    }
    return AgeCurve(ages: sorted.map(\.age), values: sorted.map(\.value))
  }
}
