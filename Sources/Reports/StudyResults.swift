import DataFiles
import Dosing
import Simulations

/// What a study gave: the arms that were finished, and why the others were not.
public struct StudyResults: Sendable {
  /// An arm without results.
  public struct Unfinished: Sendable {
    public let arm: String
    public let reason: String

    public init(arm: String, reason: String) {
      self.arm = arm
      self.reason = reason
    }
  }

  public var parts: StudyParts
  public var overrides: [(path: String, value: String)]
  public var finished: [SimulationResult]
  public var unfinished: [Unfinished]

  public init(
    _ parts: StudyParts, overrides: [(path: String, value: String)] = [], finished: [SimulationResult],
    unfinished: [Unfinished] = []
  ) {
    self.parts = parts
    self.overrides = overrides
    self.finished = finished
    self.unfinished = unfinished
  }

  public var study: Study { parts.study }

  /// Everything a user should know, each said once.
  public var warnings: [String] {
    finished.flatMap { $0.simulation.model.warnings + $0.simulation.administrations.warnings }
      .uniqued()
  }
}

extension SimulationResult {
  /// The name of the arm in tables; a study without arms has a single one.
  public var armName: String { simulation.arm.displayName }
}

extension Study {
  /// The name as that of a folder: letters and digits of the study's name in lower case, joined by dashes.
  public var slug: String {
    var words: [String] = []
    var word = ""
    let characters = Array(name.lowercased())
    for (index, character) in characters.enumerated() {
      // A decimal point stays, so that 7.5 mg and 75 mg differ.
      let isPoint =
        character == "." && !word.isEmpty && index + 1 < characters.count && characters[index - 1].isNumber
        && characters[index + 1].isNumber
      if character.isLetter || character.isNumber || isPoint {
        word.append(character)
      } else if !word.isEmpty {
        words.append(word)
        word = ""
      }
    }
    if !word.isEmpty { words.append(word) }
    var slug = words.joined(separator: "-")
    while slug.utf8.count > 120 { slug.removeLast() }
    return slug.isEmpty ? "study" : slug
  }
}
