import Compounds
import Dosing
import Foundation
import Networks
import NumericCore
import Physiology
import Processes
import Testing

/// What must hold for every body and every linear compound, whatever the numbers.
@Suite struct WholeBodyLawTests {
  static let dose = 10.0

  static func bolus(_ amount: Double = dose, at time: Double = 0, of compound: String = "tracer") -> Administration {
    Administration(compound: compound, time: time, amount: amount, route: .intravenousBolus)
  }

  /// Compounds that differ in charge, lipophilicity, binding and method.
  static let tracers: [Compound] = [
    .tracer(), .tracer(lipophilicity: 0, fractionUnbound: 0.9, partition: .pkSim),
    .tracer(lipophilicity: 2.5, groups: [.base(pKa: 8.5)], fractionUnbound: 0.2),
    .tracer(lipophilicity: 2, groups: [.acid(pKa: 4.5)], fractionUnbound: 0.05),
    .tracer(lipophilicity: 1, groups: [.base(pKa: 6.0)], fractionUnbound: 0.5, partition: .schmitt),
    .tracer(lipophilicity: 1.2, fractionUnbound: 0.4, partition: .poulinTheil),
    .tracer(lipophilicity: 1.2, groups: [.acid(pKa: 9)], fractionUnbound: 0.4, partition: .berezhkovskiy),
    .tracer(
      lipophilicity: 2.5, groups: [.base(pKa: 8.5)], fractionUnbound: 0.2, permeability: .chargeDependent),
  ]

  /// Plasma at the end, when nothing moves any more; µmol/L.
  static func finalPlasma(_ run: BodyRun, end: Double = 20_000) throws -> Double {
    let trajectory = try run.run([run.site("plasma", of: "tracer")], at: [], until: end)
    return try #require(trajectory.values[0].last)
  }

  @Test(arguments: tracers.indices)
  func `an uncleared tracer ends at dose over steady-state volume`(index: Int) throws {
    let person = try Shipped.person()
    let tracer = Self.tracers[index]
    let run = try BodyRun(person, [tracer], [Self.bolus()])
    let body = try CompoundInBody(tracer, in: person, method: nil)
    let volume = try steadyStateVolume(person, partition: body.partition, permeabilities: body.permeability)
    let plasma = try Self.finalPlasma(run)
    #expect(abs(plasma * volume / Self.dose - 1) < 1e-6, "\(Self.dose / plasma) L against \(volume) L")
  }

  @Test func `doubled flows leave the steady-state volume`() throws {
    let person = try Shipped.person()
    var quick = person
    quick.flows = person.flows.map { BloodFlow(from: $0.from, to: $0.to, flow: 2 * $0.flow) }
    let (one, other) = try (
      Self.finalPlasma(BodyRun(person, [.tracer()], [Self.bolus()])),
      Self.finalPlasma(BodyRun(quick, [.tracer()], [Self.bolus()]))
    )
    #expect(abs(one / other - 1) < 1e-6)
  }

  /// Area under plasma to the end, when all has left; µmol/L·h.
  static func area(_ run: BodyRun, end: Double) throws -> Double {
    let trajectory = try run.run([run.site("plasma", of: "tracer")], at: [], until: end)
    let urine = try run.run([run.amount("tracer|urine")], at: [], until: end).values[0].last ?? 0
    #expect(abs(urine / run.dose - 1) < 1e-8, "not all has left: \(urine) of \(run.dose)")
    return try #require(trajectory.areas[0].last)
  }

  /// Filtration from kidney plasma in series with the flow of plasma through the kidney:
  ///
  ///     1/CL = 1/(fu GFR) + 1/Q_plasma
  ///
  /// Exact while blood cells carry nothing.
  @Test(arguments: [0.01, 0.3, 1.0])
  func `the area of an intravenous dose is dose over clearance`(fractionUnbound: Double) throws {
    let person = try Shipped.person()
    var tracer = Compound.tracer(
      lipophilicity: 0, fractionUnbound: fractionUnbound, partition: .pkSim, processes: [.filtration()])
    tracer.bloodCellPermeability = BloodCellPermeability(into: 0, out: 0)
    let filtration = try #require(person.glomerularFiltration)
    let kidney = person.flows.filter { $0.to == "kidney" }.reduce(0) { $0 + $1.flow } * (1 - person.hematocrit)
    let clearance = 1 / (1 / (fractionUnbound * filtration) + 1 / kidney)
    let area = try Self.area(BodyRun(person, [tracer], [Self.bolus()]), end: 20_000)
    #expect(abs(area * clearance / Self.dose - 1) < 1e-6, "\(Self.dose / area) L/h against \(clearance) L/h")
  }

  /// Filtration that follows venous plasma clears fu GFR of it, however the drug is carried and spread.
  @Test(arguments: tracers.indices, [OrganForm.permeabilityLimited, .perfusionLimited])
  func `the form of the organs leaves the area of a filtered tracer`(index: Int, form: OrganForm) throws {
    let person = try Shipped.person()
    var tracer = Self.tracers[index]
    tracer.processes = [.filtration(from: Individual.venousBlood)]
    let clearance = tracer.fractionUnbound * (try #require(person.glomerularFiltration))
    let run = try BodyRun(person, [tracer], [Self.bolus()], choices: ModelChoices(organForm: form))
    let area = try Self.area(run, end: 20_000)
    #expect(abs(area * clearance / Self.dose - 1) < 1e-6, "\(Self.dose / area) L/h against \(clearance) L/h")
  }

  @Test(arguments: tracers.indices)
  func `the form of the organs leaves the steady-state volume`(index: Int) throws {
    let tracer = Self.tracers[index]
    // Membranes that pass more one way than the other hold a concentration ratio that well-stirred organs cannot.
    guard tracer.permeabilityMethod == .pkSim else { return }
    let person = try Shipped.person()
    let (one, other) = try (
      Self.finalPlasma(BodyRun(person, [tracer], [Self.bolus()])),
      Self.finalPlasma(
        BodyRun(person, [tracer], [Self.bolus()], choices: ModelChoices(organForm: .perfusionLimited)))
    )
    #expect(abs(one / other - 1) < 1e-6)
  }

  @Test func `the curves of two doses add`() throws {
    let person = try Shipped.person()
    let tracer = Compound.tracer(processes: [.filtration(), .metabolism("CYP3A4", kcat: 1, km: 1e12)])
    let infusion = Administration(compound: "tracer", time: 5, amount: 3, route: .infusion(duration: 2))
    let times = (1...96).map { Double($0) / 4 }
    func curve(_ doses: [Administration]) throws -> [Double] {
      let run = try BodyRun(person, [tracer], doses)
      return try run.run([run.site("plasma", of: "tracer")], at: times, until: 25).values[0]
    }
    let (one, other, both) = try (curve([Self.bolus()]), curve([infusion]), curve([Self.bolus(), infusion]))
    let largest = both.max() ?? 0
    for index in both.indices {
      #expect(abs(one[index] + other[index] - both[index]) < 1e-7 * largest)
    }
  }

  @Test(arguments: [Route.intravenousBolus, .oral])
  func `curves are proportional to the dose over a thousandfold`(route: Route) throws {
    let person = try Shipped.person()
    let tracer = Compound.tracer(processes: [.filtration()])
    func curve(_ amount: Double) throws -> [Double] {
      let dose = Administration(compound: "tracer", time: 0, amount: amount, route: route)
      let run = try BodyRun(person, [tracer], [dose])
      return try run.run([run.site("plasma", of: "tracer")], at: (1...47).map { Double($0) / 2 }, until: 24).values[0]
    }
    let (small, large) = try (curve(0.1), curve(100))
    let largest = large.max() ?? 0
    for index in small.indices { #expect(abs(1000 * small[index] - large[index]) < 1e-6 * largest) }
  }

  @Test(arguments: 0..<5)
  func `the order of organs and flows does not matter`(seed: Int) throws {
    let person = try Shipped.person()
    var shuffled = person
    var generator = SeededGenerator(seed: UInt64(seed))
    shuffled.organs.shuffle(using: &generator)
    shuffled.flows.shuffle(using: &generator)
    let tracer = Compound.tracer(
      lipophilicity: 2.5, groups: [.base(pKa: 8)],
      processes: [.filtration(), .metabolism("CYP3A4", kcat: 100, km: 2)])
    func curve(_ person: Individual) throws -> [Double] {
      let run = try BodyRun(person, [tracer], [Administration(compound: "tracer", time: 0, amount: 20, route: .oral)])
      return try run.run([run.site("plasma", of: "tracer")], at: (1...47).map { Double($0) / 2 }, until: 24).values[0]
    }
    let (one, other) = try (curve(person), curve(shuffled))
    let largest = one.max() ?? 0
    for index in one.indices { #expect(abs(one[index] - other[index]) < 1e-6 * largest) }
  }
}
