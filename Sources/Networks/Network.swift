/// The place of a state in its network.
public struct StateID: Hashable, Sendable {
  public let index: Int
  public init(_ index: Int) { self.index = index }
}

/// The place of a flux in its network.
public struct FluxID: Hashable, Sendable {
  public let index: Int
  public init(_ index: Int) { self.index = index }
}

/// A whole-body model as data: named states and the fluxes between them.
///
/// A network says what flows where and by which law; it knows no organ and computes nothing. States are amounts (µmol,
/// or L for fluids), so that what a flux takes from one state it gives to another, and the total stays.
public struct Network: Sendable {
  public struct State: Sendable {
    public var name: String
    /// What the amount counts, for example the compound; states of one substance form one mass balance.
    public var substance: String
    /// The space that holds the amount (L), where a concentration makes sense.
    public var volume: Double?
    /// The amount at time 0.
    public var initial: Double
    /// Groups states in tables and drawings, for example the organ.
    public var place: String
    /// The kind of space, for example plasma.
    public var space: String
  }

  /// One flux: `rate` of the law leaves each state with a negative coefficient and enters those with a positive one.
  public struct Flux: Sendable {
    public struct Change: Sendable, Hashable {
      public var state: StateID
      public var coefficient: Double

      public init(state: StateID, coefficient: Double) {
        self.state = state
        self.coefficient = coefficient
      }
    }
    public var name: String
    public var changes: [Change]
    public var law: any FluxLaw

    public var from: StateID? { changes.first { $0.coefficient < 0 }?.state }
    public var to: StateID? { changes.first { $0.coefficient > 0 }?.state }
  }

  public private(set) var states: [State] = []
  public private(set) var fluxes: [Flux] = []
  /// All of the fluxes but their numbers, as one number: what two networks of one structure share.
  private(set) var structure = StructureSum()
  private var indexByName: [String: Int] = [:]
  /// A network that is built by the same steps and lends its names.
  private var names: NetworkNames?

  public init() {}

  /// A network built by the same steps as another, whose names it takes over instead of making them anew.
  ///
  /// Whether it came out alike is to be asked afterwards (`CompiledNetwork.fits`); until then its names mean nothing.
  public init(namedLike names: NetworkNames) {
    self.names = names
    indexByName = names.stateIndex
    states.reserveCapacity(names.states.count)
    fluxes.reserveCapacity(names.fluxes.count)
  }

  /// Adds a state. Names are unique in a network.
  @discardableResult
  public mutating func addState(
    _ makeName: @autoclosure () -> String, substance: String, place: String = "", space: String = "",
    volume: Double? = nil, initial: Double = 0
  ) -> StateID {
    let name: String
    if let names, states.count < names.states.count {
      name = names.states[states.count]
    } else {
      name = makeName()
      precondition(state(named: name) == nil, "two states are named \(name)")
      indexByName[name] = states.count
    }
    states.append(
      State(name: name, substance: substance, volume: volume, initial: initial, place: place, space: space))
    return StateID(states.count - 1)
  }

  public func state(named name: String) -> StateID? {
    // Names that are lent are those of states that may still come.
    indexByName[name].flatMap { $0 < states.count ? StateID($0) : nil }
  }

  public subscript(_ id: StateID) -> State {
    get { states[id.index] }
    set { states[id.index] = newValue }
  }

  /// Adds a flux from one state to another; either may be missing (synthesis, loss).
  @discardableResult
  public mutating func addFlux(
    _ name: @autoclosure () -> String, from: StateID?, to: StateID?, _ law: some FluxLaw
  ) -> FluxID {
    var changes: [Flux.Change] = []
    changes.reserveCapacity(2)
    if let from { changes.append(.init(state: from, coefficient: -1)) }
    if let to { changes.append(.init(state: to, coefficient: 1)) }
    return addFlux(name(), changes, law)
  }

  /// Adds a flux that changes several states by multiples of its rate.
  @discardableResult
  public mutating func addFlux(
    _ makeName: @autoclosure () -> String, _ changes: [Flux.Change], _ law: some FluxLaw
  ) -> FluxID {
    let isNamed = names.map { fluxes.count < $0.fluxes.count } ?? false
    let name = isNamed ? names?.fluxes[fluxes.count] ?? "" : makeName()
    let reads = law.reads
    precondition(reads.allSatisfy { states.indices.contains($0.index) }, "\(name) reads a state that is not there")
    structure.add(Int(bitPattern: ObjectIdentifier(type(of: law))))
    for read in reads { structure.add(read.index) }
    for change in changes { structure.add(change.state.index, change.coefficient) }
    fluxes.append(Flux(name: name, changes: changes, law: law))
    return FluxID(fluxes.count - 1)
  }
}

/// The names of a network, lent to others that are built by the same steps.
public final class NetworkNames: Sendable {
  let states: [String]
  let fluxes: [String]
  let stateIndex: [String: Int]

  public init(_ network: Network) {
    states = network.states.map(\.name)
    fluxes = network.fluxes.map(\.name)
    stateIndex = Dictionary(network.states.enumerated().map { ($0.element.name, $0.offset) }) { first, _ in first }
  }
}

/// A sum over the structure of a network, the same for the same steps of building in one run of the program.
struct StructureSum: Sendable, Hashable {
  private var sum: UInt64 = 0xCBF2_9CE4_8422_2325

  mutating func add(_ number: Int) {
    sum = (sum ^ UInt64(truncatingIfNeeded: number)) &* 0x9E37_79B9_7F4A_7C15
    sum ^= sum >> 32
  }

  mutating func add(_ number: Int, _ coefficient: Double) {
    add(number)
    add(Int(truncatingIfNeeded: coefficient.bitPattern))
  }
}
