import Networks
import NumericCore

/// Reversible binding to a protein, net: `rate = kon · (s · drug) · protein - koff · complex`.
///
/// - Units: `association` kon in L/(µmol·h), `dissociation` koff in 1/h, `scale` 1/L; protein and complex in µmol of one
///   space.
public struct Binding: FluxLaw {
  public let drug, protein, complex: StateID
  public let association, dissociation, scale: Double

  public init(
    drug: StateID, scale: Double, protein: StateID, complex: StateID, association: Double, dissociation: Double
  ) {
    self.drug = drug
    self.protein = protein
    self.complex = complex
    self.scale = scale
    self.association = association
    self.dissociation = dissociation
  }

  public var reads: [StateID] { [drug, protein, complex] }
  public var parameters: [Double] { [association * scale, dissociation] }

  @inlinable @inline(__always)
  public static func rate<L: Lane>(_ flux: FluxArguments<L>) -> L {
    flux.parameter(0) * flux.amount(0) * flux.amount(1) - flux.parameter(1) * flux.amount(2)
  }

  @inlinable @inline(__always)
  public static func derivatives<L: Lane>(_ flux: FluxArguments<L>, into derivatives: UnsafeMutablePointer<L>) {
    derivatives[0] = flux.parameter(0) * flux.amount(1)
    derivatives[1] = flux.parameter(0) * flux.amount(0)
    derivatives[2] = L.zero - flux.parameter(1)
  }
}
