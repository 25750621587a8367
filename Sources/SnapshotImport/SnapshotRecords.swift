/// One simulation of a snapshot, as far as it says what a compound, a body and a dose are.
struct SimulationRecord {
  struct UsedProcess {
    let name: String
    let molecule: String?
    let metabolite: String?
  }

  struct UsedCompound {
    let name: String
    let methods: [String]
    /// The alternative in use, by property.
    let alternatives: [AlternativeGroup: String]
    let processes: [UsedProcess]
    let protocolName: String?
    /// Formulations by the key that the protocol names them by.
    let formulations: [(key: String, name: String)]
  }

  struct Interaction {
    let name: String
    let compound: String
  }

  let node: JSONNode
  let name: String
  let individual: String?
  let compounds: [UsedCompound]
  let interactions: [Interaction]
  let parameters: [SnapshotParameter]

  /// Two simulations may share a name, but no place in the file.
  var id: Int { node.offset }

  init(_ node: JSONNode) {
    self.node = node
    name = node.text("Name") ?? "unnamed"
    let population = node.text("Population")
    individual = node.text("Individual") ?? population
    compounds = node.list("Compounds").map(Self.compound)
    interactions = node.list("Interactions").compactMap { entry in
      entry.readAll()
      guard let name = entry.text("Name"), let compound = entry.text("CompoundName") else { return nil }
      return Interaction(name: name, compound: compound)
    }
    parameters = node.list("Parameters").map(SnapshotParameter.init)
  }

  private static func compound(_ node: JSONNode) -> UsedCompound {
    var alternatives: [AlternativeGroup: String] = [:]
    for entry in node.list("Alternatives") {
      entry.readAll()
      guard let group = entry.text("GroupName").flatMap(AlternativeGroup.init(groupName:)) else { continue }
      alternatives[group] = entry.text("AlternativeName")
    }
    let processes = node.list("Processes").compactMap { entry -> UsedProcess? in
      entry.readAll()
      guard let name = entry.text("Name"), !name.isEmpty else { return nil }
      return UsedProcess(
        name: name, molecule: entry.text("MoleculeName"), metabolite: entry.text("MetaboliteName"))
    }
    let methods = node.list("CalculationMethods").compactMap(\.text)
    let use = node["Protocol"]
    let formulations = (use?.list("Formulations") ?? []).compactMap { entry -> (key: String, name: String)? in
      entry.readAll()
      return entry.text("Name").map { (entry.text("Key") ?? "Formulation", $0) }
    }
    return UsedCompound(
      name: node.text("Name") ?? "", methods: methods, alternatives: alternatives, processes: processes,
      protocolName: use?.text("Name"), formulations: formulations)
  }

  func compound(_ name: String) -> UsedCompound? { compounds.first { $0.name == name } }

  /// The compounds that are given in a dose.
  var dosed: [UsedCompound] { compounds.filter { $0.protocolName != nil } }
}

/// A property of which a snapshot may hold several versions.
enum AlternativeGroup: String, CaseIterable {
  case lipophilicity = "Lipophilicity"
  case fractionUnbound = "FractionUnbound"
  case solubility = "Solubility"
  case intestinalPermeability = "IntestinalPermeability"
  case permeability = "Permeability"

  /// From `COMPOUND_INTESTINAL_PERMEABILITY`.
  init?(groupName: String) {
    var bare = groupName.uppercased().split(separator: "_").map(String.init)
    if bare.first == "COMPOUND" { bare.removeFirst() }
    let joined = bare.joined().lowercased()
    guard let found = Self.allCases.first(where: { $0.rawValue.lowercased() == joined }) else { return nil }
    self = found
  }

  /// The key of a compound file.
  var key: String {
    switch self {
    case .lipophilicity: "lipophilicity"
    case .fractionUnbound: "fraction_unbound"
    case .solubility: "solubility"
    case .intestinalPermeability: "intestinal_permeability"
    case .permeability: "cell_permeability"
    }
  }

  /// Whether the program computes the property where no alternative is chosen.
  var isComputedOtherwise: Bool { self == .intestinalPermeability || self == .permeability }
}

/// The words counted, the most frequent first; of equal ones the first met.
func ranked<Word: Hashable>(_ words: [Word]) -> [(word: Word, count: Int)] {
  var counts: [Word: Int] = [:]
  var order: [Word] = []
  for word in words {
    if counts[word] == nil { order.append(word) }
    counts[word, default: 0] += 1
  }
  return order.enumerated().sorted { left, right in
    let (a, b) = (counts[left.element] ?? 0, counts[right.element] ?? 0)
    return a != b ? a > b : left.offset < right.offset
  }.map { ($0.element, counts[$0.element] ?? 0) }
}
