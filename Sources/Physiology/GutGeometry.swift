import Foundation

/// A piece of gut as a frustum: a cone cut off at both ends.
///
/// - Units: internal (dm, dm2, L).
struct GutGeometry {
  var length: Double
  var proximalRadius: Double
  var distalRadius: Double

  /// V = pi L (r1^2 + r1 r2 + r2^2) / 3
  var volume: Double {
    let radii =
      proximalRadius * proximalRadius + proximalRadius * distalRadius + distalRadius * distalRadius
    return .pi * length * radii / 3
  }

  /// Mantle, as of a slender cone: A = pi (r1 + r2) L
  var area: Double { .pi * (proximalRadius + distalRadius) * length }
}

private let minutesPerHour = 60.0

extension GutRecord.Transit {
  /// Rate at which a segment of this speed passes its contents on, 1/h.
  ///
  ///     rate in 1/min = coefficient / (slope · transit time in min + intercept)
  ///
  /// - Parameter variation: Times the transit time.
  func rate(coefficient: Double, variation: Double = 1) -> Double {
    let factor = factorSlope * (time * variation) * minutesPerHour + factorInterceptMinutes
    return minutesPerHour * coefficient / factor
  }
}

extension GutRecord {
  /// The gut of a body of this size.
  func gut(_ size: BodySize, _ variation: GutVariation = GutVariation()) -> Gut {
    var made: [GutSegment] = []
    for segment in segments {
      let absorption = segment.absorbsLiquid ? { liquidAbsorption(of: $0, after: made.last) } : { _ in 0 }
      var next = self.segment(segment, size, variation)
      next.liquidAbsorption = absorption(next)
      made.append(next)
    }
    return Gut(
      segments: made, waterPerDose: waterPerWeight * size.weight,
      gastricEmptyingTime: gastricEmptyingTime * variation.gastricEmptyingTime,
      intactTabletGastricTime: intactTabletGastricTime, meal: meal, gallbladder: gallbladder, filling: filling,
      dissolutionTime: variation.dissolutionTime, permeability: variation.permeability)
  }

  /// The segment, as yet without absorption of liquid.
  private func segment(_ record: GutSegmentRecord, _ size: BodySize, _ variation: GutVariation) -> GutSegment {
    let geometry = record.geometry(size)
    let emptying: Double
    if let coefficient = record.transitCoefficient, let transit = transit[record.region] {
      emptying = transit.rate(coefficient: coefficient, variation: variation.factor(of: record.region))
    } else {
      emptying = 1 / (gastricEmptyingTime * variation.gastricEmptyingTime)
    }
    let secretion = record.secretion ?? record.fill / gastricInflowTime
    return GutSegment(
      name: record.name, region: record.region, volume: geometry.volume, geometricArea: geometry.area,
      effectiveArea: effectiveArea(record, size),
      ph: record.ph + (record.phByAge?[size.sex].value(at: size.age) ?? 0), fill: record.fill, emptying: emptying,
      secretion: secretion * geometry.volume, liquidAbsorption: 0, tabletSpeed: tabletSpeed[record.region] ?? 1,
      mucosa: record.mucosaName)
  }

  /// Surface with folds, villi and microvilli, dm2.
  func effectiveArea(_ record: GutSegmentRecord, _ size: BodySize) -> Double {
    record.geometry(size).area * record.surfaceEnhancement * surfaceVariability
  }

  /// The rate that holds the liquid of a segment at its resting level, 1/h; negative where liquid must come in.
  ///
  ///     k_abs = (k_p f_p V_p + secretion - k f V) / (f V)
  ///
  /// p is the segment before; f the resting fill, k the emptying.
  private func liquidAbsorption(of segment: GutSegment, after previous: GutSegment?) -> Double {
    let inflow = previous.map { $0.emptying * $0.fill * $0.volume } ?? 0
    let liquid = segment.fill * segment.volume
    return (inflow + segment.secretion - segment.emptying * liquid) / liquid
  }
}

extension GutSegmentRecord {
  /// As long and wide as the height says; a volume by age changes both alike.
  func geometry(_ size: BodySize) -> GutGeometry {
    let scale = volumeByAge.map { cbrt($0[size.sex].value(at: size.age)) } ?? 1
    return GutGeometry(
      length: scale * length.length(height: size.height),
      proximalRadius: scale * proximalRadius.length(height: size.height),
      distalRadius: scale * distalRadius.length(height: size.height))
  }
}
