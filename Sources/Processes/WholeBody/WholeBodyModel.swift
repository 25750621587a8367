import Compounds
import Dosing
import Networks
import Physiology

/// A whole body with its compounds as a network, with what is needed to dose, observe and balance it.
public struct WholeBodyModel: Sendable {
  /// What happens at one time: amounts added to states, parameters of fluxes set.
  public struct Event: Sendable {
    public var time: Double
    public var additions: [(state: StateID, amount: Double)] = []
    public var settings: [(flux: FluxID, parameter: Int, value: Double)] = []
  }

  /// Where a concentration, or an excreted amount, is observed: a sum of amounts, each times a weight.
  public struct Site: Sendable {
    public var compound: String
    public var name: String
    /// µmol/L from amounts; of an amount µmol.
    public var terms: [(state: StateID, weight: Double)]
    /// Unbound over total concentration; not a number where it is not one.
    public var unboundFraction: Double
    /// Whether it is an amount, as in urine.
    public var isAmount = false

    public init(
      compound: String, name: String, terms: [(state: StateID, weight: Double)], unboundFraction: Double,
      isAmount: Bool = false
    ) {
      self.compound = compound
      self.name = name
      self.terms = terms
      self.unboundFraction = unboundFraction
      self.isAmount = isAmount
    }
  }

  public let network: Network
  public let individual: Individual
  public let compounds: [CompoundInBody]
  /// In order of time.
  public let events: [Event]
  /// What a user should know about how the model was built.
  public let warnings: [String]
  /// The states that hold drug (not water, enzyme or tablet location) and the dosed amount in all, µmol.
  public let drugStates: [StateID]
  /// Dosed amount by compound, µmol.
  public let dosed: [String: Double]
  let sites: SiteFinder

  /// The site of a compound by the name that a study uses, for example `plasma`, `brain`, `liver intracellular`.
  /// - Returns: nil when the body has no such place.
  public func site(_ name: String, of compound: String) -> Site? { sites.site(name, of: compound) }

  /// Every name that `site` knows.
  public var siteNames: [String] { sites.names }
}

/// What may be chosen about a model beyond its compounds and its individual.
public struct ModelChoices: Sendable {
  public var organForm: OrganForm
  public var organForms: [String: OrganForm]
  public var partitionMethod: PartitionMethod?
  public var meals: [Meal]
  /// The gut from a time on, in order of time, where it is not that of the individual any more.
  public var laterGuts: [(time: Double, gut: Gut)]
  /// The body in which plasma clearances without a `reference` count as measured; nil for the individual.
  public var clearanceBody: Individual?

  public init(
    organForm: OrganForm = .permeabilityLimited, organForms: [String: OrganForm] = [:],
    partitionMethod: PartitionMethod? = nil, meals: [Meal] = [], laterGuts: [(time: Double, gut: Gut)] = [],
    clearanceBody: Individual? = nil
  ) {
    self.organForm = organForm
    self.organForms = organForms
    self.partitionMethod = partitionMethod
    self.meals = meals
    self.laterGuts = laterGuts
    self.clearanceBody = clearanceBody
  }

  /// The gut that has come by a time, h; nil while it is that of the individual.
  func laterGut(at time: Double) -> Gut? { laterGuts.last { $0.time <= time }?.gut }
}

extension WholeBodyModel {
  /// Builds the network of an individual and compounds, and the events of the doses.
  ///
  /// - Parameters:
  ///   - individual: The body.
  ///   - compounds: Everything followed, metabolites included.
  ///   - proteins: Every protein that a process names.
  ///   - administrations: The doses, in order of time.
  ///   - choices: Forms of organs, partition method, meals.
  ///   - names: Of a model of the same compounds and doses in another body, which is then built faster; whether it came
  ///     out alike is to be asked of its compiled network.
  /// - Throws: `ModelError`, when parts are missing or do not fit.
  public static func build(
    _ individual: Individual, compounds: [Compound], proteins: [String: Protein],
    administrations: [Administration], choices: ModelChoices = ModelChoices(), names: NetworkNames? = nil
  ) throws(ModelError) -> WholeBodyModel {
    var builder = try BodyBuilder(
      individual, compounds: compounds, proteins: proteins, choices: choices, names: names)
    try builder.addBlood()
    try builder.addTissues()
    builder.addGut(administrations)
    try builder.addProteins()
    try builder.addClearances()
    try builder.addMetabolism()
    try builder.addTransport()
    try builder.addBinding()
    try builder.addDoses(administrations)
    return builder.finished()
  }
}
