import Teorell
import Foundation
let diagnostics = Diagnostics()
let library = Library()
for path in CommandLine.arguments.dropFirst() {
  let start = ContinuousClock.now
  guard let parts = loadStudyParts(path: path, library: library, diagnostics: diagnostics) else { print(DataErrors(diagnostics.errors)); continue }
  let loaded = ContinuousClock.now
  for arm in parts.study.arms {
    do {
      let s0 = ContinuousClock.now
      let simulation = try Simulation(parts, arm: arm)
      let s1 = ContinuousClock.now
      let r = try simulation.run()
      print(path, arm.name, "states", simulation.compiled.states.count, "nnz", simulation.compiled.pattern.count, "fill", simulation.compiled.factorisation.fill, "load", loaded - start, "build", s1 - s0, "run", r.wallSeconds, r.trajectory.statistics)
      print("balance error", r.balanceError)
      for e in r.exposures.prefix(6) { print(e.compound, e.site, e.interval, e.metrics) }
      for b in r.balance where b.shareOfDose > 1e-3 { print("   ", b.compound, b.place, b.shareOfDose) }
      for w in simulation.model.warnings { print("warning", w) }
      print("min", zip(r.trajectory.final, simulation.compiled.states).min { $0.0 < $1.0 }.map { ($0.0, $0.1.name) } as Any)
    } catch { print(path, error) }
  }
}
