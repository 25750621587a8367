import Foundation

/// What one tool reports of one round over one model. Every tool writes this as JSON; the table is made of all of them.
struct Measurement: Codable {
  let tool: String
  let version: String
  let model: String
  /// CPU milliseconds an individual, one entry a run.
  let milliseconds: [Double]
  /// The lowest of them, where the tool gives only summaries.
  var fastest: Double?
  /// Integration steps of one run, where the tool tells.
  let steps: Double?
  /// Mean of the observed concentration over all individuals and times.
  let check: Double
  /// Observed concentration of each individual at each time; a summarising tool has none.
  let profiles: [[Double]]?

  /// Of the engine with that many lanes.
  init(engine lanes: Int, model: String, milliseconds: [Double], steps: [Double], profiles: [[Double]]) {
    tool = "engine, \(lanes) lane\(lanes == 1 ? "" : "s")"
    version = "this checkout"
    self.model = model
    self.milliseconds = milliseconds
    self.steps = steps.mean
    check = profiles.map(\.mean).mean
    self.profiles = profiles
  }

  var lowest: Double { fastest ?? milliseconds.min() ?? .nan }

  /// The largest relative distance of the profiles to `reference`, above a millionth of its peak.
  func distance(to reference: [[Double]]) -> Double? {
    guard let profiles, profiles.count == reference.count else { return nil }
    var largest = 0.0
    for (profile, truth) in zip(profiles, reference) {
      guard profile.count == truth.count else { return .infinity }
      let floor = 1e-6 * (truth.max() ?? 0)
      for (value, wanted) in zip(profile, truth) where wanted > floor {
        let distance = abs(value / wanted - 1)
        if !(distance <= largest) { largest = distance }
      }
    }
    return largest
  }
}
