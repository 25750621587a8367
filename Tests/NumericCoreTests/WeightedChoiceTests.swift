import NumericCore
import Testing

struct WeightedChoiceTests {
  static let seeds: Range<UInt64> = 0..<20

  @Test func `a record has its share of the unit interval`() throws {
    let choice = try WeightedChoice(weights: [0, 2, 0, 1, 5, 0])
    #expect(choice.count == 6 && choice.totalWeight == 8)
    #expect([0, 0.1, 0.2499999].map(choice.index) == [1, 1, 1])
    #expect([0.25, 0.3749999].map(choice.index) == [3, 3])
    #expect([0.375, 0.9, 1 - 0x1p-53, 1].map(choice.index) == [4, 4, 4, 4])
  }

  @Test(arguments: seeds) func `records are chosen as often as they weigh`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let weights = (0..<30).map { $0 % 4 == 0 ? 0 : Double.random(in: 0...10, using: &random) }
    let choice = try WeightedChoice(weights: weights)
    var stream = RandomStream(seed: seed, person: 0, name: "choice")
    var counts = [Double](repeating: 0, count: 30)
    for _ in 0..<100_000 { counts[choice.sample(from: &stream)] += 1 }
    for (count, weight) in zip(counts, weights) {
      let share = weight / choice.totalWeight
      // Five standard errors of a count.
      #expect((count - 1e5 * share).magnitude <= 5 * (1e5 * share * (1 - share)).squareRoot())
    }
  }

  @Test func `small weights among large ones are not lost`() throws {
    // Added one by one to 1e16, the ones would all be rounded away.
    let choice = try WeightedChoice(weights: [1e16] + [Double](repeating: 1, count: 1000))
    #expect(choice.totalWeight == 1e16 + 1000)
    #expect(choice.index(of: 0.9999) == 0)
    // Doubles of this size are 2 apart, so every second record of weight 1 is within the rounding.
    #expect(choice.index(of: 1) == 999)
  }

  @Test func `weights that cannot be used are refused`() {
    #expect(throws: WeightFault.self) { try WeightedChoice(weights: []) }
    #expect(throws: WeightFault.self) { try WeightedChoice(weights: [0, 0]) }
    let fault = #expect(throws: WeightFault.self) { try WeightedChoice(weights: [1, -1, .nan]) }
    #expect(fault?.index == 1)
    #expect(throws: WeightFault.self) { try WeightedChoice(weights: [1, .infinity]) }
    #expect(throws: WeightFault.self) { try WeightedSample([1], weights: [1, 2]) }
    #expect(throws: WeightFault.self) { try WeightedSample([.nan], weights: [1]) }
  }

  /// `numpy.average` of NumPy 2.4.6.
  @Test func `weighted statistics are those of another library`() throws {
    let sample = try WeightedSample([2.1, 3.7, 1.9, 8.8, 5.5, 4.2, 4.2], weights: [1, 2, 0.5, 0, 3, 1.5, 2])
    #expect(sample.totalWeight == 10)
    #expect((sample.mean - 4.165).magnitude < 1e-15)
    #expect((sample.variance - 1.261275).magnitude < 1e-15)
    #expect((sample.effectiveCount - 4.878048780487805).magnitude < 1e-14)
    #expect(
      [0, 0.05, 0.051, 0.15, 0.5, 0.7, 0.71, 1].map(sample.quantile) == [1.9, 1.9, 2.1, 2.1, 4.2, 4.2, 5.5, 5.5])
  }
}
