import Engine
import Foundation
import Networks
import NumericCore
import Processes
import Simulations
import Testing
@Suite struct ScratchTests {
  @Test func steps() throws {
    for share in [1.0, 10] {
      var line = "STEPS 1e-10/\(share):"
      for arm in StudyArm.shipped {
        let s = try arm.simulation()
        var o = s.options
        let drug = Set(s.model.drugStates.map(\.index))
        for i in o.absoluteTolerances.indices where drug.contains(i) { o.absoluteTolerances[i] /= share }
        let t = try s.fast(s.watchingEveryAmount, o)
        line += " \(arm.study) \(t.statistics.steps) \(s.smallestShare(t).share);"
      }
      print(line)
    }
  }
}
