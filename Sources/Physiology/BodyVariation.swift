/// How one body differs from the typical body of its sex, age, weight and height: factors, 1 unless drawn.
///
/// Whatever the factors, the volumes sum to the weight and the flows to the cardiac output: the lean organs share the
/// fat-free mass in proportion, adipose takes the rest of the weight, and the cardiac output is the sum of the flows.
///
/// - Units: factors without dimension; `filtration` L/h, `measuredHematocrit` in (0, 1).
public struct BodyVariation: Sendable, Hashable {
  /// Times the volume, by place of the organ in the species' files; adipose follows `fatToLean`.
  public var volumes: [Double]
  /// Times the blood flow per mass, by the same places.
  public var flows: [Double]
  /// Times the ratio of fat mass to fat-free mass.
  public var fatToLean = 1.0
  /// Times every blood flow.
  public var cardiacOutput = 1.0
  public var hematocrit = 1.0
  /// In place of the typical hematocrit times its factor.
  public var measuredHematocrit: Double?
  public var albumin = 1.0
  public var alpha1AcidGlycoprotein = 1.0
  public var filtration = 1.0
  /// Filtration in place of the typical one times its factor, L/h.
  public var measuredFiltration: Double?
  public var microsomalProtein = 1.0
  public var hepatocytes = 1.0
  /// Times the ratio of bound to unbound drug in plasma, beside what albumin and alpha-1-acid glycoprotein explain.
  public var binding = 1.0
  /// Times the clearances of liver, bile and kidney that name no protein; not filtration.
  public var otherClearance = 1.0
  public var gut = GutVariation()

  /// Nothing varies.
  ///
  /// - Parameter organs: Number of organ files of the species.
  public init(organs: Int) {
    volumes = Array(repeating: 1, count: organs)
    flows = Array(repeating: 1, count: organs)
  }
}

/// How one gut differs from the typical one: factors of times and of permeability.
public struct GutVariation: Sendable, Hashable {
  public var gastricEmptyingTime = 1.0
  public var smallIntestinalTransitTime = 1.0
  public var largeIntestinalTransitTime = 1.0
  /// Times the time that solid products take to release what they hold.
  public var dissolutionTime = 1.0
  /// Times the permeability of the wall from the lumen.
  public var permeability = 1.0

  public init(
    gastricEmptyingTime: Double = 1, smallIntestinalTransitTime: Double = 1, largeIntestinalTransitTime: Double = 1,
    dissolutionTime: Double = 1, permeability: Double = 1
  ) {
    self.gastricEmptyingTime = gastricEmptyingTime
    self.smallIntestinalTransitTime = smallIntestinalTransitTime
    self.largeIntestinalTransitTime = largeIntestinalTransitTime
    self.dissolutionTime = dissolutionTime
    self.permeability = permeability
  }

  /// Factors of both, multiplied.
  public static func * (a: Self, b: Self) -> Self {
    Self(
      gastricEmptyingTime: a.gastricEmptyingTime * b.gastricEmptyingTime,
      smallIntestinalTransitTime: a.smallIntestinalTransitTime * b.smallIntestinalTransitTime,
      largeIntestinalTransitTime: a.largeIntestinalTransitTime * b.largeIntestinalTransitTime,
      dissolutionTime: a.dissolutionTime * b.dissolutionTime, permeability: a.permeability * b.permeability)
  }

  /// The factor of the transit time of a region; the stomach's is that of its emptying.
  func factor(of region: String) -> Double {
    switch region {
    case "stomach": gastricEmptyingTime
    case "small intestine": smallIntestinalTransitTime
    default: largeIntestinalTransitTime
    }
  }
}
