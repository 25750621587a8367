import Foundation
import Teorell
import Testing

/// Damaged files: whatever a file says, loading ends, and what is not loaded has a fault that says why.
@Suite struct FuzzTests {
  /// Damaged files for each of 20 seeds; TEORELL_FUZZ_ROUNDS asks for another number.
  private static let rounds = ProcessInfo.processInfo.environment["TEORELL_FUZZ_ROUNDS"].flatMap(Int.init) ?? 100

  @Test(.timeLimit(.minutes(10)), arguments: UInt64(0)..<20)
  func `a damaged file is loaded or reported, and never brings the program down`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let targets = FuzzTarget.shipped
    for round in 0..<Self.rounds {
      let target = try #require(targets.randomElement(using: &random))
      let damage = Mutation.allCases.randomElement(using: &random) ?? .deleteLine
      let text = damage.apply(to: target.original, using: &random)
      try check(target, text, "seed \(seed), round \(round), \(damage) in \(target.path)", mayRun: round % 4 == 0)
    }
  }

  private func check(_ target: FuzzTarget, _ text: [UInt8], _ name: String, mayRun: Bool) throws {
    let overlay = try TemporaryFolder()
    let file = overlay.path + "/" + target.path
    try createFolder(parentFolder(file))
    try writeAtomically(bytes: text, to: file)
    let library = Library(folders: [overlay.path, packageRoot])
    let study = target.kind == .study ? file : packageRoot + "/" + target.study
    let diagnostics = Diagnostics()
    let parts = loadStudyParts(path: study, library: library, diagnostics: diagnostics)
    if parts == nil { #expect(!diagnostics.isClean, "nothing was loaded and nothing reported: \(name)") }
    if parts != nil { #expect(diagnostics.isClean, "loaded with faults: \(name)") }
    for fault in diagnostics.errors {
      #expect(fault.location.line >= 1 && fault.location.column >= 1, "\(name): \(fault)")
      #expect(!fault.problem.isEmpty && !fault.remedy.isEmpty, "\(name): \(fault)")
    }
    guard let parts else { return }
    for arm in parts.study.arms {
      // A model that cannot be built says so; what is built may be run, or fails with a reason.
      guard let simulation = try? Simulation(parts, arm: arm), mayRun else { continue }
      let end = Date.now.addingTimeInterval(1)
      do {
        let result = try simulation.run(isCancelled: { Date.now > end })
        #expect(result.profiles.count == simulation.sites.count, "\(name)")
      } catch {
        #expect(!error.description.isEmpty, "\(name)")
      }
    }
  }
}

/// A file that comes with the program, and a study that reads it.
private struct FuzzTarget: Sendable {
  enum Kind: Sendable { case study, compound, species }

  let kind: Kind
  /// Relative to the library.
  let path: String
  let study: String
  let original: [UInt8]

  static let shipped: [FuzzTarget] = {
    func target(_ kind: Kind, _ path: String, _ study: String) -> FuzzTarget? {
      readFileBytes(path: packageRoot + "/" + path).map {
        FuzzTarget(kind: kind, path: path, study: study, original: $0)
      }
    }
    func names(_ folder: String) -> [String] {
      namesInFolder(packageRoot + "/" + folder).filter { $0.hasSuffix(".yaml") }.map { folder + "/" + $0 }
    }
    let studies = names("Studies")
    let oral = "Studies/midazolam-oral.yaml"
    let compounds = studies.compactMap { study -> (String, String)? in
      let diagnostics = Diagnostics()
      guard let name = loadStudy(path: packageRoot + "/" + study, diagnostics: diagnostics)?.arms.first?.doses.first
      else {
        return nil
      }
      return ("Compounds/\(name.compound.value)/\(name.compound.value).yaml", study)
    }
    let human = "Physiology/human"
    let species =
      names(human) + names("\(human)/organs") + names("\(human)/gut") + names("\(human)/gut/segments")
      + ["\(human)/proteins/CYP3A4.yaml", "\(human)/proteins/GABRG2.yaml", "\(human)/proteins/UGT1A4.yaml"]
    return studies.compactMap { target(.study, $0, $0) }
      // A compound is as likely to be damaged as a file of the species.
      + (0..<3).flatMap { _ in compounds.compactMap { target(.compound, $0.0, $0.1) } }
      + species.compactMap { target(.species, $0, oral) }
      + ["Compounds/references.yaml", "Physiology/references.yaml"].compactMap { target(.species, $0, oral) }
  }()
}

/// One way to damage a text.
private enum Mutation: CaseIterable {
  case changeByte, insertByte, deleteByte, cutOff, deleteLine, repeatLine, swapLines, changeIndent
  case changeNumber, changeUnit, changeKey, changeWord, insertSign

  private static let numbers = [
    "0", "-1", "1e308", "-1e308", "1e-320", "nan", "inf", "-0", "1e999", "999999999999999999999", "0x10", "1_000", "",
    "1,5", "0.5.5", "100000", "1e9", "0.000001", "[1, 2]", "{value: 1}", "~", "null",
  ]
  private static let units = [
    "", "kg", "L/h", "umol/L", "mg/mL", "furlong", "1/min", "%", "m^9999999", "mg//mL", "/", "year", "mL/min/1.73m2",
    "10^999 cells", "s2", "µg/L",
  ]
  private static let signs = [
    ":", "- ", "{", "}", "[", "]", "#", "&a ", "*a", "!!binary ", "|", ">", "\"", "'", "\t", "---\n", "...\n",
    "%YAML 1.1\n",
    "\u{FEFF}", "\u{2028}", "\0", "é", "💊", "? ", "<<: ", ",",
  ]

  func apply(to original: [UInt8], using random: inout SeededGenerator) -> [UInt8] {
    var bytes = original
    guard !bytes.isEmpty else { return bytes }
    let place = Int.random(in: 0..<bytes.count, using: &random)
    switch self {
    case .changeByte: bytes[place] = UInt8.random(in: 0...255, using: &random)
    case .insertByte: bytes.insert(UInt8.random(in: 0...255, using: &random), at: place)
    case .deleteByte: bytes.remove(at: place)
    case .cutOff: bytes.removeSubrange(place...)
    case .insertSign: bytes.insert(contentsOf: Array((Self.signs.randomElement(using: &random) ?? ":").utf8), at: place)
    case .deleteLine, .repeatLine, .swapLines, .changeIndent: return lines(of: bytes, using: &random)
    case .changeNumber: return replacing(bytes, Self.numbers, using: &random) { $0.first?.isNumber ?? false }
    case .changeUnit:
      return replacing(bytes, Self.units, using: &random) {
        $0.contains("/") || ["kg", "g", "L", "h", "min"].contains($0)
      }
    case .changeKey:
      return replacing(bytes, ["source", "value", "x", "doses", ""], using: &random) { $0.hasSuffix(":") }
    case .changeWord:
      return replacing(bytes, ["liver", "NO", "~", "yes", "oral", "CYP3A4", "a b"], using: &random) {
        $0.first?.isLetter ?? false
      }
    }
    return bytes
  }

  private func lines(of bytes: [UInt8], using random: inout SeededGenerator) -> [UInt8] {
    var lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map(Array.init)
    let a = Int.random(in: 0..<lines.count, using: &random)
    let b = Int.random(in: 0..<lines.count, using: &random)
    switch self {
    case .deleteLine: lines.remove(at: a)
    case .repeatLine: lines.insert(lines[a], at: b)
    case .swapLines: lines.swapAt(a, b)
    default: lines[a] = Array(repeating: UInt8(ascii: " "), count: Int.random(in: 1...5, using: &random)) + lines[a]
    }
    return Array(lines.joined(separator: [UInt8(ascii: "\n")]))
  }

  /// Puts another word in the place of one that is chosen; keys keep their colon.
  private func replacing(
    _ bytes: [UInt8], _ words: [String], using random: inout SeededGenerator, _ isChosen: (String) -> Bool
  ) -> [UInt8] {
    let text = String(decoding: bytes, as: UTF8.self)
    let separators: Set<Character> = [" ", "\n", ",", "{", "}", "[", "]"]
    var pieces: [String] = [""]
    for character in text {
      if separators.contains(character) {
        pieces += [String(character), ""]
      } else {
        pieces[pieces.count - 1].append(character)
      }
    }
    let chosen = pieces.indices.filter { isChosen(pieces[$0]) }
    guard let index = chosen.randomElement(using: &random), let word = words.randomElement(using: &random) else {
      return bytes
    }
    pieces[index] = word + (pieces[index].hasSuffix(":") ? ":" : "")
    return Array(pieces.joined().utf8)
  }
}
