import Compounds
import Foundation
import Processes
import Testing

struct InVitroTests {
  static let perKilogramAndHour = 1e-6 * 60 / 1e-6  // uL/min/mg to L/h/kg
  static let perCellAndHour = 1e-6 * 60 / 1e6  // uL/min per million cells to L/h per cell

  @Test(arguments: [
    (90.0, 45.000, 56.891, 52.959), (10.0, 9.000, 9.464, 9.328), (2500.0, 86.873, 90.000, 89.998),
  ])
  func `three liver models at a flow of 90 L per hour`(
    intrinsic: Double, wellStirred: Double, parallelTube: Double, dispersion: Double
  ) {
    // Three decimals are given.
    let first = wellStirredClearance(flow: 90, fractionUnbound: 1, intrinsicClearance: intrinsic)
    #expect(abs(first - wellStirred) < 0.5001e-3)
    let second = parallelTubeClearance(flow: 90, fractionUnbound: 1, intrinsicClearance: intrinsic)
    #expect(abs(second - parallelTube) < 0.5001e-3)
    let third = dispersionClearance(
      flow: 90, fractionUnbound: 1, intrinsicClearance: intrinsic, dispersionNumber: 0.17)
    #expect(abs(third - dispersion) < 0.5001e-3)
  }

  @Test(arguments: 0..<60) func `liver models are ordered and never exceed flow`(seed: Int) {
    let intrinsic = 0.01 * pow(1.3, Double(seed))
    let low = wellStirredClearance(flow: 90, fractionUnbound: 0.7, intrinsicClearance: intrinsic)
    let high = parallelTubeClearance(flow: 90, fractionUnbound: 0.7, intrinsicClearance: intrinsic)
    let between = dispersionClearance(
      flow: 90, fractionUnbound: 0.7, intrinsicClearance: intrinsic, dispersionNumber: 0.17)
    // 1e-9: cancellation in 1 - F for small extraction.
    #expect(low <= between * (1 + 1e-9) && between <= high * (1 + 1e-9) && high <= 90)
  }

  @Test func `the well-stirred model is inverted exactly and refuses clearance beyond flow`() throws {
    let intrinsic = try wellStirredIntrinsicClearance(clearance: 30, flow: 90, fractionUnbound: 0.1)
    #expect(
      relativeError(wellStirredClearance(flow: 90, fractionUnbound: 0.1, intrinsicClearance: intrinsic), 30) < 1e-14)
    let refusal = #expect(throws: ClearanceExceedsFlow.self) {
      try wellStirredIntrinsicClearance(clearance: 90, flow: 90, fractionUnbound: 0.1)
    }
    #expect(refusal?.clearance == 90 && refusal?.flow == 90)
  }

  @Test func `microsomes and hepatocytes scale to the published whole-liver values`() {
    let microsomes = liverClearanceFromMicrosomes(
      clearance: 10 * Self.perKilogramAndHour, fractionUnboundIncubation: 1, microsomalProtein: 0.032, liverMass: 1.65)
    #expect(relativeError(microsomes, 31.68) < 1e-12)
    let hepatocytes = liverClearanceFromHepatocytes(
      clearance: 10 * Self.perCellAndHour, fractionUnboundIncubation: 1, hepatocytes: 99e9, liverMass: 1.65)
    #expect(relativeError(hepatocytes, 98.01) < 1e-12)
  }

  @Test func `recombinant enzyme scales by content as microsomes do`() {
    let recombinant = liverClearanceFromRecombinantEnzyme(
      clearance: 10 * Self.perKilogramAndHour / 108, fractionUnboundIncubation: 0.5, activityRatio: 1, content: 108,
      microsomalProtein: 0.04, liverMass: 1.5)
    let microsomes = liverClearanceFromMicrosomes(
      clearance: 10 * Self.perKilogramAndHour, fractionUnboundIncubation: 0.5, microsomalProtein: 0.04, liverMass: 1.5)
    #expect(relativeError(recombinant, microsomes) < 1e-14)
  }

  @Test func `incubation and scaling agree with httk for 35 compounds`() throws {
    let fourFigures = 1e-3  // printed figures of value, P and pKa
    for row in try DistributionFixture("httk-compounds.csv").rows {
      let ionization = DistributionSchmittTissueTests.molecules(row)[0]
      let lipophilicity = incubationLipophilicity(
        octanolWater: log10(row.number("P")), ionization: ionization, ph: 7.4)
      let unbound = kilfordFractionUnbound(cells: 1e9, lipophilicity: lipophilicity)
      #expect(relativeError(unbound, row.number("fu hepatocytes")) < fourFigures, "\(row.text("drug"))")
      let peff = jejunalPermeability(caco2: row.number("caco2") * 1e-6 * 360)
      #expect(relativeError(absorptionRate(permeability: peff, radius: 0.175), row.number("ka")) < fourFigures)
      guard row.number("clint") > 0 else { continue }
      let clearance = liverClearanceFromHepatocytes(
        clearance: row.number("clint") * Self.perCellAndHour, fractionUnboundIncubation: 1, hepatocytes: 110e9,
        liverMass: row.number("V liver") * 1.05)
      #expect(relativeError(clearance * row.number("fu"), row.number("cl unscaled")) < fourFigures)
      let flow = 13.88 * (0.2054 + 0.0535) * pow(70, 0.75) / 70
      let hepatic = wellStirredClearance(
        flow: flow, fractionUnbound: row.number("fu") / row.number("B:P"), intrinsicClearance: clearance)
      #expect(relativeError(hepatic * row.number("B:P"), row.number("cl well-stirred")) < fourFigures)
    }
  }

  @Test func `microsomal binding falls with protein and lipophilicity`() {
    // Austin at 1 mg/mL and L = 1.41 / 0.56: half is bound.
    #expect(relativeError(austinFractionUnbound(protein: 1e-3, lipophilicity: 1.41 / 0.56), 0.5) < 1e-12)
    let affinity = pow(10, 0.072 * 9 + 0.067 * 3 - 1.126)
    #expect(
      relativeError(hallifaxHoustonFractionUnbound(protein: 1e-3, lipophilicity: 3), 1 / (1 + affinity)) < 1e-12)
    #expect(austinFractionUnbound(protein: 0, lipophilicity: 3) == 1)
    #expect(lipidPartitionFractionUnbound(lipid: 1e-4, membraneAffinity: -5) == 1)
    #expect(relativeError(lipidPartitionFractionUnbound(lipid: 1e-4, membraneAffinity: 4), 1 / 1.9999) < 1e-12)
  }

  @Test func `half-life and residual give the same intrinsic clearance`() {
    let first = incubationClearance(halfLife: 0.5, concentration: 1e-3)
    let second = incubationClearance(residual: 0.25, time: 1, concentration: 1e-3)
    #expect(relativeError(first, second) < 1e-14)
  }

  @Test func `plasma clearance and specific clearance of liver and kidney are inverse to each other`() throws {
    // One liver: unbound clearance per cell volume put back through the well-stirred model.
    let hepatic = try hepaticSpecificClearance(
      plasmaClearance: 20, flow: 90, bloodPlasmaRatio: 0.7, fractionUnbound: 0.03, liverVolume: 2.4, cellFraction: 0.66
    )
    let back = wellStirredClearance(
      flow: 90, fractionUnbound: 0.03 / 0.7, intrinsicClearance: hepatic * 2.4 * 0.66)
    #expect(relativeError(back * 0.7, 20) < 1e-13)
    let renal = try renalSpecificClearance(
      plasmaClearance: 10, flow: 80, hematocrit: 0.47, fractionUnbound: 0.5, kidneyVolume: 0.44)
    let plasmaFlow = 80 * (1 - 0.47)
    #expect(relativeError(renal, 10 * plasmaFlow / (0.5 * (plasmaFlow - 10) * 0.44)) < 1e-13)
  }

  @Test func `gaps of a reference are filled from the mean individual and what is missing is named`() throws {
    let mean = ClearanceReference(
      weight: 70, organVolume: 2.4, organFlow: 90, fractionUnbound: 0.1, hematocrit: 0.45, bloodPlasmaRatio: 1,
      cellFraction: 0.66)
    let clearance = OrganClearance.plasma(perWeight: 0.1, reference: ClearanceReference(weight: 73))
    let expected = try hepaticSpecificClearance(
      plasmaClearance: 7.3, flow: 90, bloodPlasmaRatio: 1, fractionUnbound: 0.1, liverVolume: 2.4, cellFraction: 0.66)
    #expect(try relativeError(clearance.hepaticSpecific(otherwise: mean), expected) < 1e-14)
    #expect(try OrganClearance.specific(3).renalSpecific(otherwise: ClearanceReference()) == 3)
    #expect(throws: SpecificClearanceError.self) {
      try clearance.renalSpecific(otherwise: ClearanceReference(weight: 70))
    }
    #expect(throws: SpecificClearanceError.self) {
      try OrganClearance.plasma(perWeight: 2, reference: ClearanceReference()).hepaticSpecific(otherwise: mean)
    }
  }

  @Test func `kinetics per enzyme follow the basis of the measurement`() throws {
    let microsomes = InVitroMetabolism(
      system: .microsomes, basis: .protein, kinetics: .michaelisMenten(vmax: 500 * 60, km: 4))
    let kinetics = try proteinKinetics(
      of: microsomes, fractionUnboundIncubation: 0.8, content: 108, microsomalProtein: nil, hepatocytes: nil)
    #expect(kinetics == .michaelisMenten(kcat: 500 * 60 / 108, km: 3.2))
    let cells = InVitroMetabolism(
      system: .hepatocytes, basis: .cell, kinetics: .firstOrder(intrinsicClearance: 6e-10), content: 100)
    let perCell = try proteinKinetics(
      of: cells, fractionUnboundIncubation: 0.5, content: nil, microsomalProtein: 0.04, hepatocytes: 120e9)
    if case .firstOrder(let clearance) = perCell {
      #expect(relativeError(clearance, 6e-10 / 0.5 * 120e9 / (100 * 0.04)) < 1e-14)
    } else {
      Issue.record("first order stays first order")
    }
    let recombinant = InVitroMetabolism(
      system: .recombinant, basis: .enzyme, kinetics: .hill(vmax: 600, km: 2, exponent: 2))
    let hill = try proteinKinetics(
      of: recombinant, fractionUnboundIncubation: 1, content: nil, microsomalProtein: nil, hepatocytes: nil)
    #expect(hill == .hill(kcat: 600, km: 2, exponent: 2))
    let error = #expect(throws: MissingScalingFactor.self) {
      try proteinKinetics(
        of: microsomes, fractionUnboundIncubation: 1, content: nil, microsomalProtein: 0.04, hepatocytes: nil)
    }
    #expect(error?.description.contains("content") == true)
  }

  @Test func `the fraction unbound in the incubation follows what the compound states`() {
    let base = Ionization([.base(pKa: 9)])
    #expect(incubationFractionUnbound(nil, octanolWater: 3, ionization: base, ph: 7.4) == 1)
    #expect(incubationFractionUnbound(.measured(0.3), octanolWater: 3, ionization: base, ph: 7.4) == 0.3)
    let austin = incubationFractionUnbound(.austin(protein: 5e-4), octanolWater: 3, ionization: base, ph: 7.4)
    #expect(austin == austinFractionUnbound(protein: 5e-4, lipophilicity: 3))  // a base: logP and not logD
    let acid = Ionization([.acid(pKa: 4.4)])
    let acidLipophilicity = incubationLipophilicity(octanolWater: 3, ionization: acid, ph: 7.4)
    #expect(abs(acidLipophilicity - (3 + log10((1 + 1.0) / 1001))) < 1e-12)
  }
}
