import DataFiles
import Dosing
import Processes

extension StudyParts {
  /// A model that could not be built, as a fault of the study file.
  public func fault(_ error: ModelError, arm: Arm) -> DataError {
    // Some problems begin with the place they are about.
    for site in study.observe where error.problem.hasPrefix("\(site.location): ") {
      let problem = String(error.problem.dropFirst("\(site.location): ".count))
      return DataError(location: site.location, problem: problem, remedy: error.remedy)
    }
    let location = arm.doses.first?.location ?? study.subject.species.location
    let problem = arm.name.isEmpty ? error.problem : "arm \(arm.name): \(error.problem)"
    return DataError(location: location, problem: problem, remedy: error.remedy)
  }
}
