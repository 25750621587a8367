import Foundation
import Physiology
import TestSupport
import Testing

/// Bodies that differ from the typical one of their size.
struct BodyVariationTests {
  static let seeds = 0..<100

  private static func draw(_ seed: Int, organs: Int) -> (SubjectDescription, BodyVariation) {
    var generator = SeededGenerator(seed: seed)
    func factor() -> Double { exp2(Double.random(in: -1...1, using: &generator)) }
    var variation = BodyVariation(organs: organs)
    for organ in 0..<organs { variation.volumes[organ] = factor() }
    for organ in 0..<organs { variation.flows[organ] = factor() }
    variation.fatToLean = factor()
    variation.cardiacOutput = factor()
    variation.hematocrit = Double.random(in: 0.6...1.3, using: &generator)
    variation.albumin = factor()
    variation.alpha1AcidGlycoprotein = factor()
    variation.filtration = factor()
    variation.microsomalProtein = factor()
    variation.hepatocytes = factor()
    variation.gut = GutVariation(
      gastricEmptyingTime: factor(), smallIntestinalTransitTime: factor(), largeIntestinalTransitTime: factor())
    let years = [0, 0.5, 4, 12, 30, 75][seed % 6]
    let sex = seed.isMultiple(of: 2) ? Sex.male : .female
    return (
      SubjectDescription(species: "human", sex: sex.rawValue, age: years * GrowthTests.hoursPerYear), variation
    )
  }

  @Test(arguments: seeds) func `whatever the factors, volumes sum to the weight and flows close`(seed: Int) throws {
    let human = try GrowthTests.human.get()
    let (subject, variation) = Self.draw(seed, organs: human.organFileCount)
    let body = try makeIndividual(human, subject, variation)
    try body.checkConservation()
    #expect(isClose(body.organs.reduce(0) { $0 + $1.mass }, body.weight, relative: 1e-9))
    #expect(body.organs.allSatisfy { $0.volume > 0 && $0.mass > 0 } && body.flows.allSatisfy { $0.flow > 0 })
    #expect(body.organs.allSatisfy { $0.plasmaVolume >= 0 && $0.cellVolume >= 0 && $0.interstitialVolume >= 0 })
    let returned = body.flows.reduce(0) { $0 + ($1.to == Individual.venousBlood ? $1.flow : 0) }
    #expect(isClose(returned, body.cardiacOutput, relative: 1e-9))
  }

  @Test(arguments: seeds) func `each factor does what it says`(seed: Int) throws {
    let human = try GrowthTests.human.get()
    let (subject, variation) = Self.draw(seed, organs: human.organFileCount)
    let typical = try makeIndividual(human, subject, BodyVariation(organs: human.organFileCount))
    let body = try makeIndividual(human, subject, variation)
    #expect(isClose(body.hematocrit, typical.hematocrit * variation.hematocrit, relative: 1e-12))
    #expect(isClose(body.albumin, typical.albumin * variation.albumin, relative: 1e-12))
    #expect(isClose(body.hepatocytes ?? 0, (typical.hepatocytes ?? 0) * variation.hepatocytes, relative: 1e-12))
    func fatToLean(_ body: Individual) throws -> Double {
      let fat = try #require(body.organ("adipose")?.mass)
      return fat / (body.weight - fat)
    }
    #expect(isClose(try fatToLean(body), try fatToLean(typical) * variation.fatToLean, relative: 1e-9))
    // Lean organs share what is left in proportion: their ratios are those of the factors.
    let names = human.organFileNames
    let lean = names.indices.filter { names[$0] != "adipose" }
    let shares = lean.map { place in
      GrowthTests.volume(names[place], body) / GrowthTests.volume(names[place], typical) / variation.volumes[place]
    }
    for share in shares { #expect(isClose(share, shares[0], relative: 1e-9)) }
    // Filtration follows the kidney; so its factor holds for one volume of kidney.
    func specific(_ body: Individual) throws -> Double {
      try #require(body.glomerularFiltration) / GrowthTests.volume("kidney", body)
    }
    #expect(isClose(try specific(body), try specific(typical) * variation.filtration, relative: 1e-9))
    for (place, name) in names.enumerated() {
      func flow(_ body: Individual) -> Double {
        body.flows.reduce(0) { $0 + ($1.from == Individual.arterialBlood && $1.to == name ? $1.flow : 0) }
          / GrowthTests.volume(name, body)
      }
      guard flow(typical) > 0 else { continue }
      let expected = flow(typical) * variation.flows[place] * variation.cardiacOutput
      #expect(isClose(flow(body), expected, relative: 1e-9), "\(name)")
    }
  }

  @Test(arguments: Sex.allCases, [0.0, 0.3, 1, 7, 16, 30, 64, 88])
  func `factors of one give the typical body`(sex: Sex, years: Double) throws {
    let human = try GrowthTests.human.get()
    let subject = SubjectDescription(species: "human", sex: sex.rawValue, age: years * GrowthTests.hoursPerYear)
    let typical = try makeIndividual(human, subject)
    let body = try makeIndividual(human, subject, BodyVariation(organs: human.organFileCount))
    for (a, b) in zip(body.organs, typical.organs) {
      #expect(a.name == b.name && isClose(a.volume, b.volume, relative: 1e-12), "\(a.name)")
      #expect(isClose(a.plasmaVolume, b.plasmaVolume, relative: 1e-12), "\(a.name)")
      #expect(isClose(a.cellArea, b.cellArea, relative: 1e-12), "\(a.name)")
    }
    for (a, b) in zip(body.flows, typical.flows) {
      #expect(a.from == b.from && a.to == b.to && isClose(a.flow, b.flow, relative: 1e-12), "\(a.from) to \(a.to)")
    }
    #expect(body.hematocrit == typical.hematocrit && body.microsomalProtein == typical.microsomalProtein)
    #expect(isClose(body.glomerularFiltration ?? 0, typical.glomerularFiltration ?? 0, relative: 1e-12))
    #expect(body.gut == typical.gut)
  }

  @Test func `a varied gut differs in its passage alone`() throws {
    let human = try GrowthTests.human.get()
    let subject = SubjectDescription(species: "human")
    let usual = try makeIndividual(human, subject)
    let factors = GutVariation(
      gastricEmptyingTime: 2, smallIntestinalTransitTime: 0.5, largeIntestinalTransitTime: 1.5)
    let gut = try #require(try makeGut(human, subject, factors))
    var variation = BodyVariation(organs: human.organFileCount)
    variation.gut = factors
    let body = try makeIndividual(human, subject, variation)
    #expect(body.gut == gut)
    #expect(zip(body.organs, usual.organs).allSatisfy { isClose($0.volume, $1.volume, relative: 1e-12) })
    for (segment, before) in zip(gut.segments, try #require(usual.gut?.segments)) {
      #expect(segment.name == before.name && segment.volume == before.volume, "\(segment.name)")
      #expect(segment.geometricArea == before.geometricArea && segment.effectiveArea == before.effectiveArea)
      #expect(segment.ph == before.ph && segment.fill == before.fill)
      if segment.name != "rectum" { #expect(segment.emptying != before.emptying, "\(segment.name)") }
    }
    // What a segment passes on slows and quickens with the time there; the stomach halves its rate exactly.
    let stomachs = (gut.segments[0], try #require(usual.gut?.segments[0]))
    #expect(isClose(stomachs.0.emptying, stomachs.1.emptying / 2, relative: 1e-12))
    let small = gut.segments[2].emptying / (try #require(usual.gut?.segments[2].emptying))
    #expect(small > 1)
  }

  @Test func `factors of one occasion and of the person multiply`() {
    let product =
      GutVariation(gastricEmptyingTime: 2, smallIntestinalTransitTime: 3, largeIntestinalTransitTime: 5)
      * GutVariation(gastricEmptyingTime: 0.5, smallIntestinalTransitTime: 7, largeIntestinalTransitTime: 11)
    #expect(
      product
        == GutVariation(gastricEmptyingTime: 1, smallIntestinalTransitTime: 21, largeIntestinalTransitTime: 55))
  }

  @Test func `what was measured replaces what is typical and its factor`() throws {
    let human = try GrowthTests.human.get()
    var variation = BodyVariation(organs: human.organFileCount)
    variation.hematocrit = 1.2
    variation.filtration = 0.7
    variation.measuredHematocrit = 0.31
    variation.measuredFiltration = 2.5
    let body = try makeIndividual(human, SubjectDescription(species: "human"), variation)
    #expect(body.hematocrit == 0.31)
    #expect(body.glomerularFiltration == 2.5)
    try body.checkConservation()
  }

  /// Slim people down to the least body mass index that leaves some fat; the typical body of 44 kg and 205 cm is refused.
  @Test(arguments: Sex.allCases) func `a varied body may be slimmer than a typical one`(sex: Sex) throws {
    let human = try GrowthTests.human.get()
    for index in stride(from: 13.5, through: 18, by: 0.5) {
      let subject = SubjectDescription(
        species: "human", sex: sex.rawValue, weight: index * 1.7 * 1.7, height: 17)
      let body = try makeIndividual(human, subject, BodyVariation(organs: human.organFileCount))
      try body.checkConservation()
      #expect(isClose(body.organs.reduce(0) { $0 + $1.mass }, body.weight, relative: 1e-9), "\(index) kg/m2")
    }
  }
}
