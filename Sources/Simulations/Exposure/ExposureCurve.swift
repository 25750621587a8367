import Foundation

/// The samples of one interval, with time counted from its start, and the areas under them.
///
/// Borders that fall between two samples get a sample of their own: on the straight line between the neighbors or, for the
/// exact integrals, on the cubic whose slope at both neighbors is the concentration there.
///
/// - Units: h, concentration as given.
struct ExposureCurve: Sendable {
  private(set) var times: [Double] = []
  private(set) var concentrations: [Double] = []
  /// Integral of the concentration from the start of the interval.
  private var areas: [Double] = []
  /// Integral of time since the start of the interval, times concentration.
  private var moments: [Double] = []
  /// First maximum.
  let peak: Int
  let lastQuantifiable: Int?

  /// - Returns: Nil if no sample lies in the interval or one of them is not finite.
  init?(
    times: [Double], concentrations: [Double], interval: ExposureInterval, limit: Double, cumulativeArea: [Double]?,
    cumulativeMoment: [Double]?
  ) {
    var samples: [Sample] = []
    samples.reserveCapacity(times.count + 2)
    func sample(_ i: Int) -> Sample {
      Sample(
        time: times[i], concentration: concentrations[i], area: cumulativeArea?[i] ?? 0,
        moment: cumulativeMoment?[i] ?? 0)
    }
    for i in times.indices {
      precondition(i == 0 || !(times[i] < times[i - 1]), "sample times must not descend")
      for border in [interval.start, interval.end] where i > 0 && times[i - 1] < border && border < times[i] {
        guard !isClose(border, times[i - 1]), !isClose(border, times[i]) else { continue }
        samples.append(Sample.between(sample(i - 1), sample(i), at: border))
      }
      let isInside = times[i] >= interval.start && times[i] <= interval.end
      if isInside || isClose(times[i], interval.start) || isClose(times[i], interval.end) { samples.append(sample(i)) }
    }
    guard let first = samples.first, samples.allSatisfy(\.isFinite) else { return nil }

    // The areas start with the first sample; drug before it is unknown.
    var (area, moment) = (0.0, 0.0)
    for (i, sample) in samples.enumerated() {
      let time = max(0, sample.time - interval.start)
      let concentration = sample.concentration > max(0, limit) ? sample.concentration : 0
      if let before = self.times.last, let earlier = self.concentrations.last {
        let piece = Trapezoid(from: (before, earlier), to: (time, concentration))
        area += piece.area
        moment += piece.moment
      }
      if cumulativeArea != nil { area = sample.area - first.area }
      if cumulativeMoment != nil, cumulativeArea != nil {
        moment = sample.moment - first.moment - interval.start * area
      }
      assert(i == self.times.count)
      self.times.append(time)
      self.concentrations.append(concentration)
      areas.append(area)
      moments.append(moment)
    }
    var peak = 0
    for i in self.concentrations.indices where self.concentrations[i] > self.concentrations[peak] { peak = i }
    self.peak = peak
    lastQuantifiable = self.concentrations.lastIndex { $0 > 0 }
  }

  func area(to index: Int) -> Double { areas[index] }
  func moment(to index: Int) -> Double { moments[index] }
}

private struct Sample {
  var time, concentration, area, moment: Double

  var isFinite: Bool { time.isFinite && concentration.isFinite && area.isFinite && moment.isFinite }

  static func between(_ a: Sample, _ b: Sample, at time: Double) -> Sample {
    let step = b.time - a.time
    let s = (time - a.time) / step
    func cubic(_ from: Double, _ to: Double, _ slopeFrom: Double, _ slopeTo: Double) -> Double {
      let r = 1 - s
      return r * r * (1 + 2 * s) * from + s * s * (3 - 2 * s) * to + step * s * r * (r * slopeFrom - s * slopeTo)
    }
    return Sample(
      time: time, concentration: a.concentration + s * (b.concentration - a.concentration),
      area: cubic(a.area, b.area, a.concentration, b.concentration),
      moment: cubic(a.moment, b.moment, a.time * a.concentration, b.time * b.concentration))
  }
}

/// Area and first moment between two samples: straight where the curve rises, exponential where it falls to a value above 0.
///
///     falling, L = ln(C1/C2):  area = C1 · Δt · (1 − e^−L)/L
///                              moment = t1 · area + C1 · Δt² · (1 − e^−L (1 + L))/L²
private struct Trapezoid {
  let area: Double
  let moment: Double

  init(from a: (time: Double, concentration: Double), to b: (time: Double, concentration: Double)) {
    let step = b.time - a.time
    let (c1, c2) = (a.concentration, b.concentration)
    if c2 < c1, c2 > 0 {
      let fall = log1p((c1 - c2) / c2)
      // Below 1e-3 the closed form loses digits and five terms of its series are exact.
      let second =
        fall < 1e-3
        ? 1.0 / 2 - fall * (1.0 / 3 - fall * (1.0 / 8 - fall * (1.0 / 30 - fall / 144)))
        : (1 - exp(-fall) * (1 + fall)) / (fall * fall)
      area = c1 * step * -expm1(-fall) / fall
      moment = a.time * area + c1 * step * step * second
    } else {
      area = step * (c1 + c2) / 2
      moment = a.time * area + step * step * (c1 / 6 + c2 / 3)
    }
  }
}

/// Whether two times are the same up to the rounding of their arithmetic.
private func isClose(_ a: Double, _ b: Double) -> Bool {
  abs(a - b) <= 1e-9 * max(1, abs(a), abs(b))
}
