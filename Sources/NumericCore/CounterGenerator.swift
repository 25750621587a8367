/// One block of the counter-based generator Philox4x32 with ten rounds.
///
///     (hi₀, lo₀) = 0xD2511F53 · c₀,  (hi₁, lo₁) = 0xCD9E8D57 · c₂
///     c ← (hi₁ ⊕ c₁ ⊕ k₀, lo₁, hi₀ ⊕ c₃ ⊕ k₁, lo₀),  k ← k + (0x9E3779B9, 0xBB67AE85)      ten times
///
/// For one key the blocks are a permutation of the counters, so no two counters give the same block.
///
/// - Complexity: twenty multiplications, no allocation.
/// - Reference: Salmon, Moraes, Dror and Shaw, SC '11 (2011), doi 10.1145/2063384.2063405.
public func philox4x32(counter: SIMD4<UInt32>, key: SIMD2<UInt32>) -> SIMD4<UInt32> {
  var (c0, c1, c2, c3) = (counter.x, counter.y, counter.z, counter.w)
  var (k0, k1) = (key.x, key.y)
  for _ in 0..<10 {
    let first = UInt64(c0) &* 0xD251_1F53
    let second = UInt64(c2) &* 0xCD9E_8D57
    (c0, c1, c2, c3) = (
      UInt32(truncatingIfNeeded: second >> 32) ^ c1 ^ k0, UInt32(truncatingIfNeeded: second),
      UInt32(truncatingIfNeeded: first >> 32) ^ c3 ^ k1, UInt32(truncatingIfNeeded: first)
    )
    k0 &+= 0x9E37_79B9
    k1 &+= 0xBB67_AE85
  }
  return SIMD4(c0, c1, c2, c3)
}

/// What a stream of random numbers is for, as a number that is the same on every machine and in every release.
///
/// The 64-bit FNV-1a hash of the UTF-8 text, byte for byte. Two texts that only differ in how an accent is encoded are
/// two names. The chance that any two of 1000 names share a hash is 3e-14.
///
/// - Reference: Fowler, Noll, Vo, Eastlake and Hansen, RFC 9923 (2025), doi 10.17487/RFC9923.
public struct StreamName: Hashable, Sendable, ExpressibleByStringLiteral {
  public let hash: UInt64

  public init(_ text: String) {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    self.hash = hash
  }

  public init(stringLiteral text: String) { self.init(text) }
}

/// The random numbers of one person for one purpose; they depend on nothing but seed, person, name and occasion.
///
/// Neither the order in which persons are simulated, nor the number of persons, nor the other names drawn for a person
/// change a stream.
///
///     counter = (block, occasion, low half of person, high half of person)
///     key = mix(mix(seed + 0x9E3779B97F4A7C15) ⊕ name)         mix: the finalizer of SplitMix64, a bijection
///
/// Streams of one seed are told apart exactly by person and occasion, and by name unless two names have the same hash.
/// Two seeds with two names share a key with a chance of 2⁻⁶⁴. A stream ends after 2³³ draws.
///
/// - Complexity: one block of Philox for two draws, no allocation.
/// - Reference: `philox4x32`; Steele, Lea and Flood, OOPSLA 2014, doi 10.1145/2660193.2660195 (mix).
public struct RandomStream: RandomNumberGenerator, Sendable {
  private let key: SIMD2<UInt32>
  private var counter: SIMD4<UInt32>
  /// The second half of the last block.
  private var spare: UInt64 = 0
  private var hasSpare = false
  private var isExhausted = false

  /// - Parameter occasion: Which of several draws of one person, such as the visit; 0 for what a person keeps for life.
  public init(seed: UInt64, person: UInt64, name: StreamName, occasion: UInt32 = 0) {
    let mixed = Self.mix(Self.mix(seed &+ 0x9E37_79B9_7F4A_7C15) ^ name.hash)
    key = SIMD2(UInt32(truncatingIfNeeded: mixed), UInt32(truncatingIfNeeded: mixed >> 32))
    counter = SIMD4(0, occasion, UInt32(truncatingIfNeeded: person), UInt32(truncatingIfNeeded: person >> 32))
  }

  public mutating func next() -> UInt64 {
    if hasSpare {
      hasSpare = false
      return spare
    }
    precondition(!isExhausted, "a stream has 2^33 draws")
    let block = philox4x32(counter: counter, key: key)
    counter.x &+= 1
    isExhausted = counter.x == 0
    hasSpare = true
    spare = UInt64(block.w) << 32 | UInt64(block.z)
    return UInt64(block.y) << 32 | UInt64(block.x)
  }

  /// A number of the open interval (0, 1): an odd multiple of 2⁻⁵³, so that `u` and `1 - u` are equally likely.
  /// - Complexity: one draw, no allocation.
  public mutating func uniform() -> Double { Double(next() >> 11 | 1) * 0x1p-53 }

  /// A number of the standard normal distribution, by inversion; its magnitude is at most 8.21.
  /// - Complexity: one draw, no allocation.
  /// - Reference: `normalQuantile`.
  public mutating func normal() -> Double { normalQuantile(uniform()) }

  private static func mix(_ number: UInt64) -> UInt64 {
    var z = number
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
