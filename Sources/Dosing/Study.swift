import DataFiles

/// A word of a file and where it stands, so that a name found unknown later can be pointed at.
public struct Located<Value: Hashable & Sendable>: Hashable, Sendable {
  public var value: Value
  public var location: SourceLocation

  public init(value: Value, location: SourceLocation) {
    self.value = value
    self.location = location
  }
}

/// Who is dosed, as written; what is left out is that of the named individual, else of the species' reference
/// individual.
///
/// - Units: age h, weight kg, height dm.
public struct SubjectRecord: Sendable, Hashable {
  public var species: Located<String>
  /// A file of a model's individuals, as `model/name`.
  public var individual: Located<String>?
  public var population: Located<String>?
  public var sex: String?
  public var age: Double?
  public var weight: Double?
  public var height: Double?
  /// What differs from the protein profiles otherwise used: mappings whose keys replace those of the protein's file.
  public var proteins: [String: DataNode]

  public init(
    species: Located<String>, individual: Located<String>? = nil, population: Located<String>? = nil,
    sex: String? = nil, age: Double? = nil, weight: Double? = nil, height: Double? = nil,
    proteins: [String: DataNode] = [:]
  ) {
    self.species = species
    self.individual = individual
    self.population = population
    self.sex = sex
    self.age = age
    self.weight = weight
    self.height = height
    self.proteins = proteins
  }
}

/// One treatment of a study; a study without arms has a single one with an empty name.
public struct Arm: Sendable, Hashable {
  public var name: String
  public var doses: [DoseRequest]
  /// Who is dosed in this arm, where it is not the subject of the study.
  public var subject: SubjectRecord?
  /// Settings of compounds, where they are not those of the study.
  public var compoundSettings: [String: DataNode]?
  /// Meals, where they are not those of the study.
  public var meals: [Meal]?

  public init(
    name: String, doses: [DoseRequest], subject: SubjectRecord? = nil, compoundSettings: [String: DataNode]? = nil,
    meals: [Meal]? = nil
  ) {
    self.name = name
    self.doses = doses
    self.subject = subject
    self.compoundSettings = compoundSettings
    self.meals = meals
  }
}

/// What limits the exchange between blood and the cells of an organ.
public enum OrganForm: String, Sendable, Hashable, CaseIterable {
  case permeabilityLimited = "permeability-limited"
  case perfusionLimited = "perfusion-limited"
}

/// The form of one organ, where it differs from the others.
public struct OrganFormChoice: Sendable, Hashable {
  public var organ: Located<String>
  public var form: OrganForm

  public init(organ: Located<String>, form: OrganForm) {
    self.organ = organ
    self.form = form
  }
}

/// A meal.
///
/// - Units: start h, energy kcal, volume L; `solidFraction` of the energy, 0 to 1.
public struct Meal: Sendable, Hashable {
  public var start: Double
  public var energy: Double
  public var solidFraction: Double
  public var volume: Double

  public init(start: Double, energy: Double, solidFraction: Double, volume: Double) {
    self.start = start
    self.energy = energy
    self.solidFraction = solidFraction
    self.volume = volume
  }
}

/// A table of observed values that is drawn over the curves of a study.
public struct ObservedReference: Sendable, Hashable {
  /// As written: beside the study file, or where the path leads from here.
  public var file: Located<String>
  /// The only dataset of the table that is taken; all unless named.
  public var dataset: Located<String>?
  /// The arm it was observed in; needed where there are several.
  public var arm: Located<String>?

  public init(file: Located<String>, dataset: Located<String>? = nil, arm: Located<String>? = nil) {
    self.file = file
    self.dataset = dataset
    self.arm = arm
  }
}

/// Who gets what and when, and what is written down.
///
/// - Units: times h, `absoluteTolerance` umol.
public struct Study: Sendable, Hashable {
  /// Relative tolerance of the integration when the study names none.
  public static let defaultRelativeTolerance = 1e-6

  public var name: String
  public var subject: SubjectRecord
  public var arms: [Arm]
  /// Sites that are written; plasma unless named.
  public var observe: [Located<String>]
  public var duration: Double
  /// Times of the rows, rising, each in 0 ... duration.
  public var sampling: [Double]
  public var relativeTolerance: Double
  public var absoluteTolerance: Double?
  public var organForm: OrganForm
  public var organForms: [OrganFormChoice]
  /// Partition method that replaces that of every compound.
  public var partition: Located<String>?
  public var meals: [Meal]
  /// What the study changes of the files of compounds, by compound.
  public var compoundSettings: [String: DataNode]
  /// The people, where the study is of many; `subject` is then the typical one of the species.
  public var subjects: SubjectsRecord?
  /// What was observed, to be drawn over the curves.
  public var observed: [ObservedReference]
  /// The file it was read from; nil when it was made in code.
  public var file: String?

  public init(
    name: String, subject: SubjectRecord, arms: [Arm], observe: [Located<String>], duration: Double,
    sampling: [Double], relativeTolerance: Double = Study.defaultRelativeTolerance,
    absoluteTolerance: Double? = nil, organForm: OrganForm = .permeabilityLimited,
    organForms: [OrganFormChoice] = [], partition: Located<String>? = nil, meals: [Meal] = [],
    compoundSettings: [String: DataNode] = [:], subjects: SubjectsRecord? = nil,
    observed: [ObservedReference] = [], file: String? = nil
  ) {
    self.name = name
    self.subject = subject
    self.arms = arms
    self.observe = observe
    self.duration = duration
    self.sampling = sampling
    self.relativeTolerance = relativeTolerance
    self.absoluteTolerance = absoluteTolerance
    self.organForm = organForm
    self.organForms = organForms
    self.partition = partition
    self.meals = meals
    self.compoundSettings = compoundSettings
    self.subjects = subjects
    self.observed = observed
    self.file = file
  }
}
