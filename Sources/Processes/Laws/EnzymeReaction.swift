import Networks
import NumericCore

/// Saturable flux with the enzyme as a state and any number of reversible inhibitors.
///
///     rate = kcat/D · E · C / (Km · N/D + C) = kcat · E · C / (Km · N + D · C)
///     N = 1 + Σ I/Kic   (competitive part)      D = 1 + Σ I/Kiu   (uncompetitive part)
///
/// Competitive inhibitors have Kic alone, uncompetitive ones Kiu alone, non-competitive ones Kic = Kiu, mixed ones both.
/// All concentrations are unbound and in the space of the enzyme. The loss of enzyme by mechanism-based inactivation has
/// the same form with kinact and KI for kcat and Km; the enzyme is then what the flux removes.
///
/// - Units: `kcat` 1/h, enzyme µmol, `km` and inhibition constants µmol/L, scales 1/L.
/// - Reference: Segel, Enzyme Kinetics (1975), chapters 3 and 4; Mayhew et al., Drug Metab Dispos 28:1031 (2000).
public struct EnzymeReaction: FluxLaw {
  /// One reversible inhibitor; an infinite constant means that it does not act that way.
  public struct Inhibitor: Sendable, Hashable {
    public var state: StateID
    /// Unbound concentration = scale · amount, 1/L.
    public var scale: Double
    public var competitive: Double
    public var uncompetitive: Double

    public init(state: StateID, scale: Double, competitive: Double, uncompetitive: Double) {
      self.state = state
      self.scale = scale
      self.competitive = competitive
      self.uncompetitive = uncompetitive
    }
  }

  public let substrate, enzyme: StateID
  public let scale, kcat, km: Double
  public let inhibitors: [Inhibitor]

  public init(
    of substrate: StateID, scale: Double, by enzyme: StateID, kcat: Double, km: Double, inhibitors: [Inhibitor] = []
  ) {
    self.substrate = substrate
    self.enzyme = enzyme
    self.scale = scale
    self.kcat = kcat
    self.km = km
    self.inhibitors = inhibitors
  }

  public var reads: [StateID] { [substrate, enzyme] + inhibitors.map(\.state) }
  public var parameters: [Double] {
    [kcat, km, scale] + inhibitors.flatMap { [$0.scale / $0.competitive, $0.scale / $0.uncompetitive] }
  }

  @inlinable @inline(__always)
  public static func rate<L: Lane>(_ flux: FluxArguments<L>) -> L {
    let c = flux.parameter(2) * flux.amount(0)
    let (n, d) = inhibition(flux)
    return flux.parameter(0) * flux.amount(1) * c / (flux.parameter(1) * n + d * c)
  }

  @inlinable @inline(__always)
  public static func derivatives<L: Lane>(_ flux: FluxArguments<L>, into derivatives: UnsafeMutablePointer<L>) {
    let kcat = flux.parameter(0)
    let km = flux.parameter(1)
    let scale = flux.parameter(2)
    let enzyme = flux.amount(1)
    let c = scale * flux.amount(0)
    let (n, d) = inhibition(flux)
    let inverse = L.one / (km * n + d * c)
    derivatives[0] = kcat * enzyme * scale * km * n * inverse * inverse
    derivatives[1] = kcat * c * inverse
    let common = kcat * enzyme * c * inverse * inverse
    for index in 2..<max(2, flux.readCount) {
      derivatives[index] = L.zero - common * (km * flux.parameter(2 * index - 1) + c * flux.parameter(2 * index))
    }
  }

  @inlinable @inline(__always)
  static func inhibition<L: Lane>(_ flux: FluxArguments<L>) -> (competitive: L, uncompetitive: L) {
    var n = L.one
    var d = L.one
    var index = 2
    while index < flux.readCount {
      n = n + flux.parameter(2 * index - 1) * flux.amount(index)
      d = d + flux.parameter(2 * index) * flux.amount(index)
      index += 1
    }
    return (n, d)
  }
}
