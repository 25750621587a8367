#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Files that come to stand in a folder all at once, when everything is written.
///
/// They are written to a hidden folder beside the target, which takes its name at the end. When the target exists, its
/// files of the same names are replaced one by one, each whole, and its other files stay. Whatever happens before
/// leaves the target as it was.
public final class StagedFolder {
  public let target: String
  private let staging: String
  private var names: [String] = []
  private var isCommitted = false

  /// - Throws: `DataError` when the folder beside the target cannot be made.
  public init(target: String) throws(DataError) {
    var trimmed = target
    while trimmed.count > 1, trimmed.hasSuffix("/") { trimmed.removeLast() }
    self.target = trimmed
    if isFile(trimmed) {
      throw DataError(
        location: SourceLocation(file: trimmed, line: 1, column: 1), problem: "this is a file, not a folder",
        remedy: "name another folder for the results")
    }
    let parent = parentFolder(trimmed)
    try createFolder(parent)
    let name = trimmed.split(separator: "/").last.map(String.init) ?? "results"
    staging = "\(parent)/.\(name.prefix(100)).\(getpid())-\(UInt32.random(in: 0 ... .max)).tmp"
    try createFolder(staging)
  }

  deinit {
    guard !isCommitted else { return }
    for name in names { unlink(staging + "/" + name) }
    rmdir(staging)
  }

  /// Begins a file.
  public func file(_ name: String) throws(DataError) -> FileStream {
    names.append(name)
    return try FileStream(path: staging + "/" + name, shownAs: target + "/" + name)
  }

  /// Begins a file that something else writes, and gives its path for now.
  public func path(for name: String) -> String {
    names.append(name)
    return staging + "/" + name
  }

  /// Writes a whole file.
  public func write(_ text: String, to name: String) throws(DataError) {
    let stream = try file(name)
    try stream.write(text)
    try stream.close()
  }

  /// Puts the files in their place. They appear in the order in which they were begun, so begin the one that vouches for
  /// the others last.
  public func commit() throws(DataError) {
    if rename(staging, target) == 0 {
      isCommitted = true
      return
    }
    // A folder that is there, also through a link or as the current one, takes the files one by one.
    let code = errno
    guard isFolder(target) else { throw FileStream.failure(target, code) }
    if let last = names.last { unlink(target + "/" + last) }
    for name in names where rename(staging + "/" + name, target + "/" + name) != 0 {
      throw FileStream.failure(target + "/" + name, errno)
    }
    isCommitted = true
    rmdir(staging)
  }
}

/// A text file written piece by piece.
public final class FileStream {
  private var descriptor: Int32
  private let shownAs: String
  private var pending: [UInt8] = []

  private static let pieceSize = 256 * 1024

  /// - Parameter shownAs: The name that messages give.
  init(path: String, shownAs: String) throws(DataError) {
    self.shownAs = shownAs
    descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw Self.failure(shownAs, errno) }
    pending.reserveCapacity(Self.pieceSize + 4096)
  }

  deinit { if descriptor >= 0 { _ = Self.closeDescriptor(descriptor) } }

  public func write(_ text: String) throws(DataError) {
    pending += text.utf8
    if pending.count >= Self.pieceSize { try flush() }
  }

  public func write(_ bytes: [UInt8]) throws(DataError) {
    pending += bytes
    if pending.count >= Self.pieceSize { try flush() }
  }

  /// Writes what is pending and makes sure that it is on the disk.
  public func close() throws(DataError) {
    try flush()
    if fsync(descriptor) != 0, errno != EINVAL, errno != EROFS { throw Self.failure(shownAs, errno) }
    let code = Self.closeDescriptor(descriptor)
    descriptor = -1
    if code != 0 { throw Self.failure(shownAs, errno) }
  }

  private func flush() throws(DataError) {
    var written = 0
    while written < pending.count {
      let count = pending[written...].withUnsafeBytes { writeBytes(descriptor, $0.baseAddress, $0.count) }
      if count >= 0 { written += count } else if errno != EINTR { throw Self.failure(shownAs, errno) }
    }
    pending.removeAll(keepingCapacity: true)
  }

  private static func closeDescriptor(_ descriptor: Int32) -> Int32 { systemClose(descriptor) }

  static func failure(_ path: String, _ code: Int32) -> DataError {
    let message = strerror(code).map { String(cString: $0) } ?? "error \(code) of the system"
    return DataError(
      location: SourceLocation(file: path, line: 1, column: 1), problem: "cannot be written: \(message)",
      remedy: "check the folder and the room on the disk, or write elsewhere")
  }
}

private func systemClose(_ descriptor: Int32) -> Int32 { close(descriptor) }

private func writeBytes(_ descriptor: Int32, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
  write(descriptor, bytes, count)
}

/// The SHA-256 digest of an ordinary file, 64 hexadecimal digits; nil when it cannot be read (again), as of a pipe.
public func fileDigest(path: String) -> String? {
  var status = stat()
  guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
  return readFileBytes(path: path).map(SHA256.digest(of:))
}
