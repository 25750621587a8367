import DataFiles
import Quantities

extension ProcessReader {
  func liverClearance() -> LiverClearanceProcess? {
    organClearance(organ: "liver").map {
      LiverClearanceProcess(header: header("liver clearance"), clearance: $0)
    }
  }

  func renalClearance() -> RenalClearanceProcess? {
    organClearance(organ: "kidney").map {
      RenalClearanceProcess(header: header("renal clearance"), clearance: $0)
    }
  }

  func biliaryClearance() -> BiliaryClearanceProcess? {
    organClearance(organ: "liver").map {
      BiliaryClearanceProcess(header: header("biliary clearance"), clearance: $0)
    }
  }

  func tubularSecretion() -> TubularSecretionProcess? {
    guard let word = reader.record.choice("kinetics", ["first-order", "michaelis-menten"], required: true) else {
      reader.passOver(["specific", "vmax", "km"])
      return nil
    }
    if word == "first-order" {
      reader.refuse(["vmax", "km"], because: "first-order secretion has `specific`")
      guard let specific = reader.number("specific", .rate, .aboveZero, required: true) else { return nil }
      return TubularSecretionProcess(header: header("tubular secretion"), kinetics: .firstOrder(specific: specific))
    }
    reader.refuse(["specific"], because: "michaelis-menten secretion has `vmax` and `km`")
    let vmax = reader.number("vmax", .concentrationRate, .aboveZero, required: true)
    let km = reader.concentration("km", molarMass: molarMass, required: true)
    guard let vmax, let km else { return nil }
    return TubularSecretionProcess(header: header("tubular secretion"), kinetics: .michaelisMenten(vmax: vmax, km: km))
  }

  /// Reads `specific`, or `plasma_clearance` with its `reference`.
  private func organClearance(organ: String) -> OrganClearance? {
    switch (reader.record.has("specific"), reader.record.has("plasma_clearance")) {
    case (true, true):
      reader.record.fault(
        "plasma_clearance", "given beside `specific`",
        remedy: "keep one: `specific` per time in the \(organ), or `plasma_clearance`")
      reader.passOver(["reference"])
      return nil
    case (false, false):
      reader.record.fault(
        "process", "the clearance has no value",
        remedy: "add `specific` (1/min in the \(organ)) or `plasma_clearance` (mL/min/kg)")
      reader.passOver(["reference"])
      return nil
    case (true, false):
      reader.refuse(["reference"], because: "only a `plasma_clearance` is scaled from a reference")
      return reader.number("specific", .rate, .aboveZero, required: true).map(OrganClearance.specific)
    case (false, true):
      let reference = clearanceReference(organ: organ)
      let found = reader.number("plasma_clearance", anyOf: [.flowPerMass, .flow], .aboveZero, required: true)
      guard let found else { return nil }
      if found.dimension == .flowPerMass { return .plasma(perWeight: found.value, reference: reference) }
      guard let weight = reference.weight else {
        reader.record.fault(
          "plasma_clearance", "the clearance of a whole person, without the weight of that person",
          remedy: "add `reference: {weight: ...}`, or write the clearance per weight (mL/min/kg)")
        return nil
      }
      return .plasma(perWeight: found.value / weight, reference: reference)
    }
  }

  private func clearanceReference(organ: String) -> ClearanceReference {
    guard let reference = reader.child("reference", what: "the person of a clearance") else {
      return ClearanceReference()
    }
    defer { reference.record.finish() }
    return ClearanceReference(
      weight: reference.number("weight", .mass, .aboveZero),
      organVolume: reference.number("\(organ)_volume", .volume, .aboveZero),
      organFlow: reference.number("\(organ)_flow", .flow, .aboveZero),
      fractionUnbound: reference.number("fraction_unbound", .none, .fraction),
      hematocrit: reference.number("hematocrit", .none, .share),
      bloodPlasmaRatio: reference.number("blood_plasma_ratio", .none, .aboveZero),
      cellFraction: reference.number("cell_fraction", .none, .fraction))
  }
}
