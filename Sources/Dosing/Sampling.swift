import DataFiles
import Quantities

/// The most rows of time a study may ask for.
let greatestRowCount = 10_000_000

/// The times 0, step, 2 step, ... up to the end, and the end itself.
///
/// A step that divides one hour evenly gives times without the error of a running sum.
/// - Parameters:
///   - start: The first time.
///   - end: The last time; above `start`.
///   - step: Above zero, and not so short that there are more than ten million times.
/// - Units: h.
public func sampleTimes(from start: Double, to end: Double, every step: Double) -> [Double] {
  precondition(step > 0 && end >= start && (end - start) / step <= Double(greatestRowCount), "too many times")
  let last = Int(((end - start) / step * (1 + 1e-12)).rounded(.down))
  let perHour = (1 / step).rounded()
  let isEven = perHour >= 1 && abs(1 / step - perHour) <= 1e-12 * perHour
  var times = (0...max(0, last)).map { start + (isEven ? Double($0) / perHour : Double($0) * step) }
  if let final = times.last, abs(final - end) <= EventTable.resolution {
    times[times.count - 1] = end
  } else {
    times.append(end)
  }
  return times
}

/// Reads `sampling`: a step, a list of times, a range, or a list of times and ranges; rising, without repeats.
func readSampling(_ record: RecordReader, duration: Double) -> [Double]? {
  guard let node = record.node("sampling") else {
    record.fault(
      "sampling", "missing", remedy: "add `sampling: 0.1 h`, a list of times, or a list of {from, to, every}")
    return nil
  }
  var reader = SamplingReader(record: record, duration: duration)
  switch node.content {
  case .scalar: reader.addStep(node)
  case .mapping: reader.addRange(node)
  case .sequence(let items):
    for item in items {
      if case .mapping = item.content { reader.addRange(item) } else { reader.addTime(item) }
    }
    if items.isEmpty {
      record.fault("sampling", "no time is listed", remedy: "list at least one, or write a step such as `0.1 h`")
    }
  }
  return reader.finished(at: node.location)
}

private struct SamplingReader {
  let record: RecordReader
  let duration: Double
  var times: [Double] = []
  var isFaulty = false

  init(record: RecordReader, duration: Double) {
    self.record = record
    self.duration = duration
  }

  mutating func addStep(_ node: DataNode) {
    guard let step = record.quantity(of: node, named: "sampling", .time) else {
      isFaulty = true
      return
    }
    add(from: 0, to: duration, every: step, at: node.location)
  }

  mutating func addTime(_ node: DataNode) {
    guard let time = record.quantity(of: node, named: "sampling", .time) else {
      isFaulty = true
      return
    }
    guard time >= 0, time <= duration + EventTable.resolution else {
      fault(node.location, "a time of `sampling` is outside the study", "write times from 0 to `duration`")
      return
    }
    times.append(min(time, duration))
  }

  mutating func addRange(_ node: DataNode) {
    guard let range = RecordReader(node, diagnostics: record.diagnostics, what: "a range of `sampling`") else {
      isFaulty = true
      return
    }
    let from = range.quantity("from", .time, range: .notNegative)
    let to = range.quantity("to", .time, range: .aboveZero)
    let every = range.quantity("every", .time, range: .aboveZero, required: true)
    range.finish()
    guard let every, from != nil || !range.has("from"), to != nil || !range.has("to") else {
      isFaulty = true
      return
    }
    let start = from ?? 0
    let end = to ?? duration
    guard end <= duration + EventTable.resolution else {
      fault(range.location("to"), "`to` is after the end of the study", "write at most `duration`")
      return
    }
    guard start < end else {
      fault(node.location, "the range ends before it begins", "write `to` after `from`")
      return
    }
    add(from: start, to: min(end, duration), every: every, at: node.location)
  }

  private mutating func add(from: Double, to: Double, every: Double, at location: SourceLocation) {
    guard every > EventTable.resolution else {
      fault(location, "the step of `sampling` is too short to tell times apart", "write a longer step")
      return
    }
    guard every <= to - from + EventTable.resolution else {
      fault(location, "the step of `sampling` is longer than the time it divides", "write a shorter step")
      return
    }
    guard (to - from) / every + Double(times.count) < Double(greatestRowCount) else {
      fault(
        location, "`sampling` asks for more than \(greatestRowCount) times", "write a longer step or a shorter duration"
      )
      return
    }
    times += sampleTimes(from: from, to: to, every: every)
  }

  private mutating func fault(_ location: SourceLocation, _ problem: String, _ remedy: String) {
    isFaulty = true
    record.diagnostics.report(location, problem, remedy: remedy)
  }

  func finished(at location: SourceLocation) -> [Double]? {
    guard !isFaulty, !times.isEmpty else { return nil }
    var kept: [Double] = []
    kept.reserveCapacity(times.count)
    for time in times.sorted() where time > (kept.last ?? -1) + EventTable.resolution { kept.append(time) }
    return kept
  }
}
