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
  public var gut = GutVariation()

  /// Nothing varies.
  ///
  /// - Parameter organs: Number of organ files of the species.
  public init(organs: Int) {
    volumes = Array(repeating: 1, count: organs)
    flows = Array(repeating: 1, count: organs)
  }
}

/// How the passage through one gut differs from the typical one: factors of times.
public struct GutVariation: Sendable, Hashable {
  public var gastricEmptyingTime = 1.0
  public var smallIntestinalTransitTime = 1.0
  public var largeIntestinalTransitTime = 1.0

  public init(
    gastricEmptyingTime: Double = 1, smallIntestinalTransitTime: Double = 1, largeIntestinalTransitTime: Double = 1
  ) {
    self.gastricEmptyingTime = gastricEmptyingTime
    self.smallIntestinalTransitTime = smallIntestinalTransitTime
    self.largeIntestinalTransitTime = largeIntestinalTransitTime
  }

  /// Factors of both, multiplied.
  public static func * (a: Self, b: Self) -> Self {
    Self(
      gastricEmptyingTime: a.gastricEmptyingTime * b.gastricEmptyingTime,
      smallIntestinalTransitTime: a.smallIntestinalTransitTime * b.smallIntestinalTransitTime,
      largeIntestinalTransitTime: a.largeIntestinalTransitTime * b.largeIntestinalTransitTime)
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
