import Reports
import Testing

struct NetworkDrawingTests {
  private func edge(_ from: String, _ to: String) -> NetworkEdge { NetworkEdge(from: from, to: to) }

  /// A body with one node a group; the node is called like its group.
  private func body(_ groups: [String], _ edges: [(String, String)]) -> NetworkDrawing {
    NetworkDrawing(
      title: "Body", nodes: groups.map { NetworkNode(id: $0, label: $0, group: $0) },
      edges: edges.map { edge($0.0, $0.1) })
  }

  private var whole: NetworkDrawing {
    let groups = [
      "venous blood", "arterial blood", "portal vein", "lung", "brain", "liver", "kidney", "spleen", "stomach lumen",
      "duodenum lumen", "duodenum mucosa", "urine", "faeces", "bile", "enzyme",
    ]
    return body(
      groups,
      [
        ("venous blood", "lung"), ("lung", "arterial blood"), ("arterial blood", "brain"), ("brain", "venous blood"),
        ("arterial blood", "liver"), ("liver", "venous blood"), ("arterial blood", "kidney"),
        ("kidney", "venous blood"), ("arterial blood", "spleen"), ("spleen", "portal vein"), ("portal vein", "liver"),
        ("arterial blood", "duodenum mucosa"), ("duodenum mucosa", "portal vein"),
        ("stomach lumen", "duodenum lumen"), ("duodenum lumen", "duodenum mucosa"),
        ("duodenum mucosa", "duodenum lumen"), ("duodenum lumen", "faeces"), ("kidney", "urine"), ("liver", "bile"),
        ("bile", "duodenum lumen"),
      ])
  }

  @Test func `each organ finds its part in the scheme of the body`() throws {
    let network = NetworkGroups(whole)
    let scheme = try #require(BodyScheme(network, splitLumen: []))
    func names(_ numbers: [Int]) -> [String] { numbers.map { network.groups[$0].name } }
    #expect(names(scheme.lungs) == ["lung"])
    #expect(names(scheme.tissues) == ["brain", "kidney"])
    #expect(scheme.collector.map { network.groups[$0].name } == "liver")
    #expect(names(scheme.splanchnic) == ["spleen"])
    #expect(names(scheme.lumen.map(\.group)) == ["stomach lumen", "duodenum lumen"])
    #expect(names(scheme.lumen.compactMap(\.wall)) == ["duodenum mucosa"])
    #expect(names(scheme.afterLumen) == ["faeces"])
    #expect(names(scheme.others) == ["enzyme"])
    #expect(Set(scheme.beside.values.flatMap { names($0) }) == ["urine", "bile"])
  }

  @Test func `no two boxes overlap and none leaves the drawing`() throws {
    let network = NetworkGroups(whole)
    let scheme = try #require(BodyScheme(network, splitLumen: []))
    let layouts = [NetworkLayout(network, scheme), NetworkLayout(network)]
    for layout in layouts {
      #expect(layout.placed.count == network.groups.count)
      let boxes = layout.placed.sorted { $0.key < $1.key }.map(\.value.box)
      for (i, a) in boxes.enumerated() {
        #expect(a.x >= 0 && a.y >= 0 && a.right <= layout.width && a.bottom <= layout.height)
        for b in boxes[(i + 1)...] {
          #expect(a.right <= b.x || b.right <= a.x || a.bottom <= b.y || b.bottom <= a.y)
        }
      }
    }
  }

  @Test func `the drawing names every group, is well-formed and repeats byte for byte`() {
    let text = whole.svg()
    #expect(isWellFormed(text))
    #expect(text == whole.svg())
    for node in whole.nodes { #expect(text.contains(">\(node.label)")) }
    #expect(!text.contains("nan") && !text.contains("inf,"))
  }

  @Test func `a lumen in one group is drawn as a chain of its nodes`() {
    var nodes = whole.nodes.filter { !$0.group.hasSuffix("lumen") }
    for segment in ["stomach", "duodenum", "ileum"] {
      nodes.append(NetworkNode(id: "\(segment) lumen", label: segment, group: "gut lumen"))
    }
    let drawing = NetworkDrawing(nodes: nodes, edges: whole.edges + [edge("duodenum lumen", "ileum lumen")])
    #expect(BodyScheme.groupsToSplit(drawing) == ["gut lumen"])
    #expect(NetworkGroups(drawing, split: ["gut lumen"]).groups.count == nodes.count)
    #expect(isWellFormed(drawing.svg()))
  }

  @Test func `networks that are no body stand in a grid`() {
    let drawings = [
      NetworkDrawing(nodes: [], edges: []), body(["one"], [("one", "one")]),
      body((0..<30).map { "group \($0)" }, (0..<29).map { ("group \($0)", "group \($0 + 1)") }),
      body(["venous blood", "arterial blood"], [("venous blood", "arterial blood")]),
    ]
    for drawing in drawings { #expect(isWellFormed(drawing.svg())) }
  }

  @Test func `DOT text quotes what it must and leaves out unknown ends`() {
    let drawing = NetworkDrawing(
      title: "a \"b\" \\", nodes: [NetworkNode(id: "x", label: "line\nbreak", group: "g")],
      edges: [edge("x", "nowhere"), NetworkEdge(from: "x", to: "x", label: "self")])
    let text = drawing.dot()
    #expect(text.contains("label=\"a \\\"b\\\" \\\\\""))
    #expect(text.contains("\"x\" [label=\"line\\nbreak\"];"))
    #expect(text.contains("\"x\" -> \"x\" [label=\"self\"];"))
    #expect(!text.contains("nowhere"))
    #expect(text.contains("subgraph cluster_0"))
  }
}
