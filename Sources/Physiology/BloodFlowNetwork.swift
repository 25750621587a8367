/// The blood flow network: every organ takes what it demands, and passes on what no other organ takes from it.
///
/// The arterial blood feeds the network and is where it closes; it alone drains nowhere.
package struct BloodFlowNetwork {
  /// One organ of the network.
  package struct Node {
    package var name: String
    /// Organ that this one takes blood from, and how much, L/h; nil if it only receives what drains into it.
    var demand: (from: String, flow: Double)?
    /// Organ that receives the blood no other organ takes from this one.
    var drainsInto: String?

    package init(name: String, demand: (from: String, flow: Double)?, drainsInto: String?) {
      self.name = name
      self.demand = demand
      self.drainsInto = drainsInto
    }
  }

  private let nodes: [Node]
  private let index: [String: Int]
  /// Places of the nodes that these drain into, and of those that they take blood from.
  private var targets: [Int?] = []
  private var sources: [Int?] = []

  /// - Throws: `PhysiologyError` if a name is given twice or is not known, if blood runs in a circle that the
  ///   arterial blood is no part of, or if an organ drains nowhere.
  package init(_ nodes: [Node]) throws(PhysiologyError) {
    self.nodes = nodes
    var index: [String: Int] = [:]
    for (position, node) in nodes.enumerated() {
      guard index.updateValue(position, forKey: node.name) == nil else {
        throw PhysiologyError(
          subject: node.name, problem: "two organs have this name", remedy: "keep one of the two files")
      }
    }
    self.index = index
    guard index[Individual.arterialBlood] != nil else {
      throw PhysiologyError(
        subject: Individual.arterialBlood, problem: "the species has no such organ, so nothing feeds the others",
        remedy: "add the organ file of kind blood")
    }
    for node in nodes { try checkNames(node) }
    targets = nodes.map { $0.drainsInto.flatMap { index[$0] } }
    sources = nodes.map { $0.demand.flatMap { index[$0.from] } }
    for position in nodes.indices { try checkReachesArteries(from: position) }
  }

  private func checkNames(_ node: Node) throws(PhysiologyError) {
    for (role, name) in [("takes blood from", node.demand?.from), ("drains into", node.drainsInto)] {
      guard let name, index[name] == nil else { continue }
      throw PhysiologyError(
        subject: node.name, problem: "it \(role) \(name), which is no organ of this species",
        remedy: "name an organ of the species, or add the file of \(name)")
    }
    guard (node.drainsInto == nil) == (node.name == Individual.arterialBlood) else {
      throw PhysiologyError(
        subject: node.name,
        problem: node.drainsInto == nil ? "it drains nowhere" : "it drains into one organ, yet it feeds them all",
        remedy: node.drainsInto == nil
          ? "add drains_into" : "remove drains_into; other organs take the arterial blood with blood_flow")
    }
  }

  private func checkReachesArteries(from start: Int) throws(PhysiologyError) {
    var path: [Int] = []
    var current = start
    while let next = targets[current] {
      path.append(current)
      if let circle = path.firstIndex(of: next) {
        throw PhysiologyError(
          subject: nodes[next].name,
          problem: "its blood runs in a circle: "
            + (path[circle...] + [next]).map { nodes[$0].name }.joined(separator: " -> "),
          remedy: "let one of them drain towards the lung and the arterial blood")
      }
      current = next
    }
  }

  /// The blood between every two organs that exchange any.
  ///
  ///     what drains from an organ = its demand + what drains into it - what others take from it
  ///
  /// - Returns: First the demands, then what drains, both in the order of the organs; one entry a pair.
  /// - Throws: `PhysiologyError` if an organ gets no blood, or gives more than it gets.
  package func solve() throws(PhysiologyError) -> [BloodFlow] {
    var taken = [Double](repeating: 0, count: nodes.count)
    var inflow = [Double](repeating: 0, count: nodes.count)
    var waiting = [Int](repeating: 0, count: nodes.count)
    for (position, node) in nodes.enumerated() {
      if let demand = node.demand, let source = sources[position] {
        taken[source] += demand.flow
        inflow[position] += demand.flow
      }
      if let target = targets[position] { waiting[target] += 1 }
    }
    var drained = [Double](repeating: 0, count: nodes.count)
    var ready = nodes.indices.filter { waiting[$0] == 0 }
    while let position = ready.popLast() {
      guard let target = targets[position] else { continue }
      drained[position] = try remainder(nodes[position], inflow: inflow[position], taken: taken[position])
      inflow[target] += drained[position]
      waiting[target] -= 1
      if waiting[target] == 0 { ready.append(target) }
    }
    return flows(drained)
  }

  private func remainder(_ node: Node, inflow: Double, taken: Double) throws(PhysiologyError) -> Double {
    guard inflow > 0 else {
      throw PhysiologyError(
        subject: node.name, problem: "no blood reaches it",
        remedy: "add blood_flow, or let another organ drain into it")
    }
    // Some thousand roundings: shares that sum to one in decimal may miss it in binary.
    let rounding = 1e-12 * inflow
    let rest = inflow - taken
    guard rest >= -rounding else {
      throw PhysiologyError(
        subject: node.name, problem: "other organs take \(taken) L/h of blood from it, but it gets only \(inflow) L/h",
        remedy: "lower their blood_flow, or let more blood reach it")
    }
    return rest > rounding ? rest : 0
  }

  private func flows(_ drained: [Double]) -> [BloodFlow] {
    var flows: [BloodFlow] = []
    flows.reserveCapacity(2 * nodes.count)
    var known = [Int](repeating: -1, count: nodes.count * nodes.count)
    func add(_ from: Int?, _ to: Int?, _ flow: Double) {
      guard flow > 0, let from, let to else { return }
      let pair = from * nodes.count + to
      if known[pair] >= 0 {
        flows[known[pair]].flow += flow
      } else {
        known[pair] = flows.count
        flows.append(BloodFlow(from: nodes[from].name, to: nodes[to].name, flow: flow))
      }
    }
    for (position, node) in nodes.enumerated() {
      if let demand = node.demand { add(sources[position], position, demand.flow) }
    }
    for position in nodes.indices { add(position, targets[position], drained[position]) }
    return flows
  }
}
