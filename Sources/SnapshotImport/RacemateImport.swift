/// Racemates: compounds of a snapshot that are the two forms of one drug, by their names.
///
/// The program has no mixtures; its projects hold `R-X` and `S-X` (or `X` and `Es-X`), dose both, and add them up in
/// observers. Here the two become parts of a mixture `X`, half of each.
struct RacemateImport {
  /// What the name of one form puts before the name of the drug.
  private static let prefixes = ["r-", "s-", "es", "ar", "d-", "l-", "lev", "levo", "dex", "dextro"]

  let drafts: [CompoundDraft]
  let report: ReportBuilder

  /// Mixtures by the name of the drug: the names of their parts, in order.
  func mixtures() -> [String: [String]] {
    var forms: [String: Set<String>] = [:]
    for draft in drafts {
      for prefix in Self.prefixes where draft.folder.hasPrefix(prefix) {
        forms[String(draft.folder.dropFirst(prefix.count)), default: []].insert(draft.folder)
      }
    }
    return forms.filter { name, parts in parts.count == 2 && !isGiven(name) && !name.isEmpty }
      .mapValues { $0.sorted() }
  }

  /// Whether the snapshot doses a compound of this name itself.
  private func isGiven(_ name: String) -> Bool {
    drafts.contains { draft in
      draft.folder == name && draft.simulations.contains { $0.compound(draft.name)?.protocolName != nil }
    }
  }

  /// The files of the mixtures; one of an undosed compound of the same name is replaced.
  func files() -> [String: String] {
    var files: [String: String] = [:]
    for (name, parts) in mixtures().sorted(by: { $0.key < $1.key }) {
      let map = YAMLMap([
        ("schema", .plain("compound/1")), ("compound", .text(name)),
        (
          "mixture",
          .list(parts.map { .map(YAMLMap([("compound", .text($0)), ("share", .plain("0.5"))])) })
        ),
      ])
      files["Compounds/\(name)/\(name).yaml"] = yamlFile(map)
      report.chose("\(name) is a mixture of \(parts.joined(separator: " and ")), half of each, by their names")
      for draft in drafts where draft.folder == name {
        report.lacks("Compounds.\(draft.name)", because: "never given itself; its name is that of a mixture here")
      }
    }
    return files
  }
}
