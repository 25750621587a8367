/// Reads the events of a snapshot; the meals among them become meals of studies.
struct MealImport {
  private let meals: [String: YAMLMap]
  private let session: ImportSession

  init(_ session: ImportSession) {
    self.session = session
    var meals: [String: YAMLMap] = [:]
    for node in session.root.list("Events") {
      let name = node.text("Name") ?? ""
      let template = node.text("Template") ?? name
      let parameters = ParameterSet(node.list("Parameters"))
      if let meal = Self.meal(template, parameters, session) { meals[name] = meal }
      for parameter in parameters.rest {
        session.report.lacks("Events[].\(parameter.name)", parameter, because: "no key of a meal")
      }
    }
    self.meals = meals
  }

  private static func meal(_ template: String, _ parameters: ParameterSet, _ session: ImportSession) -> YAMLMap? {
    let standard = PKSimDefaults.meals.first { template.lowercased().contains($0.word) }
    let energy = parameters.take("Meal energy content", "Energy content", "Energy")?.quantity
    let solids = parameters.take("Meal fraction solid", "Fraction solid", "Solid fraction")?.quantity
    let volume = parameters.take("Meal volume", "Volume")?.quantity
    guard energy != nil || standard != nil, solids != nil || standard != nil, volume != nil || standard != nil else {
      session.report.lacks("Events[]", template, because: "no meal whose energy, solids and volume are known")
      return nil
    }
    if let standard, energy == nil || solids == nil || volume == nil {
      for (word, number, unit) in [
        ("energy", standard.energy, "kcal"), ("share of solids", standard.solids, ""), ("volume", standard.litres, "L"),
      ] { session.report.filled("event \(template)", word, .byDefault(number, unit)) }
    }
    return YAMLMap([
      ("energy", .plain((energy ?? ImportedQuantity(number: standard?.energy ?? 0, unit: "kcal")).text)),
      ("solid_fraction", .plain((solids ?? ImportedQuantity(number: standard?.solids ?? 0, unit: "")).text)),
      ("volume", .plain((volume ?? ImportedQuantity(number: standard?.litres ?? 0, unit: "L")).text)),
    ])
  }

  /// The entries of `meals` of a simulation.
  func meals(of simulation: SimulationRecord) -> [YAMLValue] {
    simulation.node.list("Events").compactMap { event in
      let name = event.text("Name") ?? ""
      let start = event["StartTime"].map(SnapshotParameter.init)?.quantity?.inUnit("h") ?? 0
      guard let meal = meals[name] else {
        session.report.lacks("Simulations[].Events[]", name, because: "an event without a counterpart")
        return nil
      }
      return .map(YAMLMap([("start", .plain(time(start)))] + meal.entries.map { ($0.key, $0.value) }))
    }
  }
}
