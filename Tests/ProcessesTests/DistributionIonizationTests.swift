import Compounds
import Processes
import Testing

struct DistributionIonizationTests {
  @Test func `shares of a diprotic acid and of a zwitterion are those published with httk`() {
    let diacid = Ionization([.acid(pKa: 5), .acid(pKa: 10)])
    #expect(relativeError(diacid.neutralFraction(ph: 7), 0.009891) < 0.5e-4)  // four figures given
    #expect(relativeError(diacid.chargeClasses(ph: 7).uncharged, 0.009891) < 0.5e-4)
    #expect(relativeError(diacid.chargeClasses(ph: 7).negative, 0.9901) < 0.5e-4)
    let zwitterion = Ionization([.acid(pKa: 5), .base(pKa: 10)])
    let bothIonized = zwitterion.microspecies(ph: 7).filter { $0.ionizedGroups == 2 && $0.charge == 0 }
    #expect(bothIonized.count == 1)
    #expect(relativeError(bothIonized.first?.weight ?? 0, 0.9891) < 0.5e-4)
  }

  @Test(arguments: 0..<40) func `weights of all states sum to one`(seed: Int) {
    let ph = 0.35 * Double(seed)
    let molecule = Ionization([.acid(pKa: 3), .base(pKa: 7.4), .acid(pKa: 9), .base(pKa: 5.5)])
    let total = molecule.microspecies(ph: ph).reduce(0) { $0 + $1.weight }
    #expect(abs(total - 1) < 1e-14)
    let classes = molecule.chargeClasses(ph: ph)
    #expect(abs(classes.uncharged + classes.positive + classes.negative - 1) < 1e-14)
    #expect(molecule.chargeFactor(ph: ph, perCharge: 1) == total)
  }

  @Test func `a neutral compound has no charge at all`() {
    let neutral = Ionization([])
    #expect(neutral.neutralFraction(ph: 7) == 1)
    #expect(neutral.chargeFactor(ph: 7, perCharge: 0.001) == 1)
    #expect(neutral.ionizedToNeutralRatio(ph: 7) == 0)
    #expect(neutral.fullyIonizedExponent(ph: 7) == nil)
    #expect(neutral.isNeutral && !neutral.isStrongBase)
  }

  @Test func `a strong base beside an acid is still a strong base`() {
    #expect(Ionization([.acid(pKa: 3), .base(pKa: 7)]).isStrongBase)
    #expect(!Ionization([.acid(pKa: 9), .base(pKa: 6.99)]).isStrongBase)
  }

  @Test func `one group gives the textbook ratio`() {
    #expect(relativeError(Ionization([.base(pKa: 8.4)]).ionizedToNeutralRatio(ph: 7.4), 10) < 1e-13)
    #expect(relativeError(Ionization([.acid(pKa: 6.4)]).ionizedToNeutralRatio(ph: 7.4), 10) < 1e-13)
  }

  @Test func `ratios of two groups multiply only within their kind`() {
    let zwitterion = Ionization([.acid(pKa: 6.4), .base(pKa: 8.4)])
    #expect(relativeError(zwitterion.ionizedToNeutralRatio(ph: 7.4), 20) < 1e-13)
    let dibase = Ionization([.base(pKa: 8.4), .base(pKa: 9.4)])
    #expect(relativeError(dibase.ionizedToNeutralRatio(ph: 7.4), 100 + 1000) < 1e-13)
  }

  @Test func `a doubly ionised state without net charge counts as neutral`() {
    let zwitterion = Ionization([.acid(pKa: 2), .base(pKa: 12)])
    #expect(zwitterion.chargeFactor(ph: 7, perCharge: 0.001) > 0.9999)
  }
}
