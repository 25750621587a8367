/// A protein and where a body holds it, as the protein files say it.
public struct ProteinProfile: Sendable, Hashable {
  /// A membrane across which a transporter carries, and which way.
  public struct Membrane: Sendable, Hashable {
    public var from: String
    public var to: String
    public var share: Double

    public init(from: String, to: String, share: Double = 1) {
      self.from = from
      self.to = to
      self.share = share
    }
  }

  public enum Kind: String, Sendable, Hashable {
    case enzyme, transporter
    case bindingPartner = "binding partner"
  }

  public var kind: Kind
  /// umol/L.
  public var referenceConcentration: Double
  /// h.
  public var halfLifeLiver: Double?
  public var halfLifeIntestine: Double?
  /// Share of the protein in each space of an organ.
  public var located: [String: Double]
  /// Relative expression by place; places that hold none are left out.
  public var expression: [String: Double]
  /// Of transporters: the membranes by place; only places with expression count.
  public var membranes: [String: [Membrane]]

  public init(
    kind: Kind, referenceConcentration: Double, halfLifeLiver: Double?, halfLifeIntestine: Double?,
    located: [String: Double], expression: [String: Double], membranes: [String: [Membrane]] = [:]
  ) {
    self.kind = kind
    self.referenceConcentration = referenceConcentration
    self.halfLifeLiver = halfLifeLiver
    self.halfLifeIntestine = halfLifeIntestine
    self.located = located
    self.expression = expression
    self.membranes = membranes
  }

  /// Whether both say the same of a body, numbers within a part of their size.
  public func isSame(as other: Self, within tolerance: Double = 1e-6) -> Bool {
    differences(from: other, within: tolerance).isEmpty
  }

  /// The keys of a protein file in which two profiles differ.
  func differences(from other: Self, within tolerance: Double = 1e-6) -> Set<String> {
    var keys: Set<String> = []
    func isNear(_ left: Double?, _ right: Double?) -> Bool {
      guard let left, let right else { return left == nil && right == nil }
      return abs(left - right) <= tolerance * max(abs(left), abs(right))
    }
    func areNear(_ left: [String: Double], _ right: [String: Double]) -> Bool {
      Set(left.keys).union(right.keys).allSatisfy { isNear(left[$0] ?? 0, right[$0] ?? 0) }
    }
    if kind != other.kind { keys.insert("kind") }
    if !isNear(referenceConcentration, other.referenceConcentration) { keys.insert("reference_concentration") }
    if !isNear(halfLifeLiver, other.halfLifeLiver) || !isNear(halfLifeIntestine, other.halfLifeIntestine) {
      keys.insert("half_life")
    }
    if kind != .transporter, !areNear(located, other.located) { keys.insert("located") }
    if !areNear(expression, other.expression) { keys.insert("expression") }
    if kind == .transporter {
      for place in expression.keys where (expression[place] ?? 0) > 0 && Places.isOrgan(place) {
        if Set(membranes[place] ?? []) != Set(other.membranes[place] ?? []) { keys.insert("membranes") }
      }
    }
    return keys
  }
}

extension Places {
  /// Whether a place of expression is an organ or a mucosa, so that a transporter has membranes there.
  static func isOrgan(_ place: String) -> Bool { !blood.values.contains(place) }
}
