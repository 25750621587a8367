/// Where a transporter of the program carries, by organ and side of the membrane.
struct TransportDirections {
  enum Side { case apical, basolateral }

  private var directions: [String: [(side: Side, membrane: ProteinProfile.Membrane)]] = [:]
  private let isInflux: Bool

  /// - Parameter transportType: Efflux, Influx, PgpLike or BiDirectional.
  init(transportType: String?) {
    isInflux = transportType == "Influx"
    for place in Places.order where Places.isOrgan(place) {
      directions[place] = Self.standard(place, transportType ?? "Efflux")
    }
  }

  /// Takes the directions that a profile lists.
  ///
  /// - Returns: Words that are unknown here.
  mutating func read(_ entries: [JSONNode]) -> [String] {
    var unknown: [String] = []
    var listed: [String: [(side: Side, membrane: ProteinProfile.Membrane)]] = [:]
    for entry in entries {
      entry.readAll()
      guard let name = entry.text("Name"), let word = entry.text("TransportDirection") else { continue }
      guard let place = Places.ofShortName(name), Places.isOrgan(place) else { continue }
      if word == "None" { continue }
      guard let found = Self.membranes(word) else {
        unknown.append(word)
        continue
      }
      // Periportal and pericentral are one liver.
      for item in found
      where !(listed[place] ?? []).contains(where: { $0.side == item.side && $0.membrane == item.membrane }) {
        listed[place, default: []].append(item)
      }
    }
    for (place, list) in listed { directions[place] = list }
    return unknown
  }

  /// Takes the membranes of the older versions, one for each organ.
  mutating func setSide(_ word: String, at place: String) {
    guard let list = directions[place] else { return }
    switch word {
    case "Apical", "BloodBrainBarrier": sides[place] = .apical
    case "Basolateral", "Tissue": sides[place] = .basolateral
    default: if list.isEmpty { directions[place] = nil }
    }
  }

  private var sides: [String: Side] = [:]
  /// Share of the transporter at the apical side, where the snapshot gives it.
  var apicalShares: [String: Double] = [:]

  /// The membranes of every organ, with their shares.
  func membranes() -> [String: [ProteinProfile.Membrane]] {
    var result: [String: [ProteinProfile.Membrane]] = [:]
    for (place, list) in directions {
      let apical = list.filter { $0.side == .apical }.map(\.membrane)
      let basolateral = list.filter { $0.side == .basolateral }.map(\.membrane)
      if apical.isEmpty || basolateral.isEmpty {
        result[place] = apical + basolateral
        continue
      }
      let share = apicalShares[place] ?? (isApical(place) ? 1 : 0)
      result[place] =
        apical.compactMap { Self.shared($0, share) } + basolateral.compactMap { Self.shared($0, 1 - share) }
    }
    return result
  }

  /// The program puts uptake transporters at the blood side of liver and kidney, all others where both meet the lumen.
  private func isApical(_ place: String) -> Bool {
    if let side = sides[place] { return side == .apical }
    return !(isInflux && (place == "liver" || place == "kidney"))
  }

  private static func shared(_ membrane: ProteinProfile.Membrane, _ share: Double) -> ProteinProfile.Membrane? {
    guard share > 0 else { return nil }
    return ProteinProfile.Membrane(from: membrane.from, to: membrane.to, share: share)
  }

  /// What the program takes for an organ where a profile lists nothing.
  private static func standard(
    _ place: String, _ type: String
  ) -> [(side: Side, membrane: ProteinProfile.Membrane)] {
    let isInflux = type == "Influx"
    let prefix = isInflux ? "Influx" : "Efflux"
    let basolateral = isInflux ? "InfluxInterstitialToIntracellular" : "EffluxIntracellularToInterstitial"
    var words: [String]
    switch place {
    case "liver": words = ["ExcretionLiver", basolateral]
    case "kidney": words = ["ExcretionKidney", basolateral]
    case "brain":
      words = [isInflux ? "InfluxBrainPlasmaToInterstitial" : "EffluxBrainInterstitialToPlasma"]
      words.append(isInflux ? "InfluxBrainInterstitialToTissue" : "EffluxBrainTissueToInterstitial")
    case let place where place.hasSuffix(" mucosa"):
      words = [isInflux ? "InfluxLumenToMucosaIntracellular" : "\(prefix)MucosaIntracellularToLumen", basolateral]
    default: words = [basolateral]
    }
    return words.flatMap { membranes($0) ?? [] }
  }

  private static func membranes(_ word: String) -> [(side: Side, membrane: ProteinProfile.Membrane)]? {
    func one(_ side: Side, _ from: String, _ to: String) -> [(side: Side, membrane: ProteinProfile.Membrane)] {
      [(side, ProteinProfile.Membrane(from: from, to: to))]
    }
    if word == "ExcretionLiver" { return one(.apical, "intracellular", "bile") }
    if word == "ExcretionKidney" { return one(.apical, "intracellular", "urine") }
    var rest = Substring(word)
    var isBothWays = false
    for prefix in ["Efflux", "Influx", "Pgp", "BiDirectional"] where rest.hasPrefix(prefix) {
      rest = rest.dropFirst(prefix.count)
      isBothWays = prefix == "BiDirectional"
    }
    let isBrain = rest.hasPrefix("Brain")
    if isBrain { rest = rest.dropFirst("Brain".count) }
    let sides: [String]
    if let middle = rest.ranges(of: "To").last {
      sides = [String(rest[..<middle.lowerBound]), String(rest[middle.upperBound...])]
    } else if isBothWays, let pair = Self.pair(rest) {
      sides = pair
    } else {
      return nil
    }
    let spaces = [
      "Intracellular": "intracellular", "MucosaIntracellular": "intracellular", "Tissue": "intracellular",
      "Interstitial": "interstitial", "Plasma": "plasma", "Lumen": "lumen", "BloodCells": "blood cells",
    ]
    guard let from = spaces[sides[0]], let to = spaces[sides[1]] else { return nil }
    let isApical = from == "lumen" || to == "lumen" || (isBrain && (from == "plasma" || to == "plasma"))
    let side: Side = isApical ? .apical : .basolateral
    return one(side, from, to) + (isBothWays ? one(side, to, from) : [])
  }

  /// `BiDirectionalInterstitialIntracellular` names both spaces without a word between.
  private static func pair(_ rest: Substring) -> [String]? {
    let names = ["MucosaIntracellular", "Intracellular", "Interstitial", "Plasma", "Lumen", "BloodCells", "Tissue"]
    for first in names where rest.hasPrefix(first) {
      let second = String(rest.dropFirst(first.count))
      if names.contains(second) { return [first, second] }
    }
    return nil
  }
}
