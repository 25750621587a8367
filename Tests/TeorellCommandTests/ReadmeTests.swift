import Foundation
import Testing

/// Every command of README.md does what it says there.
@Suite struct ReadmeTests {
  @Test func `every command of the readme runs`() async throws {
    let commands = try Self.commands()
    #expect(commands.count >= 10)
    // A copy of what the commands name, so that they run in the order of the text without touching the package.
    let folder = try TemporaryFolder()
    for name in ["Physiology", "Compounds", "Studies", "Validation", "Documentation"]
    where FileManager.default.fileExists(atPath: packageRoot + "/" + name) {
      try FileManager.default.copyItem(atPath: packageRoot + "/" + name, toPath: folder.path + "/" + name)
    }
    for command in commands {
      let run = try await CommandRun(command.arguments, in: folder)
      #expect(run.status == 0, "\(command.text)\n\(run.errors)")
    }
  }

  private struct Command {
    let text: String
    let arguments: [String]
  }

  /// The lines of fenced sh blocks that call teorell.
  private static func commands() throws -> [Command] {
    let readme = try String(contentsOfFile: packageRoot + "/README.md", encoding: .utf8)
    var isInside = false
    var commands: [Command] = []
    for line in readme.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) {
      if line.hasPrefix("```") {
        isInside = line == "```sh"
      } else if isInside {
        var words = words(line)
        guard let first = words.first, first == "teorell" || first == "./teorell" else { continue }
        words.removeFirst()
        commands.append(Command(text: line, arguments: words))
      }
    }
    return commands
  }

  /// Words as a shell splits them: quotes hold a word together, a number sign begins a remark.
  private static func words(_ line: String) -> [String] {
    var words: [String] = []
    var word: String?
    var quote: Character?
    for character in line {
      if let open = quote {
        if character == open { quote = nil } else { word = (word ?? "") + String(character) }
      } else if character == "\"" || character == "'" {
        quote = character
        word = word ?? ""
      } else if character == " " {
        if let done = word { words.append(done) }
        word = nil
      } else if character == "#", word == nil {
        break
      } else {
        word = (word ?? "") + String(character)
      }
    }
    if let word { words.append(word) }
    return words
  }
}
