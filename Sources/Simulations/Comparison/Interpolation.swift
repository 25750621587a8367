extension SimulationResult.Profile {
  /// The concentration at a time, mg/L; nil outside the samples.
  ///
  /// - Complexity: O(log of the number of samples).
  public func concentration(at time: Double) -> Double? { interpolated(times, concentrations, at: time) }
}

/// The value at a time on straight lines between samples; nil outside of them.
///
/// - Parameter times: Rising.
/// - Complexity: O(log of the number of samples).
package func interpolated(_ times: [Double], _ values: [Double], at time: Double) -> Double? {
  guard let first = times.first, let last = times.last else { return nil }
  let slack = 1e-9 * max(1, last)
  guard time >= first - slack, time <= last + slack else { return nil }
  var (low, high) = (0, times.count - 1)
  while high - low > 1 {
    let middle = (low + high) / 2
    if times[middle] <= time { low = middle } else { high = middle }
  }
  let width = times[high] - times[low]
  guard width > 0 else { return values[low] }
  let share = min(1, max(0, (time - times[low]) / width))
  return values[low] + share * (values[high] - values[low])
}
