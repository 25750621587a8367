import Physiology
import TestSupport
import Testing

/// The flow network on its own.
struct BloodFlowNetworkTests {
  typealias Node = BloodFlowNetwork.Node

  private let loop = [
    Node(name: "arterial blood", demand: nil, drainsInto: nil),
    Node(name: "venous blood", demand: nil, drainsInto: "lung"),
    Node(name: "lung", demand: nil, drainsInto: "arterial blood"),
  ]

  private func flow(_ flows: [BloodFlow], _ from: String, _ to: String) -> Double {
    flows.first { $0.from == from && $0.to == to }?.flow ?? 0
  }

  @Test func `an organ in series passes on what no other takes from it`() throws {
    let flows = try BloodFlowNetwork(
      loop + [
        Node(name: "gut", demand: ("arterial blood", 60), drainsInto: "liver"),
        Node(name: "mucosa", demand: ("gut", 45), drainsInto: "liver"),
        Node(name: "liver", demand: ("arterial blood", 20), drainsInto: "venous blood"),
        Node(name: "rest", demand: ("arterial blood", 100), drainsInto: "venous blood"),
      ]
    ).solve()
    #expect(flow(flows, "gut", "mucosa") == 45)
    #expect(flow(flows, "gut", "liver") == 15)
    #expect(flow(flows, "mucosa", "liver") == 45)
    #expect(flow(flows, "liver", "venous blood") == 80)
    #expect(flow(flows, "lung", "arterial blood") == 180)
    #expect(flows.count == 10)
  }

  @Test(arguments: 0..<200)
  func `blood is conserved in every network, whatever the order of the organs`(seed: Int) throws {
    var generator = SeededGenerator(seed: seed)
    var nodes = loop
    for number in 0..<Int.random(in: 1...20, using: &generator) {
      // Each drains into an earlier one or the veins, so that no circle can arise.
      let earlier = nodes.dropFirst(loop.count).randomElement(using: &generator)?.name
      let target = Bool.random(using: &generator) ? earlier ?? "venous blood" : "venous blood"
      let demand = Double.random(in: 0.1...100, using: &generator)
      nodes.append(Node(name: "organ \(number)", demand: ("arterial blood", demand), drainsInto: target))
    }
    nodes.shuffle(using: &generator)
    let flows = try BloodFlowNetwork(nodes).solve()
    for node in nodes {
      let inflow = flows.filter { $0.to == node.name }.reduce(0) { $0 + $1.flow }
      let outflow = flows.filter { $0.from == node.name }.reduce(0) { $0 + $1.flow }
      #expect(isClose(inflow, outflow, relative: 1e-12), "\(node.name)")
    }
  }

  @Test func `every fault of a network is named`() {
    let faults: [([Node], String)] = [
      (
        [
          Node(name: "a", demand: ("arterial blood", 1), drainsInto: "b"),
          Node(name: "b", demand: nil, drainsInto: "a"),
        ],
        "a: its blood runs in a circle: a -> b -> a"
      ),
      ([Node(name: "a", demand: ("aorta", 1), drainsInto: "lung")], "a: it takes blood from aorta, which is no organ"),
      ([Node(name: "a", demand: ("arterial blood", 1), drainsInto: "veins")], "a: it drains into veins, which is no"),
      ([Node(name: "a", demand: ("arterial blood", 1), drainsInto: nil)], "a: it drains nowhere"),
      ([Node(name: "a", demand: nil, drainsInto: "venous blood")], "a: no blood reaches it"),
      ([Node(name: "lung", demand: nil, drainsInto: "venous blood")], "lung: two organs have this name"),
      (
        [
          Node(name: "a", demand: ("arterial blood", 1), drainsInto: "venous blood"),
          Node(name: "b", demand: ("a", 2), drainsInto: "venous blood"),
        ],
        "a: other organs take 2.0 L/h of blood from it, but it gets only 1.0 L/h"
      ),
    ]
    for (nodes, message) in faults {
      let error = #expect(throws: PhysiologyError.self) { _ = try BloodFlowNetwork(loop + nodes).solve() }
      #expect(error?.description.hasPrefix(message) == true, "\(error?.description ?? message)")
    }
  }
}
