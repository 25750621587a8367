import DataFiles
import Quantities

/// Reads `subject:` of a study or of an arm.
func readSubject(_ record: RecordReader, required: Bool) -> SubjectRecord? {
  guard let subject = record.record("subject", required: required, what: "a subject") else { return nil }
  let individual = subject.located("individual")
  let found = readSubjectKeys(subject, requiresSpecies: individual == nil)
  subject.finish()
  // The species of a named individual stands in its file.
  let species = found.species ?? individual.map { Located(value: "", location: $0.location) }
  return species.map { found.subject(species: $0, individual: individual) }
}

/// The keys that a subject and the file of an individual share.
private struct SubjectKeys {
  var species: Located<String>?
  var population: Located<String>?
  var sex: String?
  var age: Double?
  var weight: Double?
  var height: Double?
  var proteins: [String: DataNode]

  func subject(species: Located<String>, individual: Located<String>?) -> SubjectRecord {
    SubjectRecord(
      species: species, individual: individual, population: population, sex: sex, age: age, weight: weight,
      height: height, proteins: proteins)
  }
}

private func readSubjectKeys(_ record: RecordReader, requiresSpecies: Bool) -> SubjectKeys {
  SubjectKeys(
    species: record.located("species", required: requiresSpecies), population: record.located("population"),
    sex: record.choice("sex", ["male", "female"]),
    age: record.quantity("age", .time, range: .notNegative),
    weight: record.quantity("weight", .mass, range: .aboveZero),
    height: record.quantity("height", .length, range: .aboveZero),
    proteins: readMappings("proteins", in: record, what: "a profile of a protein"))
}

/// Reads the file of an individual, individual/1: a body that belongs to a compound's model.
///
/// - Parameter node: The text of the file.
/// - Returns: The subject it describes; what its `proteins` change states its origin. nil when a fault was found.
public func makeIndividualRecord(_ node: DataNode, diagnostics: Diagnostics) -> SubjectRecord? {
  let faults = diagnostics.errors.count
  guard let record = RecordReader(node, diagnostics: diagnostics, what: "an individual") else { return nil }
  record.checkSchema("individual/1")
  _ = record.text("individual", required: true)
  var keys = readSubjectKeys(record, requiresSpecies: true)
  record.finish()
  let origin = node.originEntries
  for (name, profile) in keys.proteins {
    keys.proteins[name] = DataNode(
      location: profile.location, path: profile.path,
      content: .mapping(
        (profile.entries ?? []).map { entry in
          DataNode.Entry(key: entry.key, keyLocation: entry.keyLocation, value: entry.value.stating(origin))
        }))
  }
  guard diagnostics.errors.count == faults else { return nil }
  return keys.species.map { keys.subject(species: $0, individual: nil) }
}

/// A mapping from names to mappings, whose keys are looked at when the files they belong to are read.
func readMappings(_ key: String, in record: RecordReader, what: String) -> [String: DataNode] {
  guard let mappings = record.record(key, what: key) else { return [:] }
  var found: [String: DataNode] = [:]
  for entry in mappings.entries() {
    guard entry.node.entries != nil else {
      record.diagnostics.report(
        entry.node.location, "`\(entry.key)` is not \(what)", remedy: "write `\(entry.key): {<key>: <value>, ...}`")
      continue
    }
    found[entry.key] = entry.node
  }
  return found
}
