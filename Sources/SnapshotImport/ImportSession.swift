import DataFiles

/// The snapshot being imported, and what all parts of the import share.
final class ImportSession {
  let root: JSONNode
  let file: String
  let surroundings: ImportSurroundings
  let report = ReportBuilder()
  /// The key of the model in references.yaml.
  let sourceKey: String
  let version: Int?
  let simulations: [SimulationRecord]
  let compounds: [JSONNode]
  /// The compounds that are written.
  private(set) var chosen: [JSONNode] = []
  /// The folder that proteins, individuals and studies belong to.
  private(set) var model = ""

  init(root: JSONNode, file: String, surroundings: ImportSurroundings) {
    self.root = root
    self.file = file
    self.surroundings = surroundings
    let base = file.fileName
    var stem = base.lowercased().hasSuffix(".json") ? String(base.dropLast(5)) : base
    for suffix in ["-Model", "_Model", " Model"] where stem.hasSuffix(suffix) { stem.removeLast(suffix.count) }
    sourceKey = "osp-\(slug(stem))"
    version = root.number("Version").flatMap(wholeNumber)
    compounds = root.list("Compounds")
    simulations = root.list("Simulations").map(SimulationRecord.init)
  }

  func choose(_ compounds: [JSONNode], model: String) {
    chosen = compounds
    self.model = model
  }

  /// The simulations in which a compound takes part.
  func simulations(of compound: String) -> [SimulationRecord] {
    simulations.filter { $0.compound(compound) != nil }
  }
}

/// What the import needs to know of the library it writes for.
public struct ImportSurroundings: Sendable {
  /// The liver of the mean man, to which the program refers intrinsic clearances.
  public struct ReferenceLiver: Sendable, Hashable {
    /// L.
    public var volume: Double
    public var cellFraction: Double
    public var interstitialFraction: Double

    public init(volume: Double, cellFraction: Double, interstitialFraction: Double) {
      self.volume = volume
      self.cellFraction = cellFraction
      self.interstitialFraction = interstitialFraction
    }
  }

  public var liver: ReferenceLiver
  /// The age from which on the files of a species hold, h; studies of younger bodies are not written.
  public var adultAge: Double?
  /// The profile that a species of the library has of a protein; nil when it has none.
  public var libraryProtein: @Sendable (_ name: String) -> ProteinProfile?

  public init(
    liver: ReferenceLiver, adultAge: Double? = nil,
    libraryProtein: @escaping @Sendable (_ name: String) -> ProteinProfile? = { _ in nil }
  ) {
    self.liver = liver
    self.adultAge = adultAge
    self.libraryProtein = libraryProtein
  }
}
