import Compounds
import DataFiles
import Testing

/// Reads a compound of its text, with the faults as lines.
func readCompound(_ text: String) -> (compound: Compound?, faults: [String]) {
  let diagnostics = Diagnostics()
  guard let node = parseYAML(text: text, file: "compound.yaml", diagnostics: diagnostics) else {
    return (nil, diagnostics.errors.map(\.description))
  }
  let compound = makeCompound(node, file: nil, diagnostics: diagnostics)
  return (compound, diagnostics.errors.map(\.description))
}

/// A neutral compound of 250 g/mol with further lines; invented numbers.
func compoundText(_ more: String = "", unbound: String = "0.2", pka: String = "[]") -> String {
  """
  schema: compound/1
  compound: exampline
  source: example2010
  molecular_weight: 250 g/mol
  lipophilicity: 2
  pka: \(pka)
  fraction_unbound: \(unbound)
  partition: {method: rodgers-rowland}
  permeability: {method: pk-sim}
  \(more)
  """
}

/// The text with one process.
func processText(_ process: String) -> String { compoundText("processes: [{\(process)}]") }

/// Equal but for the rounding of a few conversions of units.
func expectClose(_ found: Double, _ expected: Double, sourceLocation: Testing.SourceLocation = #_sourceLocation) {
  #expect(abs(found - expected) <= 1e-12 * abs(expected), "\(found) is not \(expected)", sourceLocation: sourceLocation)
}
