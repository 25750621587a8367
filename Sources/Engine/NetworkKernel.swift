import CEngine
import Networks
import NumericCore

/// The two functions that CVODE calls, without the type of the lanes: a C function cannot be generic.
public class RateSource {
  init() {}

  public func rates(_ time: Double, _ state: UnsafePointer<Double>, into rates: UnsafeMutablePointer<Double>) {
    preconditionFailure("every kernel has its own rates")
  }

  public func jacobian(_ time: Double, _ state: UnsafePointer<Double>, into entries: UnsafeMutablePointer<Double>) {
    preconditionFailure("every kernel has its own Jacobian")
  }
}

/// The compiled network with the numbers of one lane of individuals: what the integrator calls for every step.
///
/// Allocates everything when made; `rates` and `jacobian` allocate nothing. One kernel belongs to one thread.
public final class NetworkKernel<L: Lane>: RateSource {
  let network: CompiledNetwork
  let groups: [FluxGroup<L>]
  let kernel: UnsafeMutablePointer<teorell_kernel>
  private let indices: [UnsafeMutablePointer<Int32>]
  private let coefficient, jacobianBase, jacobian, factor, work: UnsafeMutablePointer<L>
  private let jacobianCount: Int

  public init(_ network: CompiledNetwork) {
    func copied(_ values: [Int32]) -> UnsafeMutablePointer<Int32> {
      let copy = UnsafeMutablePointer<Int32>.allocate(capacity: max(1, values.count))
      copy.initialize(from: values, count: values.count)
      return copy
    }
    func zeros(_ count: Int) -> UnsafeMutablePointer<L> {
      // The kernels load whole lanes, 64 bytes at most, from aligned places.
      let bytes = max(1, count) * MemoryLayout<L>.stride
      let block = UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: 64).bindMemory(
        to: L.self, capacity: max(1, count))
      block.initialize(repeating: .zero, count: max(1, count))
      return block
    }
    let plan = network.factorisation
    self.network = network
    groups = network.groups.map(FluxGroup<L>.init)
    indices = [
      copied(network.linearRowStart), copied(network.linearColumn), copied(plan.patternToFactor), copied(plan.order),
      copied(plan.rowStart), copied(plan.diagonal), copied(plan.column), copied(plan.program),
    ]
    jacobianCount = network.pattern.count
    coefficient = zeros(network.linearColumn.count)
    jacobianBase = zeros(jacobianCount)
    jacobian = zeros(jacobianCount)
    factor = zeros(plan.count)
    work = zeros(network.states.count)
    func doubles(_ block: UnsafeMutablePointer<L>) -> UnsafeMutablePointer<Double> {
      UnsafeMutableRawPointer(block).assumingMemoryBound(to: Double.self)
    }
    kernel = .allocate(capacity: 1)
    kernel.initialize(
      to: teorell_kernel(
        stateCount: Int32(network.states.count), lanes: Int32(L.laneCount), rowStart: indices[0], column: indices[1],
        coefficient: doubles(coefficient), jacobianCount: Int32(jacobianCount), jacobianToFactor: indices[2],
        jacobian: doubles(jacobian), factorCount: Int32(plan.count), order: indices[3], factorRowStart: indices[4],
        factorDiagonal: indices[5], factorColumn: indices[6], program: indices[7], factor: doubles(factor),
        work: doubles(work)))
    super.init()
  }

  deinit {
    for block in indices { block.deallocate() }
    for block in [coefficient, jacobianBase, jacobian, factor, work] { block.deallocate() }
    kernel.deallocate()
  }

  /// Takes the numbers of as many individuals as there are lanes.
  public func load(_ values: [NetworkValues]) {
    precondition(values.count == L.laneCount, "one set of values a lane")
    for (lane, value) in values.enumerated() {
      precondition(network.holds(value), "the numbers are those of another network")
      for (entry, number) in value.linear.enumerated() { coefficient[entry][lane: lane] = number }
      for (group, numbers) in zip(groups, value.parameters) {
        for (index, number) in numbers.enumerated() { group.parameters[index][lane: lane] = number }
      }
    }
    jacobianBase.update(repeating: .zero, count: jacobianCount)
    for (entry, place) in network.linearToJacobian.enumerated() { jacobianBase[Int(place)] = coefficient[entry] }
  }

  func set(_ slot: ParameterSlot, lane: Int, to value: Double) {
    groups[slot.group].parameters[slot.index][lane: lane] = value
  }

  /// Writes d(state)/dt; all arrays hold `laneCount` neighbouring values a state and begin at a multiple of 64 bytes.
  ///
  /// CVODE reaches it through a table of functions, so the compiler has to be told which lanes to make it for.
  @_specialize(where L == Double)
  @_specialize(where L == SIMD4<Double>)
  @_specialize(where L == SIMD8<Double>)
  public override func rates(_ time: Double, _ state: UnsafePointer<Double>, into rates: UnsafeMutablePointer<Double>) {
    teorell_linear_rates(kernel, state, rates)
    let lanes = UnsafeRawPointer(state).assumingMemoryBound(to: L.self)
    let output = UnsafeMutableRawPointer(rates).assumingMemoryBound(to: L.self)
    for group in groups { group.addRates(lanes, time: time, to: output) }
  }

  /// Writes the Jacobian in the order of the network's pattern.
  @_specialize(where L == Double)
  @_specialize(where L == SIMD4<Double>)
  @_specialize(where L == SIMD8<Double>)
  public override func jacobian(
    _ time: Double, _ state: UnsafePointer<Double>, into entries: UnsafeMutablePointer<Double>
  ) {
    let lanes = UnsafeRawPointer(state).assumingMemoryBound(to: L.self)
    let output = UnsafeMutableRawPointer(entries).assumingMemoryBound(to: L.self)
    output.update(from: jacobianBase, count: jacobianCount)
    for group in groups { group.addJacobian(lanes, time: time, to: output) }
  }
}
