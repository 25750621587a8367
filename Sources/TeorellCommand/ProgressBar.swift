import Synchronization
import Teorell

/// A bar that fills on the terminal, with rate and remaining time where they are known.
final class ProgressBar: Sendable {
  private let isQuiet: Bool
  /// What is counted, in the plural.
  private let things: String
  private let start = ContinuousClock.now
  private let lastShown = Mutex(ContinuousClock.now - .seconds(1))
  private static let width = 30

  init(_ things: String, isQuiet: Bool) {
    self.things = things
    self.isQuiet = isQuiet
  }

  /// - Parameter doneNow: Of those done, how many since the bar began; the rate is theirs.
  func show(_ done: Int, of count: Int, doneNow: Int? = nil) {
    let isDue = lastShown.withLock { last in
      guard done == count || ContinuousClock.now - last > .milliseconds(100) else { return false }
      last = .now
      return true
    }
    guard isDue else { return }
    let filled = count > 0 ? Self.width * done / count : 0
    let bar = String(repeating: "#", count: filled) + String(repeating: ".", count: Self.width - filled)
    Console.showProgress("[\(bar)] \(done) of \(count) \(things)\(speed(done, of: count, doneNow))", isQuiet: isQuiet)
  }

  private func speed(_ done: Int, of count: Int, _ doneNow: Int?) -> String {
    let seconds = (ContinuousClock.now - start) / .seconds(1)
    guard let doneNow, doneNow > 0, seconds > 0.5 else { return "" }
    let rate = Double(doneNow) / seconds
    return ", \(rate < 10 ? "\((rate * 10).rounded() / 10)" : "\(Int(rate))") a second, "
      + "\(Self.words(Double(count - done) / rate)) left"
  }

  private static func words(_ seconds: Double) -> String {
    let whole = Int(seconds.rounded(.up))
    if whole < 60 { return "\(whole) s" }
    if whole < 3600 { return "\(whole / 60) min \(whole % 60) s" }
    return "\(whole / 3600) h \(whole % 3600 / 60) min"
  }

  func clear() { Console.showProgress("", isQuiet: isQuiet) }
}
