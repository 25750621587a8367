import ArgumentParser
import Teorell

/// What every verb takes.
struct CommonOptions: ParsableArguments {
  @Option(
    name: .customLong("library"),
    help: ArgumentHelp(
      "A folder that holds Physiology/ or Compounds/, searched before the built-in ones; may be repeated.",
      valueName: "dir"))
  var libraryFolders: [String] = []

  @Flag(help: "Print nothing but faults.")
  var quiet = false

  @Flag(help: "Print JSON instead of text.")
  var json = false

  func validate() throws {
    for folder in libraryFolders where !isFolder(folder) {
      throw ValidationError("--library \(folder): there is no such folder")
    }
  }

  var library: Library { Library(additional: libraryFolders) }

  /// Prints what was asked for, unless nothing is to be printed.
  func show(_ page: Page) {
    guard !quiet else { return }
    Console.print(json ? page.json.text() : page.text)
  }
}
