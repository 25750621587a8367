/// Why a unit or a quantity could not be read, and what to write instead.
public struct UnitError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What kind of fault this is.
  public struct Code: Hashable, Sendable {
    private enum Representation: Hashable, Sendable { case malformed, unknownUnit, notANumber, wrongDimension }
    private let representation: Representation
    /// The text does not follow the grammar of units.
    public static let malformed = Self(representation: .malformed)
    /// A symbol is not the name of a unit.
    public static let unknownUnit = Self(representation: .unknownUnit)
    /// The text does not begin with a finite number.
    public static let notANumber = Self(representation: .notANumber)
    /// The unit is of another dimension than the one asked for.
    public static let wrongDimension = Self(representation: .wrongDimension)
  }

  public let code: Code
  public let problem: String
  public let remedy: String

  public init(_ code: Code, problem: String, remedy: String) {
    self.code = code
    self.problem = problem
    self.remedy = remedy
  }

  public var description: String { "\(problem); \(remedy)" }
}
