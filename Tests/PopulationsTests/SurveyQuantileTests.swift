import DataFiles
import Foundation
import NumericCore
import Physiology
import Populations
import TestSupport
import Testing

/// People drawn from the survey against its weighted percentiles, and from the reference sizes against these.
struct SurveyQuantileTests {
  struct Row: Sendable {
    let variable: String
    let sex: Sex
    let ancestry: String
    let ages: ClosedRange<Double>
    let mean: Double
    let quantiles: [(p: Double, value: Double)]
  }

  static let rows = Result {
    let path = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures/nhanes-quantiles.csv")
    return try String(contentsOf: path, encoding: .utf8).split(separator: "\n").dropFirst().compactMap { line -> Row? in
      let cells = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      let numbers = cells.map { Double($0) ?? .nan }
      guard cells.count == 13, let sex = Sex(rawValue: cells[1]) else { return nil }
      return Row(
        variable: cells[0], sex: sex, ancestry: cells[2], ages: numbers[3]...numbers[4].nextDown, mean: numbers[6],
        quantiles: zip([0.05, 0.25, 0.5, 0.75, 0.95], numbers[8...]).map { ($0, $1) })
    }
  }

  static let groups = ["all", "Black", "Mexican American", "Other", "Other Hispanic", "White"]

  private static func value(_ variable: String, _ covariates: Covariates) -> Double? {
    switch variable {
    case "weight_kg": covariates.weight
    case "height_cm": covariates.height
    case "bmi_kg_per_m2": covariates.bodyMassIndex
    case "hematocrit_percent": covariates.hematocrit.map { 100 * $0 }
    case "creatinine_mg_per_dL": covariates.creatinine
    default: nil
    }
  }

  /// How far a probability is from the step of a sample's distribution at a value of six digits; values between two of
  /// the sample are at the step between these.
  private static func distance(_ sorted: [Double], _ value: Double, _ p: Double) -> Double {
    let (least, most) = (value * (1 - 1e-5), value * (1 + 1e-5))
    let below = sorted.partitioningIndex { $0 >= least }
    var upTo = sorted.partitioningIndex { $0 > most }
    if upTo == below, upTo < sorted.count {
      let next = sorted[upTo]
      upTo = sorted.partitioningIndex { $0 > next }
    }
    let (low, high) = (Double(below) / Double(sorted.count), Double(upTo) / Double(sorted.count))
    return max(low - p, p - high, 0)
  }

  @Test(arguments: groups, Sex.allCases)
  func `drawn people have the moments and percentiles of the survey`(group: String, sex: Sex) throws {
    let name =
      group == "all" ? "united-states" : "united-states-" + group.lowercased().replacing(" ", with: "-")
    let rows = try Self.rows.get().filter { $0.ancestry == group && $0.sex == sex }
    #expect(rows.count >= 50)
    // Standard errors: 0.3 % of a median's probability, 0.4 % of the mean of creatinine, whose CV reaches 0.7.
    let count = 30_000
    for ages in Set(rows.map(\.ages)) {
      let sampler = try Human.sampler(
        name, female: sex == .female ? 1 : 0, limits: [.init(.age, ages)], size: count, seed: 31, varies: false)
      let people = try sampler.people(count).map(\.covariates)
      for row in rows where row.ages == ages {
        let values = people.compactMap { Self.value(row.variable, $0) }.sorted()
        let what = "\(row.variable) \(ages)"
        // Hematocrit is missing in the first months of the band of one year.
        #expect(values.count > count / 20, "\(what)")
        #expect(isClose(values.mean, row.mean, relative: 0.02), "mean \(what): \(values.mean), not \(row.mean)")
        for (p, quantile) in row.quantiles {
          #expect(Self.distance(values, quantile, p) <= 0.02, "\(p) of \(what)")
        }
      }
    }
  }

  @Test func `ages and sexes come as often as in the survey`() throws {
    guard case .sampled(let sample) = try Human.population("united-states").people else { return }
    let count = 100_000
    let people = try Human.sampler("united-states", size: count, seed: 8, varies: false).people(count)
    let total = sample.weights.reduce(0, +)
    for lower in stride(from: 0.0, to: 80, by: 5) {
      for sex in Sex.allCases {
        func fits(_ covariates: Covariates) -> Bool {
          covariates.sex == sex && (lower..<lower + 5).contains(covariates.age)
        }
        let share = zip(sample.people, sample.weights).reduce(0) { $0 + (fits($1.0) ? $1.1 : 0) } / total
        let drawn = Double(people.count { fits($0.covariates) }) / Double(count)
        // Five standard errors; there are 32 of these.
        #expect(abs(drawn - share) < 5 * (share / Double(count)).squareRoot(), "\(sex) from \(lower) years")
      }
    }
  }

  /// ICRP Publication 89 (2002), table 2.9: years, height in cm and weight in kg of man and woman.
  @Test(
    arguments: [
      (0, [51, 51], [3.5, 3.5]), (1, [76, 76], [10, 10]), (5, [109, 109], [19, 19]), (10, [138, 138], [32, 32]),
      (15, [167, 161], [56, 53]), (30, [176, 163], [73, 60]),
    ] as [(Double, [Double], [Double])])
  func `the medians of Europeans are the reference sizes`(years: Double, height: [Double], weight: [Double]) throws {
    for (place, sex) in [Sex.male, .female].enumerated() {
      let people = try Human.sampler(
        "european", female: sex == .female ? 1 : 0, limits: [.init(.age, years...years)], size: 20_000, seed: 12,
        varies: false
      ).people(20_000).map(\.covariates)
      // Standard errors of the medians are 0.03 and 0.15 %; the square of a normal height moves the weight by 0.1 %.
      #expect(isClose(people.map(\.height).median, height[place], relative: 0.002), "\(sex)")
      #expect(isClose(people.map(\.weight).median, weight[place], relative: 0.01), "\(sex)")
    }
  }
}
