/// One blood-perfused space of an individual: a tissue, a blood pool, or the mucosa of one gut segment.
///
/// - Units: internal (L, kg, dm2).
public struct Organ: Sendable, Hashable {
  /// Whether the space holds cells and interstitial fluid, or blood alone.
  public enum Kind: String, Sendable, Hashable {
    case tissue
    case blood
  }

  public var name: String
  public var kind: Kind
  /// Volume including residual blood, L; that of an intestine excludes its mucosa.
  public var volume: Double
  /// Mass, kg; that of an intestine excludes its mucosa.
  public var mass: Double
  /// Whether the volume is divided further; if not, the four sub-volumes and the surfaces are zero.
  public var hasSubcompartments: Bool
  public var plasmaVolume: Double
  public var bloodCellVolume: Double
  /// Zero in a blood pool.
  public var interstitialVolume: Double
  /// Zero in a blood pool.
  public var cellVolume: Double
  /// What the tissue is made of; only some partition methods ask for it.
  public var composition: TissueComposition?
  /// Surface between plasma and interstitial fluid, dm2.
  public var endothelialArea: Double
  /// Surface between plasma and blood cells, dm2.
  public var bloodCellArea: Double
  /// Surface between interstitial fluid and cells, dm2.
  public var cellArea: Double
  /// Whether the vessel wall is a barrier as in the brain.
  public var hasEndothelialBarrier: Bool
  /// Share of this organ's venous blood in a peripheral venous sample.
  public var peripheralBloodFraction: Double
  /// Gut segment that this mucosa lines.
  public var gutSegment: String?
  /// Organ that this mucosa is a part of.
  public var partOf: String?

  public init(
    name: String, kind: Kind, volume: Double, mass: Double, hasSubcompartments: Bool, plasmaVolume: Double = 0,
    bloodCellVolume: Double = 0, interstitialVolume: Double = 0, cellVolume: Double = 0,
    composition: TissueComposition? = nil, endothelialArea: Double = 0, bloodCellArea: Double = 0,
    cellArea: Double = 0, hasEndothelialBarrier: Bool = false, peripheralBloodFraction: Double = 0,
    gutSegment: String? = nil, partOf: String? = nil
  ) {
    self.name = name
    self.kind = kind
    self.volume = volume
    self.mass = mass
    self.hasSubcompartments = hasSubcompartments
    self.plasmaVolume = plasmaVolume
    self.bloodCellVolume = bloodCellVolume
    self.interstitialVolume = interstitialVolume
    self.cellVolume = cellVolume
    self.composition = composition
    self.endothelialArea = endothelialArea
    self.bloodCellArea = bloodCellArea
    self.cellArea = cellArea
    self.hasEndothelialBarrier = hasEndothelialBarrier
    self.peripheralBloodFraction = peripheralBloodFraction
    self.gutSegment = gutSegment
    self.partOf = partOf
  }
}
