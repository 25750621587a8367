/// A stretch of a run without events inside: those of its start come first, then the integrator runs to its end.
struct Leg: Equatable {
  let start: Double
  let end: Double
  /// Places in the plan's events.
  let events: Range<Int>
}

extension IntegrationPlan {
  /// The run as stretches, the last of which has no length and holds the events at the end of the run.
  ///
  /// Times that rounding alone separates are one time: no integrator can make a step between them.
  var legs: [Leg] {
    var legs: [Leg] = []
    var time = 0.0
    var next = 0
    while true {
      let first = next
      while next < events.count, events[next].time <= Self.justAfter(time) { next += 1 }
      var stop = next < events.count ? min(events[next].time, end) : end
      if Self.justAfter(stop) >= end { stop = end }
      legs.append(Leg(start: time, end: stop, events: first..<next))
      if stop <= time { return legs }
      time = stop
    }
  }

  private static func justAfter(_ time: Double) -> Double { time + 8 * time.ulp }
}
