import Compounds
import Physiology
import Processes
import Testing

/// Values of the Open Systems Pharmacology suite's solver for three complete models.
struct DistributionPermeabilityTests {
  static let perMinute = 60.0  // dm/min to dm/h
  static let tolerance = 1e-12  // the same closed formulas; rounding only

  static let midazolam = Compound(
    name: "midazolam", molarMass: 325.78e-9, halogens: Halogens(fluorine: 1, chlorine: 1), lipophilicity: 2.8972038771,
    groups: [.base(pKa: 6.2), .acid(pKa: 10.95)], fractionUnbound: 0.031,
    solubility: .reference(value: 4.9e-5, ph: 6.5, gainPerCharge: 1000),
    intestinalPermeability: 1.554997067300002e-05 * perMinute, partitionMethod: .rodgersRowland)

  @Test func `permeabilities of midazolam agree with the solver`() {
    let all = CompoundPermeabilities(Self.midazolam)
    let size = effectiveMolarMass(molarMass: 325.78e-9, fluorine: 1, chlorine: 1, bromine: 0, iodine: 0)
    #expect(relativeError(size, 2.8678e-07) < Self.tolerance)
    #expect(relativeError(all.neutralCell, 0.004082971746036838 * Self.perMinute) < Self.tolerance)
    let calculated = intestinalPermeability(effectiveMolarMass: size, lipophilicity: 2.8972038771)
    #expect(relativeError(calculated, 1.0996814324142104e-05 * Self.perMinute) < Self.tolerance)
    #expect(relativeError(all.mucosalScale, 1.4140432142117778) < Self.tolerance)
    #expect(relativeError(proteinPartition(lipophilicity: 2.8972038771), 17.581331933137687) < Self.tolerance)
    #expect(relativeError(vegetableOilPartition(octanolWater: 2.8972038771), 1.8803823229664998) < Self.tolerance)
  }

  @Test func `mucosal cells of a strong base take the mucosal scale and the brain wall is two membranes`() {
    let base = Compound(
      name: "base", molarMass: 290e-9, lipophilicity: 3, groups: [.base(pKa: 9.5)], fractionUnbound: 0.15,
      intestinalPermeability: 3e-6 * Self.perMinute)
    let all = CompoundPermeabilities(base)
    let mucosa = all.mucosalCells(interstitialPH: 7.4, intracellularPH: 7.3)
    #expect(relativeError(mucosa.into, 0.0010953603869038422 * Self.perMinute) < Self.tolerance)
    #expect(mucosa.into == mucosa.out)
    let brain = Organ(
      name: "brain", kind: .tissue, volume: 1, mass: 1, hasSubcompartments: true, hasEndothelialBarrier: true)
    let wall = all.endothelium(of: brain, leaky: 600)
    #expect(relativeError(wall, 0.002419065774153019 * Self.perMinute) < Self.tolerance)
    let muscle = Organ(name: "muscle", kind: .tissue, volume: 1, mass: 1, hasSubcompartments: true)
    #expect(all.endothelium(of: muscle, leaky: 600) == 600)
  }

  @Test func `entered permeabilities win`() {
    var compound = Self.midazolam
    compound.mucosalCellPermeability = 0.5
    compound.cellPermeability = 0.25
    compound.bloodCellPermeability = BloodCellPermeability(into: 2, out: 3)
    let all = CompoundPermeabilities(compound)
    #expect(
      all.mucosalCells(interstitialPH: 7.4, intracellularPH: 7.3) == MembranePermeability(into: 0.5, out: 0.5))
    #expect(all.cells(interstitialPH: 7.4, intracellularPH: 7) == MembranePermeability(into: 0.25, out: 0.25))
    #expect(all.bloodCells(plasmaPH: 7.4, bloodCellPH: 7.22) == MembranePermeability(into: 2, out: 3))
  }

  @Test func `charge lowers both directions by its side's uncharged share and normalising keeps the ratio`() {
    let base = Ionization([.base(pKa: 9.4)])
    let dependent = membranePermeability(
      neutral: 1, method: .chargeDependent, ionization: base, outsidePH: 7.4, insidePH: 7)
    let outside = (1 + 0.001 * 100) / 101  // 10^(9.4 - 7.4) ions for one neutral molecule
    #expect(relativeError(dependent.into, outside) < Self.tolerance)
    let normalized = membranePermeability(
      neutral: 1, method: .normalizedChargeDependent, ionization: base, outsidePH: 7.4, insidePH: 7)
    #expect(normalized.into == 1)
    #expect(relativeError(normalized.into / normalized.out, dependent.into / dependent.out) < Self.tolerance)
    let plain = membranePermeability(neutral: 1, method: .pkSim, ionization: base, outsidePH: 7.4, insidePH: 7)
    #expect(plain == MembranePermeability(into: 1, out: 1))
  }

  @Test func `solubility along the gut agrees with the solver for zwitterion, base and acid`() {
    let cases: [(groups: [ChargedGroup], reference: Double, points: [(ph: Double, solubility: Double)])] = [
      (
        [.base(pKa: 6.2), .acid(pKa: 10.95)], 4.9e-5,
        [(2, 0.03072031885593555), (6, 8.427973198699823e-05), (6.25, 6.170698897395994e-05)]
      ),
      ([.base(pKa: 9.5)], 2e-4, [(2, 0.00039958777616189546), (6, 0.00030369118070781615)]),
      ([.acid(pKa: 4.2)], 2e-4, [(2, 1.203919412575623e-06), (6, 7.213155684856368e-05)]),
    ]
    for (groups, reference, points) in cases {
      for point in points {
        let value = solubility(
          .reference(value: reference, ph: 6.5, gainPerCharge: 1000), ionization: Ionization(groups), ph: point.ph)
        #expect(relativeError(value, point.solubility) < 1e-11)
      }
    }
  }

  @Test func `a solubility table is interpolated and held constant outside`() {
    let table = [SolubilityPoint(ph: 2, solubility: 1), SolubilityPoint(ph: 4, solubility: 3)]
    let neutral = Ionization([])
    #expect([1, 2, 3, 4, 9].map { solubility(.table(table), ionization: neutral, ph: $0) } == [1, 1, 2, 3, 3])
  }

  @Test func `more binding protein lowers the unbound fraction and the scale factor is capped at one`() {
    #expect(individualFractionUnbound(reference: 0.2, proteinRatio: 1, scale: 1) == 0.2)
    #expect(relativeError(individualFractionUnbound(reference: 0.2, proteinRatio: 0.5, scale: 1), 1.0 / 3) < 1e-14)
    #expect(individualFractionUnbound(reference: 0.8, proteinRatio: 1, scale: 1.55) == 1)
    #expect(individualFractionUnbound(reference: 1, proteinRatio: 2, scale: 1) == 1)
  }
}
