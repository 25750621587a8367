import Foundation

/// A place on an axis that carries a line, and a number if `label` is not empty.
package struct Tick: Hashable, Sendable {
  let value: Double
  package let label: String
  var isMajor: Bool { !label.isEmpty }
}

/// How values of one axis map to a length, and where its ticks are.
package struct AxisScale: Sendable {
  let lower: Double
  let upper: Double
  let isLogarithmic: Bool
  package let ticks: [Tick]

  /// The position of a value, 0 at the lower and 1 at the upper end; nil where it does not exist on the axis.
  package func position(_ value: Double) -> Double? {
    guard value.isFinite else { return nil }
    if !isLogarithmic { return (value - lower) / (upper - lower) }
    guard value > 0 else { return nil }
    return log10(value / lower) / log10(upper / lower)
  }

  /// A straight axis that ends on ticks.
  ///
  /// - Parameters:
  ///   - target: About how many intervals there should be.
  ///   - steps: Distances of ticks to choose from before powers of ten times 1, 2, 2.5 and 5.
  ///   - endsOnTicks: Otherwise the axis ends exactly at the data.
  package static func linear(
    _ values: [Double], target: Int, steps: [Double] = [], includesZero: Bool, endsOnTicks: Bool
  ) -> AxisScale {
    var lower = values.min() ?? 0
    var upper = values.max() ?? 1
    if includesZero { (lower, upper) = (min(0, lower), max(0, upper)) }
    if !(upper > lower) {
      let margin = lower == 0 ? 1 : abs(lower) / 2
      (lower, upper) = includesZero ? (min(0, lower), max(margin, upper)) : (lower - margin, upper + margin)
    }
    let step = niceStep(upper - lower, target: target, steps: steps)
    // A curve may end a hair beyond a round number by rounding alone.
    let slack = 1e-9
    if endsOnTicks {
      lower = (lower / step + slack).rounded(.down) * step
      upper = (upper / step - slack).rounded(.up) * step
    }
    let first = Int((lower / step - slack).rounded(.up))
    let last = Int((upper / step + slack).rounded(.down))
    let values = first <= last ? (first...last).map { Double($0) * step } : []
    let labels = linearLabels(values, step: step)
    return AxisScale(
      lower: lower, upper: upper, isLogarithmic: false, ticks: zip(values, labels).map { Tick(value: $0, label: $1) })
  }

  /// A logarithmic axis over the values above zero, at most `decades` below the highest.
  ///
  /// - Returns: Nil if no value is above zero.
  package static func logarithmic(_ values: [Double], decades: Int) -> AxisScale? {
    let positive = values.filter { $0 > 0 && $0.isFinite }
    guard let highest = positive.max(), var lowest = positive.min() else { return nil }
    lowest = max(lowest, highest * pow(10, -Double(decades)), Double.leastNormalMagnitude)
    let isNarrow = log10(highest / lowest) < 1
    // Ends are 1, 2 or 5 times a power of ten within a decade or two, whole decades beyond.
    let mantissas = log10(highest / lowest) < 2 ? [1.0, 2, 5] : [1.0]
    let lower = logarithmicEnd(lowest, mantissas, upwards: false)
    var upper = logarithmicEnd(highest, mantissas, upwards: true)
    if upper <= lower { upper = logarithmicEnd(lower * 1.5, mantissas, upwards: true) }
    let firstDecade = Int(log10(lower).rounded(.down))
    let lastDecade = Int((log10(upper) - 1e-9).rounded(.up))
    let every = max(1, (lastDecade - firstDecade) / 8 + ((lastDecade - firstDecade) % 8 > 0 ? 1 : 0))
    var ticks: [Tick] = []
    for decade in firstDecade...lastDecade {
      for mantissa in 1...9 {
        let value = Double(mantissa) * pow(10, Double(decade))
        guard value >= lower * (1 - 1e-9), value <= upper * (1 + 1e-9) else { continue }
        let isLabelled =
          mantissa == 1
          ? (decade - firstDecade) % every == 0
          : lastDecade - firstDecade <= 2 && (mantissa == 2 || mantissa == 5 || (isNarrow && mantissa == 3))
        ticks.append(Tick(value: value, label: isLabelled ? label(mantissa, decade) : ""))
      }
    }
    return AxisScale(lower: lower, upper: upper, isLogarithmic: true, ticks: ticks)
  }

  private static func label(_ mantissa: Int, _ decade: Int) -> String {
    if mantissa == 1 { return NumberText.powerOfTen(decade) }
    if decade < -3 || decade > 4 { return "\(mantissa)×10" + NumberText.superscript(decade) }
    return NumberText.fixed(Double(mantissa) * pow(10, Double(decade)), decimals: max(0, -decade))
  }

  private static func logarithmicEnd(_ value: Double, _ mantissas: [Double], upwards: Bool) -> Double {
    let power = log10(value).rounded(.down)
    let choices = [power - 1, power, power + 1].flatMap { p in mantissas.map { $0 * pow(10, p) } }
    let slack = 1e-9
    let end =
      upwards ? choices.first { $0 >= value * (1 - slack) } : choices.last { $0 <= value * (1 + slack) }
    return end ?? value
  }

  private static func niceStep(_ span: Double, target: Int, steps: [Double]) -> Double {
    let rough = span / Double(max(1, target))
    if let least = steps.first, let most = steps.last, rough >= least, rough <= most,
      let step = steps.first(where: { $0 >= rough * 0.99 })
    {
      return step
    }
    let power = pow(10, log10(rough).rounded(.down))
    return ([1, 2, 2.5, 5].first { $0 * power >= rough * 0.99 } ?? 10) * power
  }

  /// Labels with as many decimals as the step has; very large and very small numbers as multiples of a power of ten.
  private static func linearLabels(_ values: [Double], step: Double) -> [String] {
    let largest = values.map(abs).max() ?? 0
    let power = largest > 0 ? Int((log10(largest) + 1e-9).rounded(.down)) : 0
    guard power < -3 || power > 5 else {
      let decimals = (0...9).first { isWhole(step * pow(10, Double($0))) } ?? 9
      return values.map { NumberText.fixed($0, decimals: decimals) }
    }
    let unit = pow(10, Double(power))
    let decimals = (0...9).first { isWhole(step / unit * pow(10, Double($0))) } ?? 9
    return values.map {
      abs($0) < step / 2
        ? "0" : NumberText.fixed($0 / unit, decimals: decimals) + "×10" + NumberText.superscript(power)
    }
  }

  private static func isWhole(_ value: Double) -> Bool { abs(value - value.rounded()) < 1e-6 * max(1, abs(value)) }
}
