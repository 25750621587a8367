#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The largest file that is read.
private let largestFile = 64 * 1024 * 1024

/// Reads a whole text file in UTF-8; a fault goes to `diagnostics`.
public func readText(path: String, diagnostics: Diagnostics) -> String? {
  let at = SourceLocation(file: path, line: 1, column: 1)
  switch readBytes(path) {
  case .failure(let fault):
    diagnostics.report(at, fault.problem, remedy: fault.remedy)
    return nil
  case .success(let bytes):
    diagnostics.note(file: path)
    if let text = String(validating: bytes, as: UTF8.self) { return text }
    let place = firstInvalidPlace(bytes)
    diagnostics.report(
      SourceLocation(file: path, line: place.line, column: place.column), "the file is not text in UTF-8",
      remedy: "save it as UTF-8")
    return nil
  }
}

/// The bytes of a file, for hashes; nil when it cannot be read.
public func readFileBytes(path: String) -> [UInt8]? { try? readBytes(path).get() }

private struct FileFault: Error {
  let problem: String
  let remedy: String
}

private func readBytes(_ path: String) -> Result<[UInt8], FileFault> {
  guard !path.isEmpty, !path.utf8.contains(0) else {
    return .failure(FileFault(problem: "an empty or impossible file name", remedy: "name a file"))
  }
  let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
  guard descriptor >= 0 else { return .failure(fault(errno)) }
  defer { close(descriptor) }
  var status = stat()
  guard fstat(descriptor, &status) == 0 else { return .failure(fault(errno)) }
  if status.st_mode & S_IFMT == S_IFDIR {
    return .failure(FileFault(problem: "this is a folder, not a file", remedy: "name a file in it"))
  }
  let tooLarge = FileFault(
    problem: "the file is larger than \(largestFile / 1024 / 1024) MB", remedy: "check that it is the file you mean")
  if status.st_mode & S_IFMT == S_IFREG, status.st_size > largestFile { return .failure(tooLarge) }
  let flags = fcntl(descriptor, F_GETFL)
  if flags >= 0 { _ = fcntl(descriptor, F_SETFL, flags & ~O_NONBLOCK) }
  var bytes: [UInt8] = []
  bytes.reserveCapacity(min(largestFile, max(0, Int(status.st_size))))
  var block = [UInt8](repeating: 0, count: 64 * 1024)
  while true {
    let count = read(descriptor, &block, block.count)
    if count < 0 {
      if errno == EINTR { continue }
      return .failure(fault(errno))
    }
    if count == 0 { return .success(bytes) }
    bytes.append(contentsOf: block[..<count])
    if bytes.count > largestFile { return .failure(tooLarge) }
  }
}

private func fault(_ code: Int32) -> FileFault {
  switch code {
  case ENOENT, ENOTDIR: FileFault(problem: "there is no such file", remedy: "check the name and the folder")
  case EACCES, EPERM: FileFault(problem: "the file may not be read or written", remedy: "change its permissions")
  case ENOSPC: FileFault(problem: "the disk is full", remedy: "make room or write elsewhere")
  default: FileFault(problem: systemMessage(code), remedy: "check the name and the folder")
  }
}

private func systemMessage(_ code: Int32) -> String {
  guard let text = strerror(code) else { return "error \(code) of the system" }
  return String(cString: text)
}

private func firstInvalidPlace(_ bytes: [UInt8]) -> (line: Int, column: Int) {
  var decoder = UTF8()
  var iterator = bytes.makeIterator()
  var line = 1
  var column = 1
  while true {
    switch decoder.decode(&iterator) {
    case .scalarValue("\n"):
      line += 1
      column = 1
    case .scalarValue: column += 1
    case .emptyInput, .error: return (line, column)
    }
  }
}

// MARK: - Writing

/// Writes a whole file so that a reader sees the old text or the new one, never a part.
///
/// The text goes to a temporary file in the same folder, which then takes the name.
public func writeAtomically(_ text: String, to path: String) throws(DataError) {
  try writeAtomically(bytes: Array(text.utf8), to: path)
}

/// Writes bytes as `writeAtomically(_:to:)` does text.
public func writeAtomically(bytes: [UInt8], to path: String) throws(DataError) {
  func failure(_ code: Int32) -> DataError {
    var reason = fault(code)
    if code == ENOENT || code == ENOTDIR {
      reason = FileFault(problem: "there is no such folder", remedy: "create the folder first")
    }
    return DataError(
      location: SourceLocation(file: path, line: 1, column: 1), problem: "cannot be written: \(reason.problem)",
      remedy: reason.remedy)
  }
  guard !path.isEmpty, !path.utf8.contains(0) else { throw failure(ENOENT) }
  if isFolder(path) { throw failure(EISDIR) }
  let slash = path.lastIndex(of: "/")
  let folder = slash.map { String(path[...$0]) } ?? ""
  let name = slash.map { String(path[path.index(after: $0)...]) } ?? path
  var descriptor: Int32 = -1
  var temporary = ""
  for _ in 0..<16 where descriptor < 0 {
    temporary = "\(folder).\(name.prefix(100)).\(getpid())-\(UInt32.random(in: 0 ... .max)).tmp"
    descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
    if descriptor < 0, errno != EEXIST { throw failure(errno) }
  }
  guard descriptor >= 0 else { throw failure(EEXIST) }
  var written = 0
  var code: Int32 = 0
  while written < bytes.count, code == 0 {
    let count = bytes[written...].withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
    if count >= 0 { written += count } else if errno != EINTR { code = errno }
  }
  if code == 0, fsync(descriptor) != 0, errno != EINVAL, errno != EROFS { code = errno }
  if close(descriptor) != 0, code == 0 { code = errno }
  if code == 0, rename(temporary, path) != 0 { code = errno }
  if code != 0 {
    unlink(temporary)
    throw failure(code)
  }
}

/// Creates a folder and those above it; an existing folder is left as it is.
public func createFolder(_ path: String) throws(DataError) {
  guard !path.isEmpty, !isFolder(path) else { return }
  let parent = parentFolder(path)
  if parent != path, parent != "." { try createFolder(parent) }
  if mkdir(path, 0o777) != 0, errno != EEXIST || !isFolder(path) {
    let reason = fault(errno)
    throw DataError(
      location: SourceLocation(file: path, line: 1, column: 1),
      problem: "the folder cannot be created: \(reason.problem)",
      remedy: reason.remedy)
  }
}

/// Takes a folder away with the files in it, hidden ones too; folders in it, and files that cannot be removed, stay.
public func removeFolder(_ path: String) {
  for name in namesInFolder(path, hidden: true) { unlink("\(path)/\(name)") }
  rmdir(path)
}

// MARK: - Folders

/// True when the path names a folder.
public func isFolder(_ path: String) -> Bool {
  var status = stat()
  return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
}

/// True when the path names something that is not a folder.
public func isFile(_ path: String) -> Bool {
  var status = stat()
  return stat(path, &status) == 0 && status.st_mode & S_IFMT != S_IFDIR
}

/// Names in a folder, sorted, without hidden ones; empty when it cannot be read.
public func namesInFolder(_ path: String) -> [String] { namesInFolder(path, hidden: false) }

private func namesInFolder(_ path: String, hidden: Bool) -> [String] {
  guard let folder = opendir(path) else { return [] }
  defer { closedir(folder) }
  var names: [String] = []
  while let entry = readdir(folder) {
    let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
      pointer.withMemoryRebound(to: CChar.self, capacity: MemoryLayout.size(ofValue: pointer.pointee)) {
        String(cString: $0)
      }
    }
    if !name.hasPrefix(".") || (hidden && name != "." && name != "..") { names.append(name) }
  }
  return names.sorted()
}

/// The folder of a path: "." for a bare name, "/" at the top.
public func parentFolder(_ path: String) -> String {
  var end = path.endIndex
  while end > path.startIndex, path[path.index(before: end)] == "/" { end = path.index(before: end) }
  guard let slash = path[..<end].lastIndex(of: "/") else { return end == path.startIndex && !path.isEmpty ? "/" : "." }
  let parent = path[..<slash]
  return parent.isEmpty ? "/" : String(parent)
}

extension String {
  /// The last part of a path.
  package var fileName: String { split(separator: "/").last.map(String.init) ?? self }

  /// The last part of a path without `.yaml`.
  package var fileStem: String {
    let name = fileName
    return name.hasSuffix(".yaml") ? String(name.dropLast(".yaml".count)) : name
  }
}

/// The path with links and dots resolved; nil when it does not exist.
func resolvedPath(_ path: String) -> String? {
  guard let resolved = realpath(path, nil) else { return nil }
  defer { free(resolved) }
  return String(cString: resolved)
}

/// The value of an environment variable, nil when unset or empty.
func environmentVariable(_ name: String) -> String? {
  guard let value = getenv(name) else { return nil }
  let text = String(cString: value)
  return text.isEmpty ? nil : text
}

/// The folder of the running program.
func executableFolder() -> String? {
  #if os(Linux)
    if let path = resolvedPath("/proc/self/exe") { return parentFolder(path) }
  #endif
  guard let name = CommandLine.arguments.first, name.contains("/"), let path = resolvedPath(name) else { return nil }
  return parentFolder(path)
}
