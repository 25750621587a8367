/// Collects what an import did, chose, filled in and could not carry over.
final class ReportBuilder {
  private struct Key: Hashable {
    let path: String
    let reason: String
  }

  private var missing: [Key: (example: String, count: Int)] = [:]
  private var order: [Key] = []
  private var defaults: [ImportReport.Filled] = []
  private(set) var choices: [String] = []
  var compounds: [ImportReport.CompoundLine] = []
  var proteins: [ImportReport.ProteinLine] = []
  var individuals: [String] = []
  var studies: [String] = []

  /// Something of the snapshot that has no counterpart here.
  func lacks(_ path: String, _ example: String = "", count: Int = 1, because reason: String) {
    let key = Key(path: path, reason: reason)
    if let known = missing[key] {
      missing[key] = (known.example, known.count + count)
    } else {
      missing[key] = (example, count)
      order.append(key)
    }
  }

  /// A parameter that has no counterpart here.
  func lacks(_ path: String, _ parameter: SnapshotParameter, because reason: String) {
    lacks(path, parameter.shown, because: reason)
  }

  /// A value of the program that stands where the snapshot says nothing.
  func filled(_ place: String, _ name: String, _ value: ImportedValue) {
    let line = ImportReport.Filled(place: place, name: name, value: value.quantity.text)
    if !defaults.contains(line) { defaults.append(line) }
  }

  /// A choice between things that the simulations of the snapshot do differently.
  func chose(_ sentence: String) {
    if !choices.contains(sentence) { choices.append(sentence) }
  }

  func report(file: String, version: Int?, model: String) -> ImportReport {
    ImportReport(
      file: file, version: version, model: model, compounds: compounds, proteins: proteins, individuals: individuals,
      studies: studies,
      missing: order.map {
        ImportReport.Missing(
          path: $0.path, example: missing[$0]?.example ?? "", count: missing[$0]?.count ?? 0, reason: $0.reason)
      },
      filled: defaults, choices: choices)
  }
}
