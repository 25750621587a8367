/// A body that cannot be built, or that does not keep its mass or its blood.
public struct PhysiologyError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The organ, species or subject concerned.
  public let subject: String
  public let problem: String
  public let remedy: String

  public init(subject: String, problem: String, remedy: String) {
    self.subject = subject
    self.problem = problem
    self.remedy = remedy
  }

  public var description: String { "\(subject): \(problem); \(remedy)" }
}
