/// A compound on its way into a file, with what studies need to know of it.
struct CompoundDraft {
  let name: String
  let node: JSONNode
  let simulations: [SimulationRecord]
  var folder: String { slug(name) }
  /// The properties as the file has them, by key.
  var standing: [String: YAMLValue] = [:]
  /// The alternative that stands in a property.
  var standingName: [AlternativeGroup: String] = [:]
  /// Values that most simulations set and that stand in the file.
  var standingSettings: [String: ImportedValue] = [:]
  /// What may take the place of a property, by key and name.
  var alternatives: [String: [(name: String, value: YAMLValue)]] = [:]
  var processes: [ProcessDraft] = []
  var formulations: [(name: String, map: YAMLMap)] = []
  var head = YAMLMap()
  /// Density of its particles; nil where the snapshot leaves that of the program.
  var particleDensity: ImportedValue?
  var partition = ""
  var permeability = ""

  /// The names of formulations that the file has.
  var formulationNames: Set<String> { Set(formulations.map(\.name)) }

  /// The alternative a simulation uses; nil where the program computes the property.
  func alternative(_ group: AlternativeGroup, in simulation: SimulationRecord) -> String? {
    if let named = simulation.compound(name)?.alternatives[group] { return named }
    return defaultAlternative(group)
  }

  /// The alternative in use where nothing is chosen.
  func defaultAlternative(_ group: AlternativeGroup) -> String? {
    let all = node.list(group.rawValue)
    let marked = all.first { $0["IsDefault"]?.flag ?? true }
    return (marked ?? (group.isComputedOtherwise ? nil : all.first))?.text("Name")
  }
}
