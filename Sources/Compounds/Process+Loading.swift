import DataFiles
import Quantities

/// Reads one entry of `processes:`; nil when something in it is wrong.
///
/// - Parameter molarMass: kg/umol, for constants written in mass units; nil when the compound has none.
func makeProcess(_ reader: FactReader, molarMass: Double?) -> CompoundProcess? {
  defer { reader.record.finish() }
  guard let word = reader.record.choice("process", ProcessKind.allCases.map(\.rawValue), required: true),
    let kind = ProcessKind(rawValue: word)
  else {
    _ = reader.record.entries()
    return nil
  }
  let title = reader.record.text("name")
  let process = ProcessReader(reader: reader, molarMass: molarMass, title: title)
  switch kind {
  case .metabolism: return process.metabolism().map(CompoundProcess.metabolism)
  case .liverClearance: return process.liverClearance().map(CompoundProcess.liverClearance)
  case .glomerularFiltration: return process.glomerularFiltration().map(CompoundProcess.glomerularFiltration)
  case .renalClearance: return process.renalClearance().map(CompoundProcess.renalClearance)
  case .tubularSecretion: return process.tubularSecretion().map(CompoundProcess.tubularSecretion)
  case .tubularReabsorption: return process.tubularReabsorption().map(CompoundProcess.tubularReabsorption)
  case .biliaryClearance: return process.biliaryClearance().map(CompoundProcess.biliaryClearance)
  case .transport: return process.transport().map(CompoundProcess.transport)
  case .binding: return process.binding().map(CompoundProcess.binding)
  case .inhibition: return process.inhibition().map(CompoundProcess.inhibition)
  case .inactivation: return process.inactivation().map(CompoundProcess.inactivation)
  case .induction: return process.induction().map(CompoundProcess.induction)
  case .absorption: return process.absorption().map(CompoundProcess.absorption)
  }
}

/// The words of `process:`.
public enum ProcessKind: String, Sendable, Hashable, CaseIterable {
  case metabolism
  case liverClearance = "liver clearance"
  case glomerularFiltration = "glomerular filtration"
  case renalClearance = "renal clearance"
  case tubularSecretion = "tubular secretion"
  case tubularReabsorption = "tubular reabsorption"
  case biliaryClearance = "biliary clearance"
  case transport, binding, inhibition, inactivation, induction, absorption
}

/// Gives processes of the same name a number, so that reports can tell them apart.
func withUniqueNames(_ processes: [CompoundProcess]) -> [CompoundProcess] {
  var seen: [String: Int] = [:]
  return processes.map { process in
    var process = process
    let count = (seen[process.name] ?? 0) + 1
    seen[process.name] = count
    if count > 1 { process.name += " (\(count))" }
    return process
  }
}

/// The reading of one process of known kind.
struct ProcessReader {
  let reader: FactReader
  let molarMass: Double?
  /// The name written in the file, if any.
  let title: String?

  func header(_ name: String) -> ProcessHeader {
    ProcessHeader(name: title ?? name, location: reader.location)
  }

  func requiredProtein() -> String? { reader.record.text("protein", required: true) }

  func glomerularFiltration() -> GlomerularFiltrationProcess? {
    guard let fraction = reader.number("fraction", .none, .notNegative, required: true) else { return nil }
    return GlomerularFiltrationProcess(
      header: header("glomerular filtration"), fraction: fraction, from: reader.record.text("from"))
  }

  func tubularReabsorption() -> TubularReabsorptionProcess? {
    guard let fraction = reader.number("fraction", .none, .share, required: true) else { return nil }
    return TubularReabsorptionProcess(header: header("tubular reabsorption"), fraction: fraction)
  }

  func transport() -> TransportProcess? {
    let protein = requiredProtein()
    let kinetics = proteinKinetics(clearanceKey: "clearance_per_transporter")
    guard let protein, let kinetics else { return nil }
    return TransportProcess(header: header("transport by \(protein)"), protein: protein, kinetics: kinetics)
  }

  func binding() -> BindingProcess? {
    let protein = requiredProtein()
    let koff = reader.number("koff", .rate, .aboveZero, required: true)
    let kd = reader.concentration("kd", molarMass: molarMass, required: true)
    guard let protein, let koff, let kd else { return nil }
    return BindingProcess(header: header("binding to \(protein)"), protein: protein, koff: koff, kd: kd)
  }

  func inhibition() -> InhibitionProcess? {
    let protein = requiredProtein()
    let words = ["competitive", "noncompetitive", "uncompetitive", "mixed"]
    guard let word = reader.record.choice("mechanism", words, required: true) else {
      reader.passOver(["ki", "kic", "kiu"])
      return nil
    }
    guard let mechanism = mechanism(word), let protein else { return nil }
    return InhibitionProcess(header: header("\(word) inhibition of \(protein)"), protein: protein, mechanism: mechanism)
  }

  private func mechanism(_ word: String) -> InhibitionMechanism? {
    if word == "mixed" {
      reader.refuse(["ki"], because: "mixed inhibition has `kic` and `kiu`")
      let kic = reader.concentration("kic", molarMass: molarMass, required: true)
      let kiu = reader.concentration("kiu", molarMass: molarMass, required: true)
      guard let kic, let kiu else { return nil }
      return .mixed(kic: kic, kiu: kiu)
    }
    reader.refuse(["kic", "kiu"], because: "\(word) inhibition has one constant, `ki`")
    guard let ki = reader.concentration("ki", molarMass: molarMass, required: true) else { return nil }
    switch word {
    case "competitive": return .competitive(ki: ki)
    case "noncompetitive": return .noncompetitive(ki: ki)
    default: return .uncompetitive(ki: ki)
    }
  }

  func inactivation() -> InactivationProcess? {
    let protein = requiredProtein()
    let kinact = reader.number("kinact", .rate, .aboveZero, required: true)
    let ki = reader.concentration("ki", molarMass: molarMass, required: true)
    let competitive = reader.concentration("competitive_ki", molarMass: molarMass)
    guard let protein, let kinact, let ki else { return nil }
    return InactivationProcess(
      header: header("inactivation of \(protein)"), protein: protein, kinact: kinact, ki: ki, competitiveKi: competitive
    )
  }

  func induction() -> InductionProcess? {
    let protein = requiredProtein()
    // Below -1 more than all synthesis would be taken away.
    let emax = reader.number("emax", .none, -1...Double.greatestFiniteMagnitude, required: true)
    let ec50 = reader.concentration("ec50", molarMass: molarMass, required: true)
    let hill = reader.number("hill", .none, .aboveZero)
    guard let protein, let emax, let ec50 else { return nil }
    return InductionProcess(
      header: header("induction of \(protein)"), protein: protein, emax: emax, ec50: ec50, hill: hill ?? 1)
  }

  func absorption() -> AbsorptionProcess? {
    let kinetics = reader.record.choice("kinetics", ["first-order"])
    let rate = reader.number("rate", .rate, .aboveZero, required: true)
    let into = reader.record.text("into", required: true)
    let fraction = reader.number("fraction", .none, .fraction)
    guard kinetics != nil || !reader.record.has("kinetics"), let rate, let into,
      fraction != nil || !reader.record.has("fraction")
    else { return nil }
    return AbsorptionProcess(header: header("absorption"), rate: rate, into: into, fraction: fraction ?? 1)
  }
}
