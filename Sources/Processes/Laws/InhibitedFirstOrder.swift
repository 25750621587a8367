import Networks
import NumericCore

/// First-order flux with the enzyme as a state and competitive inhibitors.
///
///     rate = CL · E · C / N,  N = 1 + Σ I/Kic
///
/// Uncompetitive inhibitors do not act where the substrate is far below its Km.
///
/// - Units: `clearance` L/h a µmol of enzyme; enzyme µmol; scales 1/L.
public struct InhibitedFirstOrder: FluxLaw {
  public let substrate, enzyme: StateID
  public let scale, clearance: Double
  public let inhibitors: [EnzymeReaction.Inhibitor]

  public init(
    of substrate: StateID, scale: Double, by enzyme: StateID, clearance: Double,
    inhibitors: [EnzymeReaction.Inhibitor] = []
  ) {
    self.substrate = substrate
    self.enzyme = enzyme
    self.scale = scale
    self.clearance = clearance
    self.inhibitors = inhibitors
  }

  public var reads: [StateID] { [substrate, enzyme] + inhibitors.map(\.state) }
  public var parameters: [Double] { [clearance * scale] + inhibitors.map { $0.scale / $0.competitive } }

  @inlinable @inline(__always)
  public static func rate<L: Lane>(_ flux: FluxArguments<L>) -> L {
    flux.parameter(0) * flux.amount(0) * flux.amount(1) / inhibition(flux)
  }

  @inlinable @inline(__always)
  public static func derivatives<L: Lane>(_ flux: FluxArguments<L>, into derivatives: UnsafeMutablePointer<L>) {
    let inverse = L.one / inhibition(flux)
    derivatives[0] = flux.parameter(0) * flux.amount(1) * inverse
    derivatives[1] = flux.parameter(0) * flux.amount(0) * inverse
    let common = derivatives[0] * flux.amount(0) * inverse
    for index in 2..<max(2, flux.readCount) { derivatives[index] = L.zero - common * flux.parameter(index - 1) }
  }

  @inlinable @inline(__always)
  static func inhibition<L: Lane>(_ flux: FluxArguments<L>) -> L {
    var n = L.one
    var index = 2
    while index < flux.readCount {
      n = n + flux.parameter(index - 1) * flux.amount(index)
      index += 1
    }
    return n
  }
}
