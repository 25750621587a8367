import DataFiles
import Foundation
import Testing

/// The faults of reading a text, as "line:column problem; remedy".
func faults(_ diagnostics: Diagnostics) -> [String] {
  DataErrors(diagnostics.errors).errors.map {
    "\($0.location.line):\($0.location.column) \($0.problem); \($0.remedy)"
  }
}

/// Reads a text as YAML and its top as a record.
func reader(_ text: String, _ diagnostics: Diagnostics, what: String = "organ") -> RecordReader? {
  parseYAML(text: text, file: "test.yaml", diagnostics: diagnostics).flatMap {
    RecordReader($0, diagnostics: diagnostics, what: what)
  }
}

/// A small generator with a seed, so that a failing case can be run again.
struct SplitMix: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

/// A data file with most of the forms that occur.
let sampleFile = """
  schema: compound/1
  compound: example
  source: example2010
  identifiers: {cas: 59467-70-8}
  lipophilicity: {value: 2.9, source: example2011, where: "table 2", method: fitted, to: "observed, 2012"}
  pka: [{base: 6.2}, {acid: 10.95, source: example2012}]
  volume: {male: 2.4 L, female: {value: 1.9 L, source: assumed, because: "smaller"}}
  processes:
    - process: metabolism
      protein: CYP3A4
      kcat: 8.76 1/min
      km: {value: 4 µmol/L}
    - {process: 'liver clearance', specific: 0.02 1/min}
  note: >
    folded text
    of two lines
  table: [[0 min, 0], [5 min, 0.5]]

  """
