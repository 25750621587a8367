/// The numbers of one individual's network, in the order of the compiled arrays.
public struct NetworkValues: Sendable {
  /// One a linear entry.
  public var linear: [Double]
  /// One array a group.
  public var parameters: [[Double]]
  /// One a state, the amounts at time 0.
  public var initial: [Double]
}

/// A parameter of one flux in the compiled arrays; events may set it.
public struct ParameterSlot: Hashable, Sendable {
  public let group: Int
  public let index: Int
}

extension CompiledNetwork {
  /// The numbers of `network`, which must fit the compiled structure.
  public func values(of network: Network) -> NetworkValues {
    precondition(fits(network), "the network has another structure than the compiled one")
    var linear = [Double](repeating: 0, count: linearColumn.count)
    for term in linearTerms {
      linear[term.entry] += term.coefficient * (network.fluxes[term.flux].law.linearCoefficient ?? 0)
    }
    let parameters = groups.map { layout in layout.fluxes.flatMap { network.fluxes[$0].law.parameters } }
    return NetworkValues(linear: linear, parameters: parameters, initial: network.states.map(\.initial))
  }

  /// Whether there are as many numbers as the compiled arrays have places.
  public func holds(_ values: NetworkValues) -> Bool {
    values.linear.count == linearColumn.count && values.initial.count == states.count
      && values.parameters.count == groups.count
      && zip(groups, values.parameters).allSatisfy { Int($0.parameterStart[$0.count]) == $1.count }
  }

  /// Where parameter `number` of a flux stands. Linear fluxes have none that could be changed.
  public func slot(of flux: FluxID, parameter number: Int) -> ParameterSlot? {
    guard let place = groupOfFlux[flux.index] else { return nil }
    return ParameterSlot(group: place.group, index: Int(groups[place.group].parameterStart[place.position]) + number)
  }

  public func state(named name: String) -> StateID? { states.firstIndex { $0.name == name }.map(StateID.init) }
}
