import DataFiles
import Quantities

/// Reads a protein from the first folder that has a file of its name.
///
/// - Parameters:
///   - folders: Where to look, the most particular first: the proteins of a compound's model, then of the species.
///   - places: Names that an expression may have, from `SpeciesRecord.organNames`; empty leaves them unchecked.
///   - references: Sources that the numbers may name; nil leaves them unchecked.
///   - changes: Mappings whose keys replace those of the file, in this order, such as what an individual changes.
///   - at: Where the protein was asked for, such as a process of a compound file.
/// - Returns: nil if there is no such file or anything is wrong with it; `diagnostics` then says what.
public func loadProtein(
  _ name: String, folders: [String], places: [String] = [], references: [String: Reference]? = nil,
  changes: [DataNode] = [], diagnostics: Diagnostics, at: SourceLocation? = nil
) -> Protein? {
  guard let path = proteinFile(name, folders: folders) else {
    let known = folders.flatMap { Library(folders: [$0]).list(".") }.filter { $0.hasSuffix(suffix) }
      .map { String($0.dropLast(suffix.count)) }
    let nearest = nearestName(name, in: known).map { "did you mean \($0)? " } ?? ""
    diagnostics.report(
      at ?? SourceLocation(file: "\(name)\(suffix)", line: 1, column: 1), "there is no protein \(name)",
      remedy: "\(nearest)add \(name)\(suffix) to \(folders.joined(separator: " or "))")
    return nil
  }
  func read(_ diagnostics: Diagnostics) -> Protein? {
    readProtein(
      name, path: path, places: places, references: references, changes: changes, diagnostics: diagnostics)
  }
  guard references == nil, changes.isEmpty else { return read(diagnostics) }
  return diagnostics.remembered("protein \(path) \(places.joined(separator: ","))", read)
}

private func readProtein(
  _ name: String, path: String, places: [String], references: [String: Reference]?, changes: [DataNode],
  diagnostics: Diagnostics
) -> Protein? {
  let faults = diagnostics.errors.count
  let before = diagnostics.origins
  guard let written = readYAML(path: path, diagnostics: diagnostics) else { return nil }
  let node = changes.reduce(written) { $0.replacing($1.entries ?? []) }
  guard let reader = RecordReader(node, diagnostics: diagnostics, what: "a protein") else { return nil }
  let protein = SourcedReader(reader: reader, sheet: FactSheet(), subject: name)
    .protein(expectedName: name, places: places)
  if let references {
    checkReferences(diagnostics.origins.subtracting(before), in: references, diagnostics: diagnostics)
  }
  return diagnostics.errors.count == faults ? protein : nil
}

/// The file that `loadProtein` would read.
public func proteinFile(_ name: String, folders: [String]) -> String? {
  folders.lazy.compactMap { Library(folders: [$0]).find(name + suffix) }.first
}

private let suffix = ".yaml"
private let organSpaces = ["intracellular", "interstitial", "plasma", "blood_cells", "endothelium"]
private let sources = ["plasma", "interstitial", "intracellular", "lumen", "blood cells"]
private let targets = sources + ["bile", "urine"]
/// Places of expression that are no organs.
private let bloodPlaces = ["plasma", "blood cells", "vascular endothelium"]

extension SourcedReader {
  /// Reads one protein file.
  fileprivate func protein(expectedName: String, places: [String]) -> Protein? {
    reader.checkSchema("protein/1")
    let name = reader.text("protein", required: true)
    if let name, name != expectedName {
      diagnostics.report(
        reader.node("protein")?.location ?? location, "the file of \(expectedName) describes \(name)",
        remedy: "write protein: \(expectedName), or rename the file")
    }
    let kind = reader.choice("kind", Protein.Kind.allCases.map(\.rawValue), required: true).flatMap(Protein.Kind.init)
    let concentration = value("reference_concentration", .concentration, in: positive)
    let halfLives = record("half_life", required: false, what: "the half-lives of the protein") {
      ($0.value("liver", .time, in: positive), $0.value("intestine", .time, in: positive))
    }
    let located = located()
    let content = value("content", .amountPerMass, in: positive, required: false)
    let expression = table("expression", .none, in: notNegative)
    checkPlaces(of: expression, places)
    let membranes = reader.records("membranes", required: kind == .transporter, what: "a membrane").compactMap {
      SourcedReader(reader: $0, sheet: sheet, subject: "\(subject) membrane").membrane(places)
    }
    reader.finish()
    if expression.isEmpty {
      diagnostics.report(
        location, "nothing says where the protein is", remedy: "add expression: {source: ..., liver: 1}")
    }
    guard let name, let kind, let concentration, let located else { return nil }
    return Protein(
      name: name, kind: kind, referenceConcentration: concentration, halfLifeLiver: halfLives?.0,
      halfLifeIntestine: halfLives?.1, located: located, content: content, expression: expression,
      membranes: membranes, facts: sheet.facts)
  }

  /// One space, or the share of the protein in each of several.
  private func located() -> [String: Double]? {
    guard reader.node("located")?.entries != nil else {
      return reader.choice("located", organSpaces, required: true).map { [$0: 1] }
    }
    let shares = table("located", .none, in: share)
    for name in shares.keys.sorted() where !organSpaces.contains(name) {
      let nearest = nearestName(name, in: organSpaces).map { "did you mean \($0)? " } ?? ""
      diagnostics.report(
        reader.node("located")?[name]?.location ?? location, "\(name) is no space of an organ",
        remedy: "\(nearest)known are \(organSpaces.joined(separator: ", "))")
    }
    return shares
  }

  private func checkPlaces(of expression: [String: Double], _ places: [String]) {
    guard !places.isEmpty else { return }
    let known = places + bloodPlaces
    for name in expression.keys.sorted() where !known.contains(name) {
      let nearest = nearestName(name, in: known).map { "did you mean \($0)? " } ?? ""
      diagnostics.report(
        reader.node("expression")?[name]?.location ?? location, "\(name) is no place in this species",
        remedy: "\(nearest)known are \(known.joined(separator: ", "))")
    }
  }

  private func membrane(_ places: [String]) -> Protein.Membrane? {
    let organ = reader.text("organ", required: true)
    let from = reader.choice("from", sources, required: true)
    let to = reader.choice("to", targets, required: true)
    let share = value("share", .none, in: share, required: false)
    reader.finish()
    guard let organ, let from, let to else { return nil }
    let known = places + ["mucosa", "others"]
    if !places.isEmpty, !known.contains(organ) {
      let nearest = nearestName(organ, in: known).map { "did you mean \($0)? " } ?? ""
      diagnostics.report(
        reader.node("organ")?.location ?? location, "\(organ) is no organ of this species",
        remedy: "\(nearest)known are \(known.joined(separator: ", "))")
    }
    guard from != to else {
      diagnostics.report(location, "the transport goes from \(from) to itself", remedy: "name the other side")
      return nil
    }
    return Protein.Membrane(organ: organ, from: from, to: to, share: share ?? 1)
  }
}
