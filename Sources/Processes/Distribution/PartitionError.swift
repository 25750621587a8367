/// Why a partition coefficient cannot be computed.
public struct PartitionError: Error, Hashable, CustomStringConvertible {
  package enum Code: Hashable, Sendable {
    case missingComposition(method: String, place: String)
    case missingValue(place: String)
    case impossibleBloodPlasmaRatio(Double, hematocrit: Double)
  }

  package let code: Code
  public let compound: String

  package init(_ code: Code, compound: String) {
    self.code = code
    self.compound = compound
  }

  public var description: String {
    switch code {
    case .missingComposition(let method, let place):
      "\(compound): partition method \(method) needs a composition of \(place); "
        + "choose another method or give the coefficient"
    case .missingValue(let place):
      "\(compound): no partition coefficient of \(place) is given; add it under partition: given:"
    case .impossibleBloodPlasmaRatio(let ratio, let hematocrit):
      "\(compound): a blood:plasma ratio of \(ratio) is impossible at hematocrit \(hematocrit); "
        + "it must exceed \(1 - hematocrit)"
    }
  }
}
