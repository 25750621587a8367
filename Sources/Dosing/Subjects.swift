import DataFiles
import Quantities

/// The people of a study, as written: drawn from populations, or listed in a table.
///
/// - Units: internal (h, kg, dm; `bodyMassIndex` kg/dm2, `filtration` L/h per dm2 of body surface).
public struct SubjectsRecord: Sendable, Hashable {
  /// A population, and its part of the people.
  public struct Source: Sendable, Hashable {
    public var population: Located<String>
    public var share: Double

    public init(population: Located<String>, share: Double) {
      self.population = population
      self.share = share
    }
  }

  public typealias Range = Located<ClosedRange<Double>>

  public var species: Located<String>
  /// Shares sum to one. Empty where `people` names a table.
  public var sources: [Source]
  /// A table of people, a row a person, as a path that the study file may be beside.
  public var people: Located<String>?
  /// People in each trial.
  public var size: Int?
  public var seed: UInt64?
  /// The study is repeated with other people this many times.
  public var trials: Int
  /// Part of the people who are women; nil leaves it to the population.
  public var female: Double?
  public var age: Range?
  public var weight: Range?
  public var height: Range?
  public var bodyMassIndex: Range?
  public var filtration: Range?
  /// What differs from the protein profiles otherwise used, as of a single subject.
  public var proteins: [String: DataNode]
  /// What differs from the variability of the species: mappings by quantity.
  public var variability: [String: DataNode]
  /// False makes everybody the typical person of their size.
  public var varies: Bool
  public var location: SourceLocation

  public static let defaultSize = 100
  public static let defaultSeed: UInt64 = 1
}

/// Reads `subjects:` of a study.
func readSubjects(_ record: RecordReader) -> SubjectsRecord? {
  guard let subjects = record.record("subjects", what: "subjects") else { return nil }
  let faults = record.diagnostics.errors.count
  let species = subjects.located("species")
  let people = subjects.located("people")
  let sources = readSources(subjects, required: people == nil)
  if let people, !sources.isEmpty {
    subjects.diagnostics.report(
      people.location, "people are listed in a table and drawn from a population", remedy: "keep one of the two")
  }
  if people != nil {
    // Read all the same, so that nothing is said twice.
    for key in drawnKeys where subjects.has(key) {
      subjects.fault(key, "`\(key)` has no effect beside `people`", remedy: "leave it out, or draw from a population")
    }
  }
  let varies = subjects.scalarText("variability").map { $0 != "none" } ?? true
  var read = SubjectsRecord(
    species: species ?? Located(value: "human", location: subjects.node.location), sources: sources, people: people,
    size: subjects.integer("size", range: 1...10_000_000), seed: readSeed(subjects),
    trials: subjects.integer("trials", range: 1...1_000_000) ?? 1,
    female: subjects.quantity("female", .none, range: 0...1),
    age: readRange("age", .time, subjects), weight: readRange("weight", .mass, subjects),
    height: readRange("height", .length, subjects), bodyMassIndex: readRange("bmi", .massPerArea, subjects),
    filtration: readRange("egfr", .permeability, subjects),
    proteins: readMappings("proteins", in: subjects, what: "a profile of a protein"), variability: [:], varies: varies,
    location: subjects.node.location)
  if subjects.node("variability")?.entries != nil {
    read.variability = readMappings("variability", in: subjects, what: "the spread of a quantity")
  } else if let word = subjects.scalarText("variability"), word != "none" {
    subjects.fault("variability", "`\(word)` is not a spread", remedy: "write `none`, or `{<quantity>: {cv: 0.3}}`")
  }
  subjects.finish()
  return record.diagnostics.errors.count == faults ? read : nil
}

/// What says which people are drawn.
private let drawnKeys = ["size", "trials", "female", "age", "weight", "height", "bmi", "egfr"]

/// One name, or a mapping from names to shares.
private func readSources(_ subjects: RecordReader, required: Bool) -> [SubjectsRecord.Source] {
  guard let node = subjects.node("population") else {
    if required {
      subjects.fault(
        "population", "nothing says who the people are",
        remedy: "add `population: european` (see `teorell list populations`), or `people: table.csv`")
    }
    return []
  }
  guard node.entries != nil else {
    return subjects.located("population").map { [.init(population: $0, share: 1)] } ?? []
  }
  guard let mix = subjects.record("population", what: "populations and their shares") else { return [] }
  var sources: [SubjectsRecord.Source] = []
  for entry in mix.entries() {
    guard let share = mix.quantity(of: entry.node, named: entry.key, .none, range: 0...1) else { continue }
    sources.append(.init(population: Located(value: entry.key, location: entry.location), share: share))
  }
  let sum = sources.reduce(0) { $0 + $1.share }
  if sources.isEmpty || abs(sum - 1) > 1e-9 {
    subjects.fault(
      "population", "the shares of the populations sum to \(formatted(sum, .none)), not to 1",
      remedy: "write shares such as `{european: 0.7, japanese: 0.3}`")
  }
  return sources
}

private func readSeed(_ subjects: RecordReader) -> UInt64? {
  guard let word = subjects.scalarText("seed") else { return nil }
  guard let seed = UInt64(word) else {
    subjects.fault("seed", "`\(word)` is not a whole number from 0 on", remedy: "write digits only, such as `7`")
    return nil
  }
  return seed
}

private func readRange(
  _ key: String, _ dimension: Dimension, _ subjects: RecordReader
) -> SubjectsRecord.Range? {
  guard let range = subjects.quantityRange(key, dimension, range: .notNegative), let node = subjects.node(key) else {
    return nil
  }
  return Located(value: range, location: node.location)
}

extension SubjectsRecord {
  /// The body of reference of the species, with the protein profiles of these people.
  var typical: SubjectRecord { SubjectRecord(species: species, proteins: proteins) }
}
