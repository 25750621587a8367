import DataFiles

/// Everything the files of one species say, checked; individuals are made from it.
///
/// - Units: internal (h, kg, dm, L/h).
public struct SpeciesRecord: Sendable {
  /// A body of the usual size, for which the files give volumes.
  public struct ReferenceIndividual: Sendable, Hashable {
    public let age: Double
    public let weight: Double
    /// nil where the species has no such measure.
    public let height: Double?
  }

  /// Body surface area, dm2 = coefficient · (weight in kg)^weightExponent · (height in cm)^heightExponent.
  struct SurfaceLaw: Sendable, Hashable {
    var coefficient: Double
    var weightExponent: Double
    var heightExponent: Double
  }

  /// What divides an organ into spaces that exchange.
  struct Membranes: Sendable, Hashable {
    var bloodCellSurfaceToVolume: Double
    var bloodCellSurfaceFactor: Double
    var endothelialSurfacePerVascularVolume: Double
    var endothelialPermeability: Double
  }

  /// Cardiac output of the reference individual, L/h, and the power of the relative weight it follows.
  struct CardiacOutput: Sendable {
    var flow: PerSex<Double>
    var weightExponent: Double
  }

  /// Fat-free mass, kg = weightFactor · weight / (constant + indexFactor · body mass index), kg and kg/m2.
  struct FatFreeMassLaw: Sendable, Hashable {
    var weightFactor: Double
    var constant: Double
    var indexFactor: Double
  }

  public let name: String
  public let references: PerSex<ReferenceIndividual>
  /// Age below which the files do not hold, h; nil where growth is described.
  public let adultAge: Double?
  public let hematocrit: PerSex<Double>
  public let blood: BloodComposition?
  let surfaceLaw: SurfaceLaw?
  /// What the organs other than the remainder weigh together, as a share of the reference; nil where nothing says it.
  let fatFreeMass: PerSex<FatFreeMassLaw>?
  let membranes: Membranes?
  let cardiacOutput: CardiacOutput?
  /// nil where the body of reference is the same at every age.
  var growth: Growth?
  var organs: [OrganRecord]
  package var gut: GutRecord?
  /// Every number read, with its source.
  public var facts: [Fact]

  /// Names of the organs, the mucosa of each gut segment included.
  public var organNames: [String] {
    organs.map(\.name) + (gut?.segments.compactMap(\.mucosaName) ?? [])
  }
}

extension SpeciesRecord {
  /// Names of the organs that have a file, in the order in which a `BodyVariation` counts them.
  public var organFileNames: [String] { organs.map(\.name) }

  public var organFileCount: Int { organs.count }
}
