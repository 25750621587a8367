import Foundation
import Simulations
import Testing

private func isNear(_ value: Double?, _ expected: Double, _ relative: Double = 1e-9) -> Bool {
  guard let value else { return false }
  return abs(value - expected) <= relative * abs(expected)
}

private func grid(_ end: Double, _ step: Double) -> [Double] {
  (0...Int((end / step).rounded())).map { Double($0) * step }
}

extension ExposureMetrics {
  fileprivate var all: [Double?] {
    [
      cmax, tmax, aucLast, aucInfinity, aucExtrapolatedPercent, halfLife, clearance, volumeSteadyState,
      meanResidenceTime,
    ]
  }
}

/// One compartment: dose 100 mg, volume 20 L, rate 0.1 1/h.
private struct OneCompartment {
  let dose = 100.0
  let volume = 20.0
  let k = 0.1

  func bolus(_ t: Double) -> Double { dose / volume * exp(-k * t) }
  func bolusArea(_ t: Double) -> Double { dose / volume / k * (1 - exp(-k * t)) }
  func bolusMoment(_ t: Double) -> Double { dose / volume / (k * k) * (1 - exp(-k * t) * (1 + k * t)) }
  func infusion(_ t: Double, _ duration: Double) -> Double {
    let plateau = dose / duration / (volume * k)
    return t <= duration ? plateau * -expm1(-k * t) : plateau * -expm1(-k * duration) * exp(-k * (t - duration))
  }
  func oral(_ t: Double, _ ka: Double) -> Double {
    dose * ka / (volume * (ka - k)) * (exp(-k * t) - exp(-ka * t))
  }
}

struct ExposureTests {
  private let body = OneCompartment()

  @Test func `a bolus into one compartment gives back its clearance and volume from samples alone`() {
    let times = [0, 0.5, 1, 2, 4, 8, 12, 24, 36.0]
    let metrics = exposureMetrics(
      times: times, concentrations: times.map(body.bolus), interval: ExposureInterval(start: 0, end: 36), dose: 100,
      route: .intravenousBolus)
    #expect(metrics.cmax == 5)
    #expect(metrics.tmax == 0)
    #expect(isNear(metrics.aucLast, body.bolusArea(36)))
    #expect(isNear(metrics.aucInfinity, 50))
    #expect(isNear(metrics.aucExtrapolatedPercent, 100 * exp(-3.6)))
    #expect(isNear(metrics.halfLife, log(2) / 0.1))
    #expect(isNear(metrics.clearance, 2))
    #expect(isNear(metrics.meanResidenceTime, 10))
    #expect(isNear(metrics.volumeSteadyState, 20))
  }

  @Test func `exact integrals replace the trapezoid however coarse the samples`() {
    let times = [0, 10, 20, 30, 40.0]
    // The row at time 0 shows the state before the dose, which would halve the first trapezoid.
    let metrics = exposureMetrics(
      times: times, concentrations: times.map { $0 == 0 ? 0 : body.bolus($0) },
      interval: ExposureInterval(start: 0, end: 40), dose: 100, route: .intravenousBolus,
      exactCumulativeArea: times.map(body.bolusArea), exactCumulativeMoment: times.map(body.bolusMoment))
    #expect(isNear(metrics.aucLast, body.bolusArea(40)))
    #expect(isNear(metrics.aucInfinity, 50))
    #expect(isNear(metrics.clearance, 2))
    #expect(isNear(metrics.volumeSteadyState, 20))
    #expect(metrics.tmax == 10)
  }

  @Test(arguments: [0.5, 2.0, 8.0]) func `an infusion loses half its duration from the residence time`(duration: Double)
  {
    let times = grid(96, 0.01)
    let metrics = exposureMetrics(
      times: times, concentrations: times.map { body.infusion($0, duration) },
      interval: ExposureInterval(start: 0, end: 96), dose: 100, route: .infusion(duration: duration))
    #expect(metrics.tmax == duration)
    #expect(isNear(metrics.cmax, body.infusion(duration, duration)))
    #expect(isNear(metrics.aucInfinity, 50, 1e-6))
    #expect(isNear(metrics.clearance, 2, 1e-6))
    #expect(isNear(metrics.meanResidenceTime, 10, 1e-6))
    #expect(isNear(metrics.volumeSteadyState, 20, 1e-6))
    #expect(isNear(metrics.halfLife, log(2) / 0.1))
  }

  @Test func `an oral dose has a half-life and a residence time but no clearance`() {
    let ka = 1.5
    let times = grid(120, 0.02)
    let metrics = exposureMetrics(
      times: times, concentrations: times.map { body.oral($0, ka) }, interval: ExposureInterval(start: 0, end: 120),
      dose: 100, route: .extravascular)
    let tmax = log(ka / 0.1) / (ka - 0.1)
    #expect(abs((metrics.tmax ?? -1) - tmax) <= 0.02)
    #expect(isNear(metrics.cmax, body.oral(tmax, ka), 1e-4))
    #expect(isNear(metrics.aucInfinity, 50, 1e-4))
    #expect(isNear(metrics.halfLife, log(2) / 0.1, 1e-2))
    #expect(isNear(metrics.meanResidenceTime, 10 + 1 / ka, 1e-3))
    #expect(metrics.clearance == nil)
    #expect(metrics.volumeSteadyState == nil)
  }

  @Test func `at steady state the area of an interval is the area of one dose to infinity`() {
    let tau = 12.0
    let times = grid(240, 0.1)
    // Rows at dose times show the state before the dose.
    func concentration(_ t: Double) -> Double {
      (0..<20).map { Double($0) * tau }.filter { $0 < t }.reduce(0) { $0 + body.oral(t - $1, 1.5) }
    }
    let metrics = exposureMetrics(
      times: times, concentrations: times.map(concentration), interval: ExposureInterval(start: 216, end: 228),
      dose: 100, route: .intravenousBolus, dosing: .afterEarlierDoses)
    #expect(isNear(metrics.aucLast, 50, 1e-3))
    #expect(metrics.clearance == nil)
    #expect(metrics.meanResidenceTime == nil)
    #expect((metrics.tmax ?? 99) < 3)
    let whole = exposureMetrics(
      times: times, concentrations: times.map(concentration), interval: ExposureInterval(start: 0, end: 240),
      dose: 2000, route: .intravenousBolus, dosing: .several(last: 228))
    #expect(isNear(whole.clearance, 2, 1e-2))
    #expect(isNear(whole.halfLife, log(2) / 0.1, 1e-2))
    #expect(whole.volumeSteadyState == nil)
  }

  @Test func `borders between samples cut the exact area where they lie`() {
    let times = grid(48, 1)
    let metrics = exposureMetrics(
      times: times, concentrations: times.map(body.bolus), interval: ExposureInterval(start: 6.5, end: 18.25),
      dose: nil, route: .intravenousBolus, exactCumulativeArea: times.map(body.bolusArea))
    #expect(isNear(metrics.aucLast, body.bolusArea(18.25) - body.bolusArea(6.5), 1e-6))
    #expect(metrics.tmax == 0)
    #expect(isNear(metrics.cmax, body.bolus(6.5), 2e-3))
  }

  @Test func `the first of two equal maxima is the time of the maximum`() {
    let metrics = exposureMetrics(
      times: [0, 1, 2, 3, 4], concentrations: [0, 3, 1, 3, 1], interval: ExposureInterval(start: 0, end: 4), dose: 1,
      route: .extravascular)
    #expect(metrics.tmax == 1)
    #expect(metrics.cmax == 3)
  }

  @Test func `a body without drug has no peak time, no half-life and no clearance`() {
    let metrics = exposureMetrics(
      times: grid(24, 1), concentrations: grid(24, 1).map { _ in 0 }, interval: ExposureInterval(start: 0, end: 24),
      dose: 100, route: .intravenousBolus)
    #expect(metrics == ExposureMetrics(cmax: 0, aucLast: 0))
  }

  @Test func `a constant curve has an area but no end`() {
    let metrics = exposureMetrics(
      times: grid(24, 1), concentrations: grid(24, 1).map { _ in 2 }, interval: ExposureInterval(start: 0, end: 24),
      dose: 100, route: .infusion(duration: 1))
    #expect(metrics == ExposureMetrics(cmax: 2, tmax: 0, aucLast: 48))
  }

  @Test func `one sample has a maximum and nothing else`() {
    let one = exposureMetrics(
      times: [0], concentrations: [4], interval: ExposureInterval(start: 0, end: 24), dose: 1, route: .intravenousBolus)
    #expect(one == ExposureMetrics(cmax: 4, tmax: 0))
    let none = exposureMetrics(
      times: [], concentrations: [], interval: ExposureInterval(start: 0, end: 24), dose: 1, route: .intravenousBolus)
    #expect(none == ExposureMetrics())
    let outside = exposureMetrics(
      times: [0, 1], concentrations: [4, 3], interval: ExposureInterval(start: 5, end: 24), dose: 1,
      route: .intravenousBolus)
    #expect(outside == ExposureMetrics())
  }

  @Test func `a rising curve has no half-life`() {
    let metrics = exposureMetrics(
      times: [0, 1, 2, 3, 4], concentrations: [1, 2, 3, 4, 5], interval: ExposureInterval(start: 0, end: 4), dose: 1,
      route: .extravascular)
    #expect(metrics == ExposureMetrics(cmax: 5, tmax: 4, aucLast: 12))
  }

  @Test func `concentrations below the limit do not count`() {
    let times = grid(200, 1)
    let noisy = times.map { body.bolus($0) + 1e-5 * sin(7 * $0) }
    let metrics = exposureMetrics(
      times: times, concentrations: noisy, interval: ExposureInterval(start: 0, end: 200), dose: 100,
      route: .intravenousBolus, quantificationLimit: 1e-2)
    #expect(isNear(metrics.halfLife, log(2) / 0.1, 1e-3))
    #expect(isNear(metrics.aucInfinity, 50, 1e-3))
  }

  @Test func `the terminal phase keeps off the distribution phase`() {
    let times = [0.25, 0.5, 1, 2, 4, 8, 12, 24, 36, 48.0]
    let concentrations = times.map { 10 * exp(-1.2 * $0) + 2 * exp(-0.05 * $0) }
    let phase = TerminalPhase(times: times[...], concentrations: concentrations[...])
    #expect(isNear(phase?.rate, 0.05, 1e-3))
    #expect(phase?.points == 5)
  }

  @Test(arguments: 0..<300) func `no metric is ever negative or not a number`(seed: Int) {
    var state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 &+ 1
    func draw() -> Double {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Double(state >> 33) / Double(1 << 31)
    }
    let count = Int(draw() * 12)
    var time = 0.0
    var times: [Double] = []
    var concentrations: [Double] = []
    for _ in 0..<count {
      times.append(time)
      concentrations.append(draw() < 0.3 ? 0 : draw() < 0.1 ? -1e-12 : pow(10, 8 * draw() - 6))
      if draw() < 0.9 { time += draw() }
    }
    let start = draw()
    let dosings: [ExposureDosing] = [.single, .afterEarlierDoses, .several(last: start + draw())]
    for route in [ExposureRoute.intravenousBolus, .infusion(duration: draw()), .extravascular] {
      for dosing in dosings {
        let metrics = exposureMetrics(
          times: times, concentrations: concentrations,
          interval: ExposureInterval(start: start, end: start + 4 * draw()), dose: 10 * draw(), route: route,
          dosing: dosing)
        for value in metrics.all { #expect((value ?? 0).isFinite && value ?? 0 >= 0) }
      }
    }
    let broken = exposureMetrics(
      times: [0, 1, 2], concentrations: [1, .nan, 1], interval: ExposureInterval(start: 0, end: 2), dose: 1,
      route: .intravenousBolus)
    #expect(broken == ExposureMetrics())
  }
}
