/// A place in a text file; line and column count from 1, columns in Unicode scalars.
public struct SourceLocation: Hashable, Sendable, Comparable, CustomStringConvertible {
  public let file: String
  public let line: Int
  public let column: Int

  public init(file: String, line: Int, column: Int) {
    self.file = file
    self.line = line
    self.column = column
  }

  public var description: String { "\(file):\(line):\(column)" }

  public static func < (left: Self, right: Self) -> Bool {
    (left.file, left.line, left.column) < (right.file, right.line, right.column)
  }
}

/// One fault of a data file: where it is, what is wrong, and what to write instead.
public struct DataError: Error, Hashable, Sendable, CustomStringConvertible {
  public let location: SourceLocation
  public let problem: String
  public let remedy: String

  public init(location: SourceLocation, problem: String, remedy: String) {
    self.location = location
    self.problem = problem
    self.remedy = remedy
  }

  public var description: String { "\(location): \(problem); \(remedy)" }
}

/// All faults found while loading, sorted by file, line and column.
public struct DataErrors: Error, Hashable, Sendable, CustomStringConvertible {
  public let errors: [DataError]

  public init(_ errors: [DataError]) {
    self.errors = errors.sorted { ($0.location, $0.problem) < ($1.location, $1.problem) }
  }

  public var description: String { errors.map(\.description).joined(separator: "\n") }
}

/// Collects the faults of the files read in one loading, so that all are reported together.
///
/// Belongs to one task; it is not safe to share.
public final class Diagnostics {
  public private(set) var errors: [DataError] = []
  /// The origin of every number read so far, for `checkReferences`.
  public private(set) var origins: Set<Origin> = []
  /// Every file that was read, once, in the order of reading.
  public private(set) var filesRead: [String] = []
  private var known: Set<DataError> = []
  let cache: ReadingCache

  /// - Parameter cache: What was read before, when many studies are read over one library; else each file is read anew,
  ///   once.
  public init(cache: ReadingCache = ReadingCache()) { self.cache = cache }

  /// Adds a fault; the same fault at the same place is kept once.
  public func report(_ at: SourceLocation, _ problem: String, remedy: String) {
    report(DataError(location: at, problem: problem, remedy: remedy))
  }

  public func report(_ error: DataError) {
    if known.insert(error).inserted { errors.append(error) }
  }

  package func note(_ origin: Origin) { origins.insert(origin) }

  func note(file path: String) {
    if !filesRead.contains(path) { filesRead.append(path) }
  }

  /// Takes over what an earlier reading of the same files gave.
  func repeatReading(_ entry: ReadingCache.Entry) {
    entry.errors.forEach(report)
    origins.formUnion(entry.origins)
    entry.files.forEach(note(file:))
  }

  public var isClean: Bool { errors.isEmpty }

  /// Throws all faults, if there are any.
  public func throwIfAny() throws(DataErrors) {
    if !errors.isEmpty { throw DataErrors(errors) }
  }
}
