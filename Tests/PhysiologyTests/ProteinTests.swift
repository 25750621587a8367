import DataFiles
import Physiology
import TestSupport
import Testing

/// Protein files.
struct ProteinTests {
  private static let folder = "Physiology/human/proteins/"
  private static let enzyme = """
    schema: protein/1
    protein: CYP0
    kind: enzyme
    source: assumed
    because: a test
    reference_concentration: 4 umol/L
    half_life: {liver: 36 h, intestine: 23 h}
    located: intracellular
    content: 108 pmol/mg
    expression: {liver: 1, duodenum mucosa: 0.07, plasma: 0.5}
    """

  private func load(
    _ text: String, name: String = "CYP0", places: [String] = ["liver", "duodenum mucosa"]
  ) throws -> (Protein?, [String]) {
    let written = try WrittenFiles([Self.folder + "CYP0.yaml": text])
    let diagnostics = Diagnostics()
    let folders = written.alone.folders.map { "\($0)/\(Self.folder)" }
    let protein = loadProtein(name, folders: folders, places: places, diagnostics: diagnostics)
    return (protein, diagnostics.errors.map(\.description))
  }

  @Test func `an enzyme is read in internal units`() throws {
    let (read, faults) = try load(Self.enzyme)
    #expect(faults.isEmpty, "\(faults)")
    let protein = try #require(read)
    #expect(protein.kind == .enzyme)
    #expect(protein.referenceConcentration == 4)
    #expect(protein.halfLifeLiver == 36)
    #expect(protein.halfLifeIntestine == 23)
    #expect(isClose(try #require(protein.content), 108, relative: 1e-12))
    #expect(protein.located == ["intracellular": 1])
    #expect(protein.expression == ["liver": 1, "duodenum mucosa": 0.07, "plasma": 0.5])
    #expect(protein.facts.count == 7)
  }

  @Test func `a transporter says which way it carries`() throws {
    let text =
      Self.enzyme.replacing("kind: enzyme", with: "kind: transporter") + """

        membranes:
          - {organ: mucosa, from: intracellular, to: lumen}
          - {organ: liver, from: intracellular, to: bile, share: 0.4}
        """
    let protein = try #require(try load(text).0)
    #expect(
      protein.membranes == [
        Protein.Membrane(organ: "mucosa", from: "intracellular", to: "lumen"),
        Protein.Membrane(organ: "liver", from: "intracellular", to: "bile", share: 0.4),
      ])
  }

  @Test(arguments: [
    ("kind: enzyme", "kind: transporter", "lacks `membranes`"),
    ("liver: 1", "lever: 1", "lever is no place in this species; did you mean liver?"),
    ("located: intracellular", "located: {intracelular: 1}", "intracelular is no space of an organ"),
    ("protein: CYP0", "protein: CYP1", "the file of CYP0 describes CYP1"),
    ("4 umol/L", "-4 umol/L", "out of range"),
    ("half_life", "halflife", "unknown key `halflife`"),
  ])
  func `every fault of a protein file is told`(correct: String, wrong: String, message: String) throws {
    #expect(Self.enzyme.contains(correct))
    let (protein, faults) = try load(Self.enzyme.replacing(correct, with: wrong))
    #expect(protein == nil)
    #expect(faults.contains { $0.contains(message) }, "\(faults)")
  }

  @Test func `a protein that is not there is answered with the nearest`() throws {
    let (protein, faults) = try load(Self.enzyme, name: "CYPO")
    #expect(protein == nil)
    #expect(faults.first?.contains("there is no protein CYPO; did you mean CYP0?") == true, "\(faults)")
  }

  @Test func `every protein of the human files loads`() throws {
    let names = ownLibrary.list(Self.folder).filter { $0.hasSuffix(".yaml") }.map { String($0.dropLast(5)) }
    #expect(!names.isEmpty)
    let places = try species("human").organNames
    let references = loadReferences(path: "\(packageFolder)/Physiology/references.yaml", diagnostics: Diagnostics())
    for name in names {
      let diagnostics = Diagnostics()
      _ = loadProtein(
        name, folders: ["\(packageFolder)/\(Self.folder)"], places: places, references: references,
        diagnostics: diagnostics)
      #expect(diagnostics.isClean, "\(diagnostics.errors.map(\.description))")
    }
  }
}
