/// The blood that passes from one organ to the next.
///
/// - Units: internal; `flow` in L/h of whole blood.
public struct BloodFlow: Sendable, Hashable {
  public var from: String
  public var to: String
  public var flow: Double

  public init(from: String, to: String, flow: Double) {
    self.from = from
    self.to = to
    self.flow = flow
  }
}
