import DataFiles

/// The gut files of a species.
///
/// - Units: internal (h, L/kg).
package struct GutRecord: Sendable {
  /// How long a region holds its contents.
  struct Transit: Sendable {
    /// Transit time, h.
    var time: Double
    /// The transit factor is slope · time + intercept, in minutes as it is published.
    var factorSlope: Double
    var factorInterceptMinutes: Double
  }

  var gastricEmptyingTime: Double
  var gastricInflowTime: Double
  var intactTabletGastricTime: Double
  /// By region; the stomach has none.
  var transit: [String: Transit]
  /// By region.
  var tabletSpeed: [String: Double]
  var waterPerWeight: Double
  var surfaceVariability: Double
  var meal: MealPhysiology?
  var gallbladder: Gallbladder?
  var filling: FillingLimit
  package var segments: [GutSegmentRecord]
}

/// One gut segment file.
///
/// - Units: internal (dm, 1/h).
package struct GutSegmentRecord: Sendable {
  /// A length that grows with the body's height.
  package struct Extent: Sendable, Hashable {
    var atZeroHeight: Double
    var perHeight: Double

    /// - Parameter height: dm; nil where the species has no height, and then `perHeight` is zero.
    package func length(height: Double?) -> Double { atZeroHeight + perHeight * (height ?? 0) }
  }

  struct Mucosa: Sendable {
    var organ: String
    /// Share of the organ's volume that is the wall of this segment.
    var wallFraction: Double
    /// Share of that wall that is mucosa.
    var mucosaFraction: Double
    /// Share of the organ's mucosal blood flow.
    var flowShare: Double
    var drainsInto: String
    var spaces: OrganSpaces?
    var composition: TissueComposition?
  }

  package var name: String
  var region: String
  var location: SourceLocation
  package var length: Extent
  package var proximalRadius: Extent
  package var distalRadius: Extent
  var surfaceEnhancement: Double
  var microvilliFactor: Double
  /// Of the reference individual.
  var ph: Double
  /// What an age adds to it; nil where it is the same at every age.
  var phByAge: PerSex<AgeCurve>?
  /// Over that of the adult of this height; nil where height alone says how large it is.
  var volumeByAge: PerSex<AgeCurve>?
  var fill: Double
  /// Speed of passage, a plain number that the transit factor of the region divides, in 1/min; nil for the stomach.
  var transitCoefficient: Double?
  /// Secretion over volume, 1/h; nil for the stomach, which is filled by inflow.
  var secretion: Double?
  var absorbsLiquid: Bool
  var mucosa: Mucosa?

  var mucosaName: String? { mucosa == nil ? nil : "\(name) mucosa" }
}
