import DataFiles
import Foundation
import NumericCore
import Physiology
import Populations
import TestSupport
import Testing

/// Who is drawn.
struct PersonSamplerTests {
  static let populations = ["european", "united-states"]

  private static func isSame(_ a: Person, _ b: Person) -> Bool {
    a.number == b.number && a.id == b.id && a.population == b.population && a.covariates == b.covariates
      && a.factors == b.factors && a.body == b.body && a.proteins == b.proteins
  }

  @Test(arguments: populations) func `a person is the same however many are asked for`(name: String) throws {
    let few = try Human.sampler(name, size: 20, seed: 9)
    let many = try Human.sampler(name, size: 2000, seed: 9)
    for number in [1, 17, 20] { #expect(Self.isSame(try few.person(number), try many.person(number))) }
    // In any order, and more than once.
    let late = try many.person(1999)
    _ = try many.person(3)
    #expect(Self.isSame(try many.person(1999), late))
    let other = try Human.sampler(name, size: 20, seed: 10)
    #expect(!Self.isSame(try other.person(17), try few.person(17)))
  }

  @Test(arguments: populations) func `no person of a seed is another`(name: String) throws {
    let people = try Human.sampler(name, size: 20_000, seed: 2).people(20_000)
    #expect(Set(people.map(\.factors)).count == people.count)
    #expect(Set(people.map { $0.factors[0] }).count == people.count)
    #expect(Set(people.map(\.id)).count == people.count)
  }

  @Test(arguments: populations, [0.0, 0.3, 0.5, 1])
  func `women are exactly the share that is asked for`(name: String, share: Double) throws {
    let people = try Human.sampler(name, female: share, size: 1000, varies: false).people(1000)
    for count in [10, 100, 1000] {
      let women = people.prefix(count).count { $0.covariates.sex == .female }
      #expect(women == Int((share * Double(count)).rounded()), "of \(count)")
    }
  }

  @Test func `trials are numbered`() throws {
    let sampler = try Human.sampler("european", size: 30, trials: 3, varies: false)
    #expect(sampler.request.peopleCount == 90)
    let trials = try sampler.people(90).map(\.trial)
    #expect(trials == (1...90).map { ($0 - 1) / 30 + 1 })
  }

  @Test func `populations are mixed by their shares`() throws {
    let count = 20_000
    let sampler = try Human.sampler(
      ["european": 0.7, "japanese": 0.3], limits: [.init(.age, 25...60)], size: count, varies: false)
    let japanese = Double(try sampler.people(count).count { $0.population == "japanese" }) / Double(count)
    // Four standard errors.
    #expect(abs(japanese - 0.3) < 4 * (0.3 * 0.7 / Double(count)).squareRoot())
  }

  @Test(arguments: populations) func `every person is within the limits`(name: String) throws {
    let sampler = try Human.sampler(
      name, female: 0.5,
      limits: [
        .init(.age, 25...65), .init(.weight, 55...90), .init(.height, 155...185), .init(.bmi, 19...29),
        .init(.egfr, 60...100),
      ], size: 2000, seed: 4)
    for person in try sampler.people(2000) {
      let covariates = person.covariates
      #expect((25...65).contains(covariates.age) && (55...90).contains(covariates.weight))
      #expect((155...185).contains(covariates.height) && (19...29).contains(covariates.bodyMassIndex))
      let body = try Human.body(person)
      let filtration = indexedFiltration(
        try #require(body.glomerularFiltration), surface: try #require(body.bodySurfaceArea))
      // The surface of the species is that of Mosteller with a coefficient of five digits.
      #expect((60 * (1 - 1e-4)...100 * (1 + 1e-4)).contains(filtration), "\(covariates): \(filtration)")
    }
  }

  @Test func `a limit of filtration keeps people without creatinine`() throws {
    let ages = PopulationRequest.Limit(.age, 2...10)
    let usual = try Human.sampler("united-states", limits: [ages], size: 300)
    // What the survey's children have is not changed by a limit that all meet.
    let wide = try Human.sampler("united-states", limits: [ages, .init(.egfr, 0...1000)], size: 300)
    for number in 1...300 {
      let (person, same) = (try usual.person(number), try wide.person(number))
      #expect(person.covariates.creatinine == nil && Self.isSame(person, same))
    }
    let narrow = try Human.sampler("united-states", limits: [ages, .init(.egfr, 100...120)], size: 300)
    for person in try narrow.people(300) {
      let body = try Human.body(person)
      let filtration = indexedFiltration(
        try #require(body.glomerularFiltration), surface: try #require(body.bodySurfaceArea))
      #expect((100 * (1 - 1e-4)...120 * (1 + 1e-4)).contains(filtration), "\(person.covariates): \(filtration)")
    }
  }

  @Test func `limits cut a distribution and do not move it`() throws {
    let free = try Human.sampler("european", female: 0, limits: [.init(.age, 30...40)], size: 20_000, varies: false)
      .people(20_000).map(\.covariates.height)
    let cut = try Human.sampler(
      "european", female: 0, limits: [.init(.age, 30...40), .init(.height, 170...180)], size: 20_000, varies: false
    ).people(20_000).map(\.covariates.height)
    let kept = free.filter { (170...180).contains($0) }
    #expect(cut.allSatisfy { (170...180).contains($0) })
    // Standard errors of the means are 0.02 and 0.03 cm.
    #expect(abs(cut.mean - kept.mean) < 0.15)
    #expect(isClose(cut.deviation, kept.deviation, relative: 0.03))
  }

  // MARK: Faults

  @Test(arguments: [
    ("japanese", PopulationRequest.Limit(.age, 2...8), "japanese has nobody of age 2.0-8.0 year"),
    ("european", .init(.bmi, 5...8), "nobody met every limit, least often bmi 5.0-8.0 kg/m2"),
    ("european", .init(.egfr, 900...1000), "the wanted egfr"),
    ("united-states", .init(.bmi, 5...8), "bmi 5.0-8.0 kg/m2"),
    ("united-states", .init(.age, 85...90), "age 85.0-90.0 year"),
    ("japanese", .init(.age, 18...45), "its ages are 20.0-90.0 year"),
    ("european", .init(.age, 80...91), "european does not cover age 80.0-91.0 year"),
    ("united-states", .init(.age, 70...81), "its ages are 0.0-80.0 year"),
  ])
  func `a population that cannot fill the request names the limit`(
    name: String, limit: PopulationRequest.Limit, message: String
  ) throws {
    let located = PopulationRequest.Limit(
      limit.kind, limit.range, location: SourceLocation(file: "study.yaml", line: 9, column: 3))
    let fault = try #require(throws: PopulationFault.self) {
      try Human.sampler(name, limits: [located], size: 10)
    }
    #expect(fault.description.contains(message), "\(fault)")
    #expect(limit.kind == .egfr || fault.limit?.location?.line == 9, "\(fault)")
    #expect(!fault.remedy.isEmpty)
  }

  @Test func `shares that are no shares are refused`() throws {
    #expect(throws: PopulationFault.self) {
      try Human.sampler(["european": 0, "japanese": 0], limits: [.init(.age, 25...60)], size: 10)
    }
    #expect(throws: PopulationFault.self) {
      try Human.sampler(["european": -0.3, "japanese": 1.3], limits: [.init(.age, 25...60)], size: 10)
    }
  }
}
