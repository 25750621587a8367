import Teorell

extension Origin {
  /// The source in words: a reference with its place, or why and to what a number was set.
  var words: String {
    var text = source
    if let location_ { text += ", \(location_)" }
    if let fittedTo { text += " to \(fittedTo)" }
    if let because { text += ": \(because)" }
    return text
  }
}

/// Numbers with what they are called, their unit as written, and where they come from.
func factTable(_ facts: [(name: String, value: SourcedValue)]) -> ReportTable {
  var table = ReportTable(columns: ["name", "value", "method", "source"])
  for fact in facts {
    let origin = fact.value.origin
    table.add([.text(fact.name), .text(fact.value.text), .text(origin.method ?? ""), .text(origin.words)])
  }
  return table
}

/// The references that numbers name, one a line.
func sourceLines(_ origins: some Sequence<Origin>, _ library: Library, folders: [String]) -> [String] {
  let known = loadReferences(of: folders, library: library, diagnostics: Diagnostics())
  let keys = Set(origins.filter(\.namesReference).map(\.source)).sorted()
  return keys.compactMap { key in
    known[key].map { reference in
      let year = reference.year.map { " (\($0))" } ?? ""
      return "\(key): \(reference.authors)\(year). \(reference.title). \(reference.where)"
    }
  }
}

/// Loads something, or prints every fault and stops.
func loaded<Value>(_ load: (Diagnostics) -> Value?) throws -> Value {
  let diagnostics = Diagnostics()
  let value = load(diagnostics)
  guard diagnostics.isClean, let value else {
    Console.print(diagnostics.errors)
    throw ExitStatus.wrongInput
  }
  return value
}
