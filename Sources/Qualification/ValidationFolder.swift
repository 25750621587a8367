import DataFiles
import Simulations

/// Cases of a folder with what was observed in each.
public struct ValidationFolder: Sendable {
  public let path: String
  /// In the order of the table.
  public let cases: [ValidationCase]
  /// By the name of the case; cases that are left out may have none.
  public let observed: [String: ObservedDataset]

  /// The path of a file that the table names.
  func file(_ name: String) -> String { fileOfTable(name, in: path) }
}

/// The path of a file that cases.csv names: as it is when absolute, else from the folder of the table.
private func fileOfTable(_ name: String, in folder: String) -> String {
  name.hasPrefix("/") ? name : "\(folder)/\(name)"
}

/// Reads cases.csv of a folder and every table of observed values that its cases name.
///
/// - Parameters:
///   - isWanted: Which cases are kept; the tables of the others are not read.
///   - library: Where organs are looked for, to check the sites.
/// - Returns: nil when a fault was found.
public func loadValidationFolder(
  _ path: String, library: Library, diagnostics: Diagnostics, isWanted: (ValidationCase) -> Bool = { _ in true }
) -> ValidationFolder? {
  let faults = diagnostics.errors.count
  let trimmed = path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
  guard isFile("\(trimmed)/cases.csv") else {
    diagnostics.report(
      SourceLocation(file: trimmed, line: 1, column: 1),
      isFolder(trimmed) ? "the folder has no cases.csv" : "there is no such folder",
      remedy: "name a validation folder, such as Validation, with cases.csv, observed/ and studies/")
    return nil
  }
  let table = StrictTable(path: "\(trimmed)/cases.csv", known: ValidationCase.columns, diagnostics: diagnostics)
  guard let table else { return nil }
  var reader = CaseReader(folder: trimmed, table: table, names: ObservableNames(library))
  let cases = table.rows.compactMap { reader.read($0) }.filter(isWanted)
  let observed = reader.observed(of: cases)
  guard diagnostics.errors.count == faults else { return nil }
  return ValidationFolder(path: trimmed, cases: cases, observed: observed)
}

private struct CaseReader {
  let folder: String
  let table: StrictTable
  private var names: ObservableNames
  private var lines: [String: Int] = [:]
  private var rows: [String: Int] = [:]

  init(folder: String, table: StrictTable, names: ObservableNames) {
    self.folder = folder
    self.table = table
    self.names = names
  }

  mutating func read(_ row: Int) -> ValidationCase? {
    let name = table.needed(row, "case")
    if let line = lines[name] {
      table.fault(row, "case", "the case `\(name)` is in line \(line) already", remedy: "give it another name")
    }
    lines[name] = table.location(row, "case").line
    names.accept(compounds: [table.text(row, "compound")])
    rows[name] = row
    let leftOut = table.text(row, "left_out")
    // What is not run may be anything.
    func choice(_ column: String) -> String {
      let written = table.text(row, column)
      return leftOut.isEmpty ? table.choice(row, column, ValidationCase.choices[column] ?? []) : written
    }
    let site = table.text(row, "site")
    if leftOut.isEmpty, let remedy = names.remedy(forPlace: site) {
      table.fault(row, "site", site.isEmpty ? "`site` is empty" : "unknown site `\(site)`", remedy: remedy)
    }
    let quantity = ValidationCase.Quantity(written: choice("quantity"))
    if leftOut.isEmpty {
      checkFile(row, "study_file")
      checkFile(row, "observed_file")
      _ = table.needed(row, "dataset_id")
      if let quantity, ObservedQuantity.excretionSites.contains(site) != (quantity != .concentration) {
        table.fault(
          row, "quantity", "\(quantity.rawValue) does not go with the site \(site)",
          remedy: "write concentration in blood and organs, excreted fraction or amount in urine and faeces")
      }
    }
    var people: Int?
    let written = table.text(row, "n")
    if !written.isEmpty {
      people = Int(written)
      if (people ?? 0) < 1 {
        table.fault(row, "n", "`\(written)` is not a number of people", remedy: "write a whole number, or nothing")
      }
    }
    return ValidationCase(
      name: name, studyFile: table.text(row, "study_file"), arm: table.text(row, "arm"),
      observedFile: table.text(row, "observed_file"), dataset: table.text(row, "dataset_id"),
      compound: table.needed(row, "compound"), site: site, quantity: quantity ?? .concentration,
      model: table.needed(row, "model"), route: choice("route"), formulation: table.text(row, "formulation"),
      food: choice("food"), doses: choice("doses"), coMedication: list(table.text(row, "co_medication")),
      people: people, dataType: table.text(row, "data_type"), fitted: choice("fitted"), leftOut: leftOut,
      location: table.location(row, "case"))
  }

  private func list(_ text: String) -> [String] {
    text.split(separator: ";").map { $0.trimmingPrefix { $0 == " " } }.map(String.init).filter { !$0.isEmpty }
  }

  private func checkFile(_ row: Int, _ column: String) {
    let name = table.needed(row, column)
    guard !name.isEmpty, !isFile(fileOfTable(name, in: folder)) else { return }
    let siblings = namesInFolder(parentFolder("\(folder)/\(name)"))
    let nearest = name.split(separator: "/").last.flatMap { nearestName(String($0), in: siblings) }
    table.fault(
      row, column, "there is no file \(name) in \(folder)",
      remedy: (nearest.map { "did you mean `\($0)`? " } ?? "") + "name a file relative to the folder of cases.csv")
  }

  /// What was observed in each case that is run.
  func observed(of cases: [ValidationCase]) -> [String: ObservedDataset] {
    var tables: [String: [String: ObservedDataset]?] = [:]
    var found: [String: ObservedDataset] = [:]
    for one in cases where one.isRun && !one.observedFile.isEmpty {
      let path = fileOfTable(one.observedFile, in: folder)
      guard isFile(path), let row = rows[one.name] else { continue }
      if tables[path] == nil {
        tables[path] = .some(loadObservedDatasets(path: path, names: names, diagnostics: table.diagnostics))
      }
      guard let datasets = tables[path] ?? nil else { continue }
      guard let dataset = datasets[one.dataset] else {
        let nearest = suggestion(for: one.dataset, in: datasets.keys.sorted())
        table.fault(
          row, "dataset_id", "\(one.observedFile) has no dataset `\(one.dataset)`",
          remedy: "\(nearest)it has \(datasets.keys.sorted().prefix(8).joined(separator: ", "))")
        continue
      }
      checkAgreement(one, dataset)
      found[one.name] = dataset
    }
    return found
  }

  /// The two tables must speak of the same thing.
  private func checkAgreement(_ one: ValidationCase, _ dataset: ObservedDataset) {
    let pairs = [
      ("compound", dataset.compound, one.compound), ("site", dataset.site, one.site),
      ("quantity", dataset.quantity.rawValue, one.quantity.rawValue),
    ]
    for (column, observed, wanted) in pairs where observed != wanted {
      // Points that were all below the limit say nothing of the quantity.
      if column == "quantity", dataset.counted.isEmpty { continue }
      table.diagnostics.report(
        dataset.location, "the \(column) of `\(dataset.name)` is \(observed), but \(one.location) says \(wanted)",
        remedy: "write the same in both")
    }
  }
}
