import DataFiles

/// What makes two parts of a run one: the same people through the same study with the same data.
///
/// It stands beside the journals as text, a line a fact, so that a run is only resumed or merged with its own.
public struct RunIdentity: Sendable, Equatable {
  /// Name and value, in order.
  public let facts: [(name: String, value: String)]

  /// - Parameter version: Of the program.
  public init(_ study: PopulationStudy, overrides: [(path: String, value: String)], version: String) {
    var facts = [("version", version), ("study", study.study.name)]
    if let file = study.study.file { facts.append(("study file", file)) }
    facts += overrides.map { ("set \($0.path)", $0.value) }
    if let size = study.trialSize { facts.append(("size", "\(size)")) }
    facts += [
      ("seed", "\(study.seed)"), ("people", "\(study.peopleCount)"), ("lanes", "\(PopulationStudy.groupWidth)"),
    ]
    facts += study.files.map { ("file \($0)", fileDigest(path: $0) ?? "not a file") }
    self.facts = facts.map { (name: $0.0, value: $0.1) }
  }

  private init(facts: [(name: String, value: String)]) { self.facts = facts }

  public static func == (a: Self, b: Self) -> Bool {
    a.facts.map(\.name) == b.facts.map(\.name) && a.facts.map(\.value) == b.facts.map(\.value)
  }

  /// The names of facts that two identities do not share.
  public func differences(from other: RunIdentity) -> [String] {
    let mine = Dictionary(facts.map { ($0.name, $0.value) }) { first, _ in first }
    let theirs = Dictionary(other.facts.map { ($0.name, $0.value) }) { first, _ in first }
    return Set(mine.keys).union(theirs.keys).filter { mine[$0] != theirs[$0] }.sorted()
  }

  public var text: String { facts.map { "\($0.name)\t\($0.value)\n" }.joined() }

  public static func parse(_ text: String) -> RunIdentity {
    RunIdentity(
      facts: text.split(separator: "\n").compactMap { line in
        let words = line.split(separator: "\t", maxSplits: 1, omittingEmptySubsequences: false)
        return words.count == 2 ? (name: String(words[0]), value: String(words[1])) : nil
      })
  }

  /// The value of a fact.
  public func value(_ name: String) -> String? { facts.first { $0.name == name }?.value }
}

/// The folder in which an unfinished run keeps what it has.
public struct RunFolder: Sendable {
  public let path: String

  public init(path: String) { self.path = path }

  private var identityFile: String { "\(path)/run.txt" }

  /// Whether a run has left something.
  public var hasJournals: Bool { namesInFolder(path).contains { $0.hasSuffix(".journal") } }

  /// The identity of the run that is in the folder; nil without one.
  public func identity() -> RunIdentity? {
    readFileBytes(path: identityFile).map { RunIdentity.parse(String(decoding: $0, as: UTF8.self)) }
  }

  /// Makes the folder for a run.
  ///
  /// - Throws: `DataError` when it cannot be written.
  public func begin(_ identity: RunIdentity) throws(DataError) {
    try createFolder(path)
    try writeAtomically(identity.text, to: identityFile)
  }

  /// Takes the journals away.
  public func remove() { removeFolder(path) }
}
