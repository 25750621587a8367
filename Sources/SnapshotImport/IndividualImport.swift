/// Reads the bodies of a snapshot.
struct IndividualImport {
  let session: ImportSession
  /// Every body by name, also those that populations are drawn around.
  let nodes: [String: JSONNode]
  let order: [String]
  /// The bodies of populations, by the name of the population.
  let ofPopulations: [String: String]

  init(_ session: ImportSession) {
    self.session = session
    var nodes: [String: JSONNode] = [:]
    var order: [String] = []
    var ofPopulations: [String: String] = [:]
    for node in session.root.list("Individuals") {
      guard let name = node.text("Name"), nodes[name] == nil else { continue }
      nodes[name] = node
      order.append(name)
    }
    for population in session.root.list("Populations") {
      guard let name = population.text("Name") else { continue }
      _ = population["Settings"]
      let settings = population["Settings"] ?? population
      guard let node = settings["Individual"] ?? population["Individual"], node.isObject else { continue }
      population.readAll()
      session.report.lacks(
        "Populations[]", name, because: "a population; its simulations are studies of the body it is drawn around")
      let individual = node.text("Name") ?? name
      if nodes[individual] == nil {
        nodes[individual] = node
        order.append(individual)
      }
      ofPopulations[name] = individual
    }
    self.nodes = nodes
    self.order = order
    self.ofPopulations = ofPopulations
  }

  /// The body of a simulation.
  func node(of simulation: SimulationRecord) -> JSONNode? {
    guard let name = simulation.individual else { return nil }
    return nodes[ofPopulations[name] ?? name]
  }

  /// The age of a body of a simulation, h.
  func age(of simulation: SimulationRecord) -> Double? {
    node(of: simulation)?["OriginData"]?["Age"].map(SnapshotParameter.init)?.quantity?.internalValue
  }

  /// The bodies that simulations of some compounds use, or all of them.
  func used(by compounds: [String], all: Bool) -> Set<String> {
    guard !all else { return Set(order) }
    let simulations = session.simulations.filter { simulation in compounds.contains { simulation.compound($0) != nil } }
    return Set(simulations.compactMap(\.individual).map { ofPopulations[$0] ?? $0 })
  }

  /// The slug of the file of a body; two that share one get numbers.
  func slugs() -> [String: String] {
    var taken: Set<String> = []
    var result: [String: String] = [:]
    for name in order { result[name] = uniqueSlug(name, taken: &taken) }
    return result
  }

  /// The file of one body.
  func file(_ name: String, proteins: ProteinImport) -> String? {
    guard let node = nodes[name] else { return nil }
    for key in ["Seed", "Description"] { _ = node[key] }
    let origin = node["OriginData"]
    var map = YAMLMap([
      ("schema", .plain("individual/1")), ("individual", .text(name)), ("source", .text(session.sourceKey)),
      ("species", .text((origin?.text("Species") ?? "Human").lowercased())),
    ])
    if let population = origin?.text("Population") { map["population"] = .text(population) }
    if let sex = origin?.text("Gender")?.lowercased(), sex == "male" || sex == "female" { map["sex"] = .plain(sex) }
    for (key, name) in [("age", "Age"), ("weight", "Weight"), ("height", "Height")] {
      guard let value = origin?[name] else { continue }
      let parameter = SnapshotParameter(value)
      if let quantity = parameter.quantity { map[key] = .plain(quantity.text) }
    }
    reportRest(node, origin)
    let overlay = proteins.overlay(of: node)
    if !overlay.isEmpty { map["proteins"] = .map(overlay) }
    return yamlFile(map)
  }

  private func reportRest(_ node: JSONNode, _ origin: JSONNode?) {
    origin?["CalculationMethods"]?.readAll()
    for (key, value) in origin?.entries ?? [] where !value.isRead {
      value.readAll()
      session.report.lacks("Individuals[].OriginData.\(key)", value.summary, because: "no key of an individual")
    }
    for parameter in node.list("Parameters").map(SnapshotParameter.init) {
      let parts = parameter.name.split(separator: "|").map(String.init)
      guard let last = parts.last, last != "EHC continuous fraction" else { continue }
      let isProtein =
        last == "Reference concentration" || last.hasPrefix("t1/2") || last.contains("xpress")
        || last.hasPrefix("Ontogeny factor")
      if !isProtein {
        session.report.lacks(
          "Individuals[].Parameters.\(parameter.name)", parameter, because: "no key of an individual")
      }
    }
  }

  /// The share of bile that a body sends past the gallbladder; the program's default is none.
  func continuousFraction(of simulation: SimulationRecord) -> ImportedValue? {
    node(of: simulation)?.list("Parameters").map(SnapshotParameter.init)
      .first { $0.name.hasSuffix("|EHC continuous fraction") }?.value
  }
}
