import DataFiles

/// Compounds that are dosed and measured together, such as the two forms of a racemate.
///
/// A dose of a mixture doses its parts; its concentration is the sum of theirs, in mass.
public struct Mixture: Sendable, Hashable {
  public struct Part: Sendable, Hashable {
    public var compound: String
    /// Share of the mass; all sum to one.
    public var share: Double
    public var location: SourceLocation

    public init(compound: String, share: Double, location: SourceLocation) {
      self.compound = compound
      self.share = share
      self.location = location
    }
  }

  public var name: String
  public var parts: [Part]
  public var file: String?

  public init(name: String, parts: [Part], file: String? = nil) {
    self.name = name
    self.parts = parts
    self.file = file
  }
}

extension DataNode {
  /// Whether a compound file describes a mixture.
  public var isMixture: Bool { self["mixture"] != nil }
}

/// Makes a mixture of the text of its compound file.
///
/// - Returns: nil when a fault was found.
public func makeMixture(
  _ node: DataNode, file: String?, expectedName: String? = nil, diagnostics: Diagnostics
) -> Mixture? {
  let faults = diagnostics.errors.count
  guard let record = RecordReader(node, diagnostics: diagnostics, what: "a mixture") else { return nil }
  _ = record.choice("schema", ["compound/1"], required: true)
  let name = readCompoundName(record, expected: expectedName)
  for key in ["identifiers", "class"] { _ = record.has(key) }
  let parts = record.records("mixture", required: true, what: "a part of a mixture").compactMap { part in
    defer { part.finish() }
    let location = part.node("compound")?.location ?? part.node.location
    guard let compound = part.text("compound", required: true),
      let share = part.quantity("share", .none, range: .fraction, required: true)
    else { return nil as Mixture.Part? }
    return Mixture.Part(compound: compound, share: share, location: location)
  }
  record.finish()
  let sum = parts.reduce(0) { $0 + $1.share }
  if diagnostics.errors.count == faults, abs(sum - 1) > 1e-9 {
    diagnostics.report(
      record.location("mixture"), "the shares sum to \(sum)", remedy: "write shares of the mass that sum to 1")
  }
  guard diagnostics.errors.count == faults, let name else { return nil }
  return Mixture(name: name, parts: parts, file: file)
}

/// Reads the mixture of a name; nil, without a fault, when there is none.
public func loadMixture(_ name: String, library: Library, diagnostics: Diagnostics) -> Mixture? {
  guard !name.contains("/"), let path = library.find("Compounds/\(name)/\(name).yaml"), isFile(path),
    let node = readYAML(path: path, diagnostics: diagnostics), node.isMixture
  else { return nil }
  return makeMixture(node, file: path, expectedName: name, diagnostics: diagnostics)
}
