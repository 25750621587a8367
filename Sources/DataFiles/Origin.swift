/// Where a number comes from.
public struct Origin: Hashable, Sendable {
  /// A key of references.yaml, or the words `assumed` or `fitted`.
  public let source: String
  /// The place in the source, such as "table 2" (key `where`).
  public let location_: String?
  public let method: String?
  /// Why a number is assumed.
  public let because: String?
  /// What a number was fitted to (key `to`).
  public let fittedTo: String?
  /// The place of the word after `source:`.
  public let at: SourceLocation

  public init(
    source: String, location_: String? = nil, method: String? = nil, because: String? = nil, fittedTo: String? = nil,
    at: SourceLocation
  ) {
    self.source = source
    self.location_ = location_
    self.method = method
    self.because = because
    self.fittedTo = fittedTo
    self.at = at
  }

  /// False for `assumed` and `fitted`, which name no reference.
  public var namesReference: Bool { !Self.wordsWithoutReference.contains(source) }

  static let wordsWithoutReference = ["assumed", "fitted"]
}

/// A number with its origin.
public struct SourcedValue: Hashable, Sendable {
  /// In internal units.
  public let value: Double
  /// As written in the file.
  public let text: String
  public let origin: Origin
  /// The place of the number.
  public let at: SourceLocation

  public init(value: Double, text: String, origin: Origin, at: SourceLocation? = nil) {
    self.value = value
    self.text = text
    self.origin = origin
    self.at = at ?? origin.at
  }
}

/// A number for each sex.
public struct BySex: Hashable, Sendable {
  public let male: SourcedValue
  public let female: SourcedValue

  public init(male: SourcedValue, female: SourcedValue) {
    self.male = male
    self.female = female
  }

  /// The number of a sex named `male` or `female`; nil for other words.
  public func value(for sex: String) -> SourcedValue? {
    switch sex {
    case "male": male
    case "female": female
    default: nil
    }
  }
}

/// Keys that say where numbers come from; they may stand in every mapping.
let provenanceKeys: Set<String> = ["source", "where", "method", "because", "to", "note"]
/// Keys that may accompany `value`.
let valueKeys: Set<String> = ["value", "sd", "cv", "n", "species", "conditions", "ph"]
