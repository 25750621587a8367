/// The parts that the groups of a network play in the scheme of a body.
package struct BodyScheme: Sendable {
  let venous: Int
  let arterial: Int
  /// Between venous and arterial blood.
  package var lungs: [Int] = []
  /// Take arterial and give venous blood.
  package var tissues: [Int] = []
  /// The organ into which others drain, with the vein that gathers their blood, if there is one.
  package var collector: Int?
  var portal: Int?
  /// Drain into the portal vein or the collector.
  package var splanchnic: [Int] = []
  /// Contents of the gut from mouth to anus, each with the splanchnic group beside it.
  package var lumen: [(group: Int, wall: Int?)] = []
  /// What is beside a tissue, a blood pool or the collector, such as urine.
  package var beside: [Int: [Int]] = [:]
  /// What follows the gut, such as faeces.
  package var afterLumen: [Int] = []
  /// Without a place.
  package var others: [Int] = []

  /// Names of groups whose nodes are taken one by one: a whole gut lumen in one group.
  package static func groupsToSplit(_ drawing: NetworkDrawing) -> Set<String> {
    let lumen = NetworkGroups(drawing).groups.filter { isLumen($0.name) }
    guard lumen.count == 1, let only = lumen.first, only.nodes.count > 2 else { return [] }
    return [only.name]
  }

  private static func isLumen(_ name: String) -> Bool { name.lowercased().contains("lumen") }

  /// - Parameter splitLumen: Nodes of the lumen group that was split.
  /// - Returns: Nil without a venous and an arterial pool.
  package init?(_ network: NetworkGroups, splitLumen: Set<String>) {
    func named(_ word: String) -> Int? { network.groups.firstIndex { $0.name.lowercased().contains(word) } }
    guard let venous = named("venous"), let arterial = named("arterial"), venous != arterial else { return nil }
    self.venous = venous
    self.arterial = arterial
    portal = named("portal")
    var isPlaced = network.groups.map { group in
      Self.isLumen(group.name) || group.nodes.allSatisfy { splitLumen.contains($0.group) }
    }
    let lumenGroups = isPlaced.indices.filter { isPlaced[$0] }
    for i in [venous, arterial] + (portal.map { [$0] } ?? []) { isPlaced[i] = true }

    let fromArterial = Set(network.links.filter { $0.from == arterial && !isPlaced[$0.to] }.map(\.to))
    let toVenous = Set(network.links.filter { $0.to == venous && !isPlaced[$0.from] }.map(\.from))
    for i in network.groups.indices where !isPlaced[i] {
      if network.isLinked(venous, i), network.isLinked(i, arterial), !fromArterial.contains(i) {
        lungs.append(i)
        isPlaced[i] = true
      }
    }
    // The collector gives blood to the veins and takes it from the portal vein or, without one, from most other organs.
    let giveElsewhere = fromArterial.subtracting(toVenous)
    func feeders(_ i: Int) -> Int {
      network.links.count { $0.to == i && ($0.from == portal || giveElsewhere.contains($0.from)) }
    }
    collector = network.groups.indices.filter { !isPlaced[$0] && toVenous.contains($0) && feeders($0) > 0 }
      .max { (feeders($0), $1) < (feeders($1), $0) }
    if let collector { isPlaced[collector] = true }
    for i in network.groups.indices where !isPlaced[i] && (fromArterial.contains(i) || toVenous.contains(i)) {
      let drainsElsewhere = [portal, collector].compactMap(\.self).contains { network.isLinked(i, $0) }
      if drainsElsewhere, !toVenous.contains(i) { splanchnic.append(i) } else { tissues.append(i) }
      isPlaced[i] = true
    }
    var walls = Set(splanchnic)
    for i in lumenGroups {
      let wall = splanchnic.first {
        walls.contains($0) && (network.isLinked(i, $0) || network.isLinked($0, i))
      }
      if let wall { walls.remove(wall) }
      lumen.append((i, wall))
    }
    splanchnic.removeAll { wall in lumen.contains { $0.wall == wall } }
    placeRest(network, &isPlaced)
  }

  private mutating func placeRest(_ network: NetworkGroups, _ isPlaced: inout [Bool]) {
    let hosts = tissues + lungs + splanchnic + [collector].compactMap(\.self)
    for i in network.groups.indices where !isPlaced[i] {
      let neighbors = network.links.filter { $0.from == i || $0.to == i }.map { $0.from == i ? $0.to : $0.from }
      let drainsLumen = network.links.contains { link in link.to == i && lumen.contains { $0.group == link.from } }
      if let host = neighbors.first(where: hosts.contains) {
        beside[host, default: []].append(i)
      } else if drainsLumen {
        afterLumen.append(i)
      } else {
        others.append(i)
      }
    }
  }
}
