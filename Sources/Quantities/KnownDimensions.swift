/// What is said about a dimension to people: its name and the units it is usually written in.
package struct KnownDimension: Sendable {
  package let dimension: Dimension
  let name: String
  /// Usual units; the first is shown as the example in messages.
  package let units: [String]
  let hidesFormula: Bool
  /// A number from 1 to this is easily read.
  let tidyBelow: Double

  init(
    _ dimension: Dimension, _ name: String, _ units: [String], hidesFormula: Bool = false, tidyBelow: Double = 1000
  ) {
    self.dimension = dimension
    self.name = name
    self.units = units
    self.hidesFormula = hidesFormula
    self.tidyBelow = tidyBelow
  }
}

func knownDimension(_ dimension: Dimension) -> KnownDimension? {
  knownDimensions.first { $0.dimension == dimension }
}

package let knownDimensions: [KnownDimension] = [
  KnownDimension(.none, "plain number", [""], hidesFormula: true),
  KnownDimension(.amount, "amount", ["umol", "nmol", "pmol", "mmol", "mol"]),
  KnownDimension(.mass, "mass", ["mg", "ng", "ug", "g", "kg"]),
  KnownDimension(.length, "length", ["cm", "nm", "um", "mm", "m"]),
  KnownDimension(.area, "area", ["m2", "um2", "mm2", "cm2"]),
  KnownDimension(.volume, "volume", ["L", "nL", "uL", "mL"]),
  KnownDimension(.time, "time", ["h", "min", "s", "day", "year"], tidyBelow: 200),
  KnownDimension(.energy, "energy", ["kcal"]),
  KnownDimension(.rate, "rate", ["1/h", "1/min", "1/s"]),
  KnownDimension(.concentration, "concentration", ["umol/L", "pmol/L", "nmol/L", "mmol/L"]),
  KnownDimension(.massConcentration, "mass concentration or density", ["mg/L", "ng/L", "ug/L", "g/L", "kg/L"]),
  KnownDimension(.flow, "flow or clearance", ["L/h", "uL/min", "mL/min"]),
  KnownDimension(.permeability, "permeability", ["cm/min", "nm/s", "um/s", "cm/s"]),
  KnownDimension(.molarMass, "molar mass", ["g/mol", "kg/mol"]),
  KnownDimension(.amountRate, "amount per time", ["umol/h", "pmol/min", "nmol/min"]),
  KnownDimension(.massRate, "mass per time", ["mg/h", "ng/h", "ug/h", "g/h"]),
  KnownDimension(
    .concentrationRate, "concentration per time", ["umol/L/min", "pmol/L/min", "nmol/L/min", "mmol/L/min"]),
  KnownDimension(.flowPerMass, "flow or clearance per mass", ["mL/min/kg", "L/h/kg", "L/min/kg", "uL/min/mg"]),
  KnownDimension(.flowPerAmount, "clearance per amount or association rate", ["L/umol/min", "uL/min/pmol"]),
  KnownDimension(.volumePerMass, "volume per mass", ["L/kg", "uL/kg", "mL/kg"]),
  KnownDimension(.amountPerMass, "amount per mass", ["pmol/mg", "nmol/mg", "umol/mg"]),
  KnownDimension(.amountRatePerMass, "amount per time and mass", ["pmol/min/mg", "nmol/min/mg"]),
  KnownDimension(.amountPerArea, "amount per area", ["umol/m2", "mmol/m2"]),
  KnownDimension(.massPerArea, "mass per area", ["mg/m2", "kg/m2"]),
  KnownDimension(.perMass, "number per mass", ["10^6 cells/g"]),
  KnownDimension(.perVolume, "number per volume", ["10^6 cells/mL"]),
  KnownDimension(.perLength, "surface per volume", ["1/dm", "1/um"]),
  KnownDimension(.diffusivity, "diffusion coefficient", ["cm2/s", "um2/s"]),
  KnownDimension(.volumePerAmount, "affinity", ["L/umol"]),
  KnownDimension(.energyRate, "energy per time", ["kcal/min", "kcal/h"]),
  KnownDimension(.energyDensity, "energy per volume", ["kcal/L"]),
  KnownDimension(.exposure, "exposure", ["umol h/L", "nmol h/L", "pmol h/L", "mmol h/L"]),
  KnownDimension(.massExposure, "mass exposure", ["mg h/L", "ng h/L", "ug h/L"]),
]
