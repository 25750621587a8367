import DataFiles
import Dosing

/// Who is dosed, with what the file of a named individual says.
public struct ResolvedSubject: Sendable {
  /// The subject without anything left to look up.
  public var record: SubjectRecord
  /// Mappings whose keys replace those of a protein's file, by protein: of the individual, then of the study.
  public var proteinChanges: [String: [DataNode]]

  /// The compound whose model the individual came with; its protein profiles are those of the body.
  public var model: String? { record.individual?.value.split(separator: "/").first.map(String.init) }
}

/// Looks up the individual that a subject names; the keys of the subject replace those of its file.
///
/// - Returns: nil when a fault was found.
public func resolveSubject(
  _ subject: SubjectRecord, library: Library, diagnostics: Diagnostics
) -> ResolvedSubject? {
  var resolved = ResolvedSubject(record: subject, proteinChanges: [:])
  if let name = subject.individual {
    guard let path = individualFile(name, library: library, diagnostics: diagnostics),
      let node = readYAML(path: path, diagnostics: diagnostics),
      let base = makeIndividualRecord(node, diagnostics: diagnostics)
    else { return nil }
    if subject.species.value.isEmpty { resolved.record.species.value = base.species.value }
    resolved.record.population = subject.population ?? base.population
    resolved.record.sex = subject.sex ?? base.sex
    resolved.record.age = subject.age ?? base.age
    resolved.record.weight = subject.weight ?? base.weight
    resolved.record.height = subject.height ?? base.height
    for (protein, change) in base.proteins { resolved.proteinChanges[protein, default: []].append(change) }
  }
  for (protein, change) in subject.proteins {
    let entries = (change.entries ?? []).map { entry in
      DataNode.Entry(
        key: entry.key, keyLocation: entry.keyLocation,
        value: entry.value.stating(DataNode.assumption("set by the study", at: entry.value.location)))
    }
    let stated = DataNode(location: change.location, path: change.path, content: .mapping(entries))
    resolved.proteinChanges[protein, default: []].append(stated)
  }
  return resolved
}

/// The file of `model/name`, which is `Compounds/model/individuals/name.yaml`.
private func individualFile(_ name: Located<String>, library: Library, diagnostics: Diagnostics) -> String? {
  let words = name.value.split(separator: "/").map(String.init)
  if words.count == 2, let path = library.find("Compounds/\(words[0])/individuals/\(words[1]).yaml") { return path }
  let known = library.list("Compounds").flatMap { model in
    library.list("Compounds/\(model)/individuals").filter { $0.hasSuffix(".yaml") }
      .map { "\(model)/\($0.dropLast(".yaml".count))" }
  }
  let nearest = suggestion(for: name.value, in: known)
  diagnostics.report(
    name.location, "there is no individual `\(name.value)`",
    remedy: "\(nearest)write `model/name` for Compounds/model/individuals/name.yaml")
  return nil
}
