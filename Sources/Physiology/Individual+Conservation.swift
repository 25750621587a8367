import Quantities

extension Individual {
  /// Deviations that rounding may leave, relative.
  private static var tolerance: Double { 1e-9 }

  /// Checks that every organ passes on the blood it gets, and that the masses sum to the body weight.
  ///
  /// - Throws: `PhysiologyError` naming the organ, or the species, and the size of the deviation.
  public func checkConservation() throws(PhysiologyError) {
    for flow in flows {
      guard flow.flow > 0, flow.flow.isFinite, organ(flow.from) != nil, organ(flow.to) != nil else {
        throw PhysiologyError(
          subject: flow.from,
          problem: "a flow of \(formatted(flow.flow, .flow)) runs from \(flow.from) to \(flow.to)",
          remedy: "a flow is positive and joins two organs of the individual")
      }
    }
    for organ in organs { try checkConservation(of: organ) }
    let mass = organs.reduce(unassignedMass) { $0 + $1.mass }
    guard abs(mass - weight) <= Self.tolerance * weight else {
      throw PhysiologyError(
        subject: species,
        problem: "the masses sum to \(mass) kg, but the body weighs \(weight) kg",
        remedy: "let one organ be the remainder, or correct the volumes")
    }
  }

  private func checkConservation(of organ: Organ) throws(PhysiologyError) {
    guard organ.volume > 0, organ.volume.isFinite, organ.mass > 0 else {
      throw PhysiologyError(
        subject: organ.name, problem: "its volume is \(formatted(organ.volume, .volume))",
        remedy: "correct the volumes of the organ and of the parts taken from it")
    }
    let inflow = flows.lazy.filter { $0.to == organ.name }.reduce(0) { $0 + $1.flow }
    let outflow = flows.lazy.filter { $0.from == organ.name }.reduce(0) { $0 + $1.flow }
    guard abs(inflow - outflow) <= Self.tolerance * max(inflow, outflow) else {
      throw PhysiologyError(
        subject: organ.name, problem: "\(inflow) L/h of blood come in, but \(outflow) L/h go out",
        remedy: "correct its blood_flow or drains_into")
    }
  }
}
