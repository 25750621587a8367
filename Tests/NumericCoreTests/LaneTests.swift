import NumericCore
import Testing

struct LaneTests {
  static func check<L: Lane>(_: L.Type) {
    var a = L.zero
    var b = L.one
    for lane in 0..<L.laneCount {
      a[lane: lane] = Double(lane + 2)
      b[lane: lane] = Double(3 * lane + 5)
    }
    for lane in 0..<L.laneCount {
      let (x, y) = (Double(lane + 2), Double(3 * lane + 5))
      #expect((a + b)[lane: lane] == x + y)
      #expect((a - b)[lane: lane] == x - y)
      #expect((a * b)[lane: lane] == x * y)
      #expect((a / b)[lane: lane] == x / y)
      #expect((-a)[lane: lane] == -x)
      #expect(a.map { $0 * $0 }[lane: lane] == x * x)
      #expect(a.zip(b) { $0 * 10 + $1 }[lane: lane] == x * 10 + y)
      #expect(L(repeating: 7)[lane: lane] == 7)
      #expect(a.zipOnce(b) { $0 * 10 + $1 }[lane: lane] == x * 10 + y)
      #expect(L(repeating: 7).zipOnce(b) { $0 * 10 + $1 }[lane: lane] == 70 + y)
      #expect(L(repeating: 7).zipOnce(L(repeating: 2)) { $0 * 10 + $1 }[lane: lane] == 72)
    }
    #expect(L(repeating: 7).isUniform && a.isUniform == (L.laneCount == 1))
    #expect(a.isBelow(b) && !b.isBelow(a) && !a.isBelow(a))
    var one = b
    one[lane: L.laneCount - 1] = a[lane: L.laneCount - 1]
    #expect(!a.isBelow(one))
    one[lane: 0] = .nan
    #expect(!a.isBelow(one) && one.isUniform == (L.laneCount == 1))
  }

  @Test func `every lane computes by itself`() {
    Self.check(Double.self)
    Self.check(SIMD4<Double>.self)
    Self.check(SIMD8<Double>.self)
  }

  @Test func `a seed fixes the sequence`() {
    // The published first values of SplitMix64 with seed 1234567.
    var random = SeededGenerator(seed: 1_234_567)
    #expect(random.next() == 6_457_827_717_110_365_317)
    #expect(random.next() == 3_203_168_211_198_807_973)
    #expect(random.next() == 9_817_491_932_198_370_423)
  }
}
