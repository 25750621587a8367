/// One state of a network, as a drawing shows it.
public struct NetworkNode: Hashable, Sendable {
  /// Unique within a drawing.
  public var id: String
  public var label: String
  /// Nodes of one group, for example of one organ, stand in one box.
  public var group: String

  public init(id: String, label: String, group: String) {
    self.id = id
    self.label = label
    self.group = group
  }
}

/// One way from a node to another.
public struct NetworkEdge: Hashable, Sendable {
  /// Identifiers of nodes.
  public var from: String
  public var to: String
  public var label: String

  public init(from: String, to: String, label: String = "") {
    self.from = from
    self.to = to
    self.label = label
  }
}

/// A network as boxes and arrows, as text for Graphviz or as an SVG drawing of its own.
///
/// With a venous and an arterial blood pool among the groups, found by these words in their names, the drawing is the usual
/// scheme of the body: organs in rows between the two pools, those that drain into another organ beside it, the gut as a
/// chain (groups with `lumen` in their names). Otherwise the groups stand in a grid.
public struct NetworkDrawing: Hashable, Sendable {
  public let title: String
  public let nodes: [NetworkNode]
  public let edges: [NetworkEdge]

  /// - Parameter edges: Those with an unknown end are left out.
  public init(title: String = "", nodes: [NetworkNode], edges: [NetworkEdge]) {
    var known: Set<String> = []
    for node in nodes { precondition(known.insert(node.id).inserted, "two nodes have the identifier \(node.id)") }
    self.title = title
    self.nodes = nodes
    self.edges = edges.filter { known.contains($0.from) && known.contains($0.to) }
  }

  /// The network in the DOT language, a cluster for each group; the same network gives the same bytes.
  ///
  /// - Reference: https://graphviz.org/doc/info/lang.html
  public func dot() -> String {
    var text = "digraph network {\n"
    if !title.isEmpty { text += "  label=\(quoted(title)); labelloc=t;\n" }
    text += "  compound=true; rankdir=LR;\n"
    text += "  node [shape=box, style=\"rounded,filled\", fillcolor=white, fontname=\"Helvetica\", fontsize=10];\n"
    text += "  edge [fontname=\"Helvetica\", fontsize=8, color=\"#52606d\"];\n"
    for (i, group) in NetworkGroups(self).groups.enumerated() {
      let isNamed = !group.name.isEmpty
      if isNamed {
        text += "  subgraph cluster_\(i) {\n    label=\(quoted(group.name)); style=filled; color=\"#e4e8ec\";\n"
      }
      for node in group.nodes {
        text += "\(isNamed ? "    " : "  ")\(quoted(node.id)) [label=\(quoted(node.label))];\n"
      }
      if isNamed { text += "  }\n" }
    }
    for edge in edges {
      let label = edge.label.isEmpty ? "" : " [label=\(quoted(edge.label))]"
      text += "  \(quoted(edge.from)) -> \(quoted(edge.to))\(label);\n"
    }
    return text + "}\n"
  }

  private func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n", "\r": result += "\\n"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}

/// Nodes by group and edges by pair of groups, in the order of their first mention.
package struct NetworkGroups: Sendable {
  package struct Group: Sendable {
    package let name: String
    var nodes: [NetworkNode]
  }
  /// All edges from one group to another.
  struct Link: Sendable {
    let from: Int
    let to: Int
    var edges: [NetworkEdge]
  }

  package private(set) var groups: [Group] = []
  private(set) var links: [Link] = []
  /// Edges within each group.
  private(set) var inner: [[NetworkEdge]] = []

  /// - Parameter split: Groups for whose nodes a group of their own is made, named after the node.
  package init(_ drawing: NetworkDrawing, split: Set<String> = []) {
    var numbers: [String: Int] = [:]
    var groupOfNode: [String: Int] = [:]
    for node in drawing.nodes {
      let isSplit = split.contains(node.group)
      let key = isSplit ? node.group + "\u{0}" + node.id : node.group
      let number = numbers[key] ?? groups.count
      if number == groups.count {
        numbers[key] = number
        groups.append(Group(name: isSplit ? node.label : node.group, nodes: []))
      }
      groups[number].nodes.append(node)
      groupOfNode[node.id] = number
    }
    inner = Array(repeating: [], count: groups.count)
    var linkNumbers: [[Int]: Int] = [:]
    for edge in drawing.edges {
      guard let from = groupOfNode[edge.from], let to = groupOfNode[edge.to] else { continue }
      if from == to {
        inner[from].append(edge)
      } else if let number = linkNumbers[[from, to]] {
        links[number].edges.append(edge)
      } else {
        linkNumbers[[from, to]] = links.count
        links.append(Link(from: from, to: to, edges: [edge]))
      }
    }
  }

  func isLinked(_ from: Int, _ to: Int) -> Bool { links.contains { $0.from == from && $0.to == to } }
}
