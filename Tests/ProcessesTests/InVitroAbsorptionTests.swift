import Processes
import Testing

struct InVitroAbsorptionTests {
  static let perSecond = 360.0  // cm/s to dm/h

  @Test func `compartmental transit absorbs 71 percent at a permeability of 1e-4 cm per second`() {
    let absorbed = transitFractionAbsorbed(
      permeability: 1e-4 * Self.perSecond, transitTime: 199.0 / 60, radius: 0.175, compartments: 7)
    #expect(abs(absorbed - 0.713) < 0.5e-3)  // three figures given
  }

  @Test func `Caco-2 and polar surface give the published permeabilities`() {
    let caco2 = jejunalPermeability(caco2: 10e-6 * Self.perSecond)
    #expect(abs(caco2 / Self.perSecond - 2.22e-4) < 0.5e-6)
    let surface = jejunalPermeability(polarSurface: 60, hydrogenBondDonors: 1)
    #expect(abs(surface / Self.perSecond - 3.28e-4) < 0.5e-6)
  }

  @Test func `hybrid gut flows are those published`() {
    let clearance = 6e-4 * Self.perSecond * 66  // dm/h over 0.66 m2 = 66 dm2
    #expect(relativeError(clearance, 14.256) < 1e-12)
    #expect(abs(hybridGutFlow(villousFlow: 18, permeabilityClearance: clearance) - 7.955) < 0.5e-3)
    #expect(abs(hybridGutFlow(villousFlow: 18, permeabilityClearance: 8.9) - 5.955) < 0.5e-3)
    #expect(gutAvailability(gutFlow: 6, fractionUnbound: 1, intrinsicClearance: 2) == 0.75)
  }

  @Test func `Oie and Tozer volumes are those published and invert`() {
    func volume(_ unbound: Double, _ tissue: Double) -> Double {
      oieTozerVolume(
        fractionUnbound: unbound, tissueFractionUnbound: tissue, plasmaVolume: 0.0436, extracellularVolume: 0.151,
        remainderVolume: 0.380, extravascularProteinRatio: 1.4)
    }
    #expect(abs(volume(1, 1) - 0.5746) < 0.5001e-4)
    #expect(abs(volume(0.1, 0.05) - 0.8736) < 0.5001e-4)
    let back = oieTozerTissueFractionUnbound(
      steadyStateVolume: volume(0.1, 0.05), fractionUnbound: 0.1, plasmaVolume: 0.0436, extracellularVolume: 0.151,
      remainderVolume: 0.380, extravascularProteinRatio: 1.4)
    #expect(relativeError(back ?? 0, 0.05) < 1e-12)
    let none = oieTozerTissueFractionUnbound(
      steadyStateVolume: 0.05, fractionUnbound: 0.1, plasmaVolume: 0.0436, extracellularVolume: 0.151,
      remainderVolume: 0.380, extravascularProteinRatio: 1.4)
    #expect(none == nil)
  }
}
