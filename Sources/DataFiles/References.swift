import Quantities

/// One entry of a references.yaml.
public struct Reference: Hashable, Sendable {
  public let key: String
  public let authors: String
  public let title: String
  public let year: Int?
  /// Where to find it: DOI, ISBN, address or words, each with its kind, such as "doi 10.1000/1".
  public let `where`: String
  public let at: SourceLocation

  public init(key: String, authors: String, title: String, year: Int?, where place: String, at: SourceLocation) {
    self.key = key
    self.authors = authors
    self.title = title
    self.year = year
    self.where = place
    self.at = at
  }
}

/// Reads a references.yaml: a mapping from keys to authors, title, year and place.
public func loadReferences(path: String, diagnostics: Diagnostics) -> [String: Reference] {
  guard let node = readYAML(path: path, diagnostics: diagnostics),
    let top = RecordReader(node, diagnostics: diagnostics, what: "references")
  else { return [:] }
  var references: [String: Reference] = [:]
  for entry in node.entries ?? [] where entry.key != "schema" {
    guard let reader = top.record(entry.key, what: "reference `\(shortened(entry.key))`") else { continue }
    if Origin.wordsWithoutReference.contains(entry.key) {
      diagnostics.report(entry.keyLocation, "`\(entry.key)` has a meaning of its own", remedy: "choose another key")
    }
    let authors = reader.texts("authors").joined(separator: ", ")
    if !reader.has("authors") { reader.reportMissing("authors", example: "...") }
    let title = reader.text("title", required: true)
    let year = reader.integer("year", range: 1500...2200)
    let places = ["doi", "isbn", "url", "pmid", "where"].compactMap { kind in
      reader.text(kind).map { kind == "where" ? $0 : "\(kind) \($0)" }
    }
    if places.isEmpty { reader.reportMissing("doi", example: "... (or isbn, url, pmid or where)") }
    for key in ["journal", "volume", "pages", "publisher", "edition", "license", "licence", "comment"] {
      _ = reader.has(key)
    }
    reader.finish()
    references[entry.key] = Reference(
      key: entry.key, authors: authors, title: title ?? "", year: year, where: places.joined(separator: ", "),
      at: entry.keyLocation)
  }
  return references
}

/// Reads the references.yaml of some folders from every folder of the library; of two entries with one key the first
/// found is kept.
///
/// - Parameter folders: Folders inside the library, the one to look in first at the front, such as `Compounds`.
public func loadReferences(of folders: [String], library: Library, diagnostics: Diagnostics) -> [String: Reference] {
  let paths = folders.flatMap { library.all("\($0)/references.yaml") }
  let read = diagnostics.remembered("references \(paths.joined(separator: " "))") { diagnostics in
    var references: [String: Reference] = [:]
    for path in paths {
      references.merge(loadReferences(path: path, diagnostics: diagnostics)) { first, _ in first }
    }
    return references
  }
  return read ?? [:]
}

/// Reports every origin whose source is no key of the references, with the nearest key.
public func checkReferences(
  _ origins: some Sequence<Origin>, in references: [String: Reference], diagnostics: Diagnostics
) {
  let unknown = origins.filter { $0.namesReference && references[$0.source] == nil }
  guard !unknown.isEmpty else { return }
  let keys = references.keys.sorted()
  for origin in unknown {
    let nearest = nearestName(origin.source, in: keys + Origin.wordsWithoutReference)
    diagnostics.report(
      origin.at, "unknown source `\(shortened(origin.source))`",
      remedy: nearest.map { "did you mean `\($0)`?" } ?? "add it to references.yaml, or write `assumed` with `because`")
  }
}

/// Keys of references that no origin names.
public func unusedReferences(_ references: [String: Reference], origins: some Sequence<Origin>) -> [Reference] {
  let used = Set(origins.map(\.source))
  return references.values.filter { !used.contains($0.key) }.sorted { $0.key < $1.key }
}
