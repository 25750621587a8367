import NumericCore
import Testing

struct CounterGeneratorTests {
  static let seeds: Range<UInt64> = 0..<8

  /// Random123, file kat_vectors, lines philox4x32 10.
  @Test func `blocks are those of the authors`() {
    #expect(
      philox4x32(counter: .zero, key: .zero) == SIMD4(0x6627_E8D5, 0xE169_C58D, 0xBC57_AC4C, 0x9B00_DBD8))
    #expect(
      philox4x32(counter: SIMD4(repeating: .max), key: SIMD2(repeating: .max))
        == SIMD4(0x408F_276D, 0x41C8_3B0E, 0xA20B_C7C6, 0x6D54_51FD))
    // The digits of pi.
    #expect(
      philox4x32(
        counter: SIMD4(0x243F_6A88, 0x85A3_08D3, 0x1319_8A2E, 0x0370_7344), key: SIMD2(0xA409_3822, 0x299F_31D0))
        == SIMD4(0xD16C_FE09, 0x94FD_CCEB, 0x5001_E420, 0x2412_6EA1))
  }

  /// The published 64-bit FNV-1a values.
  @Test func `a name is hashed the same everywhere`() {
    #expect(StreamName("").hash == 0xCBF2_9CE4_8422_2325)
    #expect(StreamName("a").hash == 0xAF63_DC4C_8601_EC8C)
    #expect(StreamName("foobar").hash == 0x8594_4171_F739_67E8)
    #expect(StreamName("liver volume") == "liver volume")
  }

  /// Computed apart from this code with the reference layout, in Python.
  @Test func `a stream is fixed for ever`() {
    var stream = RandomStream(seed: 2024, person: 0x1_0000_0007, name: "liver volume", occasion: 3)
    #expect(
      [stream.next(), stream.next(), stream.next()] == [12375469221118053602, 8998812586506582640, 6315271182847879586])
    #expect(stream.uniform() == 0.03141556009013613)
  }

  @Test(arguments: seeds) func `seed, person, name and occasion each make another stream`(seed: UInt64) {
    var first: Set<UInt64> = []
    let names = (0..<10).map { StreamName("name \($0)") }
    for seed in [seed, seed + 1, seed << 32] {
      for person in [0, 1, 2, 1 << 32, UInt64.max] {
        for name in names {
          for occasion in [0, 1, UInt32.max] {
            var stream = RandomStream(seed: seed, person: person, name: name, occasion: occasion)
            for _ in 0..<4 { first.insert(stream.next()) }
          }
        }
      }
    }
    // Seed 0 is its own shift.
    #expect(first.count == (seed == 0 ? 2 : 3) * 5 * 10 * 3 * 4)
  }

  @Test(arguments: seeds) func `uniform numbers fill the open interval evenly`(seed: UInt64) {
    var stream = RandomStream(seed: seed, person: 1, name: "uniform")
    let drawn = (0..<100_000).map { _ in stream.uniform() }
    #expect(drawn.allSatisfy { $0 > 0 && $0 < 1 })
    #expect(kolmogorovDistance(drawn) { $0 } < kolmogorovLimit(drawn.count))
    let mean = drawn.reduce(0, +) / 1e5
    // Five standard errors: 5 sqrt(1/12) / sqrt(1e5).
    #expect((mean - 0.5).magnitude < 0.00457)
  }

  @Test func `the ends of the interval are out of reach`() {
    // What `uniform` does with the extreme bits.
    #expect(Double(UInt64.min >> 11 | 1) * 0x1p-53 == 0x1p-53)
    #expect(Double(UInt64.max >> 11 | 1) * 0x1p-53 == 1 - 0x1p-53)
    #expect(normalQuantile(1 - 0x1p-53) == -normalQuantile(0x1p-53))
  }

  @Test(arguments: seeds) func `normal numbers have the moments of their distribution`(seed: UInt64) {
    var stream = RandomStream(seed: seed, person: 7, name: "normal")
    let drawn = (0..<100_000).map { _ in stream.normal() }
    // Five standard errors: sqrt(1, 2, 15, 96) / sqrt(1e5).
    var moments = [0.0, 0, 0, 0]
    for z in drawn {
      var power = 1e-5
      for order in 0..<4 {
        power *= z
        moments[order] += power
      }
    }
    #expect(moments[0].magnitude < 0.0158)
    #expect((moments[1] - 1).magnitude < 0.0224)
    #expect(moments[2].magnitude < 0.0612)
    #expect((moments[3] - 3).magnitude < 0.155)
    #expect(kolmogorovDistance(drawn, normalCumulative) < kolmogorovLimit(drawn.count))
  }

  /// First draws over persons, and draws of two names, two occasions and two seeds of one person.
  @Test(arguments: seeds) func `streams are independent of each other`(seed: UInt64) {
    let count = 100_000
    func draws(_ make: (UInt64) -> RandomStream) -> [Double] {
      (0..<UInt64(count)).map { person in
        var stream = make(person)
        return stream.normal()
      }
    }
    let base = draws { RandomStream(seed: seed, person: $0, name: "a") }
    #expect(kolmogorovDistance(base, normalCumulative) < kolmogorovLimit(count))
    let others = [
      draws { RandomStream(seed: seed, person: $0, name: "b") },
      draws { RandomStream(seed: seed, person: $0 + 1, name: "a") },
      draws { RandomStream(seed: seed, person: $0, name: "a", occasion: 1) },
      draws { RandomStream(seed: seed + 1, person: $0, name: "a") },
    ]
    // Five standard errors of a correlation, 5 / sqrt(1e5).
    for other in others { #expect(correlation(base, other).magnitude < 0.0158) }
  }
}

/// The largest distance between the empirical and the given distribution.
func kolmogorovDistance(_ drawn: [Double], _ cumulative: (Double) -> Double) -> Double {
  let count = Double(drawn.count)
  return drawn.sorted().enumerated().reduce(0) { largest, next in
    let expected = cumulative(next.element)
    return max(largest, expected - Double(next.offset) / count, Double(next.offset + 1) / count - expected)
  }
}

/// Exceeded with a probability of 1e-5: sqrt(-ln(0.5e-5) / 2) / sqrt(n).
func kolmogorovLimit(_ count: Int) -> Double { 2.47 / Double(count).squareRoot() }

func correlation(_ x: [Double], _ y: [Double]) -> Double {
  let n = Double(x.count)
  let (a, b) = (x.reduce(0, +) / n, y.reduce(0, +) / n)
  var (xx, yy, xy) = (0.0, 0.0, 0.0)
  for (x, y) in zip(x, y) {
    xx += (x - a) * (x - a)
    yy += (y - b) * (y - b)
    xy += (x - a) * (y - b)
  }
  return xy / (xx * yy).squareRoot()
}
