/// A stretch of a run without events inside: those of its start come first, then the integrator runs to its end.
struct Leg: Equatable {
  let start: Double
  let end: Double
  /// Places in the events of each plan.
  let events: [Range<Int>]
}

extension IntegrationPlan {
  /// The run as stretches, the last of which has no length and holds the events at the end of the run.
  var legs: [Leg] { Self.legs(of: [self]) }

  /// Runs that go together, as stretches: one ends wherever any plan has an event.
  ///
  /// Times that rounding alone separates are one time: no integrator can make a step between them.
  static func legs(of plans: [IntegrationPlan]) -> [Leg] {
    let end = plans[0].end
    var legs: [Leg] = []
    var time = 0.0
    var next = [Int](repeating: 0, count: plans.count)
    while true {
      var stop = end
      var events: [Range<Int>] = []
      for (lane, plan) in plans.enumerated() {
        let first = next[lane]
        while next[lane] < plan.events.count, plan.events[next[lane]].time <= justAfter(time) { next[lane] += 1 }
        events.append(first..<next[lane])
        if next[lane] < plan.events.count { stop = min(stop, plan.events[next[lane]].time) }
      }
      if justAfter(stop) >= end { stop = end }
      legs.append(Leg(start: time, end: stop, events: events))
      if stop <= time { return legs }
      time = stop
    }
  }

  private static func justAfter(_ time: Double) -> Double { time + 8 * time.ulp }
}
