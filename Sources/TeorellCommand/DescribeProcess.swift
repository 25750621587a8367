import ArgumentParser
import Teorell

struct DescribeProcess: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "process", abstract: "What a process of a compound file means, and how it is written.")

  @Argument(help: "A word of `process:`, such as metabolism.")
  var name: String

  @OptionGroup var common: CommonOptions

  func run() throws {
    let known = ProcessKind.allCases.map(\.rawValue)
    guard let kind = ProcessKind(rawValue: name) else {
      let nearest = suggestion(for: name, in: known)
      Console.printError("\(name): there is no such process; \(nearest)processes: \(known.joined(separator: ", "))")
      throw ExitStatus.wrongInput
    }
    var page = Page(title: kind.rawValue)
    page.add("", lines: [kind.meaning])
    page.add("Written", lines: kind.example)
    page.add("Used by", lines: users(of: kind))
    common.show(page)
  }

  private func users(of kind: ProcessKind) -> [String] {
    let library = common.library
    return library.list("Compounds").compactMap { name in
      guard library.find("Compounds/\(name)/\(name).yaml") != nil,
        let compound = loadCompound(name, library: library, diagnostics: Diagnostics())
      else { return nil }
      let processes = compound.processes.filter { $0.kind == kind }.map(\.name)
      return processes.isEmpty ? nil : "\(name): \(processes.joined(separator: ", "))"
    }
  }
}

extension CompoundProcess {
  fileprivate var kind: ProcessKind {
    switch self {
    case .metabolism: .metabolism
    case .liverClearance: .liverClearance
    case .glomerularFiltration: .glomerularFiltration
    case .renalClearance: .renalClearance
    case .tubularSecretion: .tubularSecretion
    case .tubularReabsorption: .tubularReabsorption
    case .biliaryClearance: .biliaryClearance
    case .transport: .transport
    case .binding: .binding
    case .inhibition: .inhibition
    case .inactivation: .inactivation
    case .induction: .induction
    case .absorption: .absorption
    }
  }
}

extension ProcessKind {
  var meaning: String {
    switch self {
    case .metabolism: "An enzyme turns the compound into another one, wherever the body holds that enzyme."
    case .liverClearance: "The liver removes the compound from its cells in proportion to the unbound concentration."
    case .glomerularFiltration: "The kidney filters unbound compound from plasma into urine."
    case .renalClearance: "The kidney removes the compound from its plasma into urine, by whatever means."
    case .tubularSecretion: "The kidney secretes the compound from its plasma into urine."
    case .tubularReabsorption: "The kidney takes back a share of what was filtered and secreted."
    case .biliaryClearance: "The liver secretes the compound into bile, which enters the gut."
    case .transport: "A transporter carries the compound across the membranes that hold it."
    case .binding: "A binding partner holds the compound and gives it back."
    case .inhibition: "The compound slows an enzyme or a transporter down, as long as it is there."
    case .inactivation: "The compound destroys an enzyme, which the body must make anew."
    case .induction: "The compound makes the body hold more of a protein (or less)."
    case .absorption: "The compound enters an organ from a simple depot, instead of passing through the gut."
    }
  }

  /// Keys with the unit that each value needs.
  var example: [String] {
    switch self {
    case .metabolism:
      [
        "- process: metabolism", "  protein: <enzyme>", "  kinetics: michaelis-menten   # or hill, first-order",
        "  kcat: {value: <number> 1/min, source: <key>}", "  km: {value: <number> umol/L, source: <key>}",
        "  # hill: also `hill`; first-order: `clearance_per_enzyme` (L/umol/min) instead of kcat and km",
        "  # in vitro: `system: microsomes` (or recombinant, hepatocytes), `vmax` (pmol/min/mg) and `km`, or",
        "  # `intrinsic_clearance` (uL/min/mg), with `content` (pmol/mg) and `fraction_unbound_incubation`",
        "  # metabolite: <compound>   # optional: what is formed is followed when it has a file of its own",
      ]
    case .liverClearance, .biliaryClearance, .renalClearance:
      [
        "- process: \(rawValue)", "  specific: {value: <number> 1/min, source: <key>}",
        "  # or plasma_clearance: {value: <number> mL/min/kg, source: <key>}",
      ]
    case .glomerularFiltration:
      [
        "- process: glomerular filtration", "  # 1: all that is unbound is filtered",
        "  fraction: {value: <number>, source: <key>}",
      ]
    case .tubularSecretion:
      [
        "- process: tubular secretion", "  kinetics: first-order   # or michaelis-menten with vmax (umol/L/min) and km",
        "  specific: {value: <number> 1/min, source: <key>}",
      ]
    case .tubularReabsorption:
      ["- process: tubular reabsorption", "  fraction: {value: <number>, source: <key>}"]
    case .transport:
      [
        "- process: transport", "  protein: <transporter>", "  kinetics: michaelis-menten   # or hill, first-order",
        "  kcat: {value: <number> 1/min, source: <key>}", "  km: {value: <number> umol/L, source: <key>}",
      ]
    case .binding:
      [
        "- process: binding", "  protein: <binding partner>", "  koff: {value: <number> 1/min, source: <key>}",
        "  kd: {value: <number> nmol/L, source: <key>}",
      ]
    case .inhibition:
      [
        "- process: inhibition", "  protein: <enzyme or transporter>",
        "  mechanism: competitive   # or noncompetitive, uncompetitive, mixed (kic and kiu instead of ki)",
        "  ki: {value: <number> umol/L, source: <key>}",
      ]
    case .inactivation:
      [
        "- process: inactivation", "  protein: <enzyme>", "  kinact: {value: <number> 1/h, source: <key>}",
        "  ki: {value: <number> umol/L, source: <key>}",
      ]
    case .induction:
      [
        "- process: induction", "  protein: <protein>", "  # added to a synthesis of 1",
        "  emax: {value: <number>, source: <key>}",
        "  ec50: {value: <number> umol/L, source: <key>}",
      ]
    case .absorption:
      [
        "- process: absorption", "  kinetics: first-order", "  rate: {value: <number> 1/h, source: <key>}",
        "  into: <organ>", "  # fraction: {value: <number>, source: <key>}   # optional: the rest is not absorbed",
      ]
    }
  }
}
