import Quantities
import Testing

struct UnitTests {
  @Test(arguments: [
    ("", 1, Dimension.none), ("mg", 1e-6, .mass), ("mcg", 1e-9, .mass), ("ug", 1e-9, .mass), ("µg", 1e-9, .mass),
    ("\u{3BC}g", 1e-9, .mass), ("pg", 1e-15, .mass), ("mg/mL", 1e-3, .massConcentration),
    ("g/L", 1e-3, .massConcentration), ("umol/L", 1, .concentration), ("µmol/L", 1, .concentration),
    ("nmol/L", 1e-3, .concentration), ("M", 1e6, .concentration), ("mM", 1e3, .concentration),
    ("uM", 1, .concentration), ("nM", 1e-3, .concentration), ("L/h", 1, .flow), ("l/h", 1, .flow),
    ("mL/min", 0.06, .flow), ("mL/min/kg", 0.06, .flowPerMass), ("1/h", 1, .rate), ("/min", 60, .rate),
    ("1/min", 60, .rate), ("cm/s", 360, .permeability), ("cm/min", 6, .permeability), ("dm2", 1, .area),
    ("m2", 100, .area), ("m^2", 100, .area), ("m²", 100, .area), ("cm2", 0.01, .area), ("kg/m2", 0.01, .massPerArea),
    ("g/mol", 1e-9, .molarMass), ("kDa", 1e-6, .molarMass), ("Da", 1e-9, .molarMass), ("%", 0.01, .none),
    ("year", 8766, .time), ("years", 8766, .time), ("y", 8766, .time), ("month", 730.5, .time), ("week", 168, .time),
    ("day", 24, .time), ("d", 24, .time), ("h", 1, .time), ("hour", 1, .time), ("min", 1.0 / 60, .time),
    ("s", 1.0 / 3600, .time), ("kcal", 1, .energy), ("kJ", 1 / 4.184, .energy),
    ("pmol/min/mg", 60, .amountRatePerMass), ("uL/min/10^6 cells", 60e-12, .flow), ("10^6 cells/g", 1e9, .perMass),
    ("1e6 cells/mL", 1e9, .perVolume), ("uL/min/pmol", 60, .flowPerAmount), ("um", 1e-5, .length),
    ("nm", 1e-8, .length), ("mg/mg", 1, .none), ("L/L", 1, .none), ("mg/g", 1e-3, .none), ("log", 1, .none),
    ("log10", 1, .none), ("mg h/L", 1e-6, .massExposure), ("mg*h/L", 1e-6, .massExposure),
    ("mg·h/L", 1e-6, .massExposure), ("mL/(min kg)", 0.06, .flowPerMass), ("h-1", 1, .rate), ("min^-1", 60, .rate),
    ("s⁻¹", 3600, .rate), ("dm³", 1, .volume), ("1/dm", 1, .perLength), ("  mg / mL ", 1e-3, .massConcentration),
  ])
  func `every unit of the field has its factor and dimension`(text: String, factor: Double, dimension: Dimension) throws
  {
    let unit = try Unit.parse(text)
    #expect(unit.dimension == dimension)
    #expect(abs(unit.factor - factor) <= 4 * factor.ulp)
  }

  @Test func `a number inside a unit scales it`() throws {
    let unit = try Unit.parse("mL/min/1.73m2")
    #expect(unit.dimension == .flow / .area)
    #expect(abs(unit.factor - 0.06 / 173) < 1e-18)
  }

  @Test(arguments: [
    ("mgg", "mg"), ("hr", "h"), ("umol/l", ""), ("Mg", "mg"), ("umlo/L", "umol"), ("mL/mim", "min"), ("litre", "L"),
    ("yaer", "year"),
  ])
  func `an unknown unit is answered with the nearest`(text: String, nearest: String) {
    do {
      _ = try Unit.parse(text)
      #expect(nearest.isEmpty)
    } catch {
      #expect(error.code == .unknownUnit)
      #expect(error.remedy == "did you mean `\(nearest)`?")
    }
  }

  @Test(arguments: [
    "mg/", "/", "mg//L", "mg/kg*h", "m0", "m^", "m2.5", "mg)", "(mg", "mg/(L", "-1/h", "0 cells", "m99",
    "((((((m))))))",
    "10^30 10^30 10^30 10^30 10^30 10^30", "mg, L", "mg\u{0}", "m2m2", "1e999 cells", "^2",
    String(repeating: "m ", count: 60),
  ])
  func `malformed units are refused`(text: String) {
    #expect(throws: UnitError.self) { try Unit.parse(text) }
  }

  @Test func `a product after a slash is refused because it can be read in two ways`() {
    #expect { try Unit.parse("mg/kg*h") } throws: { ($0 as? UnitError)?.problem.contains("two ways") == true }
  }

  @Test func `dimensions multiply and divide`() {
    #expect(Dimension.flow / .volume == .rate)
    #expect(Dimension.permeability * .area == .flow)
    #expect(Dimension.length.power(3) == .volume)
    #expect(Dimension.length.power(200).length == 127)
  }

  @Test func `dimensions are named for people`() {
    #expect(Dimension.concentration.name == "concentration (amount/volume)")
    #expect(Dimension.mass.name == "mass")
    #expect(Dimension.none.name == "plain number")
    #expect((Dimension.mass / .area / .time).name == "mass/time/area")
    #expect((Dimension.flow / .area).internalUnit == "dm/h")
  }

  @Test func `the usual units of each dimension are of that dimension`() throws {
    for known in knownDimensions {
      #expect(!known.units.isEmpty)
      for unit in known.units { #expect(try Unit.parse(unit).dimension == known.dimension, "\(unit)") }
      #expect(try WrittenQuantity.parse(known.dimension.example, as: known.dimension).number > 0)
    }
    #expect(Set(knownDimensions.map(\.dimension)).count == knownDimensions.count)
  }
}
