import Foundation
import Teorell

/// Where the program prints: results to standard output, faults and progress to standard error.
enum Console {
  static func print(_ text: String) { write(text, to: .standardOutput) }
  static func printError(_ text: String) { write(text, to: .standardError) }

  /// A line that the next one overwrites; only where a person can see it move.
  static func showProgress(_ text: String, isQuiet: Bool) {
    guard !isQuiet, isatty(STDERR_FILENO) == 1 else { return }
    FileHandle.standardError.write(Data("\r\u{1B}[K\(text)".utf8))
  }

  /// All faults, each on a line, sorted by place; the same fault once.
  static func print(_ faults: [DataError]) {
    let unique = faults.uniqued()
    if !unique.isEmpty { printError(DataErrors(unique).description) }
  }

  private static func write(_ text: String, to file: FileHandle) {
    guard !text.isEmpty else { return }
    file.write(Data((text.hasSuffix("\n") ? text : text + "\n").utf8))
  }
}
