/// An enzyme, transporter or binding partner, and where the body holds it.
///
/// - Units: internal (umol/L, h, umol/kg).
public struct Protein: Sendable, Hashable {
  /// What the protein does to a compound.
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    case enzyme
    case transporter
    case bindingPartner = "binding partner"
  }

  /// A membrane across which a transporter carries, and which way.
  public struct Membrane: Sendable, Hashable {
    /// An organ, `mucosa` (all of it), or `others` (every organ not named).
    public var organ: String
    /// Source space: plasma, interstitial, intracellular, lumen.
    public var from: String
    /// Target space: as `from`, or bile or urine.
    public var to: String
    /// Share of the organ's transporter at this membrane.
    public var share: Double

    public init(organ: String, from: String, to: String, share: Double = 1) {
      self.organ = organ
      self.from = from
      self.to = to
      self.share = share
    }
  }

  public var name: String
  public var kind: Kind
  /// Concentration where the relative expression is one, umol/L.
  public var referenceConcentration: Double
  /// Half-life in the mucosa of the gut, h.
  public var halfLifeIntestine: Double?
  /// Half-life everywhere else, h.
  public var halfLifeLiver: Double?
  /// Share of the protein in each space of an organ: intracellular, interstitial, blood_cells, plasma, endothelium.
  public var located: [String: Double]
  /// Amount in microsomal protein, umol/kg.
  public var content: Double?
  /// Relative expression by organ, `<segment> mucosa`, plasma, blood cells or vascular endothelium.
  public var expression: [String: Double]
  public var membranes: [Membrane]
  /// nil where nothing is known: the level of the adult then stands for every age.
  public var ontogeny: ProteinOntogeny?
  /// Every number read, with its source; empty if the protein does not come from a file.
  public var facts: [Fact]

  public init(
    name: String, kind: Kind, referenceConcentration: Double, halfLifeLiver: Double? = nil,
    halfLifeIntestine: Double? = nil, located: [String: Double], content: Double? = nil,
    expression: [String: Double], membranes: [Membrane] = [], ontogeny: ProteinOntogeny? = nil,
    facts: [Fact] = []
  ) {
    self.name = name
    self.kind = kind
    self.referenceConcentration = referenceConcentration
    self.halfLifeLiver = halfLifeLiver
    self.halfLifeIntestine = halfLifeIntestine
    self.located = located
    self.content = content
    self.expression = expression
    self.membranes = membranes
    self.ontogeny = ontogeny
    self.facts = facts
  }
}
