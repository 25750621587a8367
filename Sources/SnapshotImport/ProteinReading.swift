/// A profile with the words of the snapshot about its numbers.
struct ReadProtein {
  var profile: ProteinProfile
  /// Where numbers come from, by the names of the snapshot.
  var notes: [String: ImportedValue]
}

/// Reads the proteins of individuals, in the way of each version of the format.
///
/// From version 79 on a body names expression profiles; in 78 it lists molecules and gives their expression as
/// parameters with paths; before, every molecule lists its expression by the short names of organs.
final class ProteinReading {
  private let session: ImportSession
  private let profiles: [String: JSONNode]
  private var cache: [String: ReadProtein] = [:]

  init(_ session: ImportSession) {
    self.session = session
    var profiles: [String: JSONNode] = [:]
    for profile in session.root.list("ExpressionProfiles") {
      guard let molecule = profile.text("Molecule") else { continue }
      let key = [molecule, profile.text("Species") ?? "", profile.text("Category") ?? ""].joined(separator: "|")
      profiles[key] = profile
      _ = profile["Ontogeny"]?.text("Name")
    }
    self.profiles = profiles
  }

  /// Every molecule that an individual holds.
  func molecules(of individual: JSONNode) -> [String] {
    let named = individual.list("ExpressionProfiles").compactMap(\.text).compactMap { profiles[$0]?.text("Molecule") }
    return named + individual.list("Molecules").compactMap { $0.text("Name") }
  }

  /// The profile of a molecule in an individual; nil when the individual holds none.
  ///
  /// - Parameter settings: What a simulation sets on top.
  func protein(_ name: String, in individual: JSONNode, settings: [SnapshotParameter] = []) -> ReadProtein? {
    let key = "\(individual.offset)|\(name)"
    if settings.isEmpty, let known = cache[key] { return known }
    guard let record = record(of: name, in: individual) else { return nil }
    let own = individual.list("Parameters").map(SnapshotParameter.init).filter { concerns($0.name, name) }
    let values = record.list("Parameters").map(SnapshotParameter.init) + own + settings
    let read = build(name, record, values)
    if settings.isEmpty { cache[key] = read }
    return read
  }

  /// Reports the molecules on which no process acts.
  func reportIdle(_ used: [String], _ individuals: [JSONNode]) {
    func idle(_ record: JSONNode, _ name: String?) {
      guard let name, !used.contains(name) else {
        for key in ["Type", "Ontogeny"] { _ = record[key] }
        return
      }
      record.readAll()
      session.report.lacks("Proteins.\(name)", because: "no process that was imported acts on it")
    }
    for profile in profiles.values.sorted(by: { $0.offset < $1.offset }) { idle(profile, profile.text("Molecule")) }
    for record in individuals.flatMap({ $0.list("Molecules") }) { idle(record, record.text("Name")) }
  }

  private func record(of name: String, in individual: JSONNode) -> JSONNode? {
    for key in individual.list("ExpressionProfiles").compactMap(\.text) {
      if let profile = profiles[key], profile.text("Molecule") == name { return profile }
    }
    return individual.list("Molecules").first { $0.text("Name") == name }
  }

  /// Whether a parameter of an individual belongs to a molecule: the word before the last of its path is its name.
  private func concerns(_ path: String, _ name: String) -> Bool {
    path.hasPrefix("\(name)|") || path.contains("|\(name)|")
  }

  private func build(_ name: String, _ record: JSONNode, _ parameters: [SnapshotParameter]) -> ReadProtein {
    for key in ["Localization", "MembraneLocation", "IntracellularVascularEndoLocation", "Species", "Category"] {
      _ = record[key]
    }
    var notes: [String: ImportedValue] = [:]
    var expression: [String: [Double]] = [:]
    var directions = TransportDirections(transportType: record.text("TransportType"))
    let entries = record.list("Expression")
    for word in directions.read(entries) {
      session.report.lacks("Proteins.\(name).TransportDirection", word, because: "a direction unknown here")
    }
    for entry in entries {
      guard let place = entry.text("Name").flatMap(Places.ofShortName) else { continue }
      if let value = entry.number("Value") { expression[place, default: []].append(value) }
      if let side = entry.text("MembraneLocation") { directions.setSide(side, at: place) }
    }
    var later: [String: [String: Double]] = [:]
    for parameter in parameters {
      let parts = parameter.name.split(separator: "|").map(String.init)
      guard let last = parts.last else { continue }
      switch last {
      case "Reference concentration", "t1/2 (liver)", "t1/2 (intestine)":
        if let value = parameter.value { notes[last] = value }
      case "Relative expression", "Relative expression (normalized)":
        guard let number = parameter.number, let place = Places.ofPath(parts) else { continue }
        later[place, default: [:]][parameter.name] = number
      case "Relative expression in plasma": later["plasma"] = ["": parameter.number ?? 0]
      case "Relative expression in blood cells": later["blood cells"] = ["": parameter.number ?? 0]
      case "Relative expression in vascular endothelium": later["vascular endothelium"] = ["": parameter.number ?? 0]
      case "Fraction expressed apical", "Fraction expressed at blood brain barrier":
        if let number = parameter.number, let place = Places.ofPath(parts) { directions.apicalShares[place] = number }
      default:
        session.report.lacks("Proteins.<protein>|\(last)", parameter, because: "no key of a protein")
      }
    }
    for (place, values) in later { expression[place] = Array(values.values) }
    let single = expression.mapValues { values in values.reduce(0, +) / Double(values.count) }.filter { $0.value > 0 }
    for (place, values) in expression where Set(values).count > 1 {
      session.report.lacks(
        "Proteins.\(name).\(place)", values.map(numberText).joined(separator: ", "),
        because: "the zones of an organ are one here; their mean stands")
    }
    let kind = Self.kind(record.text("Type"))
    let profile = ProteinProfile(
      kind: kind, referenceConcentration: value(name, "Reference concentration", "umol/L", &notes),
      halfLifeLiver: value(name, "t1/2 (liver)", "h", &notes),
      halfLifeIntestine: value(name, "t1/2 (intestine)", "h", &notes), located: located(record, kind, name),
      expression: single, membranes: kind == .transporter ? directions.membranes() : [:])
    return ReadProtein(profile: profile, notes: notes)
  }

  private func value(_ protein: String, _ name: String, _ unit: String, _ notes: inout [String: ImportedValue])
    -> Double
  {
    if let value = notes[name]?.quantity.inUnit(unit), value > 0 { return tidied(value) }
    let standards = [
      "Reference concentration": PKSimDefaults.referenceConcentration, "t1/2 (liver)": PKSimDefaults.halfLifeLiver,
      "t1/2 (intestine)": PKSimDefaults.halfLifeIntestine,
    ]
    guard let standard = standards[name] else { return 0 }
    session.report.filled("protein \(protein)", name, standard)
    notes[name] = standard
    return standard.quantity.number
  }

  private static func kind(_ type: String?) -> ProteinProfile.Kind {
    switch type {
    case "Transporter": .transporter
    case "OtherProtein": .bindingPartner
    default: .enzyme
    }
  }

  /// The space of an organ, from `Localization` or, in older versions, `TissueLocation`.
  private func located(_ record: JSONNode, _ kind: ProteinProfile.Kind, _ name: String) -> [String: Double] {
    if kind == .transporter { return ["intracellular": 1] }
    let words = (record.text("Localization") ?? record.text("TissueLocation") ?? "Intracellular")
      .split(separator: ",").map { $0.split(separator: " ").joined() }
    let isInside = words.contains("Intracellular")
    let isBetween = words.contains("Interstitial") || words.contains("ExtracellularMembrane")
    switch (isInside, isBetween) {
    case (true, true):
      session.report.lacks(
        "Proteins.\(name).Localization", words.joined(separator: ", "),
        because: "how much is in which space is not said; half of it stands in each")
      return ["intracellular": 0.5, "interstitial": 0.5]
    case (false, true): return ["interstitial": 1]
    default: return ["intracellular": 1]
    }
  }
}
