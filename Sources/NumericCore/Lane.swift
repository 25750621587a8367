/// One number of one individual, or the same number of several individuals that are advanced together.
///
/// Rate laws are written once over `Lane` and compiled for `Double`, `SIMD4<Double>` and `SIMD8<Double>`.
public protocol Lane: Sendable {
  static var laneCount: Int { get }
  init(repeating value: Double)
  static func + (a: Self, b: Self) -> Self
  static func - (a: Self, b: Self) -> Self
  static func * (a: Self, b: Self) -> Self
  static func / (a: Self, b: Self) -> Self
  subscript(lane lane: Int) -> Double { get set }
  /// Each lane through `transform`; for functions that have no vector form.
  func map(_ transform: (Double) -> Double) -> Self
  /// Each pair of lanes through `transform`.
  func zip(_ other: Self, _ transform: (Double, Double) -> Double) -> Self
  /// Whether all lanes hold the same number.
  var isUniform: Bool { get }
  /// Whether every lane is below its like.
  func isBelow(_ other: Self) -> Bool
}

extension Lane {
  @inlinable @inline(__always) public static var zero: Self { Self(repeating: 0) }
  @inlinable @inline(__always) public static var one: Self { Self(repeating: 1) }
  @inlinable @inline(__always) public static prefix func - (a: Self) -> Self { zero - a }
}

extension Lane {
  /// Each pair of lanes through a function that costs more than to look whether all pairs are the same.
  @inlinable @inline(__always)
  public func zipOnce(_ other: Self, _ transform: (Double, Double) -> Double) -> Self {
    guard isUniform, other.isUniform else { return zip(other, transform) }
    return Self(repeating: transform(self[lane: 0], other[lane: 0]))
  }
}

extension Double: Lane {
  public static var laneCount: Int { 1 }
  @inlinable @inline(__always) public var isUniform: Bool { true }
  @inlinable @inline(__always) public func isBelow(_ other: Double) -> Bool { self < other }
  @inlinable @inline(__always) public init(repeating value: Double) { self = value }
  @inlinable @inline(__always) public subscript(lane lane: Int) -> Double {
    get { self }
    set { self = newValue }
  }
  @inlinable @inline(__always) public func map(_ transform: (Double) -> Double) -> Double { transform(self) }
  @inlinable @inline(__always)
  public func zip(_ other: Double, _ transform: (Double, Double) -> Double) -> Double { transform(self, other) }
}

extension SIMD4<Double>: Lane {
  public static var laneCount: Int { 4 }
  @inlinable @inline(__always) public var isUniform: Bool { all(self .== Self(repeating: self[0])) }
  @inlinable @inline(__always) public func isBelow(_ other: Self) -> Bool { all(self .< other) }
  @inlinable @inline(__always) public subscript(lane lane: Int) -> Double {
    get { self[lane] }
    set { self[lane] = newValue }
  }
  @inlinable @inline(__always) public func map(_ transform: (Double) -> Double) -> Self {
    var result = self
    for lane in 0..<4 { result[lane] = transform(self[lane]) }
    return result
  }
  @inlinable @inline(__always) public func zip(_ other: Self, _ transform: (Double, Double) -> Double) -> Self {
    var result = self
    for lane in 0..<4 { result[lane] = transform(self[lane], other[lane]) }
    return result
  }
}

extension SIMD8<Double>: Lane {
  public static var laneCount: Int { 8 }
  @inlinable @inline(__always) public var isUniform: Bool { all(self .== Self(repeating: self[0])) }
  @inlinable @inline(__always) public func isBelow(_ other: Self) -> Bool { all(self .< other) }
  @inlinable @inline(__always) public subscript(lane lane: Int) -> Double {
    get { self[lane] }
    set { self[lane] = newValue }
  }
  @inlinable @inline(__always) public func map(_ transform: (Double) -> Double) -> Self {
    var result = self
    for lane in 0..<8 { result[lane] = transform(self[lane]) }
    return result
  }
  @inlinable @inline(__always) public func zip(_ other: Self, _ transform: (Double, Double) -> Double) -> Self {
    var result = self
    for lane in 0..<8 { result[lane] = transform(self[lane], other[lane]) }
    return result
  }
}
