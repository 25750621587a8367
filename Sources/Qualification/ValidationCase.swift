import DataFiles
import Simulations

/// One dataset that was observed, and the arm of a study that reproduces it: a row of cases.csv.
public struct ValidationCase: Sendable, Hashable {
  public typealias Quantity = ObservedQuantity

  /// A name that no other case has.
  public var name: String
  /// As the table names it, relative to the folder; empty when the case cannot be run.
  public var studyFile: String
  /// Empty when the study has no arms.
  public var arm: String
  public var observedFile: String
  public var dataset: String
  /// What was measured, by the name of the library.
  public var compound: String
  public var site: String
  public var quantity: Quantity
  /// The family of compounds that the case belongs to.
  public var model: String
  /// `oral`, `intravenous` or `other`.
  public var route: String
  public var formulation: String
  public var food: String
  public var doses: String
  /// Drugs given besides; empty for a study of a single drug.
  public var coMedication: [String]
  /// People behind the dataset.
  public var people: Int?
  public var dataType: String
  /// Whether the parameters were fitted to this dataset: `yes`, `no` or `unknown`.
  public var fitted: String
  /// Why the case is not run; empty when it is.
  public var leftOut: String
  /// Its row in cases.csv.
  public var location: SourceLocation

  public var isRun: Bool { leftOut.isEmpty }
}

extension ValidationCase {
  var isExcretion: Bool { quantity != .concentration }

  /// The words of a number of columns, each of which takes nothing else.
  static let choices: [String: [String]] = [
    "quantity": Quantity.allCases.map(\.rawValue) + ["excreted amount (mg)"],
    "route": ["oral", "intravenous", "other"],
    "food": ["fasted", "fed", "unknown"],
    "doses": ["single", "multiple", "unknown"],
    "fitted": ["yes", "no", "unknown"],
  ]

  static let columns = [
    "case", "study_file", "arm", "observed_file", "dataset_id", "compound", "site", "quantity", "model", "route",
    "formulation", "food", "doses", "co_medication", "n", "data_type", "fitted", "left_out",
  ]
}
