import NumericCore
import Physiology

/// One population with the limits of a request: gives covariates by number.
struct PeopleSource: Sendable {
  let name: String
  private let kind: Kind

  private enum Kind: Sendable {
    case drawn(DrawnPeople)
    case sampled(SampledPeople)
  }

  init(_ population: PopulationRecord, _ request: PopulationRequest) throws(PopulationFault) {
    name = population.name
    if let wanted = request.limit(.age) { try population.check(wanted) }
    switch population.people {
    case .drawn(let female, let ages, let covariates):
      kind = .drawn(DrawnPeople(population.name, female: female, ages: ages, covariates, request))
    case .sampled(let sample):
      kind = .sampled(try SampledPeople(population.name, sample, request))
    }
  }

  /// - Parameters:
  ///   - sex: nil leaves it to the population.
  ///   - accepts: Whether other limits are met; asked once a try.
  /// - Throws: `PopulationFault` when no try meets the limits.
  func covariates(
    seed: UInt64, person: UInt64, sex: Sex?, accepts: (Covariates) -> Bool
  ) throws(PopulationFault) -> Covariates {
    switch kind {
    case .drawn(let people): try people.covariates(seed: seed, person: person, sex: sex, accepts: accepts)
    case .sampled(let people): try people.covariates(seed: seed, person: person, sex: sex, accepts: accepts)
    }
  }
}

extension PopulationRecord {
  /// A sample without anybody of these ages tells more of them itself.
  ///
  /// - Throws: `PopulationFault` when ages are wanted that the population does not have.
  fileprivate func check(_ wanted: PopulationRequest.Limit) throws(PopulationFault) {
    // Ages went from years to hours and back.
    let slack = 1e-9 * ages.upperBound
    let known = "\(ages.lowerBound)-\(ages.upperBound) year"
    if wanted.range.lowerBound >= ages.lowerBound - slack, wanted.range.upperBound <= ages.upperBound + slack { return }
    let has = wanted.range.overlaps(ages) ? "does not cover" : "has nobody of"
    if case .sampled = people, !wanted.range.overlaps(ages) { return }
    throw PopulationFault("\(name) \(has) \(wanted.description)", remedy: "its ages are \(known)", limit: wanted)
  }
}

/// Tries before a limit counts as unreachable.
private let greatestTryCount: UInt32 = 20_000

/// People drawn by the distributions of a population file.
private struct DrawnPeople: Sendable {
  let name: String
  let female: Double
  let ages: ClosedRange<Double>
  let covariates: [PopulationRecord.Covariate]
  let limits: [PopulationRequest.Limit]

  init(
    _ name: String, female: Double, ages: ClosedRange<Double>, _ covariates: [PopulationRecord.Covariate],
    _ request: PopulationRequest
  ) {
    self.name = name
    self.female = female
    self.covariates = covariates
    limits = request.limits.filter { $0.kind != .age && $0.kind != .egfr }
    self.ages = request.limit(.age)?.range.clamped(to: ages) ?? ages
  }

  func covariates(
    seed: UInt64, person: UInt64, sex: Sex?, accepts: (Covariates) -> Bool
  ) throws(PopulationFault) -> Covariates {
    let sex = sex ?? (PersonSampler.isFemale(Int(person), share: female) ? .female : .male)
    var misses = [Int](repeating: 0, count: limits.count + 1)
    for attempt in 0..<greatestTryCount {
      let drawn = draw(seed: seed, person: person, sex: sex, attempt: attempt)
      var fits = true
      for (index, limit) in limits.enumerated() where !limit.range.contains(drawn.value(limit.kind)) {
        misses[index] += 1
        fits = false
      }
      guard fits else { continue }
      if accepts(drawn) { return drawn }
      misses[limits.count] += 1
    }
    throw unreachable(name, limits, misses)
  }

  private func draw(seed: UInt64, person: UInt64, sex: Sex, attempt: UInt32) -> Covariates {
    var stream = RandomStream(seed: seed, person: person, name: "age", occasion: attempt)
    var values = VariableValues()
    values[.female] = sex == .female ? 1 : 0
    values[.age] = ages.lowerBound + (ages.upperBound - ages.lowerBound) * stream.uniform()
    for covariate in covariates {
      values[covariate.variable] = value(covariate, values, sex, seed: seed, person: person, attempt: attempt)
      if covariate.variable == .weight || covariate.variable == .height, values[.bmi].isNaN {
        values[.bmi] = bodyMassIndex(weight: values[.weight], height: values[.height])
      }
    }
    func optional(_ variable: Variable) -> Double? { values[variable].isNaN ? nil : values[variable] }
    return Covariates(
      sex: sex, age: values[.age], weight: values[.weight], height: values[.height],
      hematocrit: optional(.hematocrit), creatinine: optional(.creatinine))
  }

  private func value(
    _ covariate: PopulationRecord.Covariate, _ values: VariableValues, _ sex: Sex, seed: UInt64, person: UInt64,
    attempt: UInt32
  ) -> Double {
    func score() -> Double {
      var stream = RandomStream(seed: seed, person: person, name: covariate.stream, occasion: attempt)
      return covariate.score(stream.uniform())
    }
    switch covariate.shape {
    case .normal(let mean, let spread, let isCV):
      let middle = mean.value(values, sex)
      return middle + spread.value(values, sex) * (isCV ? middle : 1) * score()
    case .lognormal(let median, let cv):
      let distribution = Distribution.lognormal(median: median.value(values, sex), cv: cv.value(values, sex))
      return distribution.value(atNormalScore: score())
    case .empirical(let table): return Distribution.empirical(table).value(atNormalScore: score())
    case .equation(let equation): return equation.value(of: values)
    }
  }
}

/// - Parameter misses: How many missed each of the limits, then how many the wanted filtration.
private func unreachable(
  _ name: String, _ limits: [PopulationRequest.Limit], _ misses: [Int]
) -> PopulationFault {
  let worst = misses.indices.max { misses[$0] < misses[$1] } ?? 0
  let limit = worst < limits.count ? limits[worst] : nil
  let words = limit?.description ?? "the wanted egfr"
  return PopulationFault(
    "\(name) cannot fill the request: of \(greatestTryCount) drawn people nobody met every limit, least often \(words)",
    remedy: "widen that range, or take another population", limit: limit)
}

extension PopulationRecord.Covariate {
  /// The normal score of a uniform number, within the limits of the covariate.
  fileprivate func score(_ uniform: Double) -> Double {
    guard let within else { return normalQuantile(uniform) }
    let tail = normalCumulative(-within)
    return normalQuantile(tail + uniform * (1 - 2 * tail))
  }
}

extension PopulationRecord.Value {
  fileprivate func value(_ values: VariableValues, _ sex: Sex) -> Double {
    switch self {
    case .constant(let number): number
    case .curve(let curves): curves[sex].value(at: values[.age])
    case .equation(let equation): equation.value(of: values)
    }
  }
}

extension Covariates {
  fileprivate func value(_ kind: PopulationRequest.Limit.Kind) -> Double {
    switch kind {
    case .age: age
    case .weight: weight
    case .height: height
    case .bmi: bodyMassIndex
    case .egfr: estimatedFiltration ?? .nan
    }
  }
}

/// People drawn from a sample by weight, among those within the limits.
private struct SampledPeople: Sendable {
  let name: String
  let people: [Covariates]
  /// Everybody, and by sex, with places in `people`.
  private let everybody: (choice: WeightedChoice, places: [Int])
  private let bySex: [Sex: (choice: WeightedChoice, places: [Int])]

  init(_ name: String, _ sample: PeopleSample, _ request: PopulationRequest) throws(PopulationFault) {
    self.name = name
    people = sample.people
    let fitting = sample.people.indices.filter { place in
      sample.weights[place] > 0
        && request.limits.allSatisfy { limit in
          let value = sample.people[place].value(limit.kind)
          // Without creatinine it is the drawn body that filters.
          return limit.range.contains(value) || limit.kind == .egfr && value.isNaN
        }
    }
    func choice(_ places: [Int]) -> (choice: WeightedChoice, places: [Int])? {
      (try? WeightedChoice(weights: places.map { sample.weights[$0] })).map { ($0, places) }
    }
    guard let everybody = choice(fitting) else { throw Self.empty(name, sample, request) }
    self.everybody = everybody
    var bySex: [Sex: (choice: WeightedChoice, places: [Int])] = [:]
    for sex in Sex.allCases { bySex[sex] = choice(fitting.filter { sample.people[$0].sex == sex }) }
    self.bySex = bySex
    for (sex, share) in [(Sex.female, request.female ?? 0), (.male, 1 - (request.female ?? 1))]
    where share > 0 && bySex[sex] == nil {
      throw PopulationFault(
        "\(name) has nobody \(sex.rawValue) within the limits", remedy: "widen them, or leave `female` out")
    }
  }

  func covariates(
    seed: UInt64, person: UInt64, sex: Sex?, accepts: (Covariates) -> Bool
  ) throws(PopulationFault) -> Covariates {
    let (choice, places) = sex.flatMap { bySex[$0] } ?? everybody
    for attempt in 0..<greatestTryCount {
      var stream = RandomStream(seed: seed, person: person, name: "people", occasion: attempt)
      let drawn = people[places[choice.sample(from: &stream)]]
      if accepts(drawn) { return drawn }
    }
    throw unreachable(name, [], [Int(greatestTryCount)])
  }

  /// The limit that fewest people meet.
  private static func empty(
    _ name: String, _ sample: PeopleSample, _ request: PopulationRequest
  ) -> PopulationFault {
    let counted = request.limits.map { limit in
      (limit, sample.people.filter { limit.range.contains($0.value(limit.kind)) })
    }
    guard let (limit, meeting) = counted.min(by: { $0.1.count < $1.1.count }) else {
      return PopulationFault("\(name) has nobody with a weight", remedy: "correct its table")
    }
    let known = sample.range { person in
      let value = person.value(limit.kind)
      return value.isNaN ? nil : value
    }
    let span = known.map { "its people have \(limit.kind.rawValue) \($0.lowerBound)-\($0.upperBound) \(limit.unit)" }
    let problem =
      meeting.isEmpty
      ? "nobody in \(name) has \(limit.description)"
      : "nobody in \(name) meets every limit; fewest, \(meeting.count), have \(limit.description)"
    return PopulationFault(problem, remedy: span ?? "widen the range", limit: limit)
  }
}
