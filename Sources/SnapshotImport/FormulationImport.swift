/// Reads the formulations of a snapshot.
struct FormulationImport {
  let session: ImportSession
  private let all: [(name: String, type: String, map: YAMLMap)]

  init(_ session: ImportSession) {
    self.session = session
    all = session.root.list("Formulations").compactMap { FormulationReader(session: session, node: $0).read() }
  }

  /// Those that simulations give a compound in, and those that none uses; then the plain words for them.
  func formulations(of draft: CompoundDraft) -> [(name: String, map: YAMLMap)] {
    let isDosed = draft.simulations.contains { $0.compound(draft.name)?.protocolName != nil }
    guard isDosed || session.simulations.isEmpty else { return [] }
    let own = Set(draft.simulations.flatMap { $0.compound(draft.name)?.formulations.map(\.name) ?? [] })
    let used = Set(session.simulations.flatMap(\.compounds).flatMap { $0.formulations.map(\.name) })
    let kept = all.filter { own.contains($0.name) || !used.contains($0.name) }
    return kept.map { ($0.name, withDensity(draft.density, $0.map)) } + aliases(kept)
  }

  /// The density of the solid is the compound's where it is given.
  private func withDensity(_ density: ImportedValue?, _ map: YAMLMap) -> YAMLMap {
    guard let density, map["density"] != nil else { return map }
    var map = map
    map["density"] = density.yaml()
    return map
  }

  /// `tablet`, `capsule` and `solution`, where one formulation alone can be meant.
  private func aliases(_ kept: [(name: String, type: String, map: YAMLMap)]) -> [(name: String, map: YAMLMap)] {
    var found: [(name: String, map: YAMLMap)] = []
    func add(_ word: String, _ candidates: [(name: String, type: String, map: YAMLMap)]) {
      guard candidates.count == 1, let target = candidates.first?.name, !kept.contains(where: { $0.name == word })
      else {
        return
      }
      found.append((word, YAMLMap([("same_as", .text(target))])))
    }
    let isSolid: (String) -> Bool = { $0 != "dissolved" }
    for word in ["tablet", "capsule"] {
      let named = kept.filter { $0.name.lowercased().contains(word) && isSolid($0.type) }
      if !named.isEmpty {
        add(word, named)
      } else if word == "tablet" {
        let solids = kept.filter { isSolid($0.type) && !$0.name.lowercased().contains("capsule") }
        add(word, solids)
      }
    }
    add("solution", kept.filter { $0.type == "dissolved" })
    return found
  }
}

/// Reads one formulation as a compound file writes it.
struct FormulationReader {
  let session: ImportSession
  let node: JSONNode

  func read() -> (name: String, type: String, map: YAMLMap)? {
    let name = node.text("Name") ?? "formulation"
    let type = node.text("FormulationType") ?? ""
    let parameters = ParameterSet(node.list("Parameters"))
    var map = YAMLMap()
    func need(_ names: [String], _ standard: ImportedValue, _ key: String) {
      for candidate in names {
        if let value = parameters.take(candidate)?.value {
          map.add(key, value.yaml())
          return
        }
      }
      session.report.filled("formulation \(name)", names.first ?? key, standard)
      map.add(key, standard.yaml())
    }
    func suspension() {
      let flag = parameters.take("Use as suspension")?.number
      map.add("suspension", .plain((flag ?? 1) != 0 ? "yes" : "no"))
    }
    let model: String
    switch type {
    case "Formulation_Dissolved": model = "dissolved"
    case "Formulation_Tablet_Weibull":
      model = "weibull"
      need(["Dissolution time (50% dissolved)"], PKSimDefaults.dissolutionTime, "time_50")
      need(["Dissolution shape"], PKSimDefaults.dissolutionShape, "shape")
      need(["Lag time"], PKSimDefaults.lagTime, "lag")
      suspension()
    case "Formulation_Tablet_Lint80":
      model = "lint80"
      need(["Dissolution time (80% dissolved)"], PKSimDefaults.dissolutionTime, "time_80")
      need(["Lag time"], PKSimDefaults.lagTime, "lag")
      suspension()
    case "Formulation_FirstOrder":
      model = "first-order"
      need(["t1/2", "Half-life", "Dissolution half-life"], PKSimDefaults.dissolutionTime, "time_50")
    case "Formulation_ZeroOrder":
      model = "zero-order"
      need(["End time"], PKSimDefaults.zeroOrderDuration, "duration")
    case "Formulation_Table":
      model = "table"
      guard let table = releaseTable(parameters) else {
        session.report.lacks("Formulations.\(name)", type, because: "its table holds no points")
        return nil
      }
      map.add("times", table)
      suspension()
    case "Formulation_Particles":
      model = "particles"
      particles(parameters, add: { map.add($0, $1) }, need: need)
    default:
      session.report.lacks("Formulations.\(name)", type, because: "no formulation of ours is of this type")
      return nil
    }
    for parameter in parameters.rest {
      session.report.lacks("Formulations.\(name).\(parameter.name)", parameter, because: "no key of a formulation")
    }
    var whole = YAMLMap([("model", .plain(model))])
    whole.add(map)
    return (name, model, whole)
  }

  private func releaseTable(_ parameters: ParameterSet) -> YAMLValue? {
    guard let table = parameters.take("Fraction (dose)", "Fraction dissolved", "Fraction dose"),
      let formula = table.node["TableFormula"]
    else { return nil }
    formula.readAll()
    let timeUnit = ourUnit(formula.text("XUnit")) ?? "min"
    let isPercent = formula.text("YUnit") == "%"
    let rows = formula.list("Points").compactMap { point -> YAMLValue? in
      guard let x = point.number("X"), let y = point.number("Y") else { return nil }
      let time = ImportedQuantity(number: x, unit: timeUnit.isEmpty ? "min" : timeUnit)
      return .list([.plain(time.text), .plain(numberText(tidied(isPercent ? y / 100 : y)))])
    }
    return rows.count < 2 ? nil : .list(rows)
  }

  private func particles(
    _ parameters: ParameterSet, add: (String, YAMLValue) -> Void, need: ([String], ImportedValue, String) -> Void
  ) {
    need(["Particle radius (mean)", "Particle radius (geomean)"], PKSimDefaults.particleRadius, "radius")
    let isSpread = (parameters.take("Type of particle size distribution")?.number ?? 0) != 0
    let isLogNormal = (parameters.take("Particle size distribution")?.number ?? 0) != 0
    if isSpread {
      add("distribution", .plain(isLogNormal ? "log-normal" : "normal"))
      if isLogNormal {
        need(["Coefficient of variation"], PKSimDefaults.particleVariation, "cv")
      } else {
        need(["Particle radius (SD)"], PKSimDefaults.particleDeviation, "sd")
      }
      let bins = parameters.take("Number of bins")?.number ?? Double(PKSimDefaults.particleBins)
      add("bins", .plain(numberText(bins)))
      need(["Particle radius (min)"], PKSimDefaults.smallestRadius, "minimum_radius")
      need(["Particle radius (max)"], PKSimDefaults.largestRadius, "maximum_radius")
    } else {
      add("distribution", .plain("single"))
    }
    need(["Thickness (unstirred water layer)"], PKSimDefaults.diffusionLayer, "diffusion_layer")
    need(["Density (drug)"], PKSimDefaults.particleDensity, "density")
    need(["Immediately dissolve particles smaller than"], PKSimDefaults.dissolvedBelow, "dissolved_below")
  }
}
