import DataFiles
import NumericCore
import Physiology
import Quantities

/// Reads `Physiology/human/populations/<name>.yaml`, of whichever species has it.
///
/// - Parameter at: Where the population was asked for, such as a line of a study.
/// - Returns: nil when a fault was found.
public func loadPopulation(
  _ name: String, species: String, library: Library, diagnostics: Diagnostics, at: SourceLocation? = nil
) -> PopulationRecord? {
  let relative = "Physiology/\(species)/populations/\(name).yaml"
  guard let path = library.find(relative) else {
    let known = populationNames(species: species, library: library)
    diagnostics.report(
      at ?? SourceLocation(file: relative, line: 1, column: 1), "there is no population `\(name)`",
      remedy: "\(suggestion(for: name, in: known))known are \(known.joined(separator: ", "))")
    return nil
  }
  return diagnostics.remembered("population \(path)") { readPopulation(path: path, library: library, diagnostics: $0) }
}

/// The populations of a species, by name.
public func populationNames(species: String, library: Library) -> [String] {
  library.list("Physiology/\(species)/populations").filter { $0.hasSuffix(".yaml") }.map(\.fileStem)
}

/// Reads a population file wherever it is.
public func readPopulation(path: String, library: Library, diagnostics: Diagnostics) -> PopulationRecord? {
  let faults = diagnostics.errors.count
  let before = diagnostics.origins
  guard let node = readYAML(path: path, diagnostics: diagnostics),
    let record = RecordReader(node, diagnostics: diagnostics, what: "a population")
  else { return nil }
  record.checkSchema("population/1")
  if let origin = record.origin { diagnostics.note(origin) }
  let loader = PopulationLoader(record: record, folder: parentFolder(path), diagnostics: diagnostics)
  var read = loader.population(file: path)
  record.finish()
  let origins = diagnostics.origins.subtracting(before)
  read?.origins = origins.sorted { $0.at < $1.at }
  let references = loadReferences(of: ["Physiology"], library: library, diagnostics: diagnostics)
  checkReferences(origins, in: references, diagnostics: diagnostics)
  return diagnostics.errors.count == faults ? read : nil
}

private struct PopulationLoader {
  let record: RecordReader
  let folder: String
  let diagnostics: Diagnostics

  func population(file: String) -> PopulationRecord? {
    let name = record.text("population", required: true)
    if let name, name != file.fileStem {
      diagnostics.report(
        record.node("population")?.location ?? record.node.location, "the file \(file.fileName) describes \(name)",
        remedy: "write `population: \(file.fileStem)`, or rename the file")
    }
    let about = record.text("about") ?? ""
    let species = record.text("species", required: true)
    let people = record.has("people") ? sampled().map { PopulationRecord.People.sampled($0) } : drawn()
    var changes: [String: DataNode] = [:]
    for entry in record.record("variability", what: "spreads")?.entries() ?? [] { changes[entry.key] = entry.node }
    guard let name, let species, let people else { return nil }
    return PopulationRecord(
      name: name, about: about, species: species, people: people, variability: changes, origins: [], file: file)
  }

  // MARK: Real people

  private func sampled() -> PeopleSample? {
    guard let people = record.record("people", what: "the people") else { return nil }
    let table = people.text("table", required: true)
    let ancestry = people.text("ancestry")
    people.finish()
    if record.origin == nil {
      diagnostics.report(people.node.location, "the people have no source", remedy: "add `source: ...` to the file")
    }
    guard let table, let all = readPeopleSample(path: "\(folder)/\(table)", diagnostics: diagnostics) else {
      return nil
    }
    guard let ancestry else { return all }
    let kept = all.people.indices.filter { all.people[$0].ancestry == ancestry }
    if kept.isEmpty {
      let known = Set(all.people.compactMap(\.ancestry)).sorted()
      diagnostics.report(
        people.node("ancestry")?.location ?? people.node.location, "nobody in \(table) is of ancestry `\(ancestry)`",
        remedy: "\(suggestion(for: ancestry, in: known))known are \(known.joined(separator: ", "))")
      return nil
    }
    return PeopleSample(people: kept.map { all.people[$0] }, weights: kept.map { all.weights[$0] })
  }

  // MARK: Distributions

  private func drawn() -> PopulationRecord.People? {
    if record.origin == nil {
      diagnostics.report(record.node.location, "the people have no source", remedy: "add `source: ...` to the file")
    }
    let female = record.sourced("female", .none, range: 0...1, required: true)
    let ages = record.record("age", required: true, what: "the ages").flatMap { age in
      defer { age.finish() }
      return age.quantityRange("range", .time, range: 0...(150 * hoursPerYear), required: true)
    }
    var known: Set<Variable> = [.age, .female]
    var covariates: [PopulationRecord.Covariate] = []
    for entry in record.records("covariates", required: true, what: "a covariate") {
      if let covariate = covariate(entry, known: &known) { covariates.append(covariate) }
      entry.finish()
    }
    let sizes = covariates.filter { [.height, .weight, .bmi].contains($0.variable) && !$0.isComputed }
    if sizes.count == 3 {
      diagnostics.report(
        record.location("covariates"), "height, weight and bmi are all drawn, though two of them give the third",
        remedy: "compute one, such as `- {name: weight, unit: kg, equation: \"bmi * (height / 100)^2\"}`")
    }
    for needed in [Variable.height, .weight] where !known.contains(needed) {
      diagnostics.report(
        record.location("covariates"), "nothing gives the \(needed.rawValue) of a person",
        remedy: "add `- {name: \(needed.rawValue), unit: \(unit(of: needed)), ...}` to covariates")
      return nil
    }
    guard let female, let ages else { return nil }
    return .drawn(
      female: female.value, ages: (ages.lowerBound / hoursPerYear)...(ages.upperBound / hoursPerYear),
      covariates: covariates)
  }

  private func unit(of variable: Variable) -> String {
    switch variable {
    case .age: "year"
    case .height: "cm"
    case .weight: "kg"
    case .bmi: "kg/m2"
    case .creatinine: "mg/dL"
    case .female, .hematocrit: "1"
    }
  }

  private func covariate(_ entry: RecordReader, known: inout Set<Variable>) -> PopulationRecord.Covariate? {
    let names = Variable.allCases.filter { $0 != .age && $0 != .female }.map(\.rawValue)
    guard let variable = entry.choice("name", names, required: true).flatMap(Variable.init) else { return nil }
    if variable == .bmi, known.isSuperset(of: [.height, .weight]) {
      diagnostics.report(entry.node.location, "`bmi` follows from height and weight", remedy: "leave one of them out")
    } else if known.contains(variable) {
      diagnostics.report(entry.node.location, "`\(variable.rawValue)` is given twice", remedy: "keep one of them")
    }
    let wanted = unit(of: variable)
    if let written = entry.text("unit", required: true), written != wanted {
      diagnostics.report(
        entry.node("unit")?.location ?? entry.node.location, "`\(variable.rawValue)` in `\(written)`",
        remedy: "give it in `\(wanted)`")
    }
    let within = entry.quantity("within", .none, range: 0.1...10)
    if within != nil, entry.has("equation") {
      diagnostics.report(
        entry.location("within"), "an equation has no tails to cut", remedy: "leave `within` out, or use min and max")
    }
    let shape = shape(entry, variable, known)
    known.insert(variable)
    if known.isSuperset(of: [.height, .weight]) { known.insert(.bmi) }
    return shape.map { PopulationRecord.Covariate(variable: variable, shape: $0, within: within) }
  }

  private func shape(
    _ entry: RecordReader, _ variable: Variable, _ known: Set<Variable>
  ) -> PopulationRecord.Shape? {
    if let text = entry.text("equation") {
      return equation(text, at: entry.node("equation") ?? entry.node, known).map { .equation($0) }
    }
    guard let form = entry.choice("distribution", ["normal", "lognormal", "empirical"], required: true) else {
      return nil
    }
    if form == "empirical" { return empirical(entry) }
    if form == "lognormal" {
      guard let median = value("median", entry, known), let cv = value("cv", entry, known) else { return nil }
      return .lognormal(median: median, cv: cv)
    }
    let isCV = !entry.has("sd")
    guard let mean = value("mean", entry, known), let spread = value(isCV ? "cv" : "sd", entry, known) else {
      return nil
    }
    return .normal(mean: mean, spread: spread, isCV: isCV)
  }

  private func empirical(_ entry: RecordReader) -> PopulationRecord.Shape? {
    if entry.has("within") {
      diagnostics.report(
        entry.location("within"), "an empirical distribution ends where its values do", remedy: "leave `within` out")
    }
    return EmpiricalReader(diagnostics: diagnostics).distribution(entry).map { .empirical($0) }
  }

  /// A number, an equation, or a column of a table by sex and age.
  private func value(_ key: String, _ entry: RecordReader, _ known: Set<Variable>) -> PopulationRecord.Value? {
    guard let node = entry.node(key) else {
      diagnostics.report(
        entry.node.location, "the covariate lacks `\(key)`",
        remedy: "add `\(key): <number or equation>`, or `\(key): {table: file.csv, column: name}`")
      return nil
    }
    guard node.entries != nil else {
      guard let text = node.text else { return nil }
      if let number = Double(text) { return checked(number, key, node.location).map { .constant($0) } }
      return equation(text, at: node, known).map { .equation($0) }
    }
    guard let table = entry.record(key, what: "a column of a table") else { return nil }
    defer { table.finish() }
    guard let file = table.text("table", required: true), let column = table.text("column", required: true) else {
      return nil
    }
    return curves(of: column, "\(folder)/\(file)", at: node.location).map { .curve($0) }
  }

  private func checked(_ number: Double, _ key: String, _ at: SourceLocation) -> Double? {
    switch key {
    case "cv" where !Self.spreads.contains(number):
      diagnostics.report(
        at, "`cv`: \(number) is out of range",
        remedy: "write a fraction from \(Self.spreads.lowerBound) to \(Self.spreads.upperBound)")
      return nil
    case "sd" where !(number > 0):
      diagnostics.report(at, "`sd`: \(number) is out of range", remedy: "write a number above 0")
      return nil
    default: return number
    }
  }

  /// Coefficients of variation that a covariate of people can have at the very most.
  private static let spreads = 0.0...2.0

  private func equation(_ text: String, at node: DataNode, _ known: Set<Variable>) -> Equation? {
    let at = node.location
    do throws(Equation.Fault) {
      let equation = try Equation(text)
      for variable in equation.variables.subtracting(known).sorted(by: { $0.rawValue < $1.rawValue }) {
        diagnostics.report(
          at, "the equation reads `\(variable.rawValue)`, which is not known yet",
          remedy: "put the covariate \(variable.rawValue) before this one")
      }
      return equation
    } catch {
      diagnostics.report(
        SourceLocation(file: at.file, line: at.line, column: at.column + (node.isQuoted ? 1 : 0) + error.position),
        error.problem,
        remedy: "write an equation such as `bmi * (height / 100)^2`")
      return nil
    }
  }

  private func curves(of column: String, _ path: String, at: SourceLocation) -> PerSex<AgeCurve>? {
    guard
      let table = SizeTable(path: path, column: column, at: at, diagnostics: diagnostics)
    else { return nil }
    return table.curves
  }
}
