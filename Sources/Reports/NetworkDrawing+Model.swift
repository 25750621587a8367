import Networks
import Processes

extension NetworkDrawing {
  /// The network of a model: a node for each state, an arrow for each flux from one state to another.
  public init(_ model: WholeBodyModel, title: String = "") {
    let network = model.network
    let compounds = Set(model.drugStates.map { network[$0].substance })
    let drug = Set(model.drugStates)
    let nodes = network.states.enumerated().map { index, state in
      var words: [String] = []
      if !drug.contains(StateID(index)) || compounds.count > 1 { words.append(state.substance) }
      if !state.space.isEmpty, state.space != "sink" { words.append(state.space) }
      let label = words.isEmpty ? state.place : words.joined(separator: " ")
      return NetworkNode(id: state.name, label: label, group: state.drawingGroup)
    }
    let edges = network.fluxes.compactMap { flux -> NetworkEdge? in
      guard let from = flux.from, let to = flux.to else { return nil }
      return NetworkEdge(from: network[from].name, to: network[to].name, label: flux.name)
    }
    self.init(title: title, nodes: nodes, edges: edges)
  }
}

extension Network.State {
  /// What is in the gut stands apart from the wall around it.
  fileprivate var drawingGroup: String {
    switch space {
    case "lumen", "undissolved", "particles": "\(place) lumen"
    default: place
    }
  }
}
