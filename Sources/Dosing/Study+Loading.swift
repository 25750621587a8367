import DataFiles
import Quantities

/// Reads a study file.
///
/// - Parameters:
///   - path: The file.
///   - overrides: Values that replace those of the file, as `--set PATH=VALUE` gives them.
///   - diagnostics: Receives every fault.
/// - Returns: nil when a fault was found.
public func loadStudy(
  path: String, overrides: [(path: String, value: String)] = [], diagnostics: Diagnostics
) -> Study? {
  let faultsBefore = diagnostics.errors.count
  guard let written = readYAML(path: path, diagnostics: diagnostics) else { return nil }
  let node = applyOverrides(overrides, to: written, diagnostics: diagnostics)
  guard diagnostics.errors.count == faultsBefore else { return nil }
  return makeStudy(node, file: path, diagnostics: diagnostics)
}

/// Makes a study of the text of its file.
public func makeStudy(_ node: DataNode, file: String?, diagnostics: Diagnostics) -> Study? {
  let faultsBefore = diagnostics.errors.count
  guard let record = RecordReader(node, diagnostics: diagnostics, what: "a study") else { return nil }
  _ = record.choice("schema", ["study/1"])
  let name = readName(record)
  let arms = readArms(record)
  let subjects = readSubjects(record)
  let subject = readSubject(
    record, required: !record.has("subjects") && (!arms.allSatisfy { $0.subject != nil } || arms.isEmpty))
  checkSubjects(record, arms)
  let settings = readMappings("compounds", in: record, what: "settings of a compound")
  let observe = readObserve(record)
  let duration = record.quantity("duration", .time, range: .aboveZero, required: true)
  let sampling = duration.flatMap { readSampling(record, duration: $0) }
  if duration == nil { _ = record.node("sampling") }
  let tolerances = readTolerances(record)
  let model = readModel(record)
  let partition = record.located("partition")
  let meals = record.records("meals", what: "a meal").compactMap(readMeal)
  let observed = record.records("observed", what: "a table of observed values").compactMap { readObserved($0, arms) }
  record.finish()
  guard diagnostics.errors.count == faultsBefore, let name,
    let subject = subject ?? subjects?.typical ?? arms.first?.subject, let duration, let sampling
  else { return nil }
  return Study(
    name: name, subject: subject, arms: arms, observe: observe, duration: duration, sampling: sampling,
    relativeTolerance: tolerances.relative ?? Study.defaultRelativeTolerance, absoluteTolerance: tolerances.absolute,
    organForm: model.form, organForms: model.forms, partition: partition, meals: meals,
    compoundSettings: settings, subjects: subjects, observed: observed, file: file)
}

/// Faults of people beside a single subject.
private func checkSubjects(_ record: RecordReader, _ arms: [Arm]) {
  guard record.has("subjects") else { return }
  if record.has("subject") {
    record.fault("subject", "given beside `subjects`", remedy: "keep one: a single body, or the people of a population")
  }
  for arm in arms where arm.subject != nil {
    record.fault(
      "subjects", "the arm `\(arm.name)` has a subject of its own",
      remedy: "leave it out: every person goes through every arm")
  }
}

/// The name of the study, which is also the name of the folder of its results.
private func readName(_ record: RecordReader) -> String? {
  guard let name = record.text("study", required: true) else { return nil }
  if name.allSatisfy(\.isWhitespace) {
    record.fault("study", "the name is empty", remedy: "write one")
    return nil
  }
  return name
}

private func readArms(_ record: RecordReader) -> [Arm] {
  switch (record.has("arms"), record.has("doses")) {
  case (true, true):
    record.fault("doses", "given beside `arms`", remedy: "move the doses into an arm, or leave out `arms`")
    return []
  case (false, false):
    record.fault(
      "doses", "the study gives no dose", remedy: "add `doses: [{compound: ..., dose: ..., route: ...}]`, or `arms`")
    return []
  case (false, true):
    return [Arm(name: "", doses: readDoses(record))]
  case (true, false):
    return readNamedArms(record)
  }
}

private func readNamedArms(_ record: RecordReader) -> [Arm] {
  let records = record.records("arms", required: true, what: "an arm")
  var arms: [Arm] = []
  for arm in records {
    let name = arm.text("name", required: true)
    let doses = readDoses(arm)
    let subject = readSubject(arm, required: false)
    let settings = arm.has("compounds") ? readMappings("compounds", in: arm, what: "settings of a compound") : nil
    let meals = arm.has("meals") ? arm.records("meals", what: "a meal").compactMap(readMeal) : nil
    arm.finish()
    guard let name else { continue }
    if name.allSatisfy(\.isWhitespace) {
      arm.fault("name", "the name is empty", remedy: "write one")
    } else if arms.contains(where: { $0.name == name }) {
      arm.fault("name", "two arms are named `\(name)`", remedy: "give each arm its own name")
    }
    arms.append(Arm(name: name, doses: doses, subject: subject, compoundSettings: settings, meals: meals))
  }
  return arms
}

private func readDoses(_ record: RecordReader) -> [DoseRequest] {
  record.records("doses", required: true, what: "a dose").compactMap(makeDoseRequest)
}

private func readObserve(_ record: RecordReader) -> [Located<String>] {
  guard let node = record.node("observe") else {
    return [Located(value: "plasma", location: record.node.location)]
  }
  let items: [DataNode] = if case .sequence(let items) = node.content { items } else { [node] }
  var sites: [Located<String>] = []
  for item in items {
    guard case .scalar(let text) = item.content, !text.isEmpty else {
      record.diagnostics.report(
        item.location, "a site of `observe` is not a name", remedy: "write names, such as `[plasma, liver]`")
      continue
    }
    if sites.contains(where: { $0.value == text }) {
      record.diagnostics.report(item.location, "`\(text)` is observed twice", remedy: "name it once")
    }
    sites.append(Located(value: text, location: item.location))
  }
  if items.isEmpty {
    record.fault("observe", "no site is named", remedy: "name at least one, such as `[plasma]`, or leave it out")
  }
  return sites
}

private func readObserved(_ table: RecordReader, _ arms: [Arm]) -> ObservedReference? {
  let file = table.located("file", required: true)
  let dataset = table.located("dataset")
  let arm = table.located("arm")
  table.finish()
  let names = arms.map(\.name).filter { !$0.isEmpty }
  if let arm, !names.contains(arm.value) {
    table.fault(
      "arm", "the study has no arm `\(arm.value)`",
      remedy: names.isEmpty
        ? "leave `arm` out: the study has a single one"
        : "\(suggestion(for: arm.value, in: names))it has \(names.joined(separator: ", "))")
  } else if arm == nil, names.count > 1 {
    table.fault(
      "arm", "the study has several arms, and nothing says in which one this was observed",
      remedy: "add `arm:` with one of \(names.joined(separator: ", "))")
  }
  return file.map { ObservedReference(file: $0, dataset: dataset, arm: arm) }
}

private func readTolerances(_ record: RecordReader) -> (relative: Double?, absolute: Double?) {
  guard let tolerances = record.record("tolerances", what: "tolerances") else { return (nil, nil) }
  let relative = tolerances.quantity("relative", .none, range: .fraction)
  if let relative, relative == 1 {
    tolerances.fault("relative", "1 is no precision at all", remedy: "write a value below 1, such as `1e-7`")
  }
  let absolute = tolerances.quantity("absolute", .amount, range: .aboveZero)
  tolerances.finish()
  return (relative, absolute)
}

private func readModel(_ record: RecordReader) -> (form: OrganForm, forms: [OrganFormChoice]) {
  guard let model = record.record("model", what: "a model") else { return (.permeabilityLimited, []) }
  let words = OrganForm.allCases.map(\.rawValue)
  let form = model.choice("organs", words).flatMap(OrganForm.init)
  var forms: [OrganFormChoice] = []
  if let organs = model.record("organ", what: "the forms of organs") {
    for entry in organs.entries() {
      if let form = organs.choice(entry.key, words, required: true).flatMap(OrganForm.init) {
        forms.append(OrganFormChoice(organ: Located(value: entry.key, location: entry.location), form: form))
      }
    }
    organs.finish()
  }
  model.finish()
  return (form ?? .permeabilityLimited, forms)
}

private func readMeal(_ meal: RecordReader) -> Meal? {
  let start = meal.quantity("start", .time, range: .notNegative)
  let energy = meal.quantity("energy", .energy, range: .aboveZero, required: true)
  let solid = meal.quantity("solid_fraction", .none, range: 0...1, required: true)
  let volume = meal.quantity("volume", .volume, range: .notNegative, required: true)
  meal.finish()
  guard let energy, let solid, let volume else { return nil }
  return Meal(start: start ?? 0, energy: energy, solidFraction: solid, volume: volume)
}
