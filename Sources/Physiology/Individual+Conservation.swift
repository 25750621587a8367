import Quantities

extension Individual {
  /// Deviations that rounding may leave, relative.
  private static var tolerance: Double { 1e-9 }

  /// Checks that every organ passes on the blood it gets, and that the masses sum to the body weight.
  ///
  /// - Throws: `PhysiologyError` naming the organ, or the species, and the size of the deviation.
  public func checkConservation() throws(PhysiologyError) {
    let places = Dictionary(zip(organs.lazy.map(\.name), organs.indices)) { first, _ in first }
    var inflow = [Double](repeating: 0, count: organs.count)
    var outflow = inflow
    for flow in flows {
      guard flow.flow > 0, flow.flow.isFinite, let from = places[flow.from], let to = places[flow.to] else {
        throw PhysiologyError(
          subject: flow.from,
          problem: "a flow of \(formatted(flow.flow, .flow)) runs from \(flow.from) to \(flow.to)",
          remedy: "a flow is positive and joins two organs of the individual")
      }
      inflow[to] += flow.flow
      outflow[from] += flow.flow
    }
    for place in organs.indices {
      try checkConservation(of: organs[place], inflow: inflow[place], outflow: outflow[place])
    }
    let mass = organs.reduce(unassignedMass) { $0 + $1.mass }
    guard abs(mass - weight) <= Self.tolerance * weight else {
      throw PhysiologyError(
        subject: species,
        problem: "the masses sum to \(mass) kg, but the body weighs \(weight) kg",
        remedy: "let one organ be the remainder, or correct the volumes")
    }
  }

  private func checkConservation(of organ: Organ, inflow: Double, outflow: Double) throws(PhysiologyError) {
    guard organ.volume > 0, organ.volume.isFinite, organ.mass > 0 else {
      throw PhysiologyError(
        subject: organ.name, problem: "its volume is \(formatted(organ.volume, .volume))",
        remedy: "correct the volumes of the organ and of the parts taken from it")
    }
    guard abs(inflow - outflow) <= Self.tolerance * max(inflow, outflow) else {
      throw PhysiologyError(
        subject: organ.name, problem: "\(inflow) L/h of blood come in, but \(outflow) L/h go out",
        remedy: "correct its blood_flow or drains_into")
    }
  }
}
