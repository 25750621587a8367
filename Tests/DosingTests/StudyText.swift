import DataFiles
import Dosing

/// Reads a study of its text, with the faults as lines.
func readStudy(
  _ text: String, overrides: [(path: String, value: String)] = []
) -> (study: Study?, faults: [String]) {
  let diagnostics = Diagnostics()
  guard let node = parseYAML(text: text, file: "study.yaml", diagnostics: diagnostics) else {
    return (nil, diagnostics.errors.map(\.description))
  }
  let changed = applyOverrides(overrides, to: node, diagnostics: diagnostics)
  let study = makeStudy(changed, file: nil, diagnostics: diagnostics)
  return (study, diagnostics.errors.map(\.description))
}

/// A study with one dose; the dose and further lines can be replaced.
func studyText(
  dose: String = "{compound: midazolam, dose: 7.5 mg, route: oral, formulation: tablet}",
  subject: String = "{species: human}", duration: String = "24 h", sampling: String = "1 h", more: String = ""
) -> String {
  """
  schema: study/1
  study: one dose
  subject: \(subject)
  doses: [\(dose)]
  duration: \(duration)
  sampling: \(sampling)
  \(more)
  """
}
