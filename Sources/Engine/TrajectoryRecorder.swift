import Networks

/// Fills the trajectories of a run while it advances, from the observed states that the integrator interpolates.
struct TrajectoryRecorder {
  /// An observer's terms in the order of the observed states.
  private struct Term {
    let place: Int
    let weight: [Double]
  }
  private let lanes: Int
  private let terms: [[Term]]
  private let observed: [StateID]
  private let sampleTimes: [Double]
  private let integrates: Bool
  private var next = 0
  /// [lane][observer][time]
  private var values: [[[Double]]]
  private var areas: [[[Double]]] = []
  private var moments: [[[Double]]] = []
  /// [lane * observers + observer]
  private var area: [Double]
  private var moment: [Double]

  init(_ plans: [IntegrationPlan], observed: [StateID], lanes: Int) {
    let observers = plans[0].observers
    var place: [StateID: Int] = [:]
    for (index, state) in observed.enumerated() { place[state] = index }
    terms = observers.indices.map { number in
      observers[number].terms.indices.map { term in
        let state = observers[number].terms[term].state
        guard let at = place[state] else { preconditionFailure("an observer names a state that is not observed") }
        return Term(place: at, weight: plans.map { $0.observers[number].terms[term].weight })
      }
    }
    self.lanes = lanes
    self.observed = observed
    sampleTimes = plans[0].sampleTimes
    integrates = plans[0].integratesObservers
    var empty: [Double] = []
    empty.reserveCapacity(sampleTimes.count)
    values = Array(repeating: Array(repeating: empty, count: observers.count), count: lanes)
    if integrates { (areas, moments) = (values, values) }
    area = Array(repeating: 0, count: lanes * observers.count)
    moment = area
  }

  /// The samples at time 0, which see the state before any event.
  mutating func recordInitial(_ state: UnsafePointer<Double>) {
    let block = observed.flatMap { id in (0..<lanes).map { state[id.index * lanes + $0] } }
    while next < sampleTimes.count, sampleTimes[next] <= 0 {
      block.withUnsafeBufferPointer { if let base = $0.baseAddress { record(base) } }
      next += 1
    }
  }

  /// Records every sample in (`start`, `end`], and integrates over it where that is wanted.
  mutating func advance(from start: Double, to end: Double, _ sample: (Double) -> UnsafePointer<Double>) {
    var reached = start
    while next < sampleTimes.count, sampleTimes[next] <= end {
      let time = sampleTimes[next]
      if integrates {
        integrate(from: reached, to: time, sample)
        reached = time
      }
      record(sample(time))
      next += 1
    }
    if integrates { integrate(from: reached, to: end, sample) }
  }

  private mutating func record(_ block: UnsafePointer<Double>) {
    for lane in 0..<lanes {
      for (number, terms) in terms.enumerated() {
        values[lane][number].append(Self.sum(terms, block, lane, lanes))
        if integrates {
          areas[lane][number].append(area[lane * self.terms.count + number])
          moments[lane][number].append(moment[lane * self.terms.count + number])
        }
      }
    }
  }

  private static func sum(_ terms: [Term], _ block: UnsafePointer<Double>, _ lane: Int, _ lanes: Int) -> Double {
    var sum = 0.0
    for term in terms { sum += term.weight[lane] * block[term.place * lanes + lane] }
    return sum
  }

  /// Gauss-Legendre with three nodes: exact for the integrator's own polynomials, whose degree is at most five.
  private mutating func integrate(from start: Double, to end: Double, _ sample: (Double) -> UnsafePointer<Double>) {
    let half = (end - start) / 2
    guard half > 0 else { return }
    let middle = (start + end) / 2
    let offset = (3.0 / 5.0).squareRoot()
    for (node, weight) in [(-offset, 5.0 / 9.0), (0, 8.0 / 9.0), (offset, 5.0 / 9.0)] {
      let time = middle + half * node
      let block = sample(time)
      for lane in 0..<lanes {
        for (number, terms) in terms.enumerated() {
          let part = Self.sum(terms, block, lane, lanes) * weight * half
          area[lane * self.terms.count + number] += part
          moment[lane * self.terms.count + number] += part * time
        }
      }
    }
  }

  func trajectories(final: UnsafePointer<Double>, stateCount: Int, _ statistics: SolverStatistics) -> [Trajectory] {
    (0..<lanes).map { lane in
      Trajectory(
        times: Array(sampleTimes.prefix(next)), values: values[lane], areas: integrates ? areas[lane] : [],
        moments: integrates ? moments[lane] : [], final: (0..<stateCount).map { final[$0 * lanes + lane] },
        statistics: statistics)
    }
  }
}
