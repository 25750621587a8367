import Teorell

/// What a data file describes, as its `schema:` line or its keys say.
enum FileKind: String, CaseIterable {
  case compound = "compound/1"
  case study = "study/1"
  case species = "species/1"
  case organ = "organ/1"
  case gut = "gut/1"
  case gutSegment = "gut-segment/1"
  case protein = "protein/1"
  case individual = "individual/1"
  case population = "population/1"
  case references

  /// - Returns: nil when nothing tells.
  init?(_ node: DataNode, path: String) {
    if let schema = node["schema"]?.text {
      guard let kind = FileKind(rawValue: schema) else { return nil }
      self = kind
      return
    }
    if path.fileName == "references.yaml" {
      self = .references
      return
    }
    // A study may leave its schema line out; the others are told by their first key so that its absence is reported.
    let marks: [(key: String, kind: FileKind)] = [
      ("study", .study), ("population", .population), ("compound", .compound), ("protein", .protein), ("organ", .organ),
      ("segment", .gutSegment),
      ("species", .species),
    ]
    guard let mark = marks.first(where: { node[$0.key] != nil }) else { return nil }
    self = mark.kind
  }
}
