import Foundation
import Synchronization
import Testing

/// The folder of the package, which is also a library.
let packageRoot = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
  .deletingLastPathComponent().path(percentEncoded: false).trimmingSuffix("/")

extension String {
  func trimmingSuffix(_ suffix: String) -> String { hasSuffix(suffix) ? String(dropLast(suffix.count)) : self }

  var lines: [String] { split(separator: "\n", omittingEmptySubsequences: true).map(String.init) }
}

/// A folder of its own for one test, removed with it.
final class TemporaryFolder: Sendable {
  let path: String

  init() throws {
    path = NSTemporaryDirectory().trimmingSuffix("/") + "/teorell-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func write(_ text: String, to name: String) throws {
    let file = path + "/" + name
    let folder = URL(filePath: file).deletingLastPathComponent()
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try Data(text.utf8).write(to: URL(filePath: file))
  }

  func text(_ name: String) throws -> String {
    String(decoding: try Data(contentsOf: URL(filePath: path + "/" + name)), as: UTF8.self)
  }

  func has(_ name: String) -> Bool { FileManager.default.fileExists(atPath: path + "/" + name) }

  /// Names in a folder, hidden ones too.
  func names(_ folder: String = "") -> [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: path + "/" + folder)) ?? []).sorted()
  }
}

/// One call of the program that was built beside the tests.
struct CommandRun {
  let status: Int32
  let output: String
  let errors: String

  /// Runs to the end, or until it is interrupted or killed after some time; a killed run has the status 128 + 9.
  init(
    _ arguments: [String], in folder: TemporaryFolder, interruptAfter seconds: Double? = nil,
    killAfter mercy: Double? = nil
  ) async throws {
    let started = try RunningCommand(try Self.program(), arguments, in: folder)
    if let mercy {
      Thread.detachNewThread {
        Thread.sleep(forTimeInterval: mercy)
        started.kill()
      }
    }
    if let seconds {
      // A thread of its own: other tests may keep every thread of the pool busy for longer than that.
      Thread.detachNewThread {
        Thread.sleep(forTimeInterval: seconds)
        started.interrupt()
      }
    }
    self = try await started.finished()
  }

  fileprivate init(status: Int32, output: String, errors: String) {
    self.status = status
    self.output = output
    self.errors = errors
  }

  /// The file `teorell` in the folder of the tests, or above it.
  static func program() throws -> URL {
    var starts = [URL(filePath: CommandLine.arguments[0]), Bundle.main.bundleURL, Bundle.main.executableURL].compactMap
    { $0 }
    #if os(Linux)
      starts.append(URL(filePath: "/proc/self/exe").resolvingSymlinksInPath())
    #endif
    for start in starts {
      var folder = start.deletingLastPathComponent()
      for _ in 0..<5 {
        let candidate = folder.appending(path: "teorell")
        var isFolder: ObjCBool = false
        if FileManager.default.fileExists(atPath: candidate.path, isDirectory: &isFolder), !isFolder.boolValue,
          FileManager.default.isExecutableFile(atPath: candidate.path), folder.path != packageRoot
        {
          return candidate
        }
        folder = folder.deletingLastPathComponent()
      }
    }
    throw CocoaError(.fileNoSuchFile, userInfo: [NSFilePathErrorKey: "teorell beside the tests"])
  }
}

/// A program that runs, with its output going to files, so that no pipe fills up.
private final class RunningCommand: @unchecked Sendable {
  private let process = Process()
  private let wasKilled = Atomic<Bool>(false)
  private let outputFile: URL
  private let errorFile: URL

  init(_ program: URL, _ arguments: [String], in folder: TemporaryFolder) throws {
    let name = NSTemporaryDirectory() + "/teorell-output-" + UUID().uuidString
    outputFile = URL(filePath: name + ".out")
    errorFile = URL(filePath: name + ".err")
    for file in [outputFile, errorFile] { try Data().write(to: file) }
    process.executableURL = program
    process.arguments = arguments
    process.currentDirectoryURL = URL(filePath: folder.path)
    var environment = ProcessInfo.processInfo.environment
    environment["TEORELL_LIBRARY"] = nil
    process.environment = environment
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = try FileHandle(forWritingTo: outputFile)
    process.standardError = try FileHandle(forWritingTo: errorFile)
    try process.run()
  }

  func interrupt() { process.interrupt() }

  func kill() {
    wasKilled.store(true, ordering: .relaxed)
    if process.isRunning { _ = Foundation.kill(process.processIdentifier, SIGKILL) }
  }

  func finished() async throws -> CommandRun {
    while process.isRunning { try await Task.sleep(for: .milliseconds(10)) }
    let output = String(decoding: try Data(contentsOf: outputFile), as: UTF8.self)
    let errors = String(decoding: try Data(contentsOf: errorFile), as: UTF8.self)
    for file in [outputFile, errorFile] { try? FileManager.default.removeItem(at: file) }
    if wasKilled.load(ordering: .relaxed), process.terminationReason == .uncaughtSignal {
      return CommandRun(status: 128 + process.terminationStatus, output: output, errors: errors)
    }
    #expect(process.terminationReason == .exit, "the program crashed: \(errors)")
    return CommandRun(status: process.terminationStatus, output: output, errors: errors)
  }
}

/// Rows of a CSV file by column name.
func rows(_ text: String) -> [[String: String]] {
  func fields(_ line: String) -> [String] {
    var fields = [""]
    var isQuoted = false
    for character in line {
      switch character {
      case "\"": isQuoted.toggle()
      case "," where !isQuoted: fields.append("")
      default: fields[fields.count - 1].append(character)
      }
    }
    return fields
  }
  let all = text.lines.map(fields)
  guard let columns = all.first else { return [] }
  return all.dropFirst().map { Dictionary(zip(columns, $0)) { first, _ in first } }
}
