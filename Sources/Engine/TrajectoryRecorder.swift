import Networks

/// Fills the trajectories of a run while it advances, from the observed states that the integrator interpolates.
///
/// Everything is laid out flat and allocated when the recorder is made: recording allocates nothing.
struct TrajectoryRecorder {
  private let lanes: Int
  private let observed: [StateID]
  private let sampleTimes: [Double]
  private let integrates: Bool
  private let observerCount: Int
  /// Observer to its first term; one more than observers.
  private let termStart: [Int]
  /// Place of each term's state among the observed ones, times lanes.
  private let termPlace: [Int]
  /// [term * lanes + lane]
  private let termWeight: [Double]
  private var next = 0
  /// [(time * observers + observer) * lanes + lane]
  private var values: [Double]
  private var areas: [Double]
  private var moments: [Double]
  /// [observer * lanes + lane], reached so far
  private var area: [Double]
  private var moment: [Double]

  init(_ plans: [IntegrationPlan], observed: [StateID], lanes: Int) {
    let observers = plans[0].observers
    var place: [StateID: Int] = [:]
    for (index, state) in observed.enumerated() { place[state] = index }
    var start = [0]
    var places: [Int] = []
    var weights: [Double] = []
    for (number, observer) in observers.enumerated() {
      for (index, term) in observer.terms.enumerated() {
        guard let at = place[term.state] else { preconditionFailure("an observer names a state that is not observed") }
        places.append(at * lanes)
        weights += plans.map { $0.observers[number].terms[index].weight }
      }
      start.append(places.count)
    }
    self.lanes = lanes
    self.observed = observed
    sampleTimes = plans[0].sampleTimes
    integrates = plans[0].integratesObservers
    observerCount = observers.count
    termStart = start
    termPlace = places
    termWeight = weights
    values = Array(repeating: 0, count: sampleTimes.count * observers.count * lanes)
    areas = integrates ? values : []
    moments = areas
    area = Array(repeating: 0, count: integrates ? observers.count * lanes : 0)
    moment = area
  }

  /// The samples at time 0, which see the state before any event.
  mutating func recordInitial(_ state: UnsafePointer<Double>) {
    let block = observed.flatMap { id in (0..<lanes).map { state[id.index * lanes + $0] } }
    while next < sampleTimes.count, sampleTimes[next] <= 0 {
      block.withUnsafeBufferPointer { if let base = $0.baseAddress { record(base) } }
    }
  }

  /// Records every sample in (`start`, `end`], and integrates over it where that is wanted.
  @inline(__always)
  mutating func advance(from start: Double, to end: Double, _ sample: (Double) -> UnsafePointer<Double>) {
    var reached = start
    while next < sampleTimes.count, sampleTimes[next] <= end {
      let time = sampleTimes[next]
      if integrates {
        integrate(from: reached, to: time, sample)
        reached = time
      }
      record(sample(time))
    }
    if integrates { integrate(from: reached, to: end, sample) }
  }

  /// Takes the next sample.
  private mutating func record(_ block: UnsafePointer<Double>) {
    let first = next * observerCount * lanes
    for observer in 0..<observerCount {
      for term in termStart[observer]..<termStart[observer + 1] {
        let place = termPlace[term]
        for lane in 0..<lanes {
          values[first + observer * lanes + lane] += termWeight[term * lanes + lane] * block[place + lane]
        }
      }
    }
    if integrates {
      for index in area.indices {
        areas[first + index] = area[index]
        moments[first + index] = moment[index]
      }
    }
    next += 1
  }

  /// Gauss-Legendre with three nodes: exact for the integrator's own polynomials, whose degree is at most five.
  private mutating func integrate(from start: Double, to end: Double, _ sample: (Double) -> UnsafePointer<Double>) {
    let half = (end - start) / 2
    guard half > 0 else { return }
    let middle = (start + end) / 2
    let offset = (3.0 / 5.0).squareRoot()
    for node in 0..<3 {
      let time = middle + half * offset * Double(node - 1)
      let weight = half * (node == 1 ? 8.0 / 9.0 : 5.0 / 9.0)
      let block = sample(time)
      for observer in 0..<observerCount {
        for term in termStart[observer]..<termStart[observer + 1] {
          let place = termPlace[term]
          for lane in 0..<lanes {
            let part = termWeight[term * lanes + lane] * block[place + lane] * weight
            area[observer * lanes + lane] += part
            moment[observer * lanes + lane] += part * time
          }
        }
      }
    }
  }

  func trajectories(final: UnsafePointer<Double>, stateCount: Int, _ statistics: SolverStatistics) -> [Trajectory] {
    (0..<lanes).map { lane in
      Trajectory(
        times: Array(sampleTimes.prefix(next)), values: columns(of: values, lane),
        areas: integrates ? columns(of: areas, lane) : [], moments: integrates ? columns(of: moments, lane) : [],
        final: (0..<stateCount).map { final[$0 * lanes + lane] }, statistics: statistics)
    }
  }

  /// One array an observer, as far as samples were taken.
  private func columns(of block: [Double], _ lane: Int) -> [[Double]] {
    (0..<observerCount).map { observer in
      (0..<next).map { block[($0 * observerCount + observer) * lanes + lane] }
    }
  }
}
