import Networks
import NumericCore
import Testing

/// `rate = k · a · b / (1 + t)`: two states, and the time.
struct Meeting: FluxLaw {
  let k: Double
  let first, second: StateID
  var reads: [StateID] { [first, second] }
  var parameters: [Double] { [k] }

  static func rate<L: Lane>(_ flux: FluxArguments<L>) -> L {
    flux.parameter(0) * flux.amount(0) * flux.amount(1) * L(repeating: 1 / (1 + flux.time))
  }

  static func derivatives<L: Lane>(_ flux: FluxArguments<L>, into derivatives: UnsafeMutablePointer<L>) {
    let k = flux.parameter(0) * L(repeating: 1 / (1 + flux.time))
    derivatives[0] = k * flux.amount(1)
    derivatives[1] = k * flux.amount(0)
  }
}

/// `rate = v · a / (m + a)`
struct Saturable: FluxLaw {
  let v, m: Double
  let substrate: StateID
  var reads: [StateID] { [substrate] }
  var parameters: [Double] { [v, m] }

  static func rate<L: Lane>(_ flux: FluxArguments<L>) -> L {
    flux.parameter(0) * flux.amount(0) / (flux.parameter(1) + flux.amount(0))
  }

  static func derivatives<L: Lane>(_ flux: FluxArguments<L>, into derivatives: UnsafeMutablePointer<L>) {
    let inverse = L.one / (flux.parameter(1) + flux.amount(0))
    derivatives[0] = flux.parameter(0) * flux.parameter(1) * inverse * inverse
  }
}

/// Networks compiled to arrays against their fluxes one by one; the seed is the argument.
struct CompiledNetworkTests {
  static let seeds: Range<UInt64> = 0..<200

  /// Any states, linear, saturable and bilinear fluxes between them; some read one state twice, some change four.
  static func network(seed: UInt64, scale: Double = 1) -> Network {
    var random = SeededGenerator(seed: seed)
    var network = Network()
    let count = Int.random(in: 1...30, using: &random)
    for number in 0..<count {
      network.addState(
        "state \(number)", substance: "drug", initial: Double.random(in: 0.1...10, using: &random))
    }
    func any() -> StateID { StateID(Int.random(in: 0..<count, using: &random)) }
    for number in 0..<(3 * count) {
      let k = scale * Double.random(in: 0.1...5, using: &random)
      let from = any()
      let to: StateID? = Int.random(in: 0..<5, using: &random) == 0 ? nil : any()
      switch Int.random(in: 0..<6, using: &random) {
      case 0: network.addFlux("saturable \(number)", from: from, to: to, Saturable(v: k, m: 2, substrate: from))
      case 1:
        let changes = (0..<4).map { _ in
          Network.Flux.Change(state: any(), coefficient: Double.random(in: -2...2, using: &random))
        }
        network.addFlux("meeting \(number)", changes, Meeting(k: k, first: any(), second: any()))
      default: network.addFlux("linear \(number)", from: from, to: to, FirstOrder(k, of: any()))
      }
    }
    return network
  }

  struct Evaluated {
    var rates: [Double]
    /// Row by row.
    var jacobian: [Double]
  }

  /// From the compiled arrays.
  static func evaluate(_ compiled: CompiledNetwork, _ values: NetworkValues, _ state: [Double], _ time: Double)
    -> Evaluated
  {
    let n = state.count
    var rates = [Double](repeating: 0, count: n)
    var entries = [Double](repeating: 0, count: compiled.pattern.count)
    for row in 0..<n {
      for entry in Int(compiled.linearRowStart[row])..<Int(compiled.linearRowStart[row + 1]) {
        rates[row] += values.linear[entry] * state[Int(compiled.linearColumn[entry])]
        entries[Int(compiled.linearToJacobian[entry])] += values.linear[entry]
      }
    }
    for (layout, parameters) in zip(compiled.groups, values.parameters) {
      let group = FluxGroup<Double>(layout)
      for (index, parameter) in parameters.enumerated() { group.parameters[index] = parameter }
      rates.withUnsafeMutableBufferPointer { rates in
        entries.withUnsafeMutableBufferPointer { entries in
          state.withUnsafeBufferPointer { state in
            if let y = state.baseAddress, let rates = rates.baseAddress, let entries = entries.baseAddress {
              group.addRates(y, time: time, to: rates)
              group.addJacobian(y, time: time, to: entries)
            }
          }
        }
      }
    }
    var dense = [Double](repeating: 0, count: n * n)
    for row in 0..<n {
      for entry in compiled.pattern.rowStart[row]..<compiled.pattern.rowStart[row + 1] {
        dense[row * n + compiled.pattern.column[entry]] = entries[entry]
      }
    }
    return Evaluated(rates: rates, jacobian: dense)
  }

  /// Flux by flux, each by a law written out here.
  static func rates(_ network: Network, _ state: [Double], _ time: Double) -> [Double] {
    var rates = [Double](repeating: 0, count: state.count)
    for flux in network.fluxes {
      let rate: Double
      switch flux.law {
      case let law as FirstOrder: rate = law.k * state[law.driver.index]
      case let law as Saturable: rate = law.v * state[law.substrate.index] / (law.m + state[law.substrate.index])
      case let law as Meeting: rate = law.k * state[law.first.index] * state[law.second.index] / (1 + time)
      default: rate = .nan
      }
      for change in flux.changes { rates[change.state.index] += change.coefficient * rate }
    }
    return rates
  }

  @Test(arguments: seeds) func `compiled rates are those of the fluxes one by one`(seed: UInt64) {
    let network = Self.network(seed: seed)
    let compiled = CompiledNetwork(network)
    let state = network.states.map(\.initial)
    let found = Self.evaluate(compiled, compiled.values(of: network), state, 0.5).rates
    let expected = Self.rates(network, state, 0.5)
    let largest = expected.map(\.magnitude).max() ?? 0
    for (found, expected) in zip(found, expected) {
      #expect((found - expected).magnitude <= 1e-13 * largest)
    }
  }

  @Test(arguments: seeds) func `the assembled Jacobian is that of central differences`(seed: UInt64) {
    let network = Self.network(seed: seed)
    let compiled = CompiledNetwork(network)
    let state = network.states.map(\.initial)
    let n = state.count
    let found = Self.evaluate(compiled, compiled.values(of: network), state, 0.5).jacobian
    let largest = found.map(\.magnitude).max() ?? 0
    for column in 0..<n {
      func moved(_ factor: Double) -> [Double] {
        var other = state
        other[column] *= factor
        return Self.rates(network, other, 0.5)
      }
      let (above, below) = (moved(1 + 1e-5), moved(1 - 1e-5))
      for row in 0..<n {
        let slope = (above[row] - below[row]) / (2e-5 * state[column])
        // Rounding adds 1e-16 / 1e-5 of the rates, curvature (1e-5)².
        #expect((found[row * n + column] - slope).magnitude <= 1e-8 * largest, "row \(row), column \(column)")
      }
    }
  }

  @Test(arguments: seeds) func `one structure serves every set of numbers`(seed: UInt64) {
    let compiled = CompiledNetwork(Self.network(seed: seed))
    let other = Self.network(seed: seed, scale: 3)
    #expect(compiled.fits(other))
    let own = CompiledNetwork(other)
    #expect(compiled.values(of: other).linear == own.values(of: other).linear)
    #expect(compiled.values(of: other).parameters == own.values(of: other).parameters)
  }

  @Test(arguments: seeds) func `a slot holds the parameter of its flux`(seed: UInt64) {
    let network = Self.network(seed: seed)
    let compiled = CompiledNetwork(network)
    let values = compiled.values(of: network)
    for (number, flux) in network.fluxes.enumerated() {
      for (place, parameter) in flux.law.parameters.enumerated() {
        let slot = compiled.slot(of: FluxID(number), parameter: place)
        if flux.law.linearCoefficient != nil {
          #expect(slot == nil)
        } else {
          #expect(slot.map { values.parameters[$0.group][$0.index] } == parameter)
        }
      }
    }
  }

  @Test func `a network of another structure does not fit`() {
    func network(_ law: some FluxLaw, to: Int = 1) -> Network {
      var network = Network()
      for name in ["a", "b", "c"] { network.addState(name, substance: "drug") }
      network.addFlux("flux", from: StateID(0), to: StateID(to), law)
      return network
    }
    let compiled = CompiledNetwork(network(Saturable(v: 1, m: 2, substrate: StateID(0))))
    #expect(compiled.fits(network(Saturable(v: 3, m: 4, substrate: StateID(0)))))
    #expect(!compiled.fits(network(FirstOrder(1, of: StateID(0)))))
    #expect(!compiled.fits(network(Meeting(k: 1, first: StateID(0), second: StateID(1)))))
    #expect(!compiled.fits(network(Saturable(v: 3, m: 4, substrate: StateID(1)))))
    #expect(!compiled.fits(network(Saturable(v: 3, m: 4, substrate: StateID(0)), to: 2)))
    let linear = CompiledNetwork(network(FirstOrder(1, of: StateID(0))))
    #expect(linear.fits(network(FirstOrder(2, of: StateID(0)))))
    #expect(!linear.fits(network(FirstOrder(2, of: StateID(1)))))
    #expect(!linear.fits(network(FirstOrder(2, of: StateID(0)), to: 2)))
  }
}
