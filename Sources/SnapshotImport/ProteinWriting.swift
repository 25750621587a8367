extension ProteinProfile {
  /// A whole protein file.
  func file(named name: String, source: String, notes: [String: ImportedValue]) -> YAMLMap {
    var map = YAMLMap([
      ("schema", .plain("protein/1")), ("protein", .text(name)), ("kind", .plain(kind.rawValue)),
      ("source", .text(source)),
    ])
    for key in ["reference_concentration", "half_life", "located", "expression", "membranes"] {
      map.add(key, value(of: key, notes: notes))
    }
    return map
  }

  /// One key of a protein file.
  ///
  /// - Parameter notes: Where the numbers come from, by the words of the snapshot.
  func value(of key: String, notes: [String: ImportedValue]) -> YAMLValue? {
    func number(_ value: Double, _ unit: String, _ note: String) -> YAMLValue {
      let quantity = ImportedQuantity(number: tidied(value), unit: unit)
      return ImportedValue(quantity: quantity, origin: notes[note]?.origin ?? .unknown, note: notes[note]?.note).yaml()
    }
    switch key {
    case "reference_concentration": return number(referenceConcentration, "umol/L", "Reference concentration")
    case "half_life":
      guard let halfLifeLiver, let halfLifeIntestine else { return nil }
      return .map(
        YAMLMap([
          ("liver", number(halfLifeLiver, "h", "t1/2 (liver)")),
          ("intestine", number(halfLifeIntestine, "h", "t1/2 (intestine)")),
        ]))
    case "located":
      if located.count == 1, let space = located.keys.first { return .plain(space) }
      return .map(YAMLMap(located.sorted { $0.key < $1.key }.map { ($0.key, .plain(numberText($0.value))) }))
    case "expression":
      let places = expression.filter { $0.value > 0 }.keys.sorted {
        (Places.order.firstIndex(of: $0) ?? .max, $0) < (Places.order.firstIndex(of: $1) ?? .max, $1)
      }
      return .map(YAMLMap(places.map { ($0, .plain(numberText(expression[$0] ?? 0))) }))
    case "membranes": return kind == .transporter ? membraneList() : nil
    default: return nil
    }
  }

  /// The membranes with `mucosa` and `others` for what most of those places have.
  private func membraneList() -> YAMLValue {
    let places = Places.order.filter { Places.isOrgan($0) && (membranes[$0] ?? []).isEmpty == false }
    let mucosae = places.filter { $0.hasSuffix(" mucosa") }
    let organs = places.filter { !$0.hasSuffix(" mucosa") }
    func common(_ names: [String]) -> [Membrane]? {
      // Places with expression decide; the others follow.
      let held = names.filter { (expression[$0] ?? 0) > 0 }
      return ranked((held.isEmpty ? names : held).compactMap { membranes[$0] }).first?.word
    }
    let special: Set<String> = ["liver", "kidney", "brain"]
    let mucosal = common(mucosae)
    let other = common(organs.filter { !special.contains($0) })
    var lines: [YAMLValue] = []
    func add(_ organ: String, _ list: [Membrane]) {
      for membrane in list {
        var map = YAMLMap([
          ("organ", .text(organ)), ("from", .text(membrane.from)), ("to", .text(membrane.to)),
        ])
        if membrane.share != 1 { map["share"] = .plain(numberText(tidied(membrane.share))) }
        lines.append(.map(map))
      }
    }
    for organ in organs where special.contains(organ) || membranes[organ] != other {
      add(organ, membranes[organ] ?? [])
    }
    for mucosa in mucosae where membranes[mucosa] != mucosal && (expression[mucosa] ?? 0) > 0 {
      add(mucosa, membranes[mucosa] ?? [])
    }
    if let mucosal { add("mucosa", mucosal) }
    if let other { add("others", other) }
    return .list(lines)
  }
}
