import DataFiles
import Dosing
import Simulations

/// The version of the program that stands in every manifest.
public let programVersion = "0.1.0"

extension ResultFiles {
  /// manifest.json: what is needed to run the study again and get the same numbers, and how the run went.
  public func manifest() -> JSONValue {
    let study = results.study
    return .object([
      ("program", .text("teorell")),
      ("version", .text(programVersion)),
      ("command", .array(command.map(JSONValue.text))),
      ("study", .text(study.name)),
      ("study_file", JSONValue(study.file)),
      (
        "overrides",
        .array(results.overrides.map { .object([("path", .text($0.path)), ("value", .text($0.value))]) })
      ),
      // A single body takes no random number.
      ("seed", .null),
      (
        "files",
        .array(
          results.parts.files.map {
            .object([("path", .text($0)), ("sha256", JSONValue(fileDigest(path: $0)))])
          })
      ),
      ("solver", .object(solverSettings(study, results.finished.first?.simulation))),
      ("arms", .array(results.finished.map(arm))),
      (
        "unfinished",
        .array(results.unfinished.map { .object([("arm", .text($0.arm)), ("reason", .text($0.reason))]) })
      ),
      ("warnings", .array(results.warnings.map(JSONValue.text))),
      ("wall_time_s", .number(results.finished.reduce(0) { $0 + $1.wallSeconds })),
    ])
  }

  private func arm(_ result: SimulationResult) -> JSONValue {
    let counts = result.trajectory.statistics
    return .object([
      ("arm", .text(result.armName)),
      ("states", .integer(result.simulation.compiled.states.count)),
      ("jacobian_entries", .integer(result.simulation.compiled.pattern.count)),
      ("dose_umol", .number(result.totalDose)),
      ("balance_error", .number(result.balanceError)),
      ("steps", .integer(counts.steps)),
      ("rate_evaluations", .integer(counts.rateEvaluations)),
      ("factorisations", .integer(counts.factorisations)),
      ("newton_iterations", .integer(counts.newtonIterations)),
      ("error_test_failures", .integer(counts.errorTestFailures)),
      ("convergence_failures", .integer(counts.convergenceFailures)),
      ("wall_time_s", .number(result.wallSeconds)),
    ])
  }
}

/// What a manifest says of the integrator.
func solverSettings(_ study: Study, _ simulation: Simulation?) -> [(key: String, value: JSONValue)] {
  [
    ("method", .text("CVODE, backward differentiation formulas, analytic sparse Jacobian")),
    ("relative_tolerance", .number(study.relativeTolerance)),
    ("absolute_tolerance_umol", JSONValue(study.absoluteTolerance)),
    ("maximum_steps_between_events", .integer(simulation?.options.maximumSteps ?? 0)),
  ]
}
