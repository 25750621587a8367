import Teorell

/// The engine over some individuals, with as many lanes as are asked for.
protocol LaneTiming {
  var individualCount: Int { get }
  /// - Parameter lane: Its lanes divide the number of individuals.
  func measure<L: Lane>(_ lane: L.Type, _ repeats: Int) throws -> Measurement
}

extension LaneTiming {
  func measure(lanes: Int, repeats: Int) throws -> Measurement {
    switch lanes {
    case 1: try measure(filling: Double.self, repeats)
    case 4: try measure(filling: SIMD4<Double>.self, repeats)
    case 8: try measure(filling: SIMD8<Double>.self, repeats)
    default: throw Misuse("lanes are 1, 4 or 8")
    }
  }

  private func measure<L: Lane>(filling lane: L.Type, _ repeats: Int) throws -> Measurement {
    guard individualCount % L.laneCount == 0 else {
      throw Misuse("\(individualCount) people do not fill \(L.laneCount) lanes")
    }
    return try measure(lane, repeats)
  }
}
