import Compounds
import DataFiles
import Dosing
import Foundation
import Populations
import Simulations

/// Runs arms with many people and compares their spread with what was observed.
struct SpreadRun {
  let people: SpreadPeople
  let observed: [String: ObservedDataset]
  let mixtures: [String: Mixture]

  /// What came of one arm.
  struct ArmSpread: Sendable {
    var cases: [SpreadCase] = []
    var groups: [SpreadGroup] = []
    var failed: [FailedCase] = []
  }

  /// Coarser than that of a run: percentiles of a hundred people are uncertain by far more.
  private static let relativeTolerance = 1e-4

  /// Fewer single persons say little of how exposure differs.
  private static let fewestForExposure = 4

  /// Cases of one arm that show spread.
  func compare(
    _ cases: [ValidationCase], _ parts: StudyParts, _ arm: Arm, _ isCancelled: @escaping @Sendable () -> Bool
  ) -> ArmSpread? {
    var found = ArmSpread()
    do throws(CaseFailure) {
      guard let curves = try curves(cases, parts, arm, isCancelled) else { return nil }
      for one in cases {
        guard let dataset = observed[one.name], let kind = one.spreadKind(dataset) else { continue }
        guard let comparison = SpreadComparison(curves, one, mixture: mixtures[one.compound]) else {
          found.failed.append(FailedCase(of: one, reason: "the people have no curve of \(one.compound) in \(one.site)"))
          continue
        }
        if let result = comparison.result(one, dataset, kind) { found.cases.append(result) }
      }
      found.groups = groups(cases, curves)
    } catch {
      found.failed = cases.map { FailedCase(of: $0, reason: error.reason) }
    }
    return found
  }

  private func curves(
    _ cases: [ValidationCase], _ parts: StudyParts, _ arm: Arm, _ isCancelled: @escaping @Sendable () -> Bool
  ) throws(CaseFailure) -> PeopleCurves? {
    var parts = parts
    let times = Set(cases.flatMap { observed[$0.name]?.points.map(\.time) ?? [] }.filter { $0 >= 0 }).sorted()
    guard let last = times.last, last > 0 else { throw CaseFailure("no point lies after the start") }
    parts.study.observe = cases.uniqued(on: \.site).map {
      Located(value: $0.site, location: $0.location)
    }
    parts.study.sampling = times
    parts.study.duration = last
    parts.study.relativeTolerance = max(parts.study.relativeTolerance, Self.relativeTolerance)
    let sampler = try people.sampler(parts, arm)
    let study: PopulationStudy
    do {
      study = try PopulationStudy(parts, arm: arm, people: sampler)
    } catch {
      throw CaseFailure(error.description)
    }
    guard let curves = study.curves(isCancelled: isCancelled) else { return nil }
    // A missing person may be one of the extreme ones.
    if let failure = curves.failures.first {
      throw CaseFailure("\(curves.failures.count) of \(people.count) people failed, the first with: \(failure)")
    }
    return curves
  }

  /// Variation of exposure where several single persons were measured in the arm.
  private func groups(_ cases: [ValidationCase], _ curves: PeopleCurves) -> [SpreadGroup] {
    let single = cases.filter { one in
      one.people == 1 && observed[one.name].map { one.spreadKind($0) == .individual } == true
    }
    let places = Dictionary(grouping: single) { [$0.compound, $0.site] }
    var found: [SpreadGroup] = []
    for members in places.values where members.count >= Self.fewestForExposure {
      guard let first = members.first, let study = observed[first.name]?.study,
        let comparison = SpreadComparison(curves, first, mixture: mixtures[first.compound])
      else { continue }
      for metric in [QualificationMetric.auc, .cmax] {
        let exposures = members.compactMap { one in
          observed[one.name].flatMap { comparison.exposure(metric, $0) }
        }
        guard exposures.count >= Self.fewestForExposure else { continue }
        let count = Double(exposures.count)
        let mean = exposures.reduce(0) { $0 + $1.deviation } / count
        let variance = exposures.reduce(0) { $0 + ($1.deviation - mean) * ($1.deviation - mean) } / (count - 1)
        let predicted = exposures.reduce(0) { $0 + $1.variance } / count
        found.append(
          SpreadGroup(
            of: first, study: study, metric: metric, people: exposures.count,
            observedCV: expm1(variance).squareRoot(), predictedCV: expm1(predicted).squareRoot()))
      }
    }
    return found
  }
}
