import NumericCore

/// A network compiled to flat arrays: what is the same for every individual whose network has the same structure.
///
/// Linear fluxes become one sparse matrix; all others are grouped by law. The pattern of the Jacobian and the order of
/// its elimination are fixed here, once.
public struct CompiledNetwork: Sendable {
  public let states: [Network.State]
  public let fluxNames: [String]
  let fluxesByState: [[Int]]
  public let pattern: SparsePattern
  public let factorisation: SparseFactorisation
  public let groups: [FluxGroupLayout]

  /// The linear part by rows: `linearRowStart[i] ..< linearRowStart[i + 1]` are the entries of state `i`.
  public let linearRowStart: [Int32]
  public let linearColumn: [Int32]
  /// Linear entry to place in the Jacobian's pattern.
  public let linearToJacobian: [Int32]

  struct LinearTerm: Sendable {
    let flux: Int
    let entry: Int
    let coefficient: Double
  }
  let linearTerms: [LinearTerm]
  /// Flux to its group and its place in it, nil for linear fluxes.
  let groupOfFlux: [(group: Int, position: Int)?]

  private let structure: StructureSum
  private let identity = Identity()
  /// What the states and fluxes are called, for networks built by the same steps.
  public let names: NetworkNames

  /// Tells one compilation from another.
  private final class Identity: Sendable {}

  /// - Complexity: O(states² / 64 + fluxes), milliseconds for a whole body.
  public init(_ network: Network) {
    let n = network.states.count
    var linear: Set<Int> = []
    var entries: Set<Int> = []
    for (index, flux) in network.fluxes.enumerated() {
      if flux.law.linearCoefficient != nil { linear.insert(index) }
      for change in flux.changes {
        for read in flux.law.reads { entries.insert(change.state.index * n + read.index) }
      }
    }
    let pattern = SparsePattern(size: n, entries: entries.lazy.map { (row: $0 / n, column: $0 % n) })

    var linearEntries: Set<Int> = []
    for index in linear {
      let flux = network.fluxes[index]
      for change in flux.changes { linearEntries.insert(change.state.index * n + flux.law.reads[0].index) }
    }
    let sorted = linearEntries.sorted()
    var rowStart = [Int32](repeating: 0, count: n + 1)
    for entry in sorted { rowStart[entry / n + 1] += 1 }
    for row in 0..<n { rowStart[row + 1] += rowStart[row] }
    var entryIndex: [Int: Int] = [:]
    for (index, entry) in sorted.enumerated() { entryIndex[entry] = index }

    var terms: [LinearTerm] = []
    var groups: [FluxGroupLayout] = []
    var groupOfLaw: [ObjectIdentifier: Int] = [:]
    var groupOfFlux: [(group: Int, position: Int)?] = []
    for (index, flux) in network.fluxes.enumerated() {
      let reads = flux.law.reads
      if linear.contains(index) {
        for change in flux.changes {
          if let entry = entryIndex[change.state.index * n + reads[0].index] {
            terms.append(LinearTerm(flux: index, entry: entry, coefficient: change.coefficient))
          }
        }
        groupOfFlux.append(nil)
        continue
      }
      let law = type(of: flux.law)
      let group = groupOfLaw[ObjectIdentifier(law)] ?? groups.count
      if group == groups.count {
        groupOfLaw[ObjectIdentifier(law)] = group
        groups.append(FluxGroupLayout(law: law))
      }
      groupOfFlux.append((group, groups[group].count))
      groups[group].append(flux, number: index, pattern: pattern)
    }

    var fluxesByState = [[Int]](repeating: [], count: n)
    for (index, flux) in network.fluxes.enumerated() {
      for change in flux.changes { fluxesByState[change.state.index].append(index) }
    }
    self.fluxesByState = fluxesByState
    states = network.states
    names = NetworkNames(network)
    fluxNames = network.fluxes.map(\.name)
    structure = network.structure
    self.pattern = pattern
    factorisation = SparseFactorisation(pattern)
    self.groups = groups
    linearRowStart = rowStart
    linearColumn = sorted.map { Int32($0 % n) }
    linearToJacobian = sorted.map { Int32(pattern.entry(row: $0 / n, column: $0 % n) ?? 0) }
    linearTerms = terms
    self.groupOfFlux = groupOfFlux
  }

  /// Whether both were compiled from one network, so that their numbers stand in the same order.
  public func isSame(as other: CompiledNetwork) -> Bool { identity === other.identity }

  /// Whether `network` has the structure that was compiled here, so that its numbers may be used with it.
  ///
  /// - Complexity: O(1); two structures are taken for one with a chance of 2⁻⁶⁴.
  public func fits(_ network: Network) -> Bool {
    network.states.count == states.count && network.fluxes.count == fluxNames.count && network.structure == structure
  }
}

extension FluxGroupLayout {
  fileprivate mutating func append(_ flux: Network.Flux, number: Int, pattern: SparsePattern) {
    fluxes.append(number)
    let readStates = flux.law.reads
    reads += readStates.map { Int32($0.index) }
    readStart.append(Int32(reads.count))
    parameterStart.append(parameterStart[count - 1] + Int32(flux.law.parameters.count))
    for change in flux.changes {
      changedState.append(Int32(change.state.index))
      coefficient.append(change.coefficient)
      for read in readStates {
        jacobianPlace.append(Int32(pattern.entry(row: change.state.index, column: read.index) ?? 0))
      }
    }
    changeStart.append(Int32(changedState.count))
    jacobianStart.append(Int32(jacobianPlace.count))
  }
}

extension CompiledNetwork {
  /// The names of the fluxes that change a state.
  public func fluxesChanging(_ state: StateID) -> [String] { fluxesByState[state.index].map { fluxNames[$0] } }
}
