import DataFiles

/// What a study changes of a compound's file: which alternatives and processes it uses, and values in place of those
/// written.
///
///     compounds:
///       midazolam:
///         solubility: FeSSIF
///         mucosal_cell_permeability: 0.0019 cm/min
///         processes: {add: [CYP3A5-slow], leave_out: [CYP3A4-Optimized]}
struct CompoundSettings {
  /// Properties that may have `alternatives:` in the file and be set by a study.
  static let properties = [
    "lipophilicity", "fraction_unbound", "blood_plasma_ratio", "solubility", "intestinal_permeability",
    "paracellular_permeability", "cell_permeability", "mucosal_cell_permeability", "blood_cell_permeability",
    "partition", "permeability", "ehc_continuous_fraction",
  ]

  let compound: String
  let settings: DataNode
  let diagnostics: Diagnostics

  /// The file's text with the settings in it.
  func applied(to file: DataNode) -> DataNode {
    var entries: [DataNode.Entry] = []
    for entry in settings.entries ?? [] where entry.key != "processes" {
      guard Self.properties.contains(entry.key) else {
        reportUnknown(entry)
        continue
      }
      guard isKnown(entry, in: file) else { continue }
      let value = replacement(for: entry, in: file)
      entries.append(DataNode.Entry(key: entry.key, keyLocation: entry.keyLocation, value: value))
    }
    return file.replacing(entries)
  }

  /// Reports a word that is no alternative and no number either.
  private func isKnown(_ entry: DataNode.Entry, in file: DataNode) -> Bool {
    guard let word = entry.value.text, let known = file["alternatives"]?[entry.key]?.entries?.map(\.key),
      !known.contains(word), word.first.map({ $0.isNumber || "+-.".contains($0) }) != true
    else { return true }
    let nearest = suggestion(for: word, in: known)
    diagnostics.report(
      entry.value.location, "\(compound) has no alternative `\(word)` of `\(entry.key)`",
      remedy: "\(nearest)it has \(known.joined(separator: ", "))")
    return false
  }

  /// The named alternative, or the value itself, which is then an assumption of the study.
  private func replacement(for entry: DataNode.Entry, in file: DataNode) -> DataNode {
    let known = file["alternatives"]?[entry.key]
    if let word = entry.value.text, let alternative = known?[word] { return alternative }
    let reason = DataNode.assumption("set by the study", at: entry.value.location)
    // A bare number keeps what stands beside the one it replaces, such as the pH of a solubility.
    if case .scalar = entry.value.content, let old = file[entry.key], old["value"] != nil {
      let value = DataNode.Entry(key: "value", keyLocation: entry.keyLocation, value: entry.value)
      let origin = Set(old.originEntries.map(\.key))
      let kept = (old.entries ?? []).filter { !origin.contains($0.key) }
      return DataNode(location: entry.value.location, path: old.path, content: .mapping(kept))
        .replacing([value] + reason)
    }
    return entry.value.stating(reason)
  }

  private func reportUnknown(_ entry: DataNode.Entry) {
    let nearest = suggestion(for: entry.key, in: Self.properties)
    diagnostics.report(
      entry.keyLocation, "a study cannot set `\(entry.key)` of \(compound)",
      remedy: "\(nearest)it can set \(Self.properties.joined(separator: ", ")) and processes")
  }

  // MARK: Processes

  /// Names of processes that the study adds to those the file uses, and that it leaves out.
  func processChoice() -> (add: [Located], leaveOut: [Located]) {
    guard let node = settings["processes"],
      let record = RecordReader(node, diagnostics: diagnostics, what: "a choice of processes")
    else { return ([], []) }
    let choice = (add: names("add", record), leaveOut: names("leave_out", record))
    record.finish()
    return choice
  }

  struct Located {
    let name: String
    let location: SourceLocation
  }

  private func names(_ key: String, _ record: RecordReader) -> [Located] {
    guard let node = record.node(key) else { return [] }
    return (node.elements ?? [node]).compactMap { item in
      guard let name = item.text else {
        diagnostics.report(item.location, "this is not the name of a process", remedy: "write names in brackets")
        return nil
      }
      return Located(name: name, location: item.location)
    }
  }
}

/// A process of the file, and whether it acts when a study does not say.
struct ListedProcess {
  var process: CompoundProcess
  let isDefault: Bool
}

extension [ListedProcess] {
  /// The processes that act: the default ones and those a study adds, without those it leaves out.
  func chosen(_ settings: CompoundSettings?) -> [CompoundProcess] {
    guard let settings else { return filter(\.isDefault).map(\.process) }
    let choice = settings.processChoice()
    for wanted in choice.add + choice.leaveOut where !contains(where: { $0.process.name == wanted.name }) {
      let known = map(\.process.name)
      let nearest = suggestion(for: wanted.name, in: known)
      settings.diagnostics.report(
        wanted.location, "\(settings.compound) has no process `\(wanted.name)`",
        remedy: "\(nearest)it has \(known.isEmpty ? "none" : known.joined(separator: ", "))")
    }
    for both in choice.add where choice.leaveOut.contains(where: { $0.name == both.name }) {
      settings.diagnostics.report(
        both.location, "`\(both.name)` is both added and left out", remedy: "keep it in one of the two lists")
    }
    let added = Set(choice.add.map(\.name))
    let leftOut = Set(choice.leaveOut.map(\.name))
    return filter { ($0.isDefault || added.contains($0.process.name)) && !leftOut.contains($0.process.name) }
      .map(\.process)
  }
}
