/// Places of line ends in a text, counted as YAML does.
package struct TextLines {
  /// Scalars of the whole text.
  let scalars: [Unicode.Scalar]
  private let starts: [Int]

  package init(_ text: String) {
    scalars = Array(text.unicodeScalars)
    var starts = [0]
    for (index, scalar) in scalars.enumerated() {
      switch scalar.value {
      case 0x0A, 0x85, 0x2028, 0x2029: starts.append(index + 1)
      case 0x0D: if index + 1 >= scalars.count || scalars[index + 1].value != 0x0A { starts.append(index + 1) }
      default: break
      }
    }
    self.starts = starts
  }

  /// Line and column from 1 of a scalar.
  func place(of index: Int) -> (line: Int, column: Int) {
    var low = 0
    var high = starts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if starts[middle] <= index { low = middle } else { high = middle }
    }
    return (low + 1, index - starts[low] + 1)
  }

  /// The index of the scalar at a line and column, nil outside the text.
  package func index(line: Int, column: Int) -> Int? {
    guard line >= 1, line <= starts.count, column >= 1 else { return nil }
    let index = starts[line - 1] + column - 1
    return index <= scalars.count ? index : nil
  }

  /// True when nothing but white space follows a place, or when it is behind the text.
  func isEnd(line: Int, column: Int) -> Bool {
    guard let index = index(line: line, column: column) else { return true }
    return scalars[index...].allSatisfy(\.properties.isWhitespace)
  }

  /// The scalars of a line, without its end.
  func line(_ number: Int) -> ArraySlice<Unicode.Scalar> {
    guard number >= 1, number <= starts.count else { return [] }
    let end = number < starts.count ? starts[number] : scalars.count
    return scalars[starts[number - 1]..<end].prefix { $0 != "\n" && $0 != "\r" }
  }
}
