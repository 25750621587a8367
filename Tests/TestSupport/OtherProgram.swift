import Foundation

/// A program that is not ours, such as Python with the packages that read our files.
public struct OtherProgram: Sendable {
  private let command: [String]

  /// Python with xarray, which `./test` installs.
  public static let python = OtherProgram(["\(packageFolder)/.build/readers/bin/python3"])
  public static let rscript = OtherProgram(["/usr/bin/env", "Rscript"])

  public init(_ command: [String]) { self.command = command }

  /// Runs the program in a locale that prints UTF-8.
  ///
  /// - Returns: What it printed, errors included, and its exit status.
  public func run(_ arguments: [String]) throws -> (output: String, status: Int32) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: command[0])
    process.arguments = command.dropFirst() + arguments
    process.environment = ProcessInfo.processInfo.environment.merging(["LC_ALL": "C.UTF-8"]) { $1 }
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let output = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (String(decoding: output, as: UTF8.self), process.terminationStatus)
  }

  /// Whether the program is there and accepts the arguments.
  public func works(_ arguments: [String]) -> Bool { (try? run(arguments))?.status == 0 }
}
