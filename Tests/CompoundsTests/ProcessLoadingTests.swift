import Compounds
import Testing

struct ProcessLoadingTests {
  static func process(_ text: String) throws -> CompoundProcess {
    let (compound, faults) = readCompound(processText(text))
    #expect(faults.isEmpty, "\(faults)")
    return try #require(compound?.processes.first)
  }

  static func header(_ process: CompoundProcess) -> ProcessHeader {
    ProcessHeader(name: process.name, location: process.location)
  }

  @Test func `saturable metabolism per enzyme is read`() throws {
    let process = try Self.process(
      "process: metabolism, protein: CYP3A4, kinetics: michaelis-menten, kcat: 8 1/min, km: 1 mg/L, metabolite: product"
    )
    guard case .metabolism(let metabolism) = process,
      case .perProtein(.michaelisMenten(let kcat, let km)) = metabolism.rate
    else {
      Issue.record("\(process)")
      return
    }
    #expect(metabolism.protein == "CYP3A4")
    #expect(metabolism.metabolite == "product")
    #expect(process.name == "metabolism by CYP3A4 to product")
    #expect(process.protein == "CYP3A4")
    expectClose(kcat, 480)
    expectClose(km, 4)  // 1 mg/L of 250 g/mol
  }

  @Test func `hill and first-order metabolism per enzyme are read`() throws {
    let hill = try Self.process(
      "process: metabolism, protein: X, kinetics: hill, kcat: 1 1/h, km: 2 umol/L, hill: 1.5, name: my process")
    #expect(
      hill
        == .metabolism(
          MetabolismProcess(
            header: Self.header(hill), protein: "X", rate: .perProtein(.hill(kcat: 1, km: 2, exponent: 1.5)))))
    #expect(hill.name == "my process")
    let linear = try Self.process(
      "process: metabolism, protein: X, kinetics: first-order, clearance_per_enzyme: 0.5 L/umol/h")
    #expect(
      linear
        == .metabolism(
          MetabolismProcess(
            header: Self.header(linear), protein: "X", rate: .perProtein(.firstOrder(clearance: 0.5)))))
  }

  /// System, written rate, basis and value in umol or L per h and unit of the basis.
  static let inVitro: [(String, String, InVitroBasis, Double)] = [
    ("microsomes", "vmax: 500 pmol/min/mg, km: 2 umol/L", .protein, 500e-6 * 60 * 1e6),
    ("microsomes", "intrinsic_clearance: 10 uL/min/mg", .protein, 10e-6 * 60 * 1e6),
    ("hepatocytes", "vmax: 500 pmol/min/10^6 cells, km: 2 umol/L", .cell, 500e-6 * 60 * 1e-6),
    ("hepatocytes", "intrinsic_clearance: 10 uL/min/10^6 cells", .cell, 10e-6 * 60 * 1e-6),
    ("recombinant", "vmax: 5 pmol/min/pmol, km: 2 umol/L", .enzyme, 300),
    ("recombinant", "intrinsic_clearance: 10 uL/min/pmol", .enzyme, 10e-6 * 60 * 1e6),
    ("recombinant", "vmax: 500 pmol/min/mg, km: 2 umol/L, content: 100 pmol/mg", .protein, 500e-6 * 60 * 1e6),
  ]

  @Test(arguments: inVitro)
  func `an in vitro rate keeps its own numbers`(system: String, rate: String, basis: InVitroBasis, value: Double) throws
  {
    let kinetics = rate.hasPrefix("vmax") ? "michaelis-menten" : "first-order"
    let process = try Self.process(
      "process: metabolism, protein: X, kinetics: \(kinetics), system: \(system), \(rate), fraction_unbound_incubation: 0.8"
    )
    guard case .metabolism(let metabolism) = process, case .inVitro(let measured) = metabolism.rate else {
      Issue.record("\(process)")
      return
    }
    #expect(measured.system.rawValue == system)
    #expect(measured.basis == basis)
    #expect(measured.incubation == .measured(0.8))
    switch measured.kinetics {
    case .michaelisMenten(let vmax, let km):
      expectClose(vmax, value)
      #expect(km == 2)
    case .firstOrder(let clearance): expectClose(clearance, value)
    case .hill: Issue.record("hill")
    }
    if rate.contains("content") { expectClose(try #require(measured.content), 100) }
  }

  static let incubations: [(String, String, IncubationBinding)] = [
    ("microsomes", "{model: austin, concentration: 0.5 g/L}", .austin(protein: 0.0005)),
    ("microsomes", "{model: hallifax-houston, concentration: 0.5 mg/mL}", .hallifaxHouston(protein: 0.0005)),
    ("hepatocytes", "{model: kilford, concentration: 1 10^6 cells/mL}", .kilford(cells: 1e9)),
    ("microsomes", "{value: 0.8, source: assumed, because: weak base}", .measured(0.8)),
  ]

  @Test(arguments: incubations)
  func `binding in the incubation is a value or a relation`(system: String, text: String, expected: IncubationBinding)
    throws
  {
    let unit = system == "hepatocytes" ? "10^6 cells" : "mg"
    let process = try Self.process(
      "process: metabolism, protein: X, kinetics: first-order, system: \(system), intrinsic_clearance: 1 uL/min/\(unit), "
        + "fraction_unbound_incubation: \(text)")
    guard case .metabolism(let metabolism) = process, case .inVitro(let measured) = metabolism.rate,
      let found = measured.incubation
    else {
      Issue.record("\(process)")
      return
    }
    switch (found, expected) {
    case (.measured(let a), .measured(let b)), (.austin(let a), .austin(let b)),
      (.hallifaxHouston(let a), .hallifaxHouston(let b)), (.kilford(let a), .kilford(let b)):
      expectClose(a, b)
    default: Issue.record("\(found)")
    }
  }

  @Test func `organ clearances are read`() throws {
    let specific = try Self.process("process: liver clearance, specific: 2 1/min")
    #expect(
      specific == .liverClearance(LiverClearanceProcess(header: Self.header(specific), clearance: .specific(120))))
    let renal = try Self.process(
      "process: renal clearance, plasma_clearance: 2 mL/min/kg, reference: {weight: 73 kg, kidney_volume: 0.44 L, "
        + "kidney_flow: 80 L/h, hematocrit: 0.47, fraction_unbound: 0.2}")
    guard case .renalClearance(let process) = renal, case .plasma(let perWeight, let reference) = process.clearance
    else {
      Issue.record("\(renal)")
      return
    }
    expectClose(perWeight, 0.12)
    #expect(
      reference
        == ClearanceReference(weight: 73, organVolume: 0.44, organFlow: 80, fractionUnbound: 0.2, hematocrit: 0.47))
    let biliary = try Self.process("process: biliary clearance, plasma_clearance: 12 L/h, reference: {weight: 60 kg}")
    guard case .biliaryClearance(let bile) = biliary, case .plasma(let perKilogram, _) = bile.clearance else {
      Issue.record("\(biliary)")
      return
    }
    expectClose(perKilogram, 0.2)
  }

  @Test func `the other processes are read in internal units`() throws {
    func expect(_ text: String, _ expected: (ProcessHeader) -> CompoundProcess) throws {
      let process = try Self.process(text)
      #expect(process == expected(Self.header(process)))
    }
    try expect("process: glomerular filtration, fraction: 0.64") {
      .glomerularFiltration(GlomerularFiltrationProcess(header: $0, fraction: 0.64))
    }
    try expect("process: glomerular filtration, fraction: 1, from: arterial blood") {
      .glomerularFiltration(GlomerularFiltrationProcess(header: $0, fraction: 1, from: "arterial blood"))
    }
    try expect("process: tubular secretion, kinetics: first-order, specific: 0.5 1/min") {
      .tubularSecretion(TubularSecretionProcess(header: $0, kinetics: .firstOrder(specific: 30)))
    }
    try expect("process: tubular secretion, kinetics: michaelis-menten, vmax: 2 umol/L/min, km: 3 uM") {
      .tubularSecretion(TubularSecretionProcess(header: $0, kinetics: .michaelisMenten(vmax: 120, km: 3)))
    }
    try expect("process: transport, protein: P-gp, kinetics: michaelis-menten, kcat: 2 1/min, km: 177 umol/L") {
      .transport(TransportProcess(header: $0, protein: "P-gp", kinetics: .michaelisMenten(kcat: 120, km: 177)))
    }
    try expect("process: transport, protein: P, kinetics: first-order, clearance_per_transporter: 2 L/h/umol") {
      .transport(TransportProcess(header: $0, protein: "P", kinetics: .firstOrder(clearance: 2)))
    }
    try expect("process: binding, protein: GABRG2, koff: 1 1/min, kd: 2 nmol/L") {
      .binding(BindingProcess(header: $0, protein: "GABRG2", koff: 60, kd: 0.002))
    }
    try expect("process: inactivation, protein: X, kinact: 0.1 1/min, ki: 5 umol/L") {
      .inactivation(InactivationProcess(header: $0, protein: "X", kinact: 6, ki: 5))
    }
    try expect("process: induction, protein: X, emax: 9, ec50: 0.5 umol/L") {
      .induction(InductionProcess(header: $0, protein: "X", emax: 9, ec50: 0.5))
    }
    try expect("process: absorption, kinetics: first-order, rate: 1.5 1/h, into: portal vein, fraction: 0.9") {
      .absorption(AbsorptionProcess(header: $0, rate: 1.5, into: "portal vein", fraction: 0.9))
    }
  }

  static let mechanisms: [(String, InhibitionMechanism)] = [
    ("competitive, ki: 2 umol/L", .competitive(ki: 2)), ("noncompetitive, ki: 2 umol/L", .noncompetitive(ki: 2)),
    ("uncompetitive, ki: 2 umol/L", .uncompetitive(ki: 2)),
    ("mixed, kic: 2 umol/L, kiu: 3 umol/L", .mixed(kic: 2, kiu: 3)),
  ]

  @Test(arguments: mechanisms) func `inhibition is read`(text: String, expected: InhibitionMechanism) throws {
    guard case .inhibition(let process) = try Self.process("process: inhibition, protein: X, mechanism: \(text)") else {
      Issue.record("no inhibition")
      return
    }
    #expect(process.mechanism == expected)
  }

  @Test func `processes of one name are told apart`() throws {
    let one = "{process: metabolism, protein: X, kinetics: first-order, clearance_per_enzyme: 1 L/h/umol}"
    let compound = try #require(readCompound(compoundText("processes: [\(one), \(one)]")).compound)
    #expect(compound.processes.map(\.name) == ["metabolism by X", "metabolism by X (2)"])
  }

  static let faulty: [(String, String)] = [
    ("process: metabolisms, protein: X, kcat: 1 1/h", "did you mean `metabolism`?"),
    ("protein: X", "lacks `process`"),
    ("process: metabolism, kinetics: michaelis-menten, kcat: 1 1/h, km: 1 umol/L", "lacks `protein`"),
    ("process: metabolism, protein: X, kcat: 1 1/h, km: 1 umol/L", "lacks `kinetics`"),
    ("process: metabolism, protein: X, kinetics: michaelis-menten, kcat: 1 1/h", "lacks `km`"),
    ("process: metabolism, protein: X, kinetics: michaelis-menten, km: 1 umol/L", "lacks `kcat`"),
    ("process: metabolism, protein: X, kinetics: hill, kcat: 1 1/h, km: 1 umol/L", "lacks `hill`"),
    ("process: metabolism, protein: X, kinetics: first-order", "lacks `clearance_per_enzyme`"),
    (
      "process: metabolism, protein: X, kinetics: first-order, clearance_per_enzyme: 1 L/h/umol, km: 1 umol/L",
      "first-order kinetics have"
    ),
    (
      "process: metabolism, protein: X, kinetics: michaelis-menten, kcat: 1 1/h, km: 1 umol/L, hill: 2",
      "write `kinetics: hill`"
    ),
    (
      "process: metabolism, protein: X, kinetics: michaelis-menten, kcat: 1 1/h, km: 1 umol/L, vmax: 1 pmol/min/mg",
      "measured in a `system`"
    ),
    (
      "process: metabolism, protein: X, kinetics: first-order, system: microsomes, intrinsic_clearance: 1 uL/min/10^6 cells",
      "`intrinsic_clearance`"
    ),
    (
      "process: metabolism, protein: X, kinetics: michaelis-menten, system: microsomes, vmax: 1 pmol/min/mg, km: 1 uM, "
        + "kcat: 1 1/h", "`kcat`: given, but"
    ),
    (
      "process: metabolism, protein: X, kinetics: michaelis-menten, system: recombinant, vmax: 1 pmol/min/mg, km: 1 uM",
      "lacks `content`"
    ),
    (
      "process: metabolism, protein: X, kinetics: first-order, system: hepatocytes, intrinsic_clearance: 1 uL/min/10^6 cells, "
        + "fraction_unbound_incubation: {model: austin, concentration: 1 g/L}", "known are `kilford`"
    ),
    ("process: liver clearance", "the clearance has no value"),
    ("process: liver clearance, specific: 1 1/h, plasma_clearance: 1 mL/min/kg", "given beside `specific`"),
    ("process: liver clearance, specific: 1 1/h, reference: {weight: 73 kg}", "only a `plasma_clearance`"),
    ("process: liver clearance, plasma_clearance: 1 L/h", "without the weight"),
    (
      "process: renal clearance, plasma_clearance: 1 mL/min/kg, reference: {liver_volume: 1 L}",
      "unknown key `liver_volume`"
    ),
    ("process: glomerular filtration", "lacks `fraction`"),
    ("process: glomerular filtration, fraction: -1", "`fraction`"),
    ("process: tubular secretion, kinetics: first-order, vmax: 1 uM/h", "`vmax`: given, but"),
    ("process: transport, protein: P, kinetics: michaelis-menten, kcat: 1 1/h, km: 0 umol/L", "`km`"),
    ("process: binding, protein: P, koff: 1 h, kd: 1 nM", "`koff`"),
    ("process: inhibition, protein: X, mechanism: competitive, kic: 1 uM, ki: 1 uM", "has one constant, `ki`"),
    ("process: inhibition, protein: X, mechanism: mixed, kic: 1 uM", "lacks `kiu`"),
    ("process: inhibition, protein: X, ki: 1 uM", "lacks `mechanism`"),
    ("process: induction, protein: X, emax: -1.5, ec50: 1 uM", "`emax`"),
    ("process: absorption, rate: 1 1/h, into: portal vein, fraction: 0", "`fraction`"),
    ("process: glomerular filtration, fraction: 1, protien: X", "unknown key `protien`"),
  ]

  @Test(arguments: faulty) func `a faulty process says what is wrong`(process: String, words: String) {
    let (compound, faults) = readCompound(processText(process))
    #expect(compound == nil)
    #expect(faults.contains { $0.contains(words) }, "\(faults)")
    #expect(faults.count <= 2, "\(faults)")
  }
}
