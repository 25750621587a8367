import Compounds
import DataFiles
import Dosing
import Engine
import Foundation
import Networks
import NumericCore
import Physiology
import Processes

/// One arm of a study, ready to run: the model, compiled, with its doses and the places that are watched.
public struct Simulation: Sendable {
  public let study: Study
  public let arm: Arm
  public let model: WholeBodyModel
  public let compiled: CompiledNetwork
  public let administrations: EventTable
  /// The proteins of the model, as this person has them.
  let proteins: [String: Protein]
  /// The watched places, in the order of compounds, then of `observe`; those of mixtures come last.
  public let sites: [WholeBodyModel.Site]
  /// The dosed mixtures.
  public let mixtures: [Mixture]
  public let plan: IntegrationPlan
  public let options: SolverOptions

  /// Builds and compiles the model of one arm.
  ///
  /// - Parameters:
  ///   - person: Who goes through the arm, in place of the study's own subject.
  ///   - template: The same arm of another person; where the structure is the same it is not compiled again.
  /// - Throws: `ModelError` when the parts do not fit.
  public init(
    _ parts: StudyParts, arm: Arm, person: StudyPerson? = nil, like template: Simulation? = nil
  ) throws(ModelError) {
    let study = parts.study
    let mixtures = parts.mixtures.filter { mixture in
      mixture.parts.allSatisfy { part in arm.doses.contains { $0.compound.value == part.compound } }
    }
    let meals = arm.meals ?? study.meals
    var parts = parts.parts(of: arm)
    if let person { parts.individual = person.individual }
    let molarMass = Dictionary(parts.compounds.map { ($0.name, $0.molarMass) }) { first, _ in first }
    for dose in arm.doses where dose.dose.needsSurface && parts.individual.bodySurfaceArea == nil {
      throw ModelError(
        "a dose of \(dose.compound.value) is per body surface, which \(parts.individual.species) has no law for",
        remedy: "add body_surface_area: to its species.yaml, or give the dose per kg")
    }
    let table = EventTable(
      Dosing.administrations(
        arm.doses, weight: parts.individual.weight, bodySurfaceArea: parts.individual.bodySurfaceArea ?? 0
      ) { molarMass[$0] ?? .nan },
      duration: study.duration)
    let given = parts.compounds.filter { compound in
      arm.doses.contains { $0.compound.value == compound.name }
        || parts.isMetabolite(compound.name, in: arm)
    }
    var forms: [String: OrganForm] = [:]
    for choice in study.organForms { forms[choice.organ.value] = choice.form }
    let proteins = try parts.proteins(for: given, in: person)
    let choices = ModelChoices(
      organForm: study.organForm, organForms: forms,
      partitionMethod: study.partition.flatMap { PartitionMethod(rawValue: $0.value) }, meals: meals,
      laterGuts: person?.laterGuts ?? [], clearanceBody: person?.clearanceBody)
    func build(_ names: NetworkNames?) throws(ModelError) -> WholeBodyModel {
      try WholeBodyModel.build(
        parts.individual, compounds: given, proteins: proteins, administrations: table.given, choices: choices,
        names: names)
    }
    self.study = study
    self.arm = arm
    self.proteins = proteins
    administrations = table
    if let template {
      let alike = try build(template.compiled.names)
      let isAlike = template.compiled.fits(alike.network)
      // Another structure has names of its own.
      model = isAlike ? alike : try build(nil)
      compiled = isAlike ? template.compiled : CompiledNetwork(model.network)
    } else {
      model = try build(nil)
      compiled = CompiledNetwork(model.network)
    }
    var sites: [WholeBodyModel.Site] = []
    for compound in given {
      for place in study.observe {
        guard let site = model.site(place.value, of: compound.name) else {
          let nearest = suggestion(for: place.value, in: model.siteNames)
          throw ModelError(
            "\(place.location): there is no place `\(place.value)` to observe",
            remedy: "\(nearest)write plasma, blood, peripheral plasma, an organ, or an organ and a space")
        }
        sites.append(site)
      }
    }
    self.mixtures = mixtures
    sites += mixtures.flatMap { mixture in
      study.observe.map { mixture.site($0.value, among: sites, molarMass: molarMass) }
    }
    self.sites = sites
    plan = IntegrationPlan(
      events: model.events.filter { $0.time < study.duration - EventTable.resolution }.map(compiled.event),
      observers: sites.map { Observer("\($0.compound) \($0.name)", $0.terms) }, sampleTimes: study.sampling,
      end: study.duration, integratesObservers: true)
    options = SolverOptions(
      relativeTolerance: study.relativeTolerance,
      absoluteTolerances: Self.absoluteTolerances(model, table.given, study.absoluteTolerance))
  }

  /// Absolute tolerance of each state: of drug a share of the compound's largest dose, of liquid and protein a share of their
  /// own amounts.
  private static func absoluteTolerances(
    _ model: WholeBodyModel, _ given: [Administration], _ wanted: Double?
  ) -> [Double] {
    let states = model.network.states
    var isDrug = Array(repeating: false, count: states.count)
    for state in model.drugStates { isDrug[state.index] = true }
    var doses: [String: Double] = [:]
    for dose in given { doses[dose.compound] = max(doses[dose.compound] ?? 0, dose.amount) }
    let largest = doses.values.max() ?? 1
    return states.indices.map { index in
      if isDrug[index] { return wanted ?? (doses[states[index].substance] ?? largest) * ToleranceShare.ofDose }
      let (substance, initial) = (states[index].substance, states[index].initial)
      let usual = substance == "liquid" || substance == "tablet" ? max(initial, 1) : initial
      return usual * ToleranceShare.ofAmount + .leastNormalMagnitude
    }
  }

  /// Runs the arm with the fast integrator.
  ///
  /// - Throws: `SolverError`, with what was finished.
  public func run(isCancelled: (@Sendable () -> Bool)? = nil) throws(SolverError) -> SimulationResult {
    let integrator = try CVODEIntegrator<Double>(compiled, observed: plan.observedStates)
    return try run(with: integrator, isCancelled: isCancelled)
  }

  /// Runs the arm with any integrator.
  public func run(
    with integrator: some Integrator, isCancelled: (@Sendable () -> Bool)? = nil
  ) throws(SolverError) -> SimulationResult {
    var options = options
    options.isCancelled = isCancelled
    let start = ContinuousClock.now
    let trajectory = try integrator.run(compiled.values(of: model.network), plan, options)
    let seconds = (ContinuousClock.now - start) / .seconds(1)
    return SimulationResult(self, trajectory, wallSeconds: seconds)
  }
}

extension Arm {
  /// The name in tables and messages; a study without arms has a single one.
  public var displayName: String { name.isEmpty ? "single" : name }
}

/// What the absolute tolerances are relative to.
private enum ToleranceShare {
  static let ofDose = 1e-11
  static let ofAmount = 1e-9
}

extension DoseAmount {
  fileprivate var needsSurface: Bool {
    switch self {
    case .massPerArea, .amountPerArea: true
    default: false
    }
  }
}

extension Mixture {
  /// The place where the parts are seen together: µmol/L of the first part that has the mass of all.
  fileprivate func site(
    _ name: String, among sites: [WholeBodyModel.Site], molarMass: [String: Double]
  ) -> WholeBodyModel.Site {
    let own = parts.compactMap { part in sites.first { $0.compound == part.compound && $0.name == name } }
    let unit = parts.first.flatMap { molarMass[$0.compound] } ?? .nan
    let terms = own.flatMap { site in
      site.terms.map { (state: $0.state, weight: $0.weight * (molarMass[site.compound] ?? .nan) / unit) }
    }
    return WholeBodyModel.Site(
      compound: self.name, name: name, terms: terms, unboundFraction: .nan, isAmount: own.contains(where: \.isAmount))
  }
}

extension Simulation {
  /// Names of the proteins that a process of a compound names, sorted.
  var proteinNames: [String] {
    Set(model.compounds.flatMap { $0.compound.processes.compactMap(\.protein) }).filter { proteins[$0] != nil }.sorted()
  }

  /// What some organs hold of a protein, µmol, by its expression per volume of organ.
  func amount(of protein: String, in isWanted: (Organ) -> Bool) -> Double {
    guard let protein = proteins[protein] else { return .nan }
    return model.individual.organs.lazy.filter(isWanted).reduce(0) {
      $0 + protein.referenceConcentration * (protein.expression[$1.name] ?? 0) * $1.volume
    }
  }
}

/// A body that goes through an arm in place of the study's own subject.
public struct StudyPerson: Sendable {
  public var individual: Individual
  /// By protein; those not named are typical.
  public var proteins: [String: ProteinVariation]
  /// The gut at later occasions, in order of time.
  public var laterGuts: [(time: Double, gut: Gut)]
  /// The body in which plasma clearances without a `reference` count as measured.
  public var clearanceBody: Individual?

  public init(
    _ individual: Individual, proteins: [String: ProteinVariation] = [:],
    laterGuts: [(time: Double, gut: Gut)] = [], clearanceBody: Individual? = nil
  ) {
    self.individual = individual
    self.proteins = proteins
    self.laterGuts = laterGuts
    self.clearanceBody = clearanceBody
  }
}

extension ArmParts {
  /// The proteins that compounds meet in, as a person of that age has them.
  func proteins(for compounds: [Compound], in person: StudyPerson?) throws(ModelError) -> [String: Protein] {
    var proteins = try proteins(for: compounds)
    for (name, protein) in proteins {
      proteins[name] = protein.inPerson(
        age: individual.age, person?.proteins[name] ?? ProteinVariation(), liverEnzymes: individual.liverEnzymes)
    }
    return proteins
  }

  /// Whether a compound arises from what an arm doses, at one step or more.
  func isMetabolite(_ name: String, in arm: Arm) -> Bool {
    var reached = Set(arm.doses.map(\.compound.value))
    var grew = true
    while grew {
      grew = false
      for compound in compounds where reached.contains(compound.name) {
        for case .metabolism(let metabolism) in compound.processes {
          if let product = metabolism.metabolite, reached.insert(product).inserted { grew = true }
        }
      }
    }
    return reached.contains(name)
  }
}

extension IntegrationPlan {
  /// Every state that an observer names, once.
  public var observedStates: [StateID] {
    observers.flatMap(\.terms).map(\.state).uniqued()
  }
}

extension CompiledNetwork {
  /// An event of the model in terms of the compiled arrays.
  func event(_ event: WholeBodyModel.Event) -> Event {
    Event(
      time: event.time, additions: event.additions.map { .init(state: $0.state, amount: $0.amount) },
      settings: event.settings.compactMap { setting in
        slot(of: setting.flux, parameter: setting.parameter).map { .init(slot: $0, value: setting.value) }
      })
  }
}
