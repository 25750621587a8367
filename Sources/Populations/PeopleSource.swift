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
    switch population.people {
    case .drawn(let female, let ages, let covariates):
      kind = .drawn(try DrawnPeople(population.name, female: female, ages: ages, covariates, request))
    case .sampled(let sample):
      kind = .sampled(try SampledPeople(population.name, sample, request))
    }
  }

  /// - Parameters:
  ///   - sex: nil leaves it to the population.
  ///   - accepts: Whether other limits are met at a try, counted from 0.
  /// - Throws: `PopulationFault` when no try meets the limits.
  func covariates(
    seed: UInt64, person: UInt64, sex: Sex?, accepts: (Covariates, UInt32) -> Bool
  ) throws(PopulationFault) -> Covariates {
    switch kind {
    case .drawn(let people): try people.covariates(seed: seed, person: person, sex: sex, accepts: accepts)
    case .sampled(let people): try people.covariates(seed: seed, person: person, sex: sex)
    }
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
  ) throws(PopulationFault) {
    self.name = name
    self.female = female
    self.covariates = covariates
    limits = request.limits.filter { $0.kind != .age && $0.kind != .egfr }
    guard let wanted = request.limit(.age) else {
      self.ages = ages
      return
    }
    guard wanted.range.overlaps(ages) else {
      throw PopulationFault(
        "\(name) has nobody of age \(wanted.range.lowerBound)-\(wanted.range.upperBound) year",
        remedy: "its ages are \(ages.lowerBound)-\(ages.upperBound) year", limit: wanted)
    }
    self.ages = wanted.range.clamped(to: ages)
  }

  func covariates(
    seed: UInt64, person: UInt64, sex: Sex?, accepts: (Covariates, UInt32) -> Bool
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
      if accepts(drawn, attempt) { return drawn }
      misses[limits.count] += 1
    }
    throw unreachable(misses)
  }

  private func draw(seed: UInt64, person: UInt64, sex: Sex, attempt: UInt32) -> Covariates {
    var stream = RandomStream(seed: seed, person: person, name: "age", occasion: attempt)
    var values = VariableValues()
    values[.female] = sex == .female ? 1 : 0
    values[.age] = ages.lowerBound + (ages.upperBound - ages.lowerBound) * stream.uniform()
    for covariate in covariates {
      values[covariate.variable] = value(covariate, values, sex, seed: seed, person: person, attempt: attempt)
      if covariate.variable == .weight || covariate.variable == .height, values[.bmi].isNaN {
        let height = values[.height] / 100
        values[.bmi] = values[.weight] / (height * height)
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
    if case .equation(let equation) = covariate.shape { return equation.value(of: values) }
    var stream = RandomStream(seed: seed, person: person, name: covariate.stream, occasion: attempt)
    let score = covariate.score(stream.uniform())
    switch covariate.shape {
    case .normal(let mean, let spread, let isCV):
      let middle = mean.value(values, sex)
      return middle + spread.value(values, sex) * (isCV ? middle : 1) * score
    case .lognormal(let median, let cv):
      let distribution = Distribution.lognormal(median: median.value(values, sex), cv: cv.value(values, sex))
      return distribution.value(atNormalScore: score)
    case .equation(let equation): return equation.value(of: values)
    }
  }

  private func unreachable(_ misses: [Int]) -> PopulationFault {
    let worst = misses.indices.max { misses[$0] < misses[$1] } ?? 0
    let limit = worst < limits.count ? limits[worst] : nil
    let words = limit?.description ?? "the wanted egfr"
    return PopulationFault(
      "\(name) cannot fill the request: of \(greatestTryCount) drawn people nobody met every limit, least often \(words)",
      remedy: "widen that range, or take another population", limit: limit)
  }
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
      sample.weights[place] > 0 && request.limits.allSatisfy { $0.range.contains(sample.people[place].value($0.kind)) }
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

  func covariates(seed: UInt64, person: UInt64, sex: Sex?) throws(PopulationFault) -> Covariates {
    var stream = RandomStream(seed: seed, person: person, name: "people")
    let (choice, places) = sex.flatMap { bySex[$0] } ?? everybody
    return people[places[choice.sample(from: &stream)]]
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
