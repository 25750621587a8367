import DataFiles

/// One organ file: the organ of the reference individuals, and how it scales.
///
/// - Units: internal (L, kg/L, L/h).
struct OrganRecord: Sendable {
  enum Volume: Sendable {
    case given(PerSex<Double>)
    /// Body weight minus the mass of every other organ.
    case remainder
  }

  enum Flow: Sendable {
    /// Blood flow per mass of organ, L/h/kg.
    case specific(PerSex<Double>)
    /// Blood flow of the reference individual, L/h; it scales with the organ.
    case reference(PerSex<Double>)
    case fractionOfCardiacOutput(PerSex<Double>)
    /// What the other organs leave of the cardiac output.
    case remainder
  }

  struct Supply: Sendable {
    var from: String
    var flow: Flow
  }

  /// Marks the organ that makes the organs other than the remainder sum to the fat-free mass.
  struct TakesUpFatFreeMass: Sendable {
    /// Least volume over the one that size alone would give.
    var atLeast: Double
  }

  var name: String
  var kind: Organ.Kind
  var location: SourceLocation
  var volume: Volume
  var density: Double
  /// Power of the relative height that the volume follows; nil where it follows the weight.
  var heightExponent: Double?
  /// Power of the relative weight, or, beside `heightExponent`, of the relative body mass index.
  var weightExponent: Double?
  /// Volume in the reference person of an age over that of the adult.
  var volumeByAge: PerSex<AgeCurve>?
  /// Blood flow per mass in the reference person of an age over that of the adult.
  var flowByAge: PerSex<AgeCurve>?
  var takesUp: TakesUpFatFreeMass?
  var supply: Supply?
  var drainsInto: String?
  var spaces: OrganSpaces?
  var composition: TissueComposition?
  var cellSurface: CellSurface?
  var hasEndothelialBarrier: Bool
  var peripheralBloodFraction: Double
  /// Share of the blood flow that passes on to the mucosa.
  var mucosalFlowFraction: Double?
  var filtration: GlomerularFiltration?
  var microsomalProtein: Double?
  var hepatocytes: Double?
}

/// Shares of an organ's volume; the cells take the rest.
struct OrganSpaces: Sendable, Hashable {
  var vascular: Double
  var interstitial: Double
}

/// The cell surface of the organ in an animal of reference, from which it scales.
///
///     area = (volume / referenceVolume)^0.75 · referenceArea
struct CellSurface: Sendable, Hashable {
  var referenceVolume: Double
  var referenceArea: Double
}
