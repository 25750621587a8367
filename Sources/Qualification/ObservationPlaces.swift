import DataFiles

/// The places of a body that a table may name, over all species of a library.
public struct ObservationPlaces: Sendable {
  private let names: Set<String>

  public init(_ library: Library) {
    var organs: Set<String> = []
    for species in library.list("Physiology") {
      for file in library.list("Physiology/\(species)/organs") where file.hasSuffix(".yaml") {
        organs.insert(String(file.dropLast(".yaml".count).map { $0 == "-" ? " " : $0 }))
      }
    }
    let spaces = ["plasma", "blood cells", "interstitial", "intracellular"]
    names = organs.union(ValidationCase.bloodSites).union(ValidationCase.excretionSites)
      .union(organs.flatMap { organ in spaces.map { "\(organ) \($0)" } })
  }

  /// What to write instead of a place that no body has; nil for one that there is.
  func remedy(for place: String) -> String? {
    if names.contains(place) { return nil }
    let nearest = nearestName(place, in: names.sorted()).map { "did you mean `\($0)`? " } ?? ""
    let usual = ValidationCase.bloodSites + ValidationCase.excretionSites
    return "\(nearest)write \(usual.joined(separator: ", ")), an organ, or an organ and a space"
  }
}
