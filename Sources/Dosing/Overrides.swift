import DataFiles
import Quantities

/// Replaces values of a file by those of `--set PATH=VALUE`.
///
/// A path is keys and places, such as `doses[0].dose`, `arms[1].doses[0].dose` or `subject.weight`, counted from 0.
/// The last key may be new in its mapping; everything before it must exist. A value that begins with `[` or `{`
/// is read as a list or a mapping. Every fault is reported; a faulty override changes nothing.
public func applyOverrides(
  _ overrides: [(path: String, value: String)], to node: DataNode, diagnostics: Diagnostics
) -> DataNode {
  var result = node
  for override in overrides {
    let name = "--set \(override.path)"
    let location = SourceLocation(file: name, line: 1, column: 1)
    guard let steps = parsePath(override.path) else {
      diagnostics.report(
        location, "`\(override.path)` is not a path", remedy: "write keys and places, such as `doses[0].dose`")
      continue
    }
    let setter = Override(steps: steps, value: override.value, name: name, location: location, diagnostics: diagnostics)
    if let changed = setter.apply(to: result, at: 0) { result = changed }
  }
  return result
}

private enum PathStep: Sendable, Hashable {
  case key(String)
  case place(Int)
}

/// The steps of a path; nil when it is not one.
private func parsePath(_ path: String) -> [PathStep]? {
  var steps: [PathStep] = []
  for part in path.split(separator: ".", omittingEmptySubsequences: false) {
    let pieces = part.split(separator: "[", omittingEmptySubsequences: false)
    guard let key = pieces.first, !key.isEmpty, !key.contains("]") else { return nil }
    steps.append(.key(String(key)))
    for piece in pieces.dropFirst() {
      guard piece.last == "]", let place = Int(piece.dropLast()), place >= 0, piece.first != "+" else { return nil }
      steps.append(.place(place))
    }
  }
  return steps
}

private struct Override {
  let steps: [PathStep]
  let value: String
  let name: String
  let location: SourceLocation
  let diagnostics: Diagnostics

  /// The node with the value set below it; nil when a fault was reported.
  func apply(to node: DataNode, at depth: Int) -> DataNode? {
    guard depth < steps.count else { return newNode(path: node.path) }
    switch steps[depth] {
    case .key(let key): return applyKey(key, to: node, at: depth)
    case .place(let place): return applyPlace(place, to: node, at: depth)
    }
  }

  private func applyKey(_ key: String, to node: DataNode, at depth: Int) -> DataNode? {
    guard var entries = node.entries else {
      return fault("\(title(depth)) has no keys", "\(describe(node)); shorten the path or use a place such as `[0]`")
    }
    if let index = entries.firstIndex(where: { $0.key == key }) {
      let old = entries[index]
      guard let changed = apply(to: old.value, at: depth + 1) else { return nil }
      entries[index] = DataNode.Entry(key: key, keyLocation: old.keyLocation, value: changed)
    } else {
      let known = entries.map(\.key)
      guard depth == steps.count - 1 else {
        let nearest = suggestion(for: key, in: known)
        return fault("\(title(depth)) has no key `\(key)`", "\(nearest)its keys are \(list(known))")
      }
      guard let made = newNode(path: node.path.isEmpty ? key : "\(node.path).\(key)") else { return nil }
      entries.append(DataNode.Entry(key: key, keyLocation: location, value: made))
    }
    return DataNode(location: node.location, path: node.path, content: .mapping(entries))
  }

  private func applyPlace(_ place: Int, to node: DataNode, at depth: Int) -> DataNode? {
    guard var items = node.elements else {
      return fault("\(title(depth)) is not a list", "\(describe(node)); leave out `[\(place)]`")
    }
    guard place < items.count else {
      let places = items.isEmpty ? "it is empty" : "its places are 0 to \(items.count - 1)"
      return fault("\(title(depth)) has no place \(place)", places)
    }
    guard let changed = apply(to: items[place], at: depth + 1) else { return nil }
    items[place] = changed
    return DataNode(location: node.location, path: node.path, content: .sequence(items))
  }

  /// The value as a node: a scalar, or what a text in brackets or braces says.
  private func newNode(path: String) -> DataNode? {
    guard value.hasPrefix("[") || value.hasPrefix("{") else {
      return DataNode(location: location, path: path, content: .scalar(value))
    }
    return parseYAML(text: value, file: name, diagnostics: diagnostics)
  }

  private func fault(_ problem: String, _ remedy: String) -> DataNode? {
    diagnostics.report(location, problem, remedy: remedy)
    return nil
  }

  /// The part of the path above a step, in words.
  private func title(_ depth: Int) -> String {
    var text = ""
    for step in steps.prefix(depth) {
      switch step {
      case .key(let key): text += text.isEmpty ? key : ".\(key)"
      case .place(let place): text += "[\(place)]"
      }
    }
    return text.isEmpty ? "the file" : "`\(text)`"
  }

  private func describe(_ node: DataNode) -> String {
    switch node.content {
    case .scalar(let text): text.isEmpty ? "it is empty" : "it is the value `\(text)`"
    case .sequence(let items): "it is a list of \(items.count)"
    case .mapping(let entries): "its keys are \(list(entries.map(\.key)))"
    }
  }

  private func list(_ names: [String]) -> String {
    names.isEmpty ? "none" : names.joined(separator: ", ")
  }
}
