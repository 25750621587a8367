/// The folders in which data files are looked for, first one first.
///
/// Each holds `Physiology/` and `Compounds/`, or one of them.
public struct Library: Sendable, Hashable {
  public let folders: [String]

  /// A library of exactly these folders.
  public init(folders: [String]) { self.folders = folders }

  /// The given folders, then TEORELL_LIBRARY, then beside the program, then the current folder
  /// if it has either, then the package around it or around us.
  public init(additional: [String] = []) {
    var found = additional
    if let variable = environmentVariable("TEORELL_LIBRARY") {
      found += variable.split(separator: ":").map(String.init)
    }
    let program = executableFolder()
    if let program { found.append(parentFolder(program) + "/share/teorell") }
    if let program, let package = Self.packageFolder(from: program) { found.append(package) }
    if let here = resolvedPath(".") {
      if isFolder(here + "/Compounds") || isFolder(here + "/Physiology") { found.append(here) }
      if let package = Self.packageFolder(from: here) { found.append(package) }
    }
    var seen: Set<String> = []
    folders = found.enumerated().filter { index, folder in
      // Folders that a user named are kept even when missing, so that messages can name them.
      (index < additional.count || isFolder(folder)) && seen.insert(resolvedPath(folder) ?? folder).inserted
    }.map(\.element)
  }

  /// The path of a file or folder by its name relative to the library; nil when no folder has it.
  public func find(_ relative: String) -> String? {
    for folder in folders {
      let path = folder + "/" + relative
      if isFolder(path) || isFile(path) { return path }
    }
    return nil
  }

  /// Every file of a name, one a folder that has it, first folder first.
  public func all(_ relative: String) -> [String] {
    folders.map { $0 + "/" + relative }.filter { isFile($0) }
  }

  /// Names in a folder of the library, from all folders together, sorted, without hidden ones.
  public func list(_ relativeFolder: String) -> [String] {
    Set(folders.flatMap { namesInFolder($0 + "/" + relativeFolder) }).sorted()
  }

  /// The nearest folder at or above a path that has both data folders.
  private static func packageFolder(from path: String) -> String? {
    var folder = path
    for _ in 0..<64 {
      if isFolder(folder + "/Physiology"), isFolder(folder + "/Compounds") { return folder }
      let parent = parentFolder(folder)
      if parent == folder || parent == "." { return nil }
      folder = parent
    }
    return nil
  }
}
