import Foundation

/// How the program ends; thrown by a verb that has already said why.
enum ExitStatus: Int32, Error {
  case done = 0
  case wrongInput = 1
  case usage = 2
  case integrationFailed = 3
  case interrupted = 4

  func exit() -> Never { Foundation.exit(rawValue) }
}
