import DataFiles
import Quantities

extension SourcedReader {
  /// Reads one organ file.
  ///
  /// - Parameter expectedName: The organ's name as its file is named.
  func organ(expectedName: String) -> OrganRecord? {
    reader.checkSchema("organ/1")
    let name = reader.text("organ", required: true)
    let kind = reader.choice("kind", ["tissue", "blood"], required: true).flatMap(Organ.Kind.init)
    let volume = organVolume()
    let density = value("density", .density, in: plausibleDensity)
    let heightExponent = value("height_exponent", .none, in: plausibleExponent, required: false)
    let weightExponent = value("weight_exponent", .none, in: plausibleExponent, required: false)
    let takesUp = record("takes_up", required: false, what: "what the organ takes up") { $0.takesUp() }
    let supply = record("blood_flow", required: false, what: "the blood flow of the organ") { $0.supply() }
    let drainsInto = reader.text("drains_into")
    let spaces = spaces()
    let composition = composition(of: "the organ")
    let cellSurface = record("cell_surface", required: spaces != nil, what: "the cell surface of the organ") {
      $0.cellSurface()
    }
    let barrier = reader.choice("endothelium", ["barrier", "open"]) == "barrier"
    let peripheral = value("peripheral_blood_fraction", .none, in: share, required: false)
    let mucosal = value("mucosal_flow_fraction", .none, in: share, required: false)
    let filtration = record("glomerular_filtration", required: false, what: "glomerular filtration") {
      $0.filtration()
    }
    let microsomalProtein = value("microsomal_protein", .none, in: share, required: false)
    let hepatocytes = value("hepatocytes", .perMass, in: positive, required: false)
    reader.finish()
    guard let name, let kind, let volume, let density else { return nil }
    check(name, against: expectedName)
    check(volume, heightExponent: heightExponent, weightExponent: weightExponent)
    if kind == .blood, spaces != nil {
      diagnostics.report(location, "a blood pool has no fractions", remedy: "remove them, or write kind: tissue")
    }
    return OrganRecord(
      name: name, kind: kind, location: location, volume: volume, density: density, heightExponent: heightExponent,
      weightExponent: weightExponent, takesUp: takesUp, supply: supply, drainsInto: drainsInto, spaces: spaces,
      composition: composition, cellSurface: cellSurface, hasEndothelialBarrier: barrier,
      peripheralBloodFraction: peripheral ?? 0, mucosalFlowFraction: mucosal, filtration: filtration,
      microsomalProtein: microsomalProtein, hepatocytes: hepatocytes)
  }

  private func check(_ name: String, against expected: String) {
    guard name != expected else { return }
    diagnostics.report(
      reader.node("organ")?.location ?? location, "the file of \(expected) describes \(name)",
      remedy: "write organ: \(expected), or name the file after the organ, with dashes for spaces")
  }

  private func check(_ volume: OrganRecord.Volume, heightExponent: Double?, weightExponent: Double?) {
    guard case .given = volume, heightExponent == nil, weightExponent == nil else { return }
    diagnostics.report(
      location, "nothing says how the organ's volume follows the size of the body",
      remedy: "add height_exponent (of the relative height) or weight_exponent (of the relative weight); 0 for none")
  }

  private func organVolume() -> OrganRecord.Volume? {
    if isWord("remainder", "volume") { return .remainder }
    return perSex("volume", .volume, in: positive).map(OrganRecord.Volume.given)
  }

  private func takesUp() -> OrganRecord.TakesUpFatFreeMass? {
    let what = reader.choice("rest_of", ["fat-free mass"], required: true)
    let atLeast = value("at_least", .none, in: share)
    guard what != nil, let atLeast else { return nil }
    return OrganRecord.TakesUpFatFreeMass(atLeast: atLeast)
  }

  private func supply() -> OrganRecord.Supply? {
    let from = reader.text("from", required: true)
    let forms = ["specific", "flow", "fraction_of_cardiac_output"]
    let given = forms.filter(reader.has)
    guard let form = given.first, given.count == 1 else {
      diagnostics.report(
        location, given.isEmpty ? "the blood flow has no size" : "the blood flow is given \(given.count) times",
        remedy: "write one of \(forms.joined(separator: ", "))")
      for form in forms { _ = reader.node(form) }
      return nil
    }
    let flow: OrganRecord.Flow? =
      if isWord("remainder", form) {
        .remainder
      } else {
        switch form {
        case "specific": perSex(form, .flowPerMass, in: notNegative).map { .specific($0) }
        case "flow": perSex(form, .flow, in: notNegative).map { .reference($0) }
        default: perSex(form, .none, in: share).map { .fractionOfCardiacOutput($0) }
        }
      }
    guard let from, let flow else { return nil }
    return OrganRecord.Supply(from: from, flow: flow)
  }

  private func cellSurface() -> CellSurface? {
    guard let volume = value("reference_volume", .volume, in: positive),
      let area = value("reference_area", .area, in: positive)
    else { return nil }
    return CellSurface(referenceVolume: volume, referenceArea: area)
  }

  private func filtration() -> GlomerularFiltration? {
    if reader.has("flow") { return perSex("flow", .flow, in: notNegative).map { .reference(flow: $0) } }
    guard let maximum = value("maximum", .flow, in: notNegative),
      let kidneyVolume = value("kidney_volume", .volume, in: positive),
      let prematureFraction = value("premature_fraction", .none, in: share),
      let maturationHalfAge = value("maturation_half_age", .time, in: positive),
      let maturationExponent = value("maturation_exponent", .none, in: positive),
      let agingOnset = value("aging_onset", .time, in: notNegative),
      let agingMaximum = value("aging_maximum", .none, in: share),
      let agingHalfAge = value("aging_half_age", .time, in: positive),
      let agingExponent = value("aging_exponent", .none, in: positive)
    else { return nil }
    return .maturing(
      MaturingFiltration(
        maximum: maximum, kidneyVolume: kidneyVolume, prematureFraction: prematureFraction,
        maturationHalfAge: maturationHalfAge, maturationExponent: maturationExponent, agingOnset: agingOnset,
        agingMaximum: agingMaximum, agingHalfAge: agingHalfAge, agingExponent: agingExponent,
        gestation: value("gestation", .time, in: notNegative, required: false) ?? 0))
  }
}
