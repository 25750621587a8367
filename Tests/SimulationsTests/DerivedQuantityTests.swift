import Compounds
import DataFiles
import Foundation
import Networks
import Physiology
import Processes
import Simulations
import Testing

/// Every quantity that the program derives from data files, against the reference solver's; Fixtures/pksim/README.md.
@Suite struct DerivedQuantityTests {
  struct Row: Sendable {
    let item: String
    let quantity: String
    /// In internal units: hours for minutes.
    let value: Double

    var name: String { "\(item): \(quantity)" }
    /// The item without the word that tells a space of the gut from an organ.
    var segment: String? { item.hasSuffix(" lumen") ? String(item.dropLast(6)) : nil }
  }

  static func rows(_ file: String) throws -> [Row] {
    let diagnostics = Diagnostics()
    guard let table = readCSV(path: "\(fixtureFolder)/pksim/\(file).csv", diagnostics: diagnostics) else {
      throw DataErrors(diagnostics.errors)
    }
    return table.rows.filter { $0[0] == "derived" }.map { row in
      let perMinute = row[4].hasSuffix("/min")
      return Row(item: row[1], quantity: row[2], value: (Double(row[3]) ?? .nan) * (perMinute ? 60 : 1))
    }
  }

  static func simulation(of name: String) throws -> Simulation {
    let folder = "\(fixtureFolder)/pksim"
    let parts = try loadParts("\(folder)/studies/\(name).yaml", folders: [folder, repositoryFolder])
    return try Simulation(parts, arm: parts.study.arms[0])
  }

  /// The reference prints its time constants of filling to nine digits and takes differences of them.
  private let tolerance = 1e-6

  private func expect(
    _ computed: Double?, toBe row: Row, sourceLocation: Testing.SourceLocation = #_sourceLocation
  ) throws {
    let value = try #require(computed, "\(row.name) is not computed", sourceLocation: sourceLocation)
    let scale = max(abs(row.value), 1e-300)
    #expect(
      value == row.value || abs(value - row.value) <= tolerance * scale, "\(row.name): \(value), not \(row.value)",
      sourceLocation: sourceLocation)
  }

  @Test(arguments: [("individual-healthy", "c"), ("individual-a", "a")])
  func `every derived quantity of a body is that of the reference`(file: String, study: String) throws {
    let person = try Self.simulation(of: study).model.individual
    let rows = try Self.rows(file)
    #expect(rows.count >= 337)
    let outlines = Outlines(rows)
    // The rectum of this program absorbs no liquid.
    for row in rows where row.name != "rectum lumen: liquid absorption" {
      if Outlines.quantities.contains(row.quantity) { continue }
      try expect(row.segment.map { segment(row, $0, in: person) } ?? body(row, in: person), toBe: row)
    }
    for (name, segment) in outlines.segments {
      let own = try #require(person.gut?.segments.first { $0.name == name }, "there is no segment \(name)")
      try expect(own.volume, toBe: Row(item: name, quantity: "volume of its outline", value: segment.volume))
      try expect(own.geometricArea, toBe: Row(item: name, quantity: "area of its outline", value: segment.area))
    }
    #expect(outlines.segments.count == 12)
  }

  private func body(_ row: Row, in person: Individual) -> Double? {
    switch (row.item, row.quantity) {
    case ("individual", "body surface area"): return person.bodySurfaceArea
    case (_, "glomerular filtration"): return person.glomerularFiltration
    // The flow of the liver is that of its artery.
    case ("liver", "blood flow"):
      return person.flows.first { $0.from == Individual.arterialBlood && $0.to == "liver" }?.flow
    case (_, "blood flow"): return person.flows.reduce(0) { $0 + ($1.to == row.item ? $1.flow : 0) }
    default: break
    }
    guard let organ = person.organ(row.item) else { return nil }
    switch row.quantity {
    case "volume": return organ.volume
    case "plasma volume": return organ.plasmaVolume
    case "blood cells volume": return organ.bloodCellVolume
    case "interstitial volume": return organ.interstitialVolume
    case "intracellular volume": return organ.cellVolume
    case "blood cell area": return organ.bloodCellArea
    case "endothelial area": return organ.endothelialArea
    case "cell area": return organ.cellArea
    default: return nil
    }
  }

  private func segment(_ row: Row, _ name: String, in person: Individual) -> Double? {
    guard let segment = person.gut?.segments.first(where: { $0.name == name }) else { return nil }
    switch row.quantity {
    case "volume": return segment.volume
    case "geometric area": return segment.geometricArea
    case "effective area": return segment.effectiveArea
    case "emptying": return segment.emptying
    case "secretion": return segment.secretion
    case "liquid absorption": return segment.liquidAbsorption
    default: return nil
    }
  }

  @Test(arguments: ["a", "b", "b2", "c", "d", "e", "f"])
  func `every derived quantity of a compound is that of the reference`(name: String) throws {
    let simulation = try Self.simulation(of: name)
    let rows = try Self.rows("\(name)-parameters")
    #expect(rows.count >= 145)
    let person = simulation.model.individual
    let compound = try #require(simulation.model.compounds.first)
    let blood = try #require(person.blood)
    // Of a compound without a base the reference lists these two as well, with a Z of 1, and never uses them.
    let unused = compound.ionization.bases.isEmpty ? ["Z", "Ka_AP"] : []
    for row in rows where !unused.contains(row.quantity) {
      switch row.item {
      case "compound": try expect(molecule(row, compound, blood), toBe: row)
      case _ where row.quantity == "solubility":
        let segment = try #require(person.gut?.segments.first { $0.name == row.segment }, "\(row.item)")
        try expect(compound.solubility(ph: segment.ph) * compound.compound.molarMass, toBe: row)
      case _ where row.quantity.hasPrefix("enzyme"): try expect(enzyme(row, simulation), toBe: row)
      default:
        let organ = try #require(person.organ(row.item), "\(row.item)")
        try expect(tissue(row, compound, organ, person, blood), toBe: row)
      }
    }
  }

  private func molecule(_ row: Row, _ body: CompoundInBody, _ blood: BloodComposition) throws -> Double? {
    let compound = body.compound
    let halogens = compound.halogens
    let size = effectiveMolarMass(
      molarMass: compound.molarMass, fluorine: halogens.fluorine, chlorine: halogens.chlorine,
      bromine: halogens.bromine, iodine: halogens.iodine)
    let cells = body.permeability.bloodCells(plasmaPH: blood.plasmaPH, bloodCellPH: blood.bloodCellPH)
    let ionization = body.ionization
    let (inPlasma, inCells) = (
      ionization.ionizedToNeutralRatio(ph: blood.plasmaPH), ionization.ionizedToNeutralRatio(ph: blood.bloodCellPH)
    )
    switch row.quantity {
    case "effective molecular weight": return size
    case "cell permeability": return body.permeability.neutralCell
    case "computed intestinal permeability":
      return intestinalPermeability(effectiveMolarMass: size, lipophilicity: compound.lipophilicity)
    case "permeability into blood cells": return cells.into
    case "permeability out of blood cells": return cells.out
    case "blood cells to plasma": return body.bloodCellToPlasma
    case "blood to plasma": return body.bloodToPlasma
    case "protein to water": return proteinPartition(lipophilicity: compound.lipophilicity)
    case "X": return ionization.ionizedToNeutralRatio(ph: blood.intracellularPH)
    case "Y": return inPlasma
    case "Z": return inCells
    case "Ka_AP":
      return rodgersRowlandPhospholipidAffinity(
        P: pow(10, compound.lipophilicity), cellRatio: inCells, plasmaRatio: inPlasma,
        bloodCellToUnboundPlasma: body.bloodCellToPlasma / body.fractionUnbound, cells: blood.cellsRodgersRowland)
    case "Ka_PR":
      return rodgersRowlandProteinAffinity(
        P: pow(10, compound.lipophilicity), plasmaRatio: inPlasma, fractionUnbound: body.fractionUnbound,
        neutralLipid: blood.plasmaNeutralLipidRodgersRowland,
        neutralPhospholipid: blood.plasmaNeutralPhospholipidRodgersRowland)
    default: return nil
    }
  }

  private func tissue(
    _ row: Row, _ body: CompoundInBody, _ organ: Organ, _ person: Individual, _ blood: BloodComposition
  ) throws -> Double? {
    let composition = try #require(organ.composition)
    let cells = body.permeability.cells(of: organ, composition: composition, blood: blood)
    switch row.quantity {
    case "cell to plasma": return try body.partition.cellToPlasma(organ)
    case "interstitial to plasma": return try body.partition.interstitialToPlasma()
    case "permeability into cells": return cells.into
    case "permeability out of cells": return cells.out
    case "endothelial permeability":
      return body.permeability.endothelium(of: organ, leaky: person.endothelialPermeability)
    default: return nil
    }
  }

  /// The amount of enzyme that drives metabolism in a space: the greatest rate over kcat.
  private func enzyme(_ row: Row, _ simulation: Simulation) throws -> Double? {
    let drug = simulation.model.compounds[0].compound
    let space = row.quantity == "enzyme in blood cells" ? "blood cells" : "intracellular"
    for process in drug.processes {
      guard case .metabolism(let metabolism) = process,
        case .perProtein(.michaelisMenten(let kcat, _)) = metabolism.rate
      else { continue }
      let state = simulation.model.network.state(named: "\(drug.name)|\(row.item)|\(space)")
      for flux in simulation.model.network.fluxes where flux.from == state {
        if let law = flux.law as? MichaelisMenten { return law.maximum / kcat }
      }
    }
    return nil
  }
}

/// The shapes of the gut's segments: cut cones, of which the reference lists lengths and radii.
private struct Outlines {
  static let quantities = ["length", "proximal radius", "distal radius"]

  struct Cone {
    var length = 0.0
    var proximal = 0.0
    var distal = 0.0

    var volume: Double { .pi * length * (proximal * proximal + proximal * distal + distal * distal) / 3 }
    /// Without the two ends; the reference takes the length for the slant.
    var area: Double { .pi * (proximal + distal) * length }
  }

  var segments: [String: Cone] = [:]

  init(_ rows: [DerivedQuantityTests.Row]) {
    for row in rows {
      guard let name = row.segment else { continue }
      switch row.quantity {
      case "length": segments[name, default: Cone()].length = row.value
      case "proximal radius": segments[name, default: Cone()].proximal = row.value
      case "distal radius": segments[name, default: Cone()].distal = row.value
      default: break
      }
    }
  }
}
