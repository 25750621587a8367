import Foundation
import Teorell

/// One of the three reference models, as Models/README.md describes them: linear edges, two sites of saturable
/// metabolism with optional inhibitor and enzyme turnover, doses every 24 h, one observed concentration.
struct ReferenceModel: Decodable {
  static let names = ["a", "b1", "b"]

  struct Site: Decodable {
    let M, I, E: Int
    let p: [Double]
  }
  let name: String
  let states: [String]
  let edges: [[Double]]
  let nonlinear: [Site]
  let doses: [[Double]]
  let dose_times: [Double]
  let obs: [Double]

  init(_ name: String, folder: URL) throws {
    let data = try Data(contentsOf: folder.appendingPathComponent("model_\(name).json"))
    self = try JSONDecoder().decode(ReferenceModel.self, from: data)
  }

  /// Everything an individual of the population changes: edge rates, ten numbers a site, the observer's weight.
  struct Person {
    let rates: [Double]
    let sites: [[Double]]
    let weight: Double
  }

  /// Binary: four Int32 (people, edges, sites, states), then the numbers of each person.
  func people(folder: URL) throws -> [Person] {
    let data = try Data(contentsOf: folder.appendingPathComponent("pop_\(name).bin"))
    return data.withUnsafeBytes { bytes in
      let count = Int(bytes.loadUnaligned(fromByteOffset: 0, as: Int32.self))
      let stride = edges.count + 10 * nonlinear.count + 1
      return (0..<count).map { person in
        let values = (0..<stride).map {
          bytes.loadUnaligned(fromByteOffset: 16 + 8 * (person * stride + $0), as: Double.self)
        }
        let sites = nonlinear.indices.map { Array(values[(edges.count + 10 * $0)..<(edges.count + 10 * $0 + 10)]) }
        return Person(rates: Array(values[0..<edges.count]), sites: sites, weight: values[stride - 1])
      }
    }
  }

  func network(of person: Person) -> Network {
    var network = Network()
    for (index, name) in states.enumerated() {
      let isEnzyme = nonlinear.contains { $0.E == index }
      network.addState(name, substance: isEnzyme ? "enzyme" : String(name.prefix(1)), initial: isEnzyme ? 1 : 0)
    }
    for (index, edge) in edges.enumerated() {
      let from = StateID(Int(edge[0]))
      network.addFlux(
        "edge \(index)", from: from, to: edge[1] < 0 ? nil : StateID(Int(edge[1])),
        FirstOrder(person.rates[index], of: from))
    }
    for (index, site) in nonlinear.enumerated() {
      add(site, person.sites[index], to: &network)
    }
    return network
  }

  /// p: VmaxM, KmM, 1/Ki, scale of M, VmaxI, KmI, scale of I, kdeg, kinact, KI
  private func add(_ site: Site, _ p: [Double], to network: inout Network) {
    let m = StateID(site.M)
    guard site.I >= 0 else {
      network.addFlux(
        "metabolism \(site.M)", from: m, to: nil, MichaelisMenten(of: m, scale: p[3], maximum: p[0], km: p[1]))
      return
    }
    let (i, e) = (StateID(site.I), StateID(site.E))
    let never = Double.infinity
    network.addFlux(
      "metabolism of M \(site.M)", from: m, to: nil,
      EnzymeReaction(
        of: m, scale: p[3], by: e, kcat: p[0], km: p[1],
        inhibitors: [.init(state: i, scale: p[6], competitive: 1 / p[2], uncompetitive: never)]))
    network.addFlux(
      "metabolism of I \(site.I)", from: i, to: nil,
      EnzymeReaction(
        of: i, scale: p[6], by: e, kcat: p[4], km: p[5],
        inhibitors: [.init(state: m, scale: p[3], competitive: p[1], uncompetitive: never)]))
    network.addFlux("synthesis \(site.E)", from: nil, to: e, ZeroOrder(p[7]))
    network.addFlux("degradation \(site.E)", from: e, to: nil, FirstOrder(p[7], of: e))
    network.addFlux(
      "inactivation \(site.E)", from: e, to: nil, EnzymeReaction(of: i, scale: p[6], by: e, kcat: p[8], km: p[9]))
  }

  func plan(of person: Person) -> IntegrationPlan {
    IntegrationPlan(
      events: dose_times.map { time in
        Event(time: time, additions: doses.map { .init(state: StateID(Int($0[0])), amount: $0[1]) })
      },
      observers: [Observer("observed", [(StateID(Int(obs[0])), person.weight)])],
      sampleTimes: (0...1680).map { Double($0) * 0.1 }, end: 168)
  }
}
