import NumericCore

/// Where the numbers of each flux of a group stand; the same for every individual.
public struct FluxGroupLayout: Sendable {
  public var law: any FluxLaw.Type
  /// The network's number of each flux.
  public var fluxes: [Int] = []
  public var readStart: [Int32] = [0]
  public var reads: [Int32] = []
  public var parameterStart: [Int32] = [0]
  public var changeStart: [Int32] = [0]
  public var changedState: [Int32] = []
  public var coefficient: [Double] = []
  /// For each flux, for each change, for each read: the place in the Jacobian's pattern.
  public var jacobianStart: [Int32] = [0]
  public var jacobianPlace: [Int32] = []

  public var count: Int { fluxes.count }
  public var parameterCount: Int { Int(parameterStart[count]) }
}

/// The flat arrays of one group, as its loops see them.
public struct FluxGroupArrays<L: Lane> {
  @usableFromInline let count: Int
  @usableFromInline let readStart, reads, parameterStart, changeStart, changedState: UnsafePointer<Int32>
  @usableFromInline let jacobianStart, jacobianPlace: UnsafePointer<Int32>
  @usableFromInline let coefficient: UnsafePointer<L>
  @usableFromInline let parameters: UnsafeMutablePointer<L>
  @usableFromInline let derivatives: UnsafeMutablePointer<L>

  @inlinable @inline(__always)
  func arguments(_ flux: Int, _ state: UnsafePointer<L>, _ time: Double) -> FluxArguments<L> {
    let first = readStart[flux]
    return FluxArguments(
      state: state, reads: reads + Int(first), parameters: UnsafePointer(parameters + Int(parameterStart[flux])),
      readCount: Int(readStart[flux + 1] - first), time: time)
  }
}

/// The two loops over the fluxes of one law: functions made for that law, so that nothing inside them is dynamic.
public struct FluxKernels<L: Lane>: Sendable {
  /// Arrays, state, time, what to add to.
  public typealias Loop =
    @Sendable (
      borrowing FluxGroupArrays<L>, UnsafePointer<L>, Double, UnsafeMutablePointer<L>
    ) -> Void

  let addRates: Loop
  let addJacobian: Loop

  @inlinable @inline(__always)
  public init<Law: FluxLaw>(of law: Law.Type) {
    self.init(
      addRates: { arrays, state, time, rates in
        for flux in 0..<arrays.count {
          let rate = Law.rate(arrays.arguments(flux, state, time))
          for change in Int(arrays.changeStart[flux])..<Int(arrays.changeStart[flux + 1]) {
            let place = Int(arrays.changedState[change])
            rates[place] = rates[place] + rate * arrays.coefficient[change]
          }
        }
      },
      addJacobian: { arrays, state, time, jacobian in
        for flux in 0..<arrays.count {
          let seen = arrays.arguments(flux, state, time)
          Law.derivatives(seen, into: arrays.derivatives)
          var place = Int(arrays.jacobianStart[flux])
          for change in Int(arrays.changeStart[flux])..<Int(arrays.changeStart[flux + 1]) {
            let factor = arrays.coefficient[change]
            for read in 0..<seen.readCount {
              let entry = Int(arrays.jacobianPlace[place])
              jacobian[entry] = jacobian[entry] + arrays.derivatives[read] * factor
              place += 1
            }
          }
        }
      })
  }

  @usableFromInline
  init(addRates: @escaping Loop, addJacobian: @escaping Loop) {
    self.addRates = addRates
    self.addJacobian = addJacobian
  }

  /// The loops of a law for this number of lanes.
  static func of(_ law: any FluxLaw.Type) -> FluxKernels<L> {
    let found: Any =
      switch L.laneCount {
      case 1: law.kernels
      case 4: law.kernelsOfFour
      default: law.kernelsOfEight
      }
    guard let kernels = found as? FluxKernels<L> else { preconditionFailure("laws are compiled for 1, 4 and 8 lanes") }
    return kernels
  }
}

/// All fluxes of one law, with the numbers of one lane of individuals.
public final class FluxGroup<L: Lane> {
  /// The parameters of all fluxes; the layout says whose are where.
  public let parameters: UnsafeMutablePointer<L>
  private let arrays: FluxGroupArrays<L>
  private let kernels: FluxKernels<L>
  private let indices: [UnsafeMutablePointer<Int32>]
  private let coefficient, derivatives: UnsafeMutablePointer<L>

  public init(_ layout: FluxGroupLayout) {
    func copied<Element>(_ elements: [Element]) -> UnsafeMutablePointer<Element> {
      let block = UnsafeMutablePointer<Element>.allocate(capacity: max(1, elements.count))
      block.initialize(from: elements, count: elements.count)
      return block
    }
    let mostReads = (0..<layout.count).map { layout.readStart[$0 + 1] - layout.readStart[$0] }.max() ?? 0
    indices = [
      copied(layout.readStart), copied(layout.reads), copied(layout.parameterStart), copied(layout.changeStart),
      copied(layout.changedState), copied(layout.jacobianStart), copied(layout.jacobianPlace),
    ]
    coefficient = copied(layout.coefficient.map { L(repeating: $0) })
    derivatives = copied(Array(repeating: L.zero, count: Int(mostReads)))
    parameters = copied(Array(repeating: L.zero, count: layout.parameterCount))
    kernels = FluxKernels.of(layout.law)
    arrays = FluxGroupArrays(
      count: layout.count, readStart: indices[0], reads: indices[1], parameterStart: indices[2],
      changeStart: indices[3], changedState: indices[4], jacobianStart: indices[5], jacobianPlace: indices[6],
      coefficient: coefficient, parameters: parameters, derivatives: derivatives)
  }

  deinit {
    for block in indices { block.deallocate() }
    for block in [coefficient, derivatives, parameters] { block.deallocate() }
  }

  /// Adds the rates to `rates`, one a state.
  @inline(__always)
  public func addRates(_ state: UnsafePointer<L>, time: Double, to rates: UnsafeMutablePointer<L>) {
    kernels.addRates(arrays, state, time, rates)
  }

  /// Adds the derivatives to `jacobian`, one a place of the pattern.
  @inline(__always)
  public func addJacobian(_ state: UnsafePointer<L>, time: Double, to jacobian: UnsafeMutablePointer<L>) {
    kernels.addJacobian(arrays, state, time, jacobian)
  }
}
