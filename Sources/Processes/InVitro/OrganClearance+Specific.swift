import Compounds
import Physiology

extension ClearanceReference {
  /// The reference values of an individual for one organ of it.
  ///
  /// - Parameters:
  ///   - individual: The person in whom clearance counts as measured.
  ///   - organ: Liver or kidney.
  ///   - fractionUnbound: In plasma of that person.
  ///   - bloodPlasmaRatio: Of the compound in that person.
  /// - Units: internal (kg, L, L/h).
  /// - Reference: definition; flow is all blood that enters the organ.
  public init(_ individual: Individual, organ: Organ, fractionUnbound: Double, bloodPlasmaRatio: Double) {
    self.init(
      weight: individual.weight, organVolume: organ.volume,
      organFlow: individual.flows.lazy.filter { $0.to == organ.name }.reduce(0) { $0 + $1.flow },
      fractionUnbound: fractionUnbound, hematocrit: individual.hematocrit, bloodPlasmaRatio: bloodPlasmaRatio,
      cellFraction: organ.hasSubcompartments ? organ.cellVolume / organ.volume : 1)
  }

  /// This reference with the gaps filled from another.
  ///
  /// - Units: internal (kg, L, L/h).
  /// - Reference: definition.
  public func completed(with other: ClearanceReference) -> ClearanceReference {
    ClearanceReference(
      weight: weight ?? other.weight, organVolume: organVolume ?? other.organVolume,
      organFlow: organFlow ?? other.organFlow, fractionUnbound: fractionUnbound ?? other.fractionUnbound,
      hematocrit: hematocrit ?? other.hematocrit, bloodPlasmaRatio: bloodPlasmaRatio ?? other.bloodPlasmaRatio,
      cellFraction: cellFraction ?? other.cellFraction)
  }

  /// A value of the reference, or the error that names it.
  fileprivate func value(
    _ path: KeyPath<ClearanceReference, Double?>, _ words: String
  ) throws(SpecificClearanceError) -> Double {
    guard let value = self[keyPath: path] else { throw .missing(words) }
    return value
  }
}

/// Why a plasma clearance cannot be turned into a specific clearance.
public enum SpecificClearanceError: Error, Hashable, CustomStringConvertible {
  case exceedsFlow(ClearanceExceedsFlow)
  case missing(String)

  public var description: String {
    switch self {
    case .exceedsFlow(let error): error.description
    case .missing(let words): "plasma clearance needs \(words) of the people it was measured in; add it to reference:"
    }
  }
}

extension OrganClearance {
  /// Specific clearance of unbound drug in liver cells.
  ///
  /// - Parameter mean: Values for what the clearance's own reference leaves out.
  /// - Units: internal (1/h).
  /// - Throws: `SpecificClearanceError`.
  /// - Reference: `hepaticSpecificClearance`.
  public func hepaticSpecific(otherwise mean: ClearanceReference) throws(SpecificClearanceError) -> Double {
    let (perWeight, own): (Double, ClearanceReference)
    switch self {
    case .specific(let value): return value
    case .plasma(let clearance, let reference): (perWeight, own) = (clearance, reference)
    }
    let reference = own.completed(with: mean)
    let clearance = perWeight * (try reference.value(\.weight, "the weight"))
    let flow = try reference.value(\.organFlow, "the blood flow of the liver")
    let ratio = try reference.value(\.bloodPlasmaRatio, "the blood:plasma ratio")
    let unbound = try reference.value(\.fractionUnbound, "the unbound fraction")
    let volume = try reference.value(\.organVolume, "the volume of the liver")
    let cells = try reference.value(\.cellFraction, "the cell fraction of the liver")
    do {
      return try hepaticSpecificClearance(
        plasmaClearance: clearance, flow: flow, bloodPlasmaRatio: ratio, fractionUnbound: unbound,
        liverVolume: volume, cellFraction: cells)
    } catch {
      throw .exceedsFlow(error)
    }
  }

  /// Specific clearance of unbound drug in the kidney.
  ///
  /// - Parameter mean: Values for what the clearance's own reference leaves out.
  /// - Units: internal (1/h).
  /// - Throws: `SpecificClearanceError`.
  /// - Reference: `renalSpecificClearance`.
  public func renalSpecific(otherwise mean: ClearanceReference) throws(SpecificClearanceError) -> Double {
    let (perWeight, own): (Double, ClearanceReference)
    switch self {
    case .specific(let value): return value
    case .plasma(let clearance, let reference): (perWeight, own) = (clearance, reference)
    }
    let reference = own.completed(with: mean)
    let clearance = perWeight * (try reference.value(\.weight, "the weight"))
    let flow = try reference.value(\.organFlow, "the blood flow of the kidneys")
    let hematocrit = try reference.value(\.hematocrit, "the hematocrit")
    let unbound = try reference.value(\.fractionUnbound, "the unbound fraction")
    let volume = try reference.value(\.organVolume, "the volume of the kidneys")
    do {
      return try renalSpecificClearance(
        plasmaClearance: clearance, flow: flow, hematocrit: hematocrit, fractionUnbound: unbound,
        kidneyVolume: volume)
    } catch {
      throw .exceedsFlow(error)
    }
  }
}
