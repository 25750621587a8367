import Quantities
import Testing

struct WrittenQuantityTests {
  @Test(arguments: [
    ("7.5 mg", 7.5e-6), ("7.5mg", 7.5e-6), ("0.049 mg/mL", 0.049e-3), ("25", 25), ("1e-6", 1e-6), (".5", 0.5),
    ("-4.52", -4.52), ("+3 h", 3), ("1E3 mL", 1), ("139 10^6 cells/g", 139e9), ("139e6 cells/g", 139e9),
    ("0.1794 L/min/kg", 10.764), ("5 %", 0.05), ("30 year", 262_980), ("2d", 48), ("-0", 0),
    ("1.555e-4 cm/min", 9.33e-4),
  ])
  func `a number and a unit become internal units`(text: String, value: Double) throws {
    let found = try WrittenQuantity.parse(text).internalValue
    #expect(abs(found - value) <= 2 * abs(value).ulp)
  }

  @Test(arguments: [
    "", " ", "mg", "nan", "inf", "-inf", "infinity", "1e999", "-1e999 mg", "1e-999", "4e-320", "0x10", "1,5 mg",
    "1_000",
    "1.2.3", "5.", "--5", "- 5", "1e", "½ mg", "٣ mg", "1'000", "ten", "10^6", "−5 mg", "1.5.mg",
    String(repeating: "9", count: 500),
  ])
  func `what is not a finite number is refused`(text: String) {
    #expect(throws: UnitError.self) { try WrittenQuantity.parse(text) }
  }

  @Test func `a large number of a large unit is refused rather than made infinite`() {
    #expect(throws: UnitError.self) { try WrittenQuantity.parse("1e307 year") }
  }

  @Test func `a wrong dimension names both and an example`() {
    #expect {
      try WrittenQuantity.parse("7.5 mg", as: .volume)
    } throws: { error in
      guard let error = error as? UnitError else { return false }
      return error.code == .wrongDimension && error.problem == "`7.5 mg` is a mass, but a volume is needed"
        && error.remedy.contains("1.5 L")
    }
    #expect { try WrittenQuantity.parse("7.5", as: .volume) } throws: { "\($0)".contains("has no unit") }
  }

  @Test(arguments: [
    ("18-45 year", 18.0, 45.0), ("18 - 45 year", 18, 45), ("18 to 45 year", 18, 45), ("18–45 years", 18, 45),
    ("30 year", 30, 30), ("1e1-2e1 year", 10, 20),
  ])
  func `a range has two numbers and one unit`(text: String, lower: Double, upper: Double) throws {
    let range = try WrittenRange.parse(text, as: .time)
    #expect(range.lower == lower && range.upper == upper)
    #expect(range.internalRange == lower * 8766...upper * 8766)
  }

  @Test(arguments: ["45-18 year", "18-year", "18--", "18-45", "18-45-50 year", "-", "18 to year", "1e308-1.7e308 year"])
  func `an impossible range is refused`(text: String) {
    #expect(throws: UnitError.self) { try WrittenRange.parse(text, as: .time) }
  }

  @Test(arguments: [
    (10.764, Dimension.flowPerMass, "179.4 mL/min/kg"), (7.5e-6, .mass, "7.5 mg"), (0.5, .none, "0.5"),
    (0, .volume, "0 L"), (8766, .time, "1 year"), (2.5e-4, .concentration, "250 pmol/L"), (72, .time, "72 h"),
    (240, .time, "10 day"),
    (1.0 / 60, .time, "1 min"), (1, .area / .time / .mass, "1 dm2/h/kg"),
  ])
  func `values are shown in a readable unit`(value: Double, dimension: Dimension, text: String) {
    #expect(formatted(value, dimension) == text)
  }

  @Test(arguments: [
    (1234.5678, "1235"), (0.00012345, "0.0001235"), (0.000012345, "1.235e-5"), (99999.7, "100000"), (1e9, "1e9"),
    (-2.5, "-2.5"), (0.1 + 0.2, "0.3"), (123_456, "123456"), (9.9999, "10"), (1e-300, "1e-300"),
    (12345678.9, "1.235e7"),
  ])
  func `numbers are shown with few digits`(value: Double, text: String) {
    #expect(formattedNumber(value) == text)
  }

  @Test(arguments: 0..<200)
  func `what is shown can be read again`(seed: Int) throws {
    var random = SplitMix(seed: UInt64(seed))
    let known = knownDimensions[Int.random(in: 0..<knownDimensions.count, using: &random)]
    var value = Double.random(in: 1...10, using: &random)
    for _ in 0..<Int.random(in: 0...12, using: &random) { value /= 10 }
    let text = formatted(value, known.dimension, significantDigits: 6)
    let again = try WrittenQuantity.parse(text, as: known.dimension).internalValue
    #expect(abs(again - value) <= 1e-5 * value, "\(text)")
  }

  @Test(arguments: 0..<200)
  func `random text never crashes the reader of quantities`(seed: Int) {
    var random = SplitMix(seed: UInt64(seed))
    let alphabet = Array("0123456789.eE+-^/ *·()%mgLhkuµlogyd²⁻1\u{0}\u{301}é\t,'_")
    for _ in 0..<50 {
      let length = Int.random(in: 0...24, using: &random)
      let text = String((0..<length).map { _ in alphabet[Int.random(in: 0..<alphabet.count, using: &random)] })
      if let quantity = try? WrittenQuantity.parse(text) {
        #expect(quantity.internalValue.isFinite && quantity.unit.factor > 0)
      }
      if let range = try? WrittenRange.parse(text, as: .none) { #expect(range.internalRange.lowerBound.isFinite) }
    }
  }

  @Test(
    arguments: [
      ("sorce", "source"), ("VALUE", "value"), ("vlaue", "value"), ("x", nil), ("michaelis-mentn", "michaelis-menten"),
      ("temperature", nil), ("", nil),
    ] as [(String, String?)])
  func `the nearest word is found when one is near`(word: String, nearest: String?) {
    #expect(nearestWord(word, in: ["source", "value", "where", "michaelis-menten", "km"]) == nearest)
  }

  @Test func `quantities of the public boundary keep their dimension`() throws {
    let clearance: Flow = try Quantity("250 mL/min")
    let rate = clearance / Volume.liters(5)
    #expect(rate.inInternalUnits == 3)
    #expect((Mass.milligrams(7.5) / MolarMass.gramsPerMole(325.78)).micromoles.rounded() == 23)
    #expect(clearance.description == "15 L/h")
    #expect(throws: UnitError.self) { try Volume("3 mg") }
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
