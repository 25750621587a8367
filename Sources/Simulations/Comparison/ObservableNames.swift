import DataFiles

/// What a table of observed values may name: places of a body, over all species of a library, and compounds.
public struct ObservableNames: Sendable {
  private let places: Set<String>
  private var compounds: Set<String>

  public init(_ library: Library) {
    var organs: Set<String> = []
    for species in library.list("Physiology") {
      for file in library.list("Physiology/\(species)/organs") where file.hasSuffix(".yaml") {
        organs.insert(String(file.dropLast(".yaml".count).map { $0 == "-" ? " " : $0 }))
      }
    }
    let spaces = ["plasma", "blood cells", "interstitial", "intracellular"]
    places = organs.union(ObservedQuantity.bloodSites).union(ObservedQuantity.excretionSites)
      .union(organs.flatMap { organ in spaces.map { "\(organ) \($0)" } })
    compounds = Set(library.list("Compounds").filter { library.find("Compounds/\($0)/\($0).yaml") != nil })
  }

  /// Takes compounds as known that the library lacks; what measured them has no curve, but is no fault of a table.
  package mutating func accept(compounds names: [String]) { compounds.formUnion(names) }

  /// What to write instead of a compound that nobody knows; nil for a known one.
  package func remedy(forCompound name: String) -> String? {
    if compounds.contains(name) { return nil }
    let nearest = suggestion(for: name, in: compounds.sorted())
    return "\(nearest)write a compound of the library, see `teorell list compounds`"
  }

  /// What to write instead of a place that no body has; nil for one that there is.
  package func remedy(forPlace place: String) -> String? {
    if places.contains(place) { return nil }
    let nearest = suggestion(for: place, in: places.sorted())
    let usual = ObservedQuantity.bloodSites + ObservedQuantity.excretionSites
    return "\(nearest)write \(usual.joined(separator: ", ")), an organ, or an organ and a space"
  }
}
