import Foundation
import Qualification
import Simulations
import Testing

/// Measures of one dataset, on numbers whose answers can be worked out by hand.
@Suite struct CaseMetricsTests {
  private static func dataset(
    _ points: [(Double, Double)], below: Set<Double> = [], quantity: ValidationCase.Quantity = .concentration
  ) -> ObservedDataset {
    ObservedDataset(
      name: "one", compound: "drug", site: quantity == .concentration ? "plasma" : "urine", quantity: quantity,
      points: points.map { .init(time: $0.0, value: $0.1, isBelowLimit: below.contains($0.0)) })
  }

  private static func value(
    _ metric: QualificationMetric, _ values: [MetricValue]
  ) throws -> (observed: Double?, predicted: Double?, ratio: Double) {
    let found = try #require(values.first { $0.metric == metric })
    return (found.observed, found.predicted, found.ratio)
  }

  private static func isNear(_ left: Double?, _ right: Double) -> Bool { abs((left ?? .nan) - right) <= 1e-12 }

  @Test func `area, peak, its time and the fold error of a profile`() throws {
    // Observed area 1 + 3 + 4 = 8; predicted twice that of a constant 2: 3 h of 4 = 12.
    let observed = Self.dataset([(0, 0), (1, 2), (2, 4), (4, 0)])
    let values = try caseMetrics(observed) { $0 == 0 ? 0 : 4 }
    let area = try Self.value(.auc, values)
    #expect(Self.isNear(area.observed, 8) && Self.isNear(area.predicted, 14) && Self.isNear(area.ratio, 14 / 8))
    let peak = try Self.value(.cmax, values)
    #expect(peak.observed == 4 && peak.predicted == 4 && peak.ratio == 1)
    let time = try Self.value(.tmax, values)
    #expect(time.observed == 2 && time.predicted == 1 && time.ratio == 0.5)
    // Zeros count in the area and not in the fold error: 2 and 1 remain.
    #expect(Self.isNear(try Self.value(.concentration, values).ratio, 2.0.squareRoot()))
  }

  @Test func `a profile that is too low has a fold error above one`() throws {
    let values = try caseMetrics(Self.dataset([(1, 4), (2, 2)])) { _ in 1 }
    #expect(Self.isNear(try Self.value(.concentration, values).ratio, 8.0.squareRoot()))
    #expect(try Self.value(.auc, values).ratio == 1.0 / 3)
  }

  @Test func `points below the limit are left out on both sides`() throws {
    let values = try caseMetrics(Self.dataset([(1, 2), (2, 2), (9, 1)], below: [9])) { _ in 2 }
    let area = try Self.value(.auc, values)
    #expect(area.observed == 2 && area.predicted == 2)
    #expect(try Self.value(.concentration, values).ratio == 1)
    #expect(throws: CaseFailure.self) { try caseMetrics(Self.dataset([(1, 2)], below: [1])) { _ in 2 } }
  }

  @Test func `single persons of one time are averaged for area and peak`() throws {
    let values = try caseMetrics(Self.dataset([(1, 1), (1, 3), (3, 1), (3, 1)])) { _ in 2 }
    #expect(try Self.value(.auc, values).observed == 3)
    #expect(try Self.value(.cmax, values).observed == 2)
    // One by one in the profile: 2, 2/3, 2, 2.
    let fold = exp((3 * log(2.0) + log(1.5)) / 4)
    #expect(Self.isNear(try Self.value(.concentration, values).ratio, fold))
  }

  @Test func `one point has a peak but no area`() throws {
    let values = try caseMetrics(Self.dataset([(2, 4)])) { _ in 2 }
    #expect(values.map(\.metric) == [.cmax, .tmax, .concentration])
  }

  @Test func `excretion is compared at the last sample`() throws {
    for quantity in [ValidationCase.Quantity.excretedFraction, .excretedAmount] {
      let values = try caseMetrics(Self.dataset([(6, 0.1), (24, 0.4)], quantity: quantity)) { $0 / 240 }
      #expect(values.map(\.metric) == [.excretedFraction])
      let value = try Self.value(.excretedFraction, values)
      #expect(value.observed == 0.4 && value.predicted == 0.1 && value.ratio == 0.25)
    }
  }

  @Test func `what cannot be compared says why`() {
    func reason(_ points: [(Double, Double)], _ predicted: (Double) -> Double?) -> String {
      do throws(CaseFailure) {
        _ = try caseMetrics(Self.dataset(points), predicted: predicted)
        return ""
      } catch {
        return error.reason
      }
    }
    #expect(reason([(1, 1), (30, 1)]) { $0 < 24 ? 1 : nil }.contains("30 h lies outside"))
    #expect(reason([(1, 1), (2, 1)]) { _ in 0 }.contains("nothing is predicted"))
    #expect(reason([(1, 0), (2, 0)]) { _ in 1 }.contains("zero"))
    #expect(reason([]) { _ in 1 } != "")
  }
}
