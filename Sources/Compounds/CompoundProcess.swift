import DataFiles

/// One thing that happens to a compound in the body, or that the compound does to a protein.
///
/// - Units: internal in every payload (umol, L, h, kg).
public enum CompoundProcess: Sendable, Hashable {
  case metabolism(MetabolismProcess)
  case liverClearance(LiverClearanceProcess)
  case glomerularFiltration(GlomerularFiltrationProcess)
  case renalClearance(RenalClearanceProcess)
  case tubularSecretion(TubularSecretionProcess)
  case tubularReabsorption(TubularReabsorptionProcess)
  case biliaryClearance(BiliaryClearanceProcess)
  case transport(TransportProcess)
  case binding(BindingProcess)
  case inhibition(InhibitionProcess)
  case inactivation(InactivationProcess)
  case induction(InductionProcess)
  case absorption(AbsorptionProcess)

  /// A name for reports, unique within its compound.
  public var name: String {
    get { header.name }
    set { header.name = newValue }
  }

  /// Where the process stands in its file; nil when it was made in code.
  public var location: SourceLocation? { header.location }

  /// The enzyme, transporter or binding partner it acts through, if any.
  public var protein: String? {
    switch self {
    case .metabolism(let process): process.protein
    case .transport(let process): process.protein
    case .binding(let process): process.protein
    case .inhibition(let process): process.protein
    case .inactivation(let process): process.protein
    case .induction(let process): process.protein
    default: nil
    }
  }
}

/// What every process carries: its name and its place in the file.
public struct ProcessHeader: Sendable, Hashable {
  public var name: String
  public var location: SourceLocation?

  public init(name: String, location: SourceLocation? = nil) {
    self.name = name
    self.location = location
  }
}

extension CompoundProcess {
  var header: ProcessHeader {
    get {
      switch self {
      case .metabolism(let process): process.header
      case .liverClearance(let process): process.header
      case .glomerularFiltration(let process): process.header
      case .renalClearance(let process): process.header
      case .tubularSecretion(let process): process.header
      case .tubularReabsorption(let process): process.header
      case .biliaryClearance(let process): process.header
      case .transport(let process): process.header
      case .binding(let process): process.header
      case .inhibition(let process): process.header
      case .inactivation(let process): process.header
      case .induction(let process): process.header
      case .absorption(let process): process.header
      }
    }
    set {
      switch self {
      case .metabolism(let process): self = .metabolism(with(process) { $0.header = newValue })
      case .liverClearance(let process): self = .liverClearance(with(process) { $0.header = newValue })
      case .glomerularFiltration(let process):
        self = .glomerularFiltration(with(process) { $0.header = newValue })
      case .renalClearance(let process): self = .renalClearance(with(process) { $0.header = newValue })
      case .tubularSecretion(let process): self = .tubularSecretion(with(process) { $0.header = newValue })
      case .tubularReabsorption(let process):
        self = .tubularReabsorption(with(process) { $0.header = newValue })
      case .biliaryClearance(let process): self = .biliaryClearance(with(process) { $0.header = newValue })
      case .transport(let process): self = .transport(with(process) { $0.header = newValue })
      case .binding(let process): self = .binding(with(process) { $0.header = newValue })
      case .inhibition(let process): self = .inhibition(with(process) { $0.header = newValue })
      case .inactivation(let process): self = .inactivation(with(process) { $0.header = newValue })
      case .induction(let process): self = .induction(with(process) { $0.header = newValue })
      case .absorption(let process): self = .absorption(with(process) { $0.header = newValue })
      }
    }
  }

  private func with<Process>(_ process: Process, _ change: (inout Process) -> Void) -> Process {
    var copy = process
    change(&copy)
    return copy
  }
}
