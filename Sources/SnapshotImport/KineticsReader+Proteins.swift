extension KineticsReader {
  /// Metabolism by an enzyme or carrying by a transporter.
  func proteinProcess(_ word: String, clearanceKey: String) -> WrittenProcess {
    var written = WrittenProcess(word: word, namesProtein: true)
    if kind.hasSuffix("FirstOrder") {
      written.keys = firstOrder(word, clearanceKey: clearanceKey, obstacle: &written.obstacle)
    } else {
      written.keys = saturable(word, obstacle: &written.obstacle)
    }
    return written
  }

  private func saturable(_ word: String, obstacle: inout String?) -> YAMLMap? {
    let isHill = kind.hasSuffix("Hill")
    guard let km = parameters.take("Km", "KM")?.value else {
      obstacle = "Km is missing"
      return nil
    }
    guard km.quantity.number > 0 else {
      obstacle = "Km is zero"
      return nil
    }
    var rate = YAMLMap()
    if let kcat = parameters.take("kcat", "Catalytic rate constant")?.value {
      parameters.takeAll()
      guard kcat.quantity.number > 0 else {
        obstacle = "its rate is zero"
        return nil
      }
      rate["kcat"] = kcat.yaml()
    } else {
      guard let found = rateInVitro(word, obstacle: &obstacle) else { return nil }
      rate = found
    }
    var map = YAMLMap([("kinetics", .plain(isHill ? "hill" : "michaelis-menten"))])
    map.add(rate)
    map.add("km", km.yaml())
    if isHill {
      let exponent = parameters.take("Hill coefficient", "Hill", "alpha")?.value
      map.add("hill", (exponent ?? filled("Hill coefficient", PKSimDefaults.hillExponent)).yaml())
    }
    return map
  }

  /// The greatest rate where no `kcat` is given: as measured, or per concentration of the protein.
  private func rateInVitro(_ word: String, obstacle: inout String?) -> YAMLMap? {
    let microsomal = parameters.take("In vitro Vmax for liver microsomes")?.value
    let recombinant = parameters.take("In vitro Vmax/recombinant enzyme", "In vitro Vmax/transporter")?.value
    let tissue = parameters.take("Vmax (liver tissue)")?.value
    let perVolume = parameters.take("Vmax")?.value
    guard let given = microsomal ?? recombinant ?? tissue ?? perVolume else {
      obstacle = "neither kcat nor a greatest rate is given"
      return nil
    }
    guard given.quantity.number > 0 else {
      obstacle = "its rate is zero"
      return nil
    }
    if let microsomal {
      let content =
        parameters.take("Content of CYP proteins in liver microsomes")?.value
        ?? filled("content of liver microsomes", PKSimDefaults.contentOfMicrosomes)
      return YAMLMap([("system", .plain("microsomes")), ("vmax", microsomal.yaml()), ("content", content.yaml())])
    }
    if let recombinant {
      if word == "metabolism" {
        return YAMLMap([("system", .plain("recombinant")), ("vmax", recombinant.yaml())])
      }
      guard let value = recombinant.quantity.inUnit("1/min") else {
        obstacle = "the unit of its greatest rate is no rate per transporter"
        return nil
      }
      return kcat(value, recombinant, note: "\(recombinant.quantity.text)")
    }
    if let tissue {
      guard let value = tissue.quantity.inUnit("umol/min/kg") else {
        obstacle = "the unit of Vmax is no rate per mass of liver"
        return nil
      }
      let liver = session.surroundings.liver
      let share = (liver.interstitialFraction + liver.cellFraction) / liver.cellFraction
      return kcat(
        value * share, tissue,
        note: "\(tissue.quantity.text) of liver tissue, times \(numberText(tidied(share))), per 1 umol/L of enzyme")
    }
    let concentration =
      parameters.take("Enzyme concentration", "Transporter concentration")?.value
      ?? filled("protein concentration", PKSimDefaults.proteinConcentration)
    guard let vmax = given.quantity.inUnit("umol/L/min"), let amount = concentration.quantity.inUnit("umol/L"),
      amount > 0
    else {
      obstacle = "the unit of Vmax is no rate per volume"
      return nil
    }
    return kcat(vmax / amount, given, note: "\(given.quantity.text) over \(concentration.quantity.text) of the protein")
  }

  private func kcat(_ perMinute: Double, _ given: ImportedValue, note: String) -> YAMLMap {
    var value = given
    value.quantity = ImportedQuantity(number: tidied(perMinute), unit: "1/min")
    value.note = note
    return YAMLMap([("kcat", value.yaml())])
  }

  private func firstOrder(_ word: String, clearanceKey: String, obstacle: inout String?) -> YAMLMap? {
    func keys(_ value: ImportedValue) -> YAMLMap? {
      guard value.quantity.number > 0 else {
        obstacle = "its clearance is zero"
        return nil
      }
      return YAMLMap([("kinetics", .plain("first-order")), (clearanceKey, value.yaml())])
    }
    func derived(_ number: Double?, _ given: ImportedValue, note: String) -> YAMLMap? {
      guard let number else {
        obstacle = "the unit `\(given.quantity.unit)` of its clearance does not fit"
        return nil
      }
      var value = given
      value.quantity = ImportedQuantity(number: tidied(number), unit: "L/umol/min")
      value.note = note
      return keys(value)
    }
    if let direct = parameters.take("CLspec/[Enzyme]", "CLspec/[Transporter]", "CLspec")?.value,
      direct.quantity.inUnit("L/umol/min") != nil
    {
      parameters.takeAll()
      return keys(direct)
    }
    let specific = parameters.take("Specific clearance")?.value
    if let specific, specific.quantity.number > 0 {
      let concentration =
        parameters.take("Enzyme concentration", "Transporter concentration")?.value
        ?? PKSimDefaults.proteinConcentration
      let perVolume = specific.quantity.inUnit("1/min")
      let amount = concentration.quantity.inUnit("umol/L")
      parameters.takeAll()
      return derived(
        perVolume.flatMap { rate in amount.map { rate / $0 } }, specific,
        note: "\(specific.quantity.text) over \(concentration.quantity.text) of the protein")
    }
    if let intrinsic = parameters.take("Intrinsic clearance")?.value {
      let liver = session.surroundings.liver
      let cells = liver.volume * liver.cellFraction
      return derived(
        intrinsic.quantity.inUnit("L/min").map { $0 / cells }, intrinsic,
        note:
          "\(intrinsic.quantity.text) over \(numberText(tidied(cells))) L of cells of the reference liver at 1 umol/L"
      )
    }
    if let recombinant = parameters.take("In vitro CL/recombinant enzyme", "In vitro CL/transporter")?.value {
      return derived(recombinant.quantity.inUnit("L/umol/min"), recombinant, note: recombinant.quantity.text)
    }
    if let microsomal = parameters.take("In vitro CL for liver microsomes")?.value {
      guard microsomal.quantity.number > 0 else { return keys(microsomal) }
      let content =
        parameters.take("Content of CYP proteins in liver microsomes")?.value
        ?? filled("content of liver microsomes", PKSimDefaults.contentOfMicrosomes)
      return YAMLMap([
        ("system", .plain("microsomes")), ("kinetics", .plain("first-order")),
        ("intrinsic_clearance", microsomal.yaml()), ("content", content.yaml()),
      ])
    }
    obstacle = specific == nil ? "no clearance is given" : "its clearance is zero"
    return nil
  }
}
