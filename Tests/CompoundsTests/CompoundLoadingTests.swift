import Compounds
import DataFiles
import Foundation
import Testing

struct CompoundLoadingTests {
  /// The folder of the package, which holds `Compounds/`.
  static let package = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().path
  static let library = Library(folders: [package])
  static let names = library.list("Compounds").filter {
    library.find("Compounds/\($0)/\($0).yaml") != nil
      && loadMixture($0, library: library, diagnostics: Diagnostics()) == nil
  }

  @Test(arguments: names) func `every compound of the library is read, with sources that exist`(name: String) throws {
    let diagnostics = Diagnostics()
    let compound = loadCompound(name, library: Self.library, diagnostics: diagnostics)
    let references = loadReferences(path: Self.package + "/Compounds/references.yaml", diagnostics: diagnostics)
    checkReferences(compound?.facts.map(\.value.origin) ?? [], in: references, diagnostics: diagnostics)
    #expect(diagnostics.errors.map(\.description) == [])
    #expect(compound?.name == name)
    let processes = try #require(compound).processes.map(\.name)
    #expect(Set(processes).count == processes.count)
  }

  @Test func `a compound with everything in it is read in internal units`() throws {
    let (read, faults) = readCompound(
      """
      schema: compound/1
      compound: exampline
      source: example2010
      identifiers: {cas: 59467-70-8, note: none}
      molecular_weight: 325.78 g/mol
      halogens: {F: 1, Cl: 2}
      lipophilicity: {value: 2.9, source: fitted, to: plasma of example2011}
      pka: [{base: 6.2, source: example2012}, {acid: 10.95}]
      fraction_unbound: {value: 3.1 %, binds: albumin, source: example2012, where: table 2, n: 4}
      blood_plasma_ratio: 0.66
      solubility: {value: 0.049 mg/mL, ph: 6.5, gain_per_charge: 1000, note: fasted}
      intestinal_permeability: 1.5e-4 cm/min
      paracellular_permeability: 0 cm/min
      cell_permeability: {value: 1e-5 dm/min, source: assumed, because: no measurement}
      mucosal_cell_permeability: 1.92e-3 cm/min
      blood_cell_permeability: {into: 3e-5 dm/min, out: 6e-5 dm/min}
      partition: {method: rodgers-rowland, given: {liver: {value: 4.5, source: example2010}, small intestine: 2}}
      permeability: {method: normalized charge-dependent schmitt}
      compatibility: pk-sim
      processes: [{process: glomerular filtration, fraction: 0.64}]
      formulations: {solution: {model: dissolved}}
      ehc_continuous_fraction: 1
      """)
    #expect(faults.isEmpty, "\(faults)")
    let compound = try #require(read)
    #expect(compound.identifiers == ["cas": "59467-70-8"])
    expectClose(compound.molarMass, 325.78e-9)
    #expect(compound.halogens == Halogens(fluorine: 1, chlorine: 2))
    #expect(compound.lipophilicity == 2.9)
    #expect(compound.groups == [.base(pKa: 6.2), .acid(pKa: 10.95)])
    expectClose(compound.fractionUnbound, 0.031)
    #expect(compound.bindingPartner == .albumin)
    #expect(compound.bloodPlasmaRatio == 0.66)
    guard case .reference(let solubility, 6.5, 1000)? = compound.solubility else {
      Issue.record("\(String(describing: compound.solubility))")
      return
    }
    expectClose(solubility, 4.9e-5)
    expectClose(try #require(compound.intestinalPermeability), 1.5e-4 * 6)
    #expect(compound.paracellularPermeability == 0)
    expectClose(try #require(compound.cellPermeability), 6e-4)
    expectClose(try #require(compound.mucosalCellPermeability), 1.92e-3 * 6)
    let cells = try #require(compound.bloodCellPermeability)
    expectClose(cells.into, 1.8e-3)
    expectClose(cells.out, 3.6e-3)
    #expect(compound.partitionMethod == .rodgersRowland)
    #expect(compound.givenPartition == ["liver": 4.5, "small intestine": 2])
    #expect(compound.permeabilityMethod == .normalizedChargeDependent)
    #expect(compound.pkSimCompatible)
    #expect(compound.formulations == ["solution": .dissolved])
    #expect(compound.ehcContinuousFraction == 1)
  }

  @Test func `every number is a fact with its path and source`() throws {
    let compound = try #require(
      readCompound(
        compoundText(
          "solubility: {table: [[2, 1 mg/mL], [7, 2 mg/mL]]}\nprocesses: [{process: glomerular filtration, fraction: 1}]"
        )
      ).compound)
    let names = compound.facts.map(\.name)
    for name in ["molecular_weight", "lipophilicity", "fraction_unbound", "processes[0].fraction"] {
      #expect(names.contains(name), "\(names)")
    }
    #expect(names.count == 8)
    #expect(Set(names).count == 8)
    #expect(compound.facts.allSatisfy { $0.value.origin.source == "example2010" })
  }

  @Test func `a solubility may be a table or an amount per volume`() throws {
    let table = try #require(readCompound(compoundText("solubility: {table: [[7, 4 mmol/L], [2, 1 mg/mL]]}")).compound)
    guard case .table(let points)? = table.solubility else {
      Issue.record("no table")
      return
    }
    #expect(points.map(\.ph) == [2, 7])
    expectClose(points[0].solubility, 1e-3)
    expectClose(points[1].solubility, 1e-3)
    let neutral = try #require(readCompound(compoundText("solubility: 1 g/L")).compound)
    #expect(neutral.solubility == .reference(value: 1e-3, ph: 0, gainPerCharge: 1))
  }

  @Test func `an unknown compound is named with its nearest neighbor`() throws {
    let name = try #require(Self.names.first { $0.count > 5 })
    let diagnostics = Diagnostics()
    let location = SourceLocation(file: "study.yaml", line: 4, column: 20)
    let compound = loadCompound(name + "x", library: Self.library, namedAt: location, diagnostics: diagnostics)
    #expect(compound == nil)
    #expect(diagnostics.errors.count == 1)
    #expect(diagnostics.errors.first?.location == location)
    #expect(diagnostics.errors.first?.remedy.hasPrefix("did you mean `\(name)`?") == true)
  }

  @Test func `a compound is read from a path`() throws {
    let name = try #require(Self.names.first)
    let path = try #require(Self.library.find("Compounds/\(name)/\(name).yaml"))
    let compound = loadCompound(path, library: Library(folders: []), diagnostics: Diagnostics())
    #expect(compound?.name == name)
    #expect(compound?.file == path)
  }

  static let faulty: [(String, String)] = [
    (compoundText(unbound: "0"), "`fraction_unbound`"),
    (compoundText(unbound: "1.2"), "`fraction_unbound`"),
    (compoundText(unbound: "{value: 0.2, binds: albumen}"), "did you mean `albumin`?"),
    (compoundText(unbound: "{value: 0.2, bind: albumin}"), "did you mean `binds`?"),
    (compoundText(unbound: "{value: 0.2, source: assumed}"), "`because: ...`"),
    (compoundText(unbound: "{value: 0.2, source: fitted}"), "`to: ...`"),
    (compoundText(pka: "[{acid: 4, base: 9}]"), "either an acid or a base"),
    (compoundText(pka: "[{acid: 4 mg}]"), "`acid`"),
    (compoundText(pka: "[{source: example2012}]"), "either an acid or a base"),
    (compoundText(pka: "4"), "a list is needed"),
    (compoundText("solubility: {value: 1 mg/mL, ph: 7}", pka: "[{acid: 4}]"), "lacks `gain_per_charge`"),
    (compoundText("solubility: {value: 1 mg/mL, gain_per_charge: 1000}", pka: "[{acid: 4}]"), "lacks `ph`"),
    (compoundText("solubility: {value: 1 mg, ph: 7}"), "`solubility`"),
    (compoundText("solubility: {value: 1 mg/mL, ph: 15}"), "`ph`"),
    (compoundText("solubility: {table: [[2, 1 mg/mL], [2, 2 mg/mL]]}"), "at one pH"),
    (compoundText("solubility: {table: [[2, 1 mg/mL, 3]]}"), "is not a pair"),
    (compoundText("solubility: {table: [[20, 1 mg/mL]]}"), "out of range"),
    (compoundText("solubility: {table: [[2, 1 mg/mL]], value: 3 mg/mL}"), "a table holds all"),
    (compoundText("intestinal_permeability: 1 cm"), "`intestinal_permeability`"),
    (compoundText("cell_permeability: -1 cm/min"), "`cell_permeability`"),
    (compoundText("blood_cell_permeability: {into: 1 cm/min}"), "lacks `out`"),
    (compoundText("halogens: {Cl: 1.5}"), "`Cl`"),
    (compoundText("halogens: {cl: 1}"), "did you mean `Cl`?"),
    (compoundText("compatibility: pksim"), "did you mean `pk-sim`?"),
    (compoundText("ehc_continuous_fraction: 2"), "`ehc_continuous_fraction`"),
    (compoundText("lipofilicity: 2"), "did you mean `lipophilicity`?"),
    (compoundText().replacing("method: rodgers-rowland", with: "method: given"), "the coefficients are not given"),
    (
      compoundText().replacing("method: rodgers-rowland", with: "method: rodger-rowland"),
      "did you mean `rodgers-rowland`?"
    ),
    (compoundText().replacing("source: example2010\n", with: ""), "number without source"),
    (compoundText().replacing("compound/1", with: "organ/1"), "`schema`"),
    (compoundText().replacing("molecular_weight: 250 g/mol\n", with: ""), "lacks `molecular_weight`"),
    (compoundText().replacing("250 g/mol", with: "250"), "`molecular_weight`"),
  ]

  @Test(arguments: faulty) func `a faulty compound says what is wrong`(text: String, words: String) {
    let (compound, faults) = readCompound(text)
    #expect(compound == nil)
    #expect(faults.contains { $0.contains(words) }, "\(faults)")
    // A missing source is a fault of each of the three numbers of the text.
    #expect(faults.count == (words.contains("without source") ? 3 : 1), "\(faults)")
  }
}
