/// What an import carried over, and what it could not.
public struct ImportReport: Sendable, Hashable {
  /// One compound that was written.
  public struct CompoundLine: Sendable, Hashable {
    public var name: String
    /// Its name in our files.
    public var folder: String
    public var processes: Int
    /// Processes that stand in the file but take part only where a study adds them.
    public var optionalProcesses: Int
    public var formulations: Int
    public var alternatives: Int
  }

  /// One protein of the processes.
  public struct ProteinLine: Sendable, Hashable {
    public var name: String
    /// Where its profile stands now, in words.
    public var place: String
  }

  /// Something of the snapshot without a counterpart.
  public struct Missing: Sendable, Hashable {
    public var path: String
    public var example: String
    public var count: Int
    public var reason: String
  }

  /// A default of the program that stands where the snapshot says nothing.
  public struct Filled: Sendable, Hashable {
    public var place: String
    public var name: String
    public var value: String
  }

  public var file: String
  public var version: Int?
  /// The folder of the main compound.
  public var model: String
  public var compounds: [CompoundLine]
  public var proteins: [ProteinLine]
  public var individuals: [String]
  public var studies: [String]
  public var missing: [Missing]
  public var filled: [Filled]
  public var choices: [String]

  /// How many values, settings and building blocks have no counterpart.
  public var missingCount: Int { missing.reduce(0) { $0 + $1.count } }

  /// The report as a page of text.
  public var markdown: String {
    var lines = ["# Import of \(file)", ""]
    let format = version.map { "PK-Sim project snapshot, version \($0)" } ?? "PK-Sim project snapshot without a version"
    lines += ["\(format). Model: \(model).", ""]
    lines += ["## Imported", ""]
    lines += table(
      ["compound", "folder", "processes", "of them optional", "formulations", "alternatives"],
      compounds.map {
        [
          $0.name, $0.folder, String($0.processes), String($0.optionalProcesses), String($0.formulations),
          String($0.alternatives),
        ]
      })
    lines += table(["protein", "profile"], proteins.map { [$0.name, $0.place] })
    lines += ["\(individuals.count) individuals, \(studies.count) studies.", ""]
    lines += ["## Choices", ""] + bullets(choices)
    lines += ["## Defaults of PK-Sim that were filled in", ""]
    lines += table(["where", "what", "value"], filled.map { [$0.place, $0.name, $0.value] })
    lines += ["## Without a counterpart", ""]
    lines += ["`[]` stands for every element of a list, `*` for any name; the value is the first one met.", ""]
    lines += table(
      ["path", "value", "count", "why"], missing.map { [$0.path, $0.example, String($0.count), $0.reason] })
    return lines.joined(separator: "\n")
  }

  private func bullets(_ sentences: [String]) -> [String] {
    (sentences.isEmpty ? ["none"] : sentences.map { "- \(oneLine($0))" }) + [""]
  }

  private func table(_ header: [String], _ rows: [[String]]) -> [String] {
    guard !rows.isEmpty else { return ["none", ""] }
    let lines = [header, header.map { _ in "---" }] + rows
    return lines.map { "| " + $0.map(cell).joined(separator: " | ") + " |" } + [""]
  }

  private func cell(_ text: String) -> String {
    String(oneLine(text).flatMap { $0 == "|" ? Array("\\|") : [$0] })
  }

  private func oneLine(_ text: String) -> String {
    text.split(whereSeparator: \.isNewline).joined(separator: " ")
  }
}
