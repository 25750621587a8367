import DataFiles
import Quantities

/// Reads a compound by name, or from the path of its file.
///
/// - Parameters:
///   - name: The name of a folder of `Compounds/`, or a path that ends in `.yaml`.
///   - library: Where `Compounds/` is looked for.
///   - location: Where the name was written, for the fault that it is unknown.
///   - settings: What a study changes of the file: a mapping of properties and `processes`.
///   - diagnostics: Receives every fault.
/// - Returns: nil when a fault was found.
public func loadCompound(
  _ name: String, library: Library, namedAt location: SourceLocation? = nil, settings: DataNode? = nil,
  diagnostics: Diagnostics
) -> Compound? {
  let isPath = name.hasSuffix(".yaml") || name.hasSuffix(".yml")
  let found = isPath ? name : name.contains("/") ? nil : library.find("Compounds/\(name)/\(name).yaml")
  guard let path = found else {
    let known = library.list("Compounds").filter { library.find("Compounds/\($0)/\($0).yaml") != nil }
    let nearest = suggestion(for: name, in: known)
    diagnostics.report(
      location ?? SourceLocation(file: name, line: 1, column: 1), "there is no compound `\(name)`",
      remedy: "\(nearest)known compounds: \(known.isEmpty ? "none" : known.sorted().joined(separator: ", "))")
    return nil
  }
  guard let node = readYAML(path: path, diagnostics: diagnostics) else { return nil }
  if node.isMixture {
    diagnostics.report(
      location ?? node.location, "\(name) is a mixture, not a single compound", remedy: "name one of its parts")
    return nil
  }
  func make(_ diagnostics: Diagnostics) -> Compound? {
    makeCompound(node, file: path, expectedName: isPath ? nil : name, settings: settings, diagnostics: diagnostics)
  }
  guard settings == nil else { return make(diagnostics) }
  return diagnostics.remembered("compound \(name) \(path)", make)
}

/// Makes a compound of the text of its file.
///
/// - Parameters:
///   - expectedName: The name of its folder, which `compound:` must repeat; nil to accept any.
///   - settings: What a study changes of the file.
public func makeCompound(
  _ written: DataNode, file: String?, expectedName: String? = nil, settings: DataNode? = nil, diagnostics: Diagnostics
) -> Compound? {
  let faultsBefore = diagnostics.errors.count
  let settings = settings.map {
    CompoundSettings(compound: written["compound"]?.text ?? "this compound", settings: $0, diagnostics: diagnostics)
  }
  let node = settings?.applied(to: written) ?? written
  guard let record = RecordReader(node, diagnostics: diagnostics, what: "a compound") else { return nil }
  let reader = FactReader(record: record, facts: FactList())
  _ = record.choice("schema", ["compound/1"], required: true)
  let name = readCompoundName(record, expected: expectedName)
  let molarMass = reader.number("molecular_weight", .molarMass, .aboveZero, required: true)
  let lipophilicity = reader.number("lipophilicity", .none, -20...20, required: true)
  let binding = readBinding(reader)
  let groups = readGroups(reader)
  let compound = { (name: String, molarMass: Double, lipophilicity: Double, unbound: Double) in
    Compound(name: name, molarMass: molarMass, lipophilicity: lipophilicity, groups: groups, fractionUnbound: unbound)
  }
  // A stand-in keeps the reading going when one of the four is missing, so that every fault is found.
  var result = compound(name ?? "", molarMass ?? .nan, lipophilicity ?? .nan, binding?.fraction ?? .nan)
  result.bindingPartner = binding?.partner ?? .unknown
  result.identifiers = readIdentifiers(record)
  result.drugClass = record.text("class")
  result.halogens = readHalogens(record)
  result.bloodPlasmaRatio = reader.number("blood_plasma_ratio", .none, .aboveZero)
  result.solubility = readSolubility(reader, molarMass: molarMass, isIonizable: !groups.isEmpty)
  result.supersaturates = record.flag("supersaturation") ?? false
  result.aqueousDiffusion = reader.number("aqueous_diffusion", .diffusivity, .aboveZero)
  readPermeabilities(reader, into: &result)
  readMethods(reader, into: &result)
  result.alternatives = readAlternativeNames(record)
  let listed = readProcesses(reader, molarMass: molarMass)
  result.processes = listed.chosen(settings)
  let acting = Set(result.processes.map(\.name))
  result.restingProcesses = listed.map(\.process.name).filter { !acting.contains($0) }
  result.formulations = readFormulations(reader)
  result.ehcContinuousFraction = reader.number("ehc_continuous_fraction", .none, .share)
  result.facts = reader.facts.facts
  result.file = file
  result.proteinsFrom = record.text("proteins_from")
  record.finish()
  result.proteinsFolder = file.flatMap(proteinsFolder)
  let isComplete = name != nil && molarMass != nil && lipophilicity != nil && binding != nil
  return isComplete && diagnostics.errors.count == faultsBefore ? result : nil
}

func readCompoundName(_ record: RecordReader, expected: String?) -> String? {
  guard let name = record.text("compound", required: true) else { return nil }
  if name.allSatisfy(\.isWhitespace) {
    record.fault("compound", "the name is empty", remedy: "write one")
    return nil
  }
  if let expected, name != expected {
    record.diagnostics.report(
      record.node("compound")?.location ?? record.node.location, "`\(name)` stands in the folder of `\(expected)`",
      remedy: "write `compound: \(expected)`, or rename the folder and the file")
  }
  return name
}

private func readIdentifiers(_ record: RecordReader) -> [String: String] {
  guard let identifiers = record.record("identifiers", what: "identifiers") else { return [:] }
  var result: [String: String] = [:]
  for entry in identifiers.entries() {
    if let text = identifiers.text(entry.key) { result[entry.key] = text }
  }
  identifiers.finish()
  return result
}

private func readHalogens(_ record: RecordReader) -> Halogens {
  guard let halogens = record.record("halogens", what: "halogens") else { return Halogens() }
  defer { halogens.finish() }
  func count(_ symbol: String) -> Int { halogens.integer(symbol, range: 0...1000) ?? 0 }
  return Halogens(fluorine: count("F"), chlorine: count("Cl"), bromine: count("Br"), iodine: count("I"))
}

private func readBinding(_ reader: FactReader) -> (fraction: Double, partner: BindingPartner)? {
  var partner = BindingPartner.unknown
  let fraction = reader.number(
    "fraction_unbound", .none, .fraction, required: true,
    extras: { inner in
      let word = inner.record.choice("binds", BindingPartner.allCases.map(\.rawValue))
      partner = word.flatMap(BindingPartner.init) ?? .unknown
    })
  return fraction.map { ($0, partner) }
}

private func readGroups(_ reader: FactReader) -> [ChargedGroup] {
  reader.children("pka", what: "an ionizable group").compactMap { group in
    defer {
      group.passOverRemarks()
      group.record.finish()
    }
    let range = -15.0...30.0
    switch (group.record.has("acid"), group.record.has("base")) {
    case (true, false): return group.number("acid", .none, range).map(ChargedGroup.acid)
    case (false, true): return group.number("base", .none, range).map(ChargedGroup.base)
    default:
      group.diagnostics.report(
        group.location, "a group of `pka` is either an acid or a base",
        remedy: "write `{acid: 4.2, source: ...}` or `{base: 9.1, source: ...}`")
      return nil
    }
  }
}

private func readPermeabilities(_ reader: FactReader, into compound: inout Compound) {
  compound.intestinalPermeability = reader.number("intestinal_permeability", .permeability, .notNegative)
  compound.paracellularPermeability = reader.number("paracellular_permeability", .permeability, .notNegative)
  compound.cellPermeability = reader.number("cell_permeability", .permeability, .notNegative)
  compound.mucosalCellPermeability = reader.number("mucosal_cell_permeability", .permeability, .notNegative)
  guard let cells = reader.child("blood_cell_permeability", what: "the permeability of blood cells") else { return }
  let into = cells.number("into", .permeability, .notNegative, required: true)
  let out = cells.number("out", .permeability, .notNegative, required: true)
  cells.record.finish()
  if let into, let out { compound.bloodCellPermeability = BloodCellPermeability(into: into, out: out) }
}

private func readMethods(_ reader: FactReader, into compound: inout Compound) {
  if let partition = reader.child("partition", required: true, what: "the partition method") {
    let word = partition.record.choice("method", PartitionMethod.allCases.map(\.rawValue), required: true)
    compound.partitionMethod = word.flatMap(PartitionMethod.init) ?? compound.partitionMethod
    if let given = partition.child("given", what: "the given partition coefficients") {
      for entry in given.record.entries() {
        compound.givenPartition[entry.key] = given.number(entry.key, .none, .aboveZero)
      }
      given.record.finish()
    }
    if compound.partitionMethod == .given, !partition.record.has("given") {
      partition.record.fault(
        "method", "the coefficients are not given", remedy: "add `given: {<organ>: {value: ..., source: ...}}`")
    }
    partition.record.finish()
  }
  if let permeability = reader.child("permeability", required: true, what: "the permeability method") {
    let word = permeability.record.choice("method", PermeabilityMethod.allCases.map(\.rawValue), required: true)
    compound.permeabilityMethod = word.flatMap(PermeabilityMethod.init) ?? compound.permeabilityMethod
    permeability.record.finish()
  }
  compound.isPerfusionLimited =
    reader.record.choice("organs", ["permeability-limited", "perfusion-limited"]).map { $0 == "perfusion-limited" }
  compound.pkSimCompatible = reader.record.choice("compatibility", ["pk-sim"]) != nil
}

/// The folder `proteins` beside the file of the compound.
private func proteinsFolder(_ file: String) -> String? {
  let folder = parentFolder(file) + "/proteins"
  return isFolder(folder) ? folder : nil
}

/// Every process of the file; names of processes that share one get a number.
private func readProcesses(_ reader: FactReader, molarMass: Double?) -> [ListedProcess] {
  let listed = reader.children("processes", what: "a process").compactMap { child -> ListedProcess? in
    let isDefault = child.record.flag("default") ?? true
    return makeProcess(child, molarMass: molarMass).map { ListedProcess(process: $0, isDefault: isDefault) }
  }
  return zip(withUniqueNames(listed.map(\.process)), listed).map {
    ListedProcess(process: $0, isDefault: $1.isDefault)
  }
}

/// The names of alternatives, which are read when a study names them.
private func readAlternativeNames(_ record: RecordReader) -> [(property: String, names: [String])] {
  guard let alternatives = record.record("alternatives", what: "alternatives") else { return [] }
  var found: [(property: String, names: [String])] = []
  for entry in alternatives.entries() {
    guard CompoundSettings.properties.contains(entry.key) else {
      let nearest = suggestion(for: entry.key, in: CompoundSettings.properties)
      record.diagnostics.report(
        entry.location, "`\(entry.key)` has no alternatives",
        remedy: "\(nearest)known are \(CompoundSettings.properties.joined(separator: ", "))")
      continue
    }
    if entry.node.entries == nil {
      record.diagnostics.report(
        entry.node.location, "the alternatives of `\(entry.key)` are not named",
        remedy: "write `\(entry.key): {<name>: {value: ..., source: ...}}`")
    }
    found.append((entry.key, (entry.node.entries ?? []).map(\.key)))
  }
  return found
}

/// Reads a compound once with each of its alternatives, so that the faults of all are found.
public func checkEveryAlternative(_ node: DataNode, file: String?, diagnostics: Diagnostics) {
  for property in node["alternatives"]?.entries ?? [] {
    for alternative in property.value.entries ?? [] {
      let value = DataNode(
        location: alternative.keyLocation, path: property.key, content: .scalar(alternative.key))
      let settings = DataNode(
        location: alternative.keyLocation, path: "",
        content: .mapping([DataNode.Entry(key: property.key, keyLocation: property.keyLocation, value: value)]))
      _ = makeCompound(node, file: file, settings: settings, diagnostics: diagnostics)
    }
  }
}
