/// Reads decimal numbers as people write them in files: `7.5`, `.5`, `1e-6`; never hexadecimal, infinite or undefined.
enum NumberScanner {
  /// The unsigned number that starts at `position`, which moves behind it; nil when there is none or it does not fit.
  static func scan(_ characters: [Character], from position: inout Int) -> Double? {
    var end = position
    func isDigit(_ index: Int) -> Bool {
      index < characters.count && characters[index].asciiValue.map { (0x30...0x39).contains($0) } ?? false
    }
    while isDigit(end) { end += 1 }
    if end < characters.count, characters[end] == ".", isDigit(end + 1) {
      end += 1
      while isDigit(end) { end += 1 }
    }
    guard end > position else { return nil }
    if end < characters.count, characters[end] == "e" || characters[end] == "E" {
      var after = end + 1
      if after < characters.count, characters[after] == "-" || characters[after] == "+" { after += 1 }
      if isDigit(after) {
        while isDigit(after) { after += 1 }
        end = after
      }
    }
    let text = String(characters[position..<end])
    guard end - position <= 400, let value = Double(text), value.isFinite else { return nil }
    // Digits that vanish are a fault too: 1e-999 is not zero.
    if value == 0 || value.isSubnormal {
      let mantissa = text.prefix { $0 != "e" && $0 != "E" }
      guard !mantissa.contains(where: { ("1"..."9").contains($0) }) else { return nil }
    }
    position = end
    return value
  }
}

/// A finite decimal number with optional sign and nothing else around it but spaces; nil otherwise.
public func parseNumber(_ text: some StringProtocol) -> Double? {
  var characters = Array(trimmed(text))
  var sign = 1.0
  if let first = characters.first, first == "-" || first == "+" {
    sign = first == "-" ? -1 : 1
    characters.removeFirst()
  }
  var position = 0
  guard let value = NumberScanner.scan(characters, from: &position), position == characters.count else { return nil }
  return sign * value
}
