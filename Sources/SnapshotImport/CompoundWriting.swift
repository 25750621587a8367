extension CompoundDraft {
  private static let order = [
    "molecular_weight", "halogens", "lipophilicity", "pka", "fraction_unbound", "blood_plasma_ratio", "solubility",
    "supersaturation", "aqueous_diffusion", "intestinal_permeability", "cell_permeability",
  "mucosal_cell_permeability", "blood_cell_permeability",
  ]

  /// The whole file of the compound.
  ///
  /// - Parameter proteinsFrom: The folder whose proteins it shares; nil for the main compound itself.
  func file(source: String, proteinsFrom: String?) -> String {
    var map = YAMLMap([
      ("schema", .plain("compound/1")), ("compound", .text(folder)), ("source", .text(source)),
      ("identifiers", .map(YAMLMap([("pk-sim", .text(name))]))),
    ])
    if let proteinsFrom { map["proteins_from"] = .text(proteinsFrom) }
    for key in Self.order { map.add(key, standing[key]) }
    map["partition"] = .map(YAMLMap([("method", .plain(partition))]))
    map["permeability"] = .map(YAMLMap([("method", .plain(permeability))]))
    map["compatibility"] = .plain("pk-sim")
    map.add("ehc_continuous_fraction", standing["ehc_continuous_fraction"])
    if !alternatives.isEmpty {
      map["alternatives"] = .map(
        YAMLMap(
          Self.order.compactMap { key in
            alternatives[key].map { list in
              (key, .map(YAMLMap(list.map { ($0.name, $0.value.asMapping) })))
            }
          }))
    }
    let written = processes.compactMap(\.yaml)
    if !written.isEmpty { map["processes"] = .list(written.map(YAMLValue.map)) }
    if !formulations.isEmpty { map["formulations"] = .map(YAMLMap(formulations.map { ($0.name, .map($0.map)) })) }
    return yamlFile(map)
  }
}

extension YAMLValue {
  /// A bare number as the mapping it stands for.
  fileprivate var asMapping: YAMLValue {
    if case .plain = self { return .map(YAMLMap([("value", self)])) }
    return self
  }
}
