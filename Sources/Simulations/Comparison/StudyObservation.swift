import DataFiles
import Dosing

/// A dataset that was observed in an arm of a study.
public struct StudyObservation: Sendable, Hashable {
  /// The name of the arm as results show it.
  public let arm: String
  public let dataset: ObservedDataset

  public init(arm: String, dataset: ObservedDataset) {
    self.arm = arm
    self.dataset = dataset
  }
}

/// Reads every table of observed values that a study names.
///
/// Faults are those of the tables, and a dataset that is named and cannot be drawn.
/// - Parameters:
///   - compounds: Everything of which the study has curves.
///   - isComplete: False where some of them may be missing, as their files have faults.
func loadObservations(
  of study: Study, compounds: [String], isComplete: Bool, library: Library, diagnostics: Diagnostics
) -> [StudyObservation] {
  guard !study.observed.isEmpty else { return [] }
  var names = ObservableNames(library)
  names.accept(compounds: compounds)
  var tables: [String: [String: ObservedDataset]?] = [:]
  var found: [StudyObservation] = []
  for reference in study.observed {
    // Of an arm that was left out of this run.
    let arm = study.arms.first { reference.arm == nil || $0.name == reference.arm?.value }
    guard let arm else { continue }
    let path = tablePath(reference.file.value, besides: study.file)
    guard isFile(path) else {
      let folders = [study.file.map(parentFolder), parentFolder(path)].compactMap { $0 }
      let nearest = suggestion(for: path.fileName, in: folders.flatMap(namesInFolder))
      diagnostics.report(
        reference.file.location, "there is no file `\(reference.file.value)`",
        remedy: "\(nearest)name a table beside the study file, or give its path from here")
      continue
    }
    if tables[path] == nil {
      tables[path] = .some(loadObservedDatasets(path: path, names: names, diagnostics: diagnostics))
    }
    guard let datasets = tables[path] ?? nil else { continue }
    let known = datasets.keys.sorted()
    guard let wanted = reference.dataset else {
      found += known.compactMap { datasets[$0] }.map { StudyObservation(arm: arm.displayName, dataset: $0) }
      continue
    }
    guard let dataset = datasets[wanted.value] else {
      let nearest = suggestion(for: wanted.value, in: known)
      diagnostics.report(
        wanted.location, "\(reference.file.value) has no dataset `\(wanted.value)`",
        remedy: "\(nearest)it has \(known.prefix(8).joined(separator: ", "))")
      continue
    }
    if isComplete { check(dataset, at: wanted.location, study, compounds, diagnostics) }
    found.append(StudyObservation(arm: arm.displayName, dataset: dataset))
  }
  return found
}

/// A dataset that is asked for by name must have a curve to be drawn over.
private func check(
  _ dataset: ObservedDataset, at location: SourceLocation, _ study: Study, _ compounds: [String],
  _ diagnostics: Diagnostics
) {
  if !compounds.contains(dataset.compound) {
    diagnostics.report(
      location, "`\(dataset.name)` is of \(dataset.compound), which is neither dosed nor formed in the study",
      remedy: "here are \(compounds.joined(separator: ", "))")
  }
  if !study.observe.contains(where: { $0.value == dataset.site }) {
    diagnostics.report(
      location, "`\(dataset.name)` was observed in \(dataset.site), which the study does not watch",
      remedy: "add `\(dataset.site)` to `observe`")
  }
}
