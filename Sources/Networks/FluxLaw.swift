import NumericCore

/// How fast a flux runs, from the states it reads and its own parameters.
///
/// A law is a value that describes one flux; the numbers of many fluxes of one law are laid out in flat arrays and
/// evaluated together. A new law is one file with `rate` and `derivatives`, tested against central differences.
public protocol FluxLaw: Sendable {
  /// The states whose amounts `rate` takes, in the order in which it takes them.
  var reads: [StateID] { get }
  /// The numbers of this flux, in the order in which `rate` takes them.
  var parameters: [Double] { get }
  /// The rate in µmol/h (or L/h for a fluid).
  static func rate<L: Lane>(_ flux: FluxArguments<L>) -> L
  /// The derivative of the rate by each state read, written to `derivatives`, one a read.
  static func derivatives<L: Lane>(_ flux: FluxArguments<L>, into derivatives: UnsafeMutablePointer<L>)
  /// The loops over many fluxes of this law for one individual, for four and for eight at once. Every law has them by the
  /// extension below; they are requirements so that the compiler makes them for each law with its own numbers inlined.
  static var kernels: FluxKernels<Double> { get }
  static var kernelsOfFour: FluxKernels<SIMD4<Double>> { get }
  static var kernelsOfEight: FluxKernels<SIMD8<Double>> { get }
  /// A rate that is `coefficient` times one amount read, if the law is that simple; such fluxes form the linear part.
  var linearCoefficient: Double? { get }
}

extension FluxLaw {
  public var linearCoefficient: Double? { nil }

  @inlinable public static var kernels: FluxKernels<Double> { FluxKernels(of: Self.self) }
  @inlinable public static var kernelsOfFour: FluxKernels<SIMD4<Double>> { FluxKernels(of: Self.self) }
  @inlinable public static var kernelsOfEight: FluxKernels<SIMD8<Double>> { FluxKernels(of: Self.self) }
}

/// What a law sees of one flux: the amounts it reads, its parameters and the time.
public struct FluxArguments<L: Lane> {
  @usableFromInline let state: UnsafePointer<L>
  @usableFromInline let reads: UnsafePointer<Int32>
  @usableFromInline let parameters: UnsafePointer<L>
  public let readCount: Int
  /// Hours.
  public let time: Double

  @inlinable @inline(__always)
  public init(
    state: UnsafePointer<L>, reads: UnsafePointer<Int32>, parameters: UnsafePointer<L>, readCount: Int, time: Double
  ) {
    self.state = state
    self.reads = reads
    self.parameters = parameters
    self.readCount = readCount
    self.time = time
  }

  /// The amount of the state read as number `index`.
  @inlinable @inline(__always)
  public func amount(_ index: Int) -> L { state[Int(reads[index])] }

  /// The parameter number `index`.
  @inlinable @inline(__always)
  public func parameter(_ index: Int) -> L { parameters[index] }
}

/// First-order transfer: `rate = k · amount`. Blood flow, permeation, filtration and transit are of this kind.
///
/// - Units: `k` in 1/h; rate in µmol/h.
public struct FirstOrder: FluxLaw {
  public let k: Double
  public let driver: StateID

  /// - Parameters:
  ///   - k: The rate constant, 1/h.
  ///   - driver: The state whose amount drives the flux, as a rule the one it leaves.
  public init(_ k: Double, of driver: StateID) {
    self.k = k
    self.driver = driver
  }

  public var reads: [StateID] { [driver] }
  public var parameters: [Double] { [k] }
  public var linearCoefficient: Double? { k }

  @inlinable @inline(__always)
  public static func rate<L: Lane>(_ flux: FluxArguments<L>) -> L { flux.parameter(0) * flux.amount(0) }

  @inlinable @inline(__always)
  public static func derivatives<L: Lane>(_ flux: FluxArguments<L>, into derivatives: UnsafeMutablePointer<L>) {
    derivatives[0] = flux.parameter(0)
  }
}
