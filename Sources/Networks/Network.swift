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
  private var indexByName: [String: Int] = [:]

  public init() {}

  /// Adds a state. Names are unique in a network.
  @discardableResult
  public mutating func addState(
    _ name: String, substance: String, place: String = "", space: String = "", volume: Double? = nil,
    initial: Double = 0
  ) -> StateID {
    precondition(indexByName[name] == nil, "two states are named \(name)")
    indexByName[name] = states.count
    states.append(
      State(name: name, substance: substance, volume: volume, initial: initial, place: place, space: space))
    return StateID(states.count - 1)
  }

  public func state(named name: String) -> StateID? { indexByName[name].map(StateID.init) }

  public subscript(_ id: StateID) -> State {
    get { states[id.index] }
    set { states[id.index] = newValue }
  }

  /// Adds a flux from one state to another; either may be missing (synthesis, loss).
  @discardableResult
  public mutating func addFlux(_ name: String, from: StateID?, to: StateID?, _ law: some FluxLaw) -> FluxID {
    var changes: [Flux.Change] = []
    if let from { changes.append(.init(state: from, coefficient: -1)) }
    if let to { changes.append(.init(state: to, coefficient: 1)) }
    return addFlux(name, changes, law)
  }

  /// Adds a flux that changes several states by multiples of its rate.
  @discardableResult
  public mutating func addFlux(_ name: String, _ changes: [Flux.Change], _ law: some FluxLaw) -> FluxID {
    precondition(law.reads.allSatisfy { states.indices.contains($0.index) }, "\(name) reads a state that is not there")
    fluxes.append(Flux(name: name, changes: changes, law: law))
    return FluxID(fluxes.count - 1)
  }
}
