/// Reads one alternative of a property as a compound file writes it.
struct PropertyReader {
  let report: ReportBuilder
  let place: String
  let group: AlternativeGroup
  let parameters: ParameterSet

  func value(partner: String?, isIonizable: Bool) -> YAMLValue? {
    switch group {
    case .lipophilicity: return parameters.take("Lipophilicity")?.value?.yaml()
    case .fractionUnbound: return fractionUnbound(partner)
    case .solubility: return solubility(isIonizable: isIonizable)
    case .intestinalPermeability:
      return parameters.take(
        "Specific intestinal permeability (transcellular)", "Intestinal permeability (transcellular)")?.value?.yaml()
    case .permeability: return parameters.take("Permeability")?.value?.yaml()
    }
  }

  private func fractionUnbound(_ partner: String?) -> YAMLValue? {
    guard var value = parameters.take("Fraction unbound (plasma, reference value)", "Fraction unbound")?.value else {
      return nil
    }
    if value.quantity.unit == "%" {
      value.quantity = ImportedQuantity(number: tidied(value.quantity.number / 100), unit: "")
    }
    switch partner {
    case "Albumin": return value.yaml([("binds", .plain("albumin"))])
    case "Glycoprotein": return value.yaml([("binds", .plain("alpha-1-acid glycoprotein"))])
    default: return value.yaml([("binds", .plain("unknown"))])
    }
  }

  private func solubility(isIonizable: Bool) -> YAMLValue? {
    if let table = parameters.take("Solubility table"), let formula = table.node["TableFormula"] {
      _ = parameters.take("Solubility at reference pH")
      _ = parameters.take("Reference pH")
      return solubilityTable(formula, origin: table.origin)
    }
    guard let value = parameters.take("Solubility at reference pH")?.value else { return nil }
    var extras: [(String, YAMLValue)] = []
    let ph = parameters.take("Reference pH")?.quantity
    let gain = parameters.take("Solubility gain per charge")?.value
    if isIonizable || ph != nil { extras.append(("ph", .plain((ph ?? filledPH()).text))) }
    if isIonizable {
      if gain == nil { report.filled(place, "solubility gain per charge", PKSimDefaults.solubilityGain) }
      extras.append(("gain_per_charge", (gain ?? PKSimDefaults.solubilityGain).yaml()))
    }
    return value.yaml(extras)
  }

  private func filledPH() -> ImportedQuantity {
    report.filled(place, "pH of the solubility", PKSimDefaults.referencePH)
    return PKSimDefaults.referencePH.quantity
  }

  private func solubilityTable(_ formula: JSONNode, origin: ValueOrigin) -> YAMLValue? {
    formula.readAll()
    guard let unit = ourUnit(formula.text("YUnit") ?? "mg/l") else { return nil }
    let rows = formula.list("Points").compactMap { point -> (Double, Double)? in
      guard let x = point.number("X"), let y = point.number("Y"), y > 0 else { return nil }
      return (x, y)
    }
    guard !rows.isEmpty else { return nil }
    let table = rows.sorted { $0.0 < $1.0 }.map { row in
      YAMLValue.list([
        .plain(numberText(row.0)), .plain(ImportedQuantity(number: tidied(row.1), unit: unit).text),
      ])
    }
    var map = YAMLMap(origin.provenance())
    map["table"] = .list(table)
    return .map(map)
  }
}
