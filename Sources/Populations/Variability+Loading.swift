import DataFiles
import Foundation
import NumericCore
import Physiology
import Quantities

/// Reads the variability of a species: the tables of `variability/`, and what a study or a population changes of them.
///
/// - Parameters:
///   - proteins: Proteins that must vary; those without a row of their own do as `other proteins abundance` says.
///   - changes: Mappings by quantity, such as `{CYP3A4 abundance: {cv: 0.4}}`; later ones replace earlier ones.
///   - varies: False gives a variability without quantities.
/// - Returns: nil when a fault was found; `diagnostics` then has it.
public func loadVariability(
  of species: SpeciesRecord, proteins: [String] = [], changes: [[String: DataNode]] = [], varies: Bool = true,
  library: Library, diagnostics: Diagnostics
) -> Variability? {
  guard let none = try? CorrelationMatrix(names: [], pairs: []) else { return nil }
  guard varies else { return Variability([], correlations: none, organCount: species.organFileCount) }
  let faults = diagnostics.errors.count
  let before = diagnostics.origins
  let loader = VariabilityLoader(species: species, library: library, diagnostics: diagnostics)
  var quantities = loader.tables()
  for change in changes {
    for (name, node) in change.sorted(by: { $0.key < $1.key }) { loader.change(name, node, &quantities) }
  }
  quantities = loader.spread(quantities, over: proteins)
  let correlations = loader.correlations(quantities)
  let references = loadReferences(of: ["Physiology"], library: library, diagnostics: diagnostics)
  checkReferences(diagnostics.origins.subtracting(before), in: references, diagnostics: diagnostics)
  guard diagnostics.errors.count == faults, let correlations else { return nil }
  return Variability(quantities, correlations: correlations, organCount: species.organFileCount)
}

private struct VariabilityLoader {
  let species: SpeciesRecord
  let library: Library
  let diagnostics: Diagnostics

  private var folder: String { "Physiology/\(species.name)/variability" }
  private static let correlationFile = "correlations.csv"
  private static let distributions = ["lognormal", "normal", "beta", empirical]
  private static let empirical = "empirical"
  private static let spreads = ["cv", "gsd"]

  // MARK: Tables

  func tables() -> [Variability.Quantity] {
    var quantities: [Variability.Quantity] = []
    for file in library.list(folder) where file.hasSuffix(".csv") && file != Self.correlationFile {
      guard let path = library.find("\(folder)/\(file)"),
        let table = SourcedTable(
          path: path, keys: ["quantity", "level", "distribution", "spread", "lower", "upper"], optional: [Self.table],
          diagnostics: diagnostics)
      else { continue }
      for row in table.rows {
        guard let quantity = quantity(table, row) else { continue }
        if quantities.contains(where: { $0.name == quantity.name && $0.level == quantity.level }) {
          diagnostics.report(
            row.location("quantity"), "`\(quantity.name)` is given a second time at the level \(quantity.level)",
            remedy: "keep one of the rows")
        }
        quantities.append(quantity)
      }
    }
    return quantities
  }

  private func quantity(_ table: SourcedTable, _ row: SourcedTable.Row) -> Variability.Quantity? {
    let name = row.text("quantity")
    let target = target(of: name, at: row.location("quantity"))
    let level = table.choice(row, "level", Variability.Level.allCases.map(\.rawValue)).flatMap(Variability.Level.init)
    let form = table.choice(row, "distribution", Self.distributions)
    if form == Self.empirical { return observed(table, row, name, target, level) }
    if !row.text(Self.table).isEmpty {
      diagnostics.report(
        row.location(Self.table), "`table` says something of empirical distributions alone",
        remedy: "write `empirical`, or leave it empty")
    }
    let spread = table.choice(row, "spread", Self.spreads)
    let value = table.value(row, .none, range: 0...100)
    func bound(_ column: String) -> Double? { row.text(column).isEmpty ? nil : table.number(row, column) }
    guard let target, let level, let form, let spread, let value,
      let varied = varied(name, target, level, at: row.location("quantity"))
    else { return nil }
    return maker.quantity(varied, form, spread, value.value, bound("lower"), bound("upper"))
  }

  private static let table = "table"

  /// A row whose values stand in a table of their own, as multiples of `value`.
  private func observed(
    _ table: SourcedTable, _ row: SourcedTable.Row, _ name: String, _ target: Variability.Target?,
    _ level: Variability.Level?
  ) -> Variability.Quantity? {
    let at = row.location("quantity")
    let file = row.text(Self.table)
    if file.isEmpty {
      diagnostics.report(
        at, "`\(name)`: the row names no table",
        remedy: "write its path in a column `table`, such as samples/livers.csv")
    }
    for column in ["spread", "lower", "upper"] where !row.text(column).isEmpty {
      diagnostics.report(
        row.location(column), "`\(column)` says nothing of an empirical distribution", remedy: "leave it empty")
    }
    let typical = table.value(row, .none, range: 0...Double.greatestFiniteMagnitude)
    guard let target, let level, let typical, !file.isEmpty,
      let path = library.find("\(folder)/\(file)") ?? missing(file, row)
    else { return nil }
    let found = EmpiricalReader(diagnostics: diagnostics).distribution(table: path, column: "value", at: at)
    guard let found, let varied = varied(name, target, level, at: at) else { return nil }
    return maker.quantity(varied, found, typical: typical.value)
  }

  private func missing(_ file: String, _ row: SourcedTable.Row) -> String? {
    diagnostics.report(
      row.location(Self.table), "there is no file \(folder)/\(file)", remedy: "correct the path, or add the file")
    return nil
  }

  /// What a row or a mapping is about; nil, and a report, where it does not vary at that level.
  private func varied(
    _ name: String, _ target: Variability.Target, _ level: Variability.Level, at: SourceLocation
  ) -> VariedQuantity? {
    if level == .person || Self.occasional.values.contains(target) {
      return VariedQuantity(name: name, target: target, level: level, at: at)
    }
    let names = Self.occasional.keys.sorted().joined(separator: ", ")
    diagnostics.report(
      at, "`\(name)` does not change from one occasion to the next",
      remedy: "write the level `person`; by occasion vary \(names)")
    return nil
  }

  private var maker: SpreadMaker { SpreadMaker(diagnostics: diagnostics) }

  /// Gives each protein without a row of its own the spread of the others, each drawn by itself.
  func spread(_ quantities: [Variability.Quantity], over proteins: [String]) -> [Variability.Quantity] {
    guard let others = quantities.first(where: { $0.target == .abundance(Self.otherProteins) }) else {
      return quantities
    }
    let named = quantities.filter { $0.target != others.target }
    return named
      + proteins.filter { protein in !named.contains { $0.target == .abundance(protein) } }.map {
        Variability.Quantity(
          name: "\($0) abundance", level: .person, target: .abundance($0), distribution: others.distribution)
      }
  }

  // MARK: Changes

  /// `{cv: 0.3}`, `{gsd: 1.4}`, with `distribution`, `lower`, `upper` and `level` where they differ; or the values of an
  /// empirical distribution, as multiples of `typical` if that is given.
  func change(_ name: String, _ node: DataNode, _ quantities: inout [Variability.Quantity]) {
    guard let target = target(of: name, at: node.location),
      let record = RecordReader(node, diagnostics: diagnostics, what: "the spread of a quantity")
    else { return }
    let level =
      record.choice("level", Variability.Level.allCases.map(\.rawValue)).flatMap(Variability.Level.init) ?? .person
    let form = record.choice("distribution", Self.distributions) ?? "lognormal"
    if form == Self.empirical {
      let typical = record.quantity("typical", .none, range: 1e-9...1e9) ?? 1
      let found = EmpiricalReader(diagnostics: diagnostics).distribution(record)
      record.finish()
      if let found, let varied = varied(name, target, level, at: node.location),
        let made = maker.quantity(varied, found, typical: typical)
      {
        put(made, into: &quantities)
      }
      return
    }
    for key in EmpiricalReader.keys where record.has(key) {
      diagnostics.report(
        record.location(key), "`\(name)`: `\(key)` belongs to an empirical distribution",
        remedy: "add `distribution: empirical`, or give a spread")
    }
    let cv = record.quantity("cv", .none, range: 0...10)
    let gsd = record.quantity("gsd", .none, range: 1...100)
    let lower = record.quantity("lower", .none, range: 0...1)
    let upper = record.quantity("upper", .none, range: 1...1e6)
    record.finish()
    guard (cv == nil) != (gsd == nil), let value = cv ?? gsd else {
      diagnostics.report(
        node.location, "`\(name)`: \(cv == nil ? "no spread is given" : "the spread is given twice")",
        remedy: "write one of `cv: 0.3` and `gsd: 1.35`, or `distribution: empirical` with its values")
      return
    }
    guard let varied = varied(name, target, level, at: node.location),
      let made = maker.quantity(varied, form, cv == nil ? "gsd" : "cv", value, lower, upper)
    else { return }
    put(made, into: &quantities)
  }

  /// In the place of the quantity with this name and level, else at the end.
  private func put(_ quantity: Variability.Quantity, into quantities: inout [Variability.Quantity]) {
    if let place = quantities.firstIndex(where: { $0.name == quantity.name && $0.level == quantity.level }) {
      quantities[place] = quantity
    } else {
      quantities.append(quantity)
    }
  }

  // MARK: Correlations

  func correlations(_ quantities: [Variability.Quantity]) -> CorrelationMatrix? {
    let names = quantities.filter { $0.level == .person }.map(\.name)
    guard let path = library.find("\(folder)/\(Self.correlationFile)") else {
      return try? CorrelationMatrix(names: [], pairs: [])
    }
    guard let table = SourcedTable(path: path, keys: ["quantity", "other"], diagnostics: diagnostics) else {
      return nil
    }
    var pairs: [Correlation] = []
    for row in table.rows {
      for column in ["quantity", "other"] where !names.contains(row.text(column)) {
        diagnostics.report(
          row.location(column), "nothing says how `\(row.text(column))` varies",
          remedy: "\(suggestion(for: row.text(column), in: names))add a row to another table of \(folder)")
      }
      guard let value = table.value(row, .none, range: -1...1) else { continue }
      pairs.append(Correlation(row.text("quantity"), row.text("other"), value.value))
    }
    do {
      return try CorrelationMatrix(
        names: names, pairs: pairs.filter { names.contains($0.first) && names.contains($0.second) })
    } catch {
      let row = table.rows.first {
        $0.text("quantity") == error.pair?.first && $0.text("other") == error.pair?.second
      }
      diagnostics.report(
        row?.location("value") ?? SourceLocation(file: path, line: 1, column: 1), error.description,
        remedy: "lower this correlation, or correct those around it")
      return nil
    }
  }

  // MARK: Names

  private static let otherProteins = "other proteins"

  /// What may differ from one occasion to the next.
  private static let occasional: [String: Variability.Target] = [
    "gastric emptying time": .gastricEmptyingTime, "small intestinal transit time": .smallIntestinalTransitTime,
    "large intestinal transit time": .largeIntestinalTransitTime, "dissolution time": .dissolutionTime,
    "intestinal permeability": .intestinalPermeability,
  ]

  private static let fixed: [String: Variability.Target] = [
    "fat to lean ratio": .fatToLean, "cardiac output": .cardiacOutput, "hematocrit": .hematocrit,
    "albumin": .albumin, "alpha-1-acid glycoprotein": .alpha1AcidGlycoprotein, "glomerular filtration": .filtration,
    "microsomal protein": .microsomalProtein, "hepatocytes": .hepatocytes,
    "plasma protein binding": .binding, "other clearance": .otherClearance,
  ].merging(occasional) { own, _ in own }

  private func target(of name: String, at: SourceLocation) -> Variability.Target? {
    if let known = Self.fixed[name] { return known }
    let organs = species.organFileNames
    if let organ = stem(of: name, " volume"), let place = organs.firstIndex(of: organ) { return .organVolume(place) }
    if let organ = stem(of: name, " blood flow"), let place = organs.firstIndex(of: organ) { return .organFlow(place) }
    if let protein = stem(of: name, " intestinal abundance"), isProtein(protein) {
      return .intestinalAbundance(protein)
    }
    if let protein = stem(of: name, " abundance"), protein == Self.otherProteins || isProtein(protein) {
      return .abundance(protein)
    }
    let proteins = library.list("Physiology/\(species.name)/proteins").filter { $0.hasSuffix(".yaml") }
      .map { "\($0.dropLast(5)) abundance" }
    let known =
      Self.fixed.keys.sorted() + organs.map { "\($0) volume" } + organs.map { "\($0) blood flow" } + proteins
    diagnostics.report(
      at, "`\(name)` is no quantity that can vary",
      remedy: "\(suggestion(for: name, in: known))write an organ with `volume` or `blood flow`, a protein with "
        + "`abundance`, or one of \(Self.fixed.keys.sorted().joined(separator: ", "))")
    return nil
  }

  private func stem(of name: String, _ suffix: String) -> String? {
    name.hasSuffix(suffix) ? String(name.dropLast(suffix.count)) : nil
  }

  /// Whether the species or the model of some compound has the protein.
  private func isProtein(_ name: String) -> Bool {
    library.find("Physiology/\(species.name)/proteins/\(name).yaml") != nil
      || library.list("Compounds").contains { library.find("Compounds/\($0)/proteins/\(name).yaml") != nil }
  }
}
