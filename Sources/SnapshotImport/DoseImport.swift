import Quantities

/// One line of `doses` without its compound.
struct DoseLine {
  var dose: ImportedQuantity
  var route: YAMLMap
  /// The key by which the simulation names the formulation.
  var formulationKey: String?
  /// h.
  var start: Double
  /// h.
  var every: Double?
  var count = 1
  var infusion: ImportedQuantity?
}

/// Reads the protocols of a snapshot.
struct DoseImport {
  let session: ImportSession
  private let protocols: [String: [DoseLine]]

  init(_ session: ImportSession) {
    self.session = session
    var protocols: [String: [DoseLine]] = [:]
    for node in session.root.list("Protocols") {
      for key in ["TimeUnit", "Description"] { _ = node[key] }
      let name = node.text("Name") ?? ""
      protocols[name] = ProtocolReader(session: session, name: name).lines(node)
    }
    self.protocols = protocols
  }

  /// The doses of a protocol; nil when the snapshot does not hold it.
  func lines(_ name: String) -> [DoseLine]? { protocols[name] }

  /// The entries of `doses` of one compound in a simulation.
  func doses(of used: SimulationRecord.UsedCompound, draft: CompoundDraft) -> [YAMLValue] {
    guard let name = used.protocolName else { return [] }
    guard let lines = protocols[name] else {
      session.report.lacks("Simulations[].Compounds[].Protocol", name, because: "there is no such protocol")
      return []
    }
    return lines.map { line in
      var map = YAMLMap([("compound", .text(draft.folder)), ("dose", .plain(line.dose.text))])
      map.add(line.route)
      if let key = line.formulationKey, let formulation = formulation(key, used, draft) {
        map["formulation"] = .text(formulation)
      }
      map["start"] = .plain(time(line.start))
      if let every = line.every, line.count > 1 {
        map["every"] = .plain(time(every))
        map["count"] = .plain(String(line.count))
      }
      return .map(map)
    }
  }

  private func formulation(_ key: String, _ used: SimulationRecord.UsedCompound, _ draft: CompoundDraft) -> String? {
    let named = used.formulations.first { $0.key == key } ?? used.formulations.first
    guard let named, draft.formulationNames.contains(named.name) else {
      session.report.lacks(
        "Simulations[].Compounds[].Protocol.Formulations", named?.name ?? "none",
        because: "there is no such formulation; the dose is a solution")
      return nil
    }
    return named.name
  }
}

/// A time in the unit of studies.
func time(_ hours: Double) -> String { "\(numberText(tidied(hours))) h" }

/// Reads one protocol.
struct ProtocolReader {
  let session: ImportSession
  let name: String

  func lines(_ node: JSONNode) -> [DoseLine] {
    let schemas = node.list("Schemas")
    if !schemas.isEmpty {
      _ = node["DosingInterval"]
      return schemas.flatMap(schema)
    }
    let parameters = ParameterSet(node.list("Parameters"))
    let word = node.text("DosingInterval") ?? "Single"
    let end = parameters.take("End time")?.quantity?.inUnit("h")
    guard let line = line(node, parameters, defaultKey: "Formulation") else { return [] }
    return repeated(line, word: word, end: end)
  }

  private func schema(_ node: JSONNode) -> [DoseLine] {
    let parameters = ParameterSet(node.list("Parameters"))
    _ = node["Name"]
    let start = parameters.take("Start time")?.quantity?.inUnit("h") ?? 0
    let count = max(0, wholeNumber(parameters.take("NumberOfRepetitions")?.number ?? 1) ?? 0)
    let gap = parameters.take("TimeBetweenRepetitions")?.quantity?.inUnit("h") ?? 0
    reportRest(parameters)
    return node.list("SchemaItems").flatMap { item -> [DoseLine] in
      _ = item["Name"]
      guard var line = line(item, ParameterSet(item.list("Parameters")), defaultKey: nil) else { return [] }
      line.start += start
      guard count > 1 else { return count == 1 ? [line] : [] }
      guard gap > 0 else { return Array(repeating: line, count: min(count, 1000)) }
      line.every = gap
      line.count = count
      return [line]
    }
  }

  private func line(_ node: JSONNode, _ parameters: ParameterSet, defaultKey: String?) -> DoseLine? {
    let type = node.text("ApplicationType") ?? "Oral"
    let start = parameters.take("Start time")?.quantity?.inUnit("h") ?? 0
    let infusion = parameters.take("Infusion time")?.quantity
    if let water = parameters.take("Volume of water/body weight"),
      water.quantity?.isNear(PKSimDefaults.waterPerDose) != true
    {
      session.report.lacks(
        "Protocols.*.Volume of water/body weight", water, because: "the water drunk with a dose is that of the body")
    }
    let key = node.text("FormulationKey") ?? defaultKey
    guard let dose = parameters.take("InputDose", "Dose")?.quantity, dose.number > 0 else {
      session.report.lacks("Protocols.\(name)", type, because: "a dose of nothing")
      return nil
    }
    reportRest(parameters)
    var route = YAMLMap()
    var formulation: String?
    switch type {
    case "Oral":
      route["route"] = .plain("oral")
      formulation = key ?? "Formulation"
    case "Intravenous":
      route["route"] = .plain("intravenous")
      let duration = infusion ?? PKSimDefaults.infusionTime
      if duration.number > 0 { route["infusion"] = .plain(duration.text) }
    case "IntravenousBolus": route["route"] = .plain("intravenous")
    default:
      let organ = node.text("TargetOrgan") ?? ""
      let compartment = node.text("TargetCompartment") ?? ""
      guard let place = Places.ofTarget(organ: organ, compartment: compartment) else {
        session.report.lacks(
          "Protocols.\(name)", "\(type) \(organ) \(compartment)", because: "no route of ours leads there")
        return nil
      }
      route["into"] = .text(place)
    }
    return DoseLine(dose: dose, route: route, formulationKey: formulation, start: start, infusion: infusion)
  }

  /// `DI_24`, `DI_12_12`, `DI_6_6_12`: the hours between doses, over and over until the end.
  private func repeated(_ line: DoseLine, word: String, end: Double?) -> [DoseLine] {
    let gaps = word.hasPrefix("DI_") ? word.dropFirst(3).split(separator: "_").compactMap { Double($0) } : []
    guard let end, !gaps.isEmpty else {
      if word != "Single" {
        session.report.lacks("Protocols.\(name).DosingInterval", word, because: "unknown; one dose is given")
      }
      return [line]
    }
    let cycle = gaps.reduce(0, +)
    let isEven = Set(gaps).count == 1
    var lines: [DoseLine] = []
    var offset = 0.0
    for gap in isEven ? [gaps[0]] : gaps {
      var copy = line
      copy.start += offset
      copy.every = isEven ? gap : cycle
      let room = (end - copy.start) / (copy.every ?? cycle)
      copy.count = wholeNumber((room - 1e-9).rounded(.up)) ?? 0
      offset += gap
      if copy.count > 0 { lines.append(copy) }
    }
    return lines
  }

  private func reportRest(_ parameters: ParameterSet) {
    for parameter in parameters.rest {
      session.report.lacks("Protocols.*.\(parameter.name)", parameter, because: "no key of a dose")
    }
  }
}
