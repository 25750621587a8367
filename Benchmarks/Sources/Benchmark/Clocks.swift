import Foundation

/// CPU seconds of this thread.
func threadSeconds() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
  return Double(time.tv_sec) + 1e-9 * Double(time.tv_nsec)
}

/// CPU milliseconds of this thread that `work` takes, and what it returns.
func timed<Result>(_ work: () throws -> Result) rethrows -> (milliseconds: Double, result: Result) {
  let start = threadSeconds()
  let result = try work()
  return ((threadSeconds() - start) * 1e3, result)
}

/// The largest resident memory so far in MB; nil where the system does not tell (it does on Linux).
func peakMemory() -> Double? {
  guard let status = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8),
    let line = status.split(separator: "\n").first(where: { $0.hasPrefix("VmHWM:") }),
    let kilobytes = line.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap({ Double($0) })
  else { return nil }
  return kilobytes / 1024
}

extension [Double] {
  var median: Double {
    let ordered = sorted()
    guard !ordered.isEmpty else { return .nan }
    let middle = ordered.count / 2
    return ordered.count % 2 == 1 ? ordered[middle] : (ordered[middle - 1] + ordered[middle]) / 2
  }

  var mean: Double { reduce(0, +) / Double(count) }
}
