/// The lumen of the gut, segment by segment in the order of passage.
///
/// - Units: internal (L, h).
public struct Gut: Sendable, Hashable {
  public var segments: [GutSegment]
  /// Water swallowed with each oral dose, L.
  public var waterPerDose: Double
  /// Mean time that liquid stays in the fasted stomach, h.
  public var gastricEmptyingTime: Double
  /// Time that a tablet that does not fall apart stays in the stomach, h.
  public var intactTabletGastricTime: Double
  public var meal: MealPhysiology?
  public var gallbladder: Gallbladder?
  public var filling: FillingLimit
  /// Times the time that solid products take to release what they hold; 1 in the typical gut.
  public var dissolutionTime: Double
  /// Times the permeability of the wall from the lumen; 1 in the typical gut.
  public var permeability: Double

  public init(
    segments: [GutSegment], waterPerDose: Double, gastricEmptyingTime: Double, intactTabletGastricTime: Double,
    meal: MealPhysiology? = nil, gallbladder: Gallbladder? = nil, filling: FillingLimit, dissolutionTime: Double = 1,
    permeability: Double = 1
  ) {
    self.segments = segments
    self.waterPerDose = waterPerDose
    self.gastricEmptyingTime = gastricEmptyingTime
    self.intactTabletGastricTime = intactTabletGastricTime
    self.meal = meal
    self.gallbladder = gallbladder
    self.filling = filling
    self.dissolutionTime = dissolutionTime
    self.permeability = permeability
  }
}

/// The lumen of one gut segment.
///
/// - Units: internal (L, dm2, 1/h, L/h).
public struct GutSegment: Sendable, Hashable {
  public var name: String
  /// `stomach`, `small intestine` or `large intestine`.
  public var region: String
  public var volume: Double
  /// Surface of the smooth tube, dm2.
  public var geometricArea: Double
  /// Surface with folds, villi and microvilli, dm2.
  public var effectiveArea: Double
  /// Fasted luminal pH.
  public var ph: Double
  /// Share of the volume that liquid fills at rest.
  public var fill: Double
  /// Rate at which the contents pass to the next segment, 1/h.
  public var emptying: Double
  /// Liquid secreted into the lumen, L/h.
  public var secretion: Double
  /// Rate at which liquid is absorbed, 1/h; negative where liquid must enter to hold the level.
  public var liquidAbsorption: Double
  /// Speed of a tablet over that of the liquid.
  public var tabletSpeed: Double
  /// Organ that lines this segment.
  public var mucosa: String?

  public init(
    name: String, region: String, volume: Double, geometricArea: Double, effectiveArea: Double, ph: Double,
    fill: Double, emptying: Double, secretion: Double, liquidAbsorption: Double, tabletSpeed: Double,
    mucosa: String? = nil
  ) {
    self.name = name
    self.region = region
    self.volume = volume
    self.geometricArea = geometricArea
    self.effectiveArea = effectiveArea
    self.ph = ph
    self.fill = fill
    self.emptying = emptying
    self.secretion = secretion
    self.liquidAbsorption = liquidAbsorption
    self.tabletSpeed = tabletSpeed
    self.mucosa = mucosa
  }
}

/// How a segment that is nearly full holds back what would flow in.
///
///     admitted share = 1 below `full`, else 1 / (1 + exp((fill - midpoint) / width))
public struct FillingLimit: Sendable, Hashable {
  public var full: Double
  public var midpoint: Double
  public var width: Double

  public init(full: Double, midpoint: Double, width: Double) {
    self.full = full
    self.midpoint = midpoint
    self.width = width
  }
}

/// How a meal changes the stomach.
///
///     emptying rate = (shape / scale) t^(shape - 1), at most 1 / gastric emptying time
///     shape = shapeWithoutSolids + shapePerSolidFraction · solid fraction
///     scale = (scaleEnergySpan (1 - exp(-energy / scaleEnergy)) + scaleBase) exp(scaleShapeFactor · shape)
///     pH    = fasted + (fed - fasted) exp(-phReturnRate · t)
///
/// - Units: `t` inside the emptying rate is in minutes, as the law is published; `scaleEnergy` in kcal;
///   `phReturnRate` in 1/h.
public struct MealPhysiology: Sendable, Hashable {
  /// The constants of the emptying law, of the type of Elashoff.
  public struct Emptying: Sendable, Hashable {
    public var shapeWithoutSolids: Double
    public var shapePerSolidFraction: Double
    public var scaleEnergySpan: Double
    public var scaleEnergy: Double
    public var scaleBase: Double
    public var scaleShapeFactor: Double

    public init(
      shapeWithoutSolids: Double, shapePerSolidFraction: Double, scaleEnergySpan: Double, scaleEnergy: Double,
      scaleBase: Double, scaleShapeFactor: Double
    ) {
      self.shapeWithoutSolids = shapeWithoutSolids
      self.shapePerSolidFraction = shapePerSolidFraction
      self.scaleEnergySpan = scaleEnergySpan
      self.scaleEnergy = scaleEnergy
      self.scaleBase = scaleBase
      self.scaleShapeFactor = scaleShapeFactor
    }
  }

  public var phFed: Double
  public var phReturnRate: Double
  public var emptying: Emptying?

  public init(phFed: Double, phReturnRate: Double, emptying: Emptying? = nil) {
    self.phFed = phFed
    self.phReturnRate = phReturnRate
    self.emptying = emptying
  }
}

/// How the gallbladder empties after a meal.
///
/// - Units: internal (h).
public struct Gallbladder: Sendable, Hashable {
  public var ejectionHalfLife: Double
  public var ejectionFraction: Double
  /// Length of one ejection, in half-lives.
  public var refillHalfLives: Double
  public var ejectionDelay: Double
  /// Gut segment that receives the bile.
  public var ejectsInto: String

  public init(
    ejectionHalfLife: Double, ejectionFraction: Double, refillHalfLives: Double, ejectionDelay: Double,
    ejectsInto: String
  ) {
    self.ejectionHalfLife = ejectionHalfLife
    self.ejectionFraction = ejectionFraction
    self.refillHalfLives = refillHalfLives
    self.ejectionDelay = ejectionDelay
    self.ejectsInto = ejectsInto
  }
}
