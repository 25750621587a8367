/// A point of a plot, in the units of the axes.
public struct PlotPoint: Hashable, Sendable {
  public var x: Double
  public var y: Double

  public init(_ x: Double, _ y: Double) {
    self.x = x
    self.y = y
  }
}

/// A line of a plot.
public struct PlotSeries: Hashable, Sendable {
  public enum Stroke: Hashable, Sendable { case solid, dashed, dotted }

  public var name: String
  public var points: [PlotPoint]
  public var stroke: Stroke
  /// Number of the color; equal numbers have equal colors. Nil: as many as lines precede it.
  public var color: Int?
  /// Of the line, pixels.
  public var thickness: Double

  public init(
    _ name: String, _ points: [PlotPoint], stroke: Stroke = .solid, color: Int? = nil, thickness: Double = 1.8
  ) {
    self.name = name
    self.points = points
    self.stroke = stroke
    self.color = color
    self.thickness = thickness
  }
}

/// A measured point, with the ends of its error bar if it has one.
public struct ObservedPoint: Hashable, Sendable {
  public var x: Double
  public var y: Double
  public var low: Double?
  public var high: Double?
  /// What a pointer over it shows.
  public var label: String?

  public init(_ x: Double, _ y: Double, low: Double? = nil, high: Double? = nil, label: String? = nil) {
    self.x = x
    self.y = y
    self.low = low
    self.high = high
    self.label = label
  }
}

/// Measured points of one origin.
public struct ObservedSeries: Hashable, Sendable {
  public var name: String
  public var points: [ObservedPoint]
  /// Number of the color, as of `PlotSeries`.
  public var color: Int?
  /// Number of the marker: circle, square, triangle, diamond. Nil: as many as groups precede it.
  public var marker: Int?
  /// Whether the markers are filled with their color.
  public var isFilled: Bool
  /// Size of the markers beside the usual one.
  public var scale: Double

  public init(
    _ name: String, _ points: [ObservedPoint], color: Int? = nil, marker: Int? = nil, isFilled: Bool = false,
    scale: Double = 1
  ) {
    self.name = name
    self.points = points
    self.color = color
    self.marker = marker
    self.isFilled = isFilled
    self.scale = scale
  }
}

/// A shaded range, such as between two percentiles of a population.
public struct PlotBand: Hashable, Sendable {
  public var name: String
  public var x: [Double]
  public var low: [Double]
  public var high: [Double]
  /// Number of the color, as of `PlotSeries`.
  public var color: Int?
  /// How much of what lies below is hidden, 0 to 1.
  public var opacity: Double

  /// - Parameters: as many of each.
  public init(
    _ name: String, x: [Double], low: [Double], high: [Double], color: Int? = nil, opacity: Double = 0.18
  ) {
    precondition(x.count == low.count && x.count == high.count, "a lower and an upper end for each x")
    self.name = name
    self.x = x
    self.low = low
    self.high = high
    self.color = color
    self.opacity = opacity
  }
}

/// What stands along an axis, and how its values are spread.
public struct PlotAxis: Hashable, Sendable {
  public enum Spread: Hashable, Sendable { case linear, logarithmic }

  public var label: String
  public var unit: String
  public var spread: Spread
  /// Whether zero is on a linear axis even if no value is near it.
  public var includesZero: Bool

  public init(_ label: String, unit: String, spread: Spread = .linear, includesZero: Bool = false) {
    self.label = label
    self.unit = unit
    self.spread = spread
    self.includesZero = includesZero
  }

  var text: String { unit.isEmpty ? label : "\(label) (\(unit))" }
}

/// Colors that stay apart for color-blind readers and in print.
///
/// - Reference: Okabe and Ito, Color Universal Design (2008), without yellow, which is lost on white; sky blue darkened.
enum PlotPalette {
  static let colors = ["#0072b2", "#d55e00", "#009e73", "#aa4499", "#e69f00", "#3a9bdc", "#444444"]
  static let ink = "#1f2933"
  static let quietInk = "#52606d"
  static let axis = "#7b8794"
  static let grid = "#e4e8ec"
  static let faintGrid = "#f1f3f5"
  static let fonts = "Helvetica Neue, Helvetica, Arial, Liberation Sans, sans-serif"

  static func color(_ number: Int) -> String { colors[((number % colors.count) + colors.count) % colors.count] }
}
