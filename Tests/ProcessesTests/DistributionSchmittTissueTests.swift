import Compounds
import Foundation
import Processes
import Testing

/// The whole-tissue form of Schmitt against the R package httk; its output has four figures, its pKa three.
struct DistributionSchmittTissueTests {
  static let plasmaProtein = 0.06951  // human, httk
  static let plasmaLipid = 0.0073  // human, httk
  static let tissueNames = [
    "adipose", "bone", "brain", "gut", "heart", "kidney", "liver", "lung", "muscle", "skin", "spleen", "blood cells",
  ]
  static let fourFigures = 1e-3  // half a unit of the fourth figure in the value and in each of fu, P and MA

  struct Tissue {
    let composition: WholeTissueComposition
    let intercept: Double
    let slope: Double
  }

  static func tissues() throws -> [String: Tissue] {
    var tissues: [String: Tissue] = [:]
    for row in try DistributionFixture("httk-human-tissues.csv").rows {
      let lipid = row.number("lipid")
      tissues[row.text("tissue")] = Tissue(
        composition: WholeTissueComposition(
          cells: row.number("cells"), interstitium: row.number("interstitium"), water: row.number("water"),
          neutralLipid: lipid * row.number("neutral lipid"),
          neutralPhospholipid: lipid * row.number("neutral phospholipid"),
          acidicPhospholipid: lipid * row.number("acidic phospholipid"), protein: row.number("protein"),
          ph: row.number("ph")),
        intercept: row.number("intercept"), slope: row.number("slope"))
    }
    return tissues
  }

  /// The molecule as printed, and with its bases or acids moved by half a unit of their third figure.
  static func molecules(_ row: DistributionFixture.Row) -> [Ionization] {
    func moved(_ pKa: Double, _ steps: Double) -> Double {
      pKa == 0 ? 0 : pKa + steps * 0.5 * pow(10, floor(log10(abs(pKa))) - 2)
    }
    return [0.0, -1, 1].map { steps in
      Ionization(
        row.numbers("acids").map { .acid(pKa: moved($0, steps)) }
          + row.numbers("bases").map { .base(pKa: moved($0, steps)) })
    }
  }

  @Test func `whole tissue coefficients of 35 compounds agree within the printed figures`() throws {
    let tissues = try Self.tissues()
    var compared = 0
    for row in try DistributionFixture("httk-compounds.csv").rows {
      let molecules = Self.molecules(row)
      for name in Self.tissueNames {
        let tissue = try #require(tissues[name])
        let values = molecules.map {
          schmittTissueToUnboundPlasma(
            tissue.composition, ionization: $0, octanolWater: row.number("P"), membraneAffinity: row.number("MA"),
            fractionUnbound: row.number("fu"), plasmaProtein: Self.plasmaProtein, plasmaPH: 7.4)
        }
        let reference = row.number("schmitt \(name)")
        let least = (values.min() ?? 0) * (1 - Self.fourFigures)
        let greatest = (values.max() ?? 0) * (1 + Self.fourFigures)
        #expect(
          (least...greatest).contains(reference), "\(row.text("drug")) \(name): \(values[0]) for \(reference)")
        compared += 1
        if name != "blood cells" {
          let calibrated = calibratedTissueToUnboundPlasma(
            predicted: reference, fractionUnbound: row.number("fu"), intercept: tissue.intercept, slope: tissue.slope)
          #expect(relativeError(calibrated, row.number("regression \(name)")) < Self.fourFigures)
        }
      }
    }
    #expect(compared == 35 * 12)
  }

  @Test func `calibrated coefficients of nicotine are those published with httk`() throws {
    let expected = [
      "adipose": 1.194, "bone": 1.355, "brain": 2.616, "gut": 3.846, "heart": 2.970, "kidney": 5.886, "liver": 6.190,
      "lung": 5.620, "muscle": 2.952, "skin": 3.226, "spleen": 2.677, "blood cells": 1.254,
    ]
    let ionization = Ionization([.base(pKa: 8.58), .base(pKa: 2.7)])
    let P = pow(10, 1.171)
    let distribution = P * ionization.chargeClasses(ph: 7.4).factor(ofIon: 0.001)
    let unbound = fractionUnboundWithPlasmaLipid(
      measured: 0.406, distribution: distribution, lipid: Self.plasmaLipid)
    for (name, tissue) in try Self.tissues() {
      let predicted = schmittTissueToUnboundPlasma(
        tissue.composition, ionization: ionization, octanolWater: P, membraneAffinity: pow(10, 0.7),
        fractionUnbound: unbound, plasmaProtein: Self.plasmaProtein, plasmaPH: 7.4)
      let value =
        name == "blood cells"
        ? predicted
        : calibratedTissueToUnboundPlasma(
          predicted: predicted, fractionUnbound: unbound, intercept: tissue.intercept, slope: tissue.slope)
      #expect(relativeError(value, try #require(expected[name])) < Self.fourFigures, "\(name) \(value)")
    }
  }

  @Test func `membrane affinity and the plasma lipid correction agree`() throws {
    for row in try DistributionFixture("httk-compounds.csv").rows {
      if row.text("raw_logMA").isEmpty {
        let affinity = pow(10, membraneAffinity(octanolWater: row.number("logP")))
        #expect(relativeError(affinity, row.number("MA")) < Self.fourFigures)
      }
      let ionization = Self.molecules(row)[0]
      let distribution = row.number("P") * ionization.chargeClasses(ph: 7.4).factor(ofIon: 0.001)
      let unbound = fractionUnboundWithPlasmaLipid(
        measured: row.number("fu assay"), distribution: distribution, lipid: Self.plasmaLipid)
      #expect(relativeError(unbound, row.number("fu")) < Self.fourFigures, "\(row.text("drug"))")
    }
  }

  @Test func `steady-state volumes of 35 compounds are the sum over the spaces`() throws {
    let plasma = 0.04286  // L/kg, httk
    let hematocrit = 0.44
    for row in try DistributionFixture("httk-compounds.csv").rows {
      let unbound = row.number("fu")
      var spaces = [
        DistributionSpace(volume: plasma, toPlasma: 1),
        DistributionSpace(
          volume: plasma * hematocrit / (1 - hematocrit), toPlasma: row.number("K blood cells") * unbound),
      ]
      for name in ["gut", "kidney", "liver", "lung", "rest"] {
        spaces.append(
          DistributionSpace(volume: row.number("V \(name)"), toPlasma: row.number("K \(name)") * unbound))
      }
      #expect(relativeError(steadyStateVolume(spaces), row.number("volume")) < Self.fourFigures)
    }
  }

  @Test func `blood to plasma ratios follow the blood cells where none was measured`() throws {
    let rows = try DistributionFixture("httk-compounds.csv").rows.filter { $0.text("B:P measured").isEmpty }
    #expect(rows.count == 3)
    for row in rows {
      let ratio = bloodPlasmaRatio(
        bloodCellToPlasma: row.number("K blood cells") * row.number("fu"), hematocrit: 0.44)
      #expect(relativeError(ratio, row.number("B:P")) < Self.fourFigures)
    }
  }
}
