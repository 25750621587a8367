/// A model that cannot be built from its parts: what is missing or contradicts itself, and what to do.
public struct ModelError: Error, Hashable, Sendable, CustomStringConvertible {
  public let problem: String
  public let remedy: String

  public init(_ problem: String, remedy: String) {
    self.problem = problem
    self.remedy = remedy
  }

  public var description: String { "\(problem); \(remedy)" }
}
