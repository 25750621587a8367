import Networks
import NumericCore

/// One flux by itself: its law, what it reads and changes, and its own numbers.
struct ReadableFlux {
  let law: any FluxLaw.Type
  let reads: [Int32]
  let changes: [Network.Flux.Change]
  var parameters: [Double]

  func rate(_ state: [Double], at time: Double) -> Double {
    Self.rate(law, state, reads, parameters, readCount: reads.count, time: time)
  }

  /// The arrays live as pointers while the law is asked, no longer.
  private static func rate(
    _ law: any FluxLaw.Type, _ state: UnsafePointer<Double>, _ reads: UnsafePointer<Int32>,
    _ parameters: UnsafePointer<Double>, readCount: Int, time: Double
  ) -> Double {
    law.rate(FluxArguments(state: state, reads: reads, parameters: parameters, readCount: readCount, time: time))
  }
}

/// The differential equations of a network, flux by flux: d(state)/dt = Σ coefficient · rate.
struct ReferenceSystem {
  let stateCount: Int
  var fluxes: [ReadableFlux]
  /// Group and place in it to flux.
  private let fluxOfGroup: [[Int]]
  private let groups: [FluxGroupLayout]

  /// The network's own fluxes where `values` are its own numbers. Else the linear part is taken entry by entry, because
  /// several linear fluxes share an entry, and all others take their parameters from `values`.
  init(_ network: Network, _ compiled: CompiledNetwork, _ values: NetworkValues) {
    stateCount = network.states.count
    groups = compiled.groups
    let own = compiled.values(of: network)
    if own.linear == values.linear && own.parameters == values.parameters {
      fluxes = network.fluxes.map { flux in
        ReadableFlux(
          law: type(of: flux.law), reads: flux.law.reads.map { Int32($0.index) }, changes: flux.changes,
          parameters: flux.law.parameters)
      }
      fluxOfGroup = groups.map(\.fluxes)
      return
    }
    var fluxes: [ReadableFlux] = []
    for row in 0..<stateCount {
      for entry in Int(compiled.linearRowStart[row])..<Int(compiled.linearRowStart[row + 1]) {
        fluxes.append(
          ReadableFlux(
            law: FirstOrder.self, reads: [compiled.linearColumn[entry]],
            changes: [.init(state: StateID(row), coefficient: 1)], parameters: [values.linear[entry]]))
      }
    }
    var fluxOfGroup: [[Int]] = []
    for (layout, parameters) in zip(groups, values.parameters) {
      fluxOfGroup.append(Array(fluxes.count..<(fluxes.count + layout.count)))
      for (place, number) in layout.fluxes.enumerated() {
        let flux = network.fluxes[number]
        let range = Int(layout.parameterStart[place])..<Int(layout.parameterStart[place + 1])
        fluxes.append(
          ReadableFlux(
            law: layout.law, reads: flux.law.reads.map { Int32($0.index) }, changes: flux.changes,
            parameters: Array(parameters[range])))
      }
    }
    self.fluxes = fluxes
    self.fluxOfGroup = fluxOfGroup
  }

  mutating func set(_ slot: ParameterSlot, to value: Double) {
    let starts = groups[slot.group].parameterStart
    guard let after = starts.firstIndex(where: { $0 > slot.index }) else {
      preconditionFailure("an event sets a parameter that no flux has")
    }
    fluxes[fluxOfGroup[slot.group][after - 1]].parameters[slot.index - Int(starts[after - 1])] = value
  }

  func rates(_ state: [Double], at time: Double) -> [Double] {
    var rates = [Double](repeating: 0, count: stateCount)
    for flux in fluxes {
      let rate = flux.rate(state, at: time)
      for change in flux.changes { rates[change.state.index] += change.coefficient * rate }
    }
    return rates
  }

  /// The Jacobian, row by row, from difference quotients of each flux, so that it shares nothing with the laws' own
  /// derivatives.
  /// - Parameter smallest: The change of each state that is too small to matter.
  func jacobian(_ state: [Double], at time: Double, smallest: [Double]) -> [Double] {
    var jacobian = [Double](repeating: 0, count: stateCount * stateCount)
    var moved = state
    for flux in fluxes {
      let rate = flux.rate(state, at: time)
      for read in Set(flux.reads).map(Int.init) {
        moved[read] = state[read] + Difference.size(at: state[read], smallest: smallest[read])
        let slope = (flux.rate(moved, at: time) - rate) / (moved[read] - state[read])
        moved[read] = state[read]
        for change in flux.changes {
          jacobian[change.state.index * stateCount + read] += change.coefficient * slope
        }
      }
    }
    return jacobian
  }
}

/// How far a state is moved for a difference quotient.
enum Difference {
  /// The square root of the rounding error, relative to the state, balances rounding and curvature; a state near zero is
  /// moved by what the tolerance takes for nothing.
  @inline(__always)
  static func size(at value: Double, smallest: Double) -> Double {
    max(value.magnitude * Double.ulpOfOne.squareRoot(), smallest)
  }
}
