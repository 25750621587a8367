/// How an oral product gives up its compound.
///
/// `suspension` says that the released solids spread along the gut like a suspension; without it the
/// product moves as one piece. - Units: times h, rate 1/h, lengths dm, density kg/L.
public enum FormulationModel: Sendable, Hashable {
  /// In solution from the start.
  case dissolved
  /// F = 1 - exp(-ln 2 · ((t - lag)/time50)^shape)
  case weibull(time50: Double, shape: Double, lag: Double, suspension: Bool)
  /// Linear to 80 % at `time80` after the lag.
  case lint80(time80: Double, lag: Double, suspension: Bool)
  /// F = 1 - exp(-rate · t)
  case firstOrder(rate: Double, suspension: Bool)
  /// A constant release over `duration`.
  case zeroOrder(duration: Double, suspension: Bool)
  /// Linear between the points.
  case table([ReleasePoint], suspension: Bool)
  /// Particles dissolving by diffusion through a layer.
  case particles(ParticleFormulation)
}

extension FormulationModel {
  /// The product where everything it releases takes longer by a factor; the lag, and what particles do, stay.
  public func released(over factor: Double) -> FormulationModel {
    guard factor != 1 else { return self }
    return switch self {
    case .dissolved, .particles: self
    case .weibull(let time50, let shape, let lag, let suspension):
      .weibull(time50: time50 * factor, shape: shape, lag: lag, suspension: suspension)
    case .lint80(let time80, let lag, let suspension):
      .lint80(time80: time80 * factor, lag: lag, suspension: suspension)
    case .firstOrder(let rate, let suspension): .firstOrder(rate: rate / factor, suspension: suspension)
    case .zeroOrder(let duration, let suspension): .zeroOrder(duration: duration * factor, suspension: suspension)
    case .table(let points, let suspension):
      .table(
        points.map { ReleasePoint(time: $0.time * factor, fraction: $0.fraction) }, suspension: suspension)
    }
  }
}

/// One point of a release table: the fraction of the dose released by a time (h).
public struct ReleasePoint: Sendable, Hashable {
  public var time: Double
  public var fraction: Double

  public init(time: Double, fraction: Double) {
    self.time = time
    self.fraction = fraction
  }
}

/// Spherical particles of one or several radii.
///
/// - Units: lengths dm, density kg/L.
public struct ParticleFormulation: Sendable, Hashable {
  public enum Sizes: Sendable, Hashable {
    case single(radius: Double)
    case normal(mean: Double, sd: Double, minimum: Double, maximum: Double)
    case logNormal(mean: Double, cv: Double, minimum: Double, maximum: Double)
  }

  public var sizes: Sizes
  /// Number of size classes; 1 for a single radius.
  public var bins: Int
  public var diffusionLayer: Double
  public var density: Double
  /// Below this radius a particle counts as dissolved.
  public var dissolvedBelow: Double?

  public init(sizes: Sizes, bins: Int, diffusionLayer: Double, density: Double, dissolvedBelow: Double? = nil) {
    self.sizes = sizes
    self.bins = bins
    self.diffusionLayer = diffusionLayer
    self.density = density
    self.dissolvedBelow = dissolvedBelow
  }
}
