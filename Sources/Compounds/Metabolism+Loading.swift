import DataFiles
import Quantities

private let kineticsWords = ["michaelis-menten", "hill", "first-order"]

extension ProcessReader {
  func metabolism() -> MetabolismProcess? {
    let protein = requiredProtein()
    let metabolite = reader.record.text("metabolite")
    let rate: MetabolismProcess.Rate?
    if reader.record.has("system") {
      reader.refuse(
        ["kcat", "clearance_per_enzyme"], because: "a rate measured in a `system` has `vmax` or `intrinsic_clearance`")
      rate = inVitro().map(MetabolismProcess.Rate.inVitro)
    } else {
      reader.refuse(
        ["vmax", "intrinsic_clearance", "content", "fraction_unbound_incubation"],
        because: "it belongs to a rate measured in a `system` (microsomes, recombinant or hepatocytes)")
      rate = proteinKinetics(clearanceKey: "clearance_per_enzyme").map(MetabolismProcess.Rate.perProtein)
    }
    guard let protein, let rate else { return nil }
    let name = "metabolism by \(protein)" + (metabolite.map { " to \($0)" } ?? "")
    return MetabolismProcess(header: header(name), protein: protein, rate: rate, metabolite: metabolite)
  }

  /// Reads `kinetics` and its constants, per amount of protein.
  func proteinKinetics(clearanceKey: String) -> ProteinKinetics? {
    guard let word = reader.record.choice("kinetics", kineticsWords, required: true) else {
      reader.passOver(["kcat", "km", "hill", clearanceKey])
      return nil
    }
    if word == "first-order" {
      reader.refuse(["kcat", "km", "hill"], because: "first-order kinetics have `\(clearanceKey)`")
      return reader.number(clearanceKey, .flowPerAmount, .aboveZero, required: true)
        .map(ProteinKinetics.firstOrder)
    }
    reader.refuse([clearanceKey], because: "\(word) kinetics have `kcat` and `km`")
    let kcat = reader.number("kcat", .rate, .aboveZero, required: true)
    let km = reader.concentration("km", molarMass: molarMass, required: true)
    let exponent = hillExponent(word)
    guard let kcat, let km else { return nil }
    if word == "hill" { return exponent.map { .hill(kcat: kcat, km: km, exponent: $0) } }
    return .michaelisMenten(kcat: kcat, km: km)
  }

  private func hillExponent(_ word: String) -> Double? {
    if word == "hill" { return reader.number("hill", .none, .aboveZero, required: true) }
    reader.refuse(["hill"], because: "\(word) kinetics have no exponent; write `kinetics: hill`")
    return nil
  }

  private func inVitro() -> InVitroMetabolism? {
    guard let systemWord = reader.record.choice("system", InVitroSystem.allCases.map(\.rawValue), required: true),
      let system = InVitroSystem(rawValue: systemWord)
    else {
      reader.passOver(["kinetics", "vmax", "intrinsic_clearance", "km", "hill", "content"])
      reader.passOver(["fraction_unbound_incubation"])
      return nil
    }
    let incubation = incubationBinding(system)
    let measured = inVitroKinetics(system)
    let content = measured.flatMap { enzymeContent(system, $0.basis) }
    guard let measured, content != nil || !needsContent(system, measured.basis) else { return nil }
    return InVitroMetabolism(
      system: system, basis: measured.basis, kinetics: measured.kinetics, content: content, incubation: incubation)
  }

  private func inVitroKinetics(_ system: InVitroSystem) -> (basis: InVitroBasis, kinetics: InVitroKinetics)? {
    guard let word = reader.record.choice("kinetics", kineticsWords, required: true) else {
      reader.passOver(["vmax", "intrinsic_clearance", "km", "hill", "content"])
      return nil
    }
    if word == "first-order" {
      reader.refuse(["vmax", "km", "hill"], because: "first-order kinetics have `intrinsic_clearance`")
      let units: [(Dimension, InVitroBasis)] = [(.flowPerMass, .protein), (.flow, .cell), (.flowPerAmount, .enzyme)]
      return based("intrinsic_clearance", system, units).map { ($0.basis, .firstOrder(intrinsicClearance: $0.value)) }
    }
    reader.refuse(["intrinsic_clearance"], because: "\(word) kinetics have `vmax` and `km`")
    let units: [(Dimension, InVitroBasis)] = [(.amountRatePerMass, .protein), (.amountRate, .cell), (.rate, .enzyme)]
    let vmax = based("vmax", system, units)
    let km = reader.concentration("km", molarMass: molarMass, required: true)
    let exponent = hillExponent(word)
    guard let vmax, let km else { return nil }
    if word == "hill" { return exponent.map { (vmax.basis, .hill(vmax: vmax.value, km: km, exponent: $0)) } }
    return (vmax.basis, .michaelisMenten(vmax: vmax.value, km: km))
  }

  /// A number whose unit says what it is counted per; the system allows some of the bases.
  private func based(
    _ key: String, _ system: InVitroSystem, _ units: [(Dimension, InVitroBasis)]
  ) -> (value: Double, basis: InVitroBasis)? {
    let allowed = units.filter { system.bases.contains($0.1) }
    guard let found = reader.number(key, anyOf: allowed.map(\.0), .aboveZero, required: true),
      let basis = allowed.first(where: { $0.0 == found.dimension })?.1
    else { return nil }
    return (found.value, basis)
  }

  private func needsContent(_ system: InVitroSystem, _ basis: InVitroBasis) -> Bool {
    system == .recombinant && basis == .protein
  }

  /// The enzyme in a kg of protein of the preparation.
  private func enzymeContent(_ system: InVitroSystem, _ basis: InVitroBasis) -> Double? {
    guard basis == .protein else {
      reader.refuse(["content"], because: "the rate is not counted per mass of protein")
      return nil
    }
    return reader.number("content", .amountPerMass, .aboveZero, required: needsContent(system, basis))
  }

  private func incubationBinding(_ system: InVitroSystem) -> IncubationBinding? {
    let key = "fraction_unbound_incubation"
    guard let node = reader.record.node(key) else { return nil }
    guard node["model"] != nil else {
      return reader.number(key, .none, .fraction).map(IncubationBinding.measured)
    }
    guard let model = reader.child(key, what: "a model of binding in the incubation") else { return nil }
    defer { model.record.finish() }
    guard let word = model.record.choice("model", system.bindingModels, required: true) else {
      model.passOver(["concentration"])
      return nil
    }
    let dimension: Dimension = word == "kilford" ? .perVolume : .massConcentration
    guard let concentration = model.number("concentration", dimension, .aboveZero, required: true) else { return nil }
    switch word {
    case "austin": return .austin(protein: concentration)
    case "hallifax-houston": return .hallifaxHouston(protein: concentration)
    default: return .kilford(cells: concentration)
    }
  }
}

extension InVitroSystem {
  /// What a rate in this system may be counted per.
  var bases: [InVitroBasis] {
    switch self {
    case .microsomes: [.protein]
    case .recombinant: [.enzyme, .protein]
    case .hepatocytes: [.cell]
    }
  }

  /// The published relations for binding in this system.
  var bindingModels: [String] {
    self == .hepatocytes ? ["kilford"] : ["austin", "hallifax-houston"]
  }
}
