import DataFiles
import Simulations

extension PopulationFiles {
  /// manifest.json: what is needed to run the study again and get the same numbers, and how it went.
  ///
  /// Nothing in it depends on threads, shards or the time that the run took.
  public func manifest() -> JSONValue {
    .object([
      ("program", .text("teorell")),
      ("version", .text(programVersion)),
      ("command", .array(command.map(JSONValue.text))),
      ("study", .text(study.study.name)),
      ("study_file", JSONValue(study.study.file)),
      ("overrides", .array(overrides.map { .object([("path", .text($0.path)), ("value", .text($0.value))]) })),
      ("seed", JSONValue(study.seed)),
      ("size", JSONValue(study.trialSize)),
      ("trials", .integer(study.trialCount)),
      ("people", .integer(study.peopleCount)),
      ("populations", .array(layout.populations.map(JSONValue.text))),
      ("people_table", JSONValue(study.peopleTable)),
      ("failed", .integer(failures.count)),
      ("largest_balance_error", JSONValue(largestBalanceError)),
      ("files", .array(digests.map { .object([("path", .text($0.path)), ("sha256", JSONValue($0.digest))]) })),
      ("solver", solver),
      ("arms", .array(study.arms.map(arm))),
      ("warnings", .array(warnings.map(JSONValue.text))),
    ])
  }

  private var solver: JSONValue {
    .object(
      solverSettings(study.study, study.arms.first)
        + [
          (
            "people_advanced_together_by_arm",
            .array(results.areTogether.map { .integer($0 ? PopulationStudy.groupWidth : 1) })
          )
        ])
  }

  private func arm(_ simulation: Simulation) -> JSONValue {
    .object([
      ("arm", .text(simulation.arm.displayName)),
      ("states", .integer(simulation.compiled.states.count)),
      ("jacobian_entries", .integer(simulation.compiled.pattern.count)),
    ])
  }

  /// Everything a user should know of the typical body, each said once.
  public var warnings: [String] {
    study.arms.flatMap { $0.model.warnings + $0.administrations.warnings }.uniqued()
  }
}

extension JSONValue {
  /// A whole number, or `null`.
  fileprivate init(_ value: Int?) { self = value.map(JSONValue.integer) ?? .null }

  /// A whole number; as text where it is one that `Int` does not hold.
  fileprivate init(_ value: UInt64) { self = Int(exactly: value).map(JSONValue.integer) ?? .text("\(value)") }
}
