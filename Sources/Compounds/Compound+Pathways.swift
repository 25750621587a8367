extension Compound {
  /// What eliminates the compound, each once: enzymes and transporters by name, other processes by their kind.
  public var eliminationPathways: [String] {
    processes.compactMap(\.eliminationPathway).uniqued()
  }
}

extension CompoundProcess {
  fileprivate var eliminationPathway: String? {
    switch self {
    case .metabolism, .transport: protein
    case .liverClearance: ProcessKind.liverClearance.rawValue
    case .glomerularFiltration: ProcessKind.glomerularFiltration.rawValue
    case .renalClearance: ProcessKind.renalClearance.rawValue
    case .tubularSecretion: ProcessKind.tubularSecretion.rawValue
    case .biliaryClearance: ProcessKind.biliaryClearance.rawValue
    case .tubularReabsorption, .binding, .inhibition, .inactivation, .induction, .absorption: nil
    }
  }
}
