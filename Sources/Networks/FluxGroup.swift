import NumericCore

/// All fluxes of one law, compiled to flat arrays.
public protocol FluxGroup<L>: AnyObject {
  associatedtype L: Lane
  /// Adds the rates to `rates`, one a state.
  func addRates(_ state: UnsafePointer<L>, time: Double, to rates: UnsafeMutablePointer<L>)
  /// Adds the derivatives to `jacobian`, one a place of the pattern.
  func addJacobian(_ state: UnsafePointer<L>, time: Double, to jacobian: UnsafeMutablePointer<L>)
  /// The parameters of all fluxes, `FluxGroupLayout.parameterStart` says whose are where.
  var parameters: UnsafeMutablePointer<L> { get }
}

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

/// Storage of a fixed length that outlives the functions that point into it.
@usableFromInline
struct FlatArray<Element> {
  @usableFromInline let start: UnsafeMutablePointer<Element>
  @usableFromInline let count: Int

  @usableFromInline
  init(_ elements: [Element]) {
    count = elements.count
    start = .allocate(capacity: max(1, elements.count))
    start.initialize(from: elements, count: elements.count)
  }

  @usableFromInline func deallocate() { start.deallocate() }
}

/// The general group: walks its fluxes, asks the law for rate and derivatives, scatters them to the states.
public final class LawGroup<Law: FluxLaw, L: Lane>: FluxGroup {
  @usableFromInline let count: Int
  @usableFromInline let readStart, reads, parameterStart, changeStart, changedState: FlatArray<Int32>
  @usableFromInline let jacobianStart, jacobianPlace: FlatArray<Int32>
  @usableFromInline let coefficient: FlatArray<Double>
  @usableFromInline let parameterValues: FlatArray<L>
  @usableFromInline let derivatives: FlatArray<L>

  @inlinable public var parameters: UnsafeMutablePointer<L> { parameterValues.start }

  public init(_ layout: FluxGroupLayout) {
    count = layout.count
    readStart = FlatArray(layout.readStart)
    reads = FlatArray(layout.reads)
    parameterStart = FlatArray(layout.parameterStart)
    changeStart = FlatArray(layout.changeStart)
    changedState = FlatArray(layout.changedState)
    jacobianStart = FlatArray(layout.jacobianStart)
    jacobianPlace = FlatArray(layout.jacobianPlace)
    coefficient = FlatArray(layout.coefficient)
    parameterValues = FlatArray(Array(repeating: L.zero, count: layout.parameterCount))
    let mostReads = (0..<layout.count).map { layout.readStart[$0 + 1] - layout.readStart[$0] }.max() ?? 0
    derivatives = FlatArray(Array(repeating: L.zero, count: Int(mostReads)))
  }

  deinit {
    for array in [readStart, reads, parameterStart, changeStart, changedState, jacobianStart, jacobianPlace] {
      array.deallocate()
    }
    coefficient.deallocate()
    parameterValues.deallocate()
    derivatives.deallocate()
  }

  @inlinable @inline(__always)
  func arguments(_ flux: Int, _ state: UnsafePointer<L>, _ time: Double) -> FluxArguments<L> {
    let first = readStart.start[flux]
    return FluxArguments(
      state: state, reads: UnsafePointer(reads.start + Int(first)),
      parameters: UnsafePointer(parameterValues.start + Int(parameterStart.start[flux])),
      readCount: Int(readStart.start[flux + 1] - first), time: time)
  }

  @inlinable
  public func addRates(_ state: UnsafePointer<L>, time: Double, to rates: UnsafeMutablePointer<L>) {
    for flux in 0..<count {
      let rate = Law.rate(arguments(flux, state, time))
      var change = Int(changeStart.start[flux])
      let end = Int(changeStart.start[flux + 1])
      while change < end {
        let state = Int(changedState.start[change])
        rates[state] = rates[state] + rate * L(repeating: coefficient.start[change])
        change += 1
      }
    }
  }

  @inlinable
  public func addJacobian(_ state: UnsafePointer<L>, time: Double, to jacobian: UnsafeMutablePointer<L>) {
    for flux in 0..<count {
      let seen = arguments(flux, state, time)
      Law.derivatives(seen, into: derivatives.start)
      var place = Int(jacobianStart.start[flux])
      for change in Int(changeStart.start[flux])..<Int(changeStart.start[flux + 1]) {
        let factor = L(repeating: coefficient.start[change])
        for read in 0..<seen.readCount {
          let entry = Int(jacobianPlace.start[place])
          jacobian[entry] = jacobian[entry] + derivatives.start[read] * factor
          place += 1
        }
      }
    }
  }
}
