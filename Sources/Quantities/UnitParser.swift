/// Reads the grammar of units: factors joined by spaces, dots and slashes, with numbers, powers and parentheses.
struct UnitParser {
  private let text: String
  private let characters: [Character]
  private var position = 0
  private var depth = 0
  /// A unit may follow a number without a space, as in `1.73m2`, but not another unit.
  private var endsWithNumber = false

  /// The product so far: dimension and up/down x 10^exponent.
  private struct Product {
    var dimension = Dimension.none
    var up = 1.0
    var down = 1.0
    var exponent = 0

    mutating func multiply(_ other: Product, power: Int) {
      dimension = dimension * other.dimension.power(power)
      exponent += other.exponent * power
      for _ in 0..<abs(power) {
        up *= power > 0 ? other.up : other.down
        down *= power > 0 ? other.down : other.up
      }
    }
  }

  init(_ text: String) throws(UnitError) {
    self.text = trimmed(text)
    characters = Array(self.text)
    guard characters.count <= 80 else {
      throw UnitError(
        .malformed, problem: "a unit of \(characters.count) characters", remedy: "write a unit such as `mg/mL`")
    }
  }

  mutating func unit() throws(UnitError) -> Unit {
    if characters.isEmpty { return .one }
    let product = try quotient()
    guard position == characters.count else { throw malformed("`\(characters[position])` is not expected here") }
    let numerator = product.up * powerOfTen(max(0, product.exponent))
    let denominator = product.down * powerOfTen(max(0, -product.exponent))
    guard (1e-150...1e150).contains(numerator), (1e-150...1e150).contains(denominator) else {
      throw malformed("the factors are too large or too small")
    }
    return Unit(text: text, dimension: product.dimension, numerator: numerator, denominator: denominator)
  }

  private func malformed(_ problem: String) -> UnitError {
    UnitError(
      .malformed, problem: "`\(text)` is not a unit: \(problem)", remedy: "write a unit such as `mg/mL` or `mL/min/kg`")
  }

  private mutating func quotient() throws(UnitError) -> Product {
    var result = Product()
    skipSpaces()
    // A leading slash is one over what follows: `/min`.
    if peek != "/" { result = try product(mayMultiply: true) }
    skipSpaces()
    while peek == "/" {
      position += 1
      result.multiply(try product(mayMultiply: false), power: -1)
      skipSpaces()
    }
    return result
  }

  private mutating func product(mayMultiply: Bool) throws(UnitError) -> Product {
    var result = Product()
    result.multiply(try factor(), power: 1)
    while true {
      let afterSpace = skipSpaces()
      guard let next = peek, next != "/", next != ")" else { return result }
      if next == "*" || next == "·" || next == "⋅" || next == "×" {
        guard mayMultiply else {
          throw UnitError(
            .malformed, problem: "`\(text)` can be read in two ways",
            remedy: "write the product first, as in `mg h/L`, or use parentheses")
        }
        position += 1
        skipSpaces()
      } else if !afterSpace, !endsWithNumber {
        throw malformed("`\(next)` is not expected here")
      }
      result.multiply(try factor(), power: 1)
    }
  }

  private mutating func factor() throws(UnitError) -> Product {
    skipSpaces()
    endsWithNumber = false
    guard let first = peek else { throw malformed("it ends too early") }
    var base: Product
    if first == "(" {
      depth += 1
      guard depth <= 4 else { throw malformed("too many parentheses") }
      position += 1
      base = try quotient()
      guard peek == ")" else { throw malformed("a `)` is missing") }
      position += 1
      depth -= 1
    } else if first.isASCII, first.isNumber {
      let number = try numericFactor()
      endsWithNumber = true
      return number
    } else {
      base = try symbol()
    }
    let power = try exponent()
    endsWithNumber = false
    var result = Product()
    result.multiply(base, power: power)
    return result
  }

  private mutating func numericFactor() throws(UnitError) -> Product {
    let start = position
    guard let number = NumberScanner.scan(characters, from: &position), number > 0 else {
      throw malformed("`\(characters[start])` does not begin a positive number")
    }
    var power = 1
    if peek == "^" || peek.map(isSuperscript) == true { power = try exponent() }
    var result = Product()
    if number == 10 {
      result.exponent = power
    } else {
      var base = Product()
      base.up = number
      result.multiply(base, power: power)
    }
    return result
  }

  private mutating func symbol() throws(UnitError) -> Product {
    let start = position
    while let next = peek, next.isLetter || next == "%" { position += 1 }
    var name = String(characters[start..<position])
    if name == "log", characters[position...].starts(with: ["1", "0"]) {
      position += 2
      name = "log10"
    }
    guard !name.isEmpty else { throw malformed("`\(characters[start])` is not expected here") }
    guard let symbol = unitSymbol(name) else {
      let whole = name == text ? "" : " in `\(text)`"
      guard let nearest = nearestUnit(name) else {
        throw UnitError(
          .unknownUnit, problem: "unknown unit `\(name)`\(whole)",
          remedy: "write a unit such as `mg`, `mL`, `umol/L` or `h`")
      }
      throw UnitError(.unknownUnit, problem: "unknown unit `\(name)`\(whole)", remedy: "did you mean `\(nearest)`?")
    }
    return Product(dimension: symbol.dimension, up: symbol.up, down: symbol.down, exponent: symbol.exponent)
  }

  /// An integer power after a unit: `2`, `^2`, `^-1`, `-1` or superscripts; 1 when there is none.
  private mutating func exponent() throws(UnitError) -> Int {
    var sign = 1
    var digits = ""
    if let first = peek, isSuperscript(first) {
      if first == "⁻" {
        sign = -1
        position += 1
      }
      while let next = peek, let digit = superscriptDigits[next] {
        digits.append(digit)
        position += 1
      }
    } else {
      var expectsDigits = false
      if peek == "^" {
        position += 1
        expectsDigits = true
      }
      if peek == "-" {
        sign = -1
        position += 1
        expectsDigits = true
      }
      while let next = peek, next.isASCII, next.isNumber {
        digits.append(next)
        position += 1
      }
      if digits.isEmpty, !expectsDigits { return 1 }
    }
    guard let power = Int(digits), (1...30).contains(power) else {
      throw malformed("a power is a whole number such as `2`")
    }
    return sign * power
  }

  private var peek: Character? { position < characters.count ? characters[position] : nil }

  @discardableResult
  private mutating func skipSpaces() -> Bool {
    let start = position
    while let next = peek, next.isWhitespace { position += 1 }
    return position > start
  }
}

private let superscriptDigits: [Character: Character] = [
  "⁰": "0", "¹": "1", "²": "2", "³": "3", "⁴": "4", "⁵": "5", "⁶": "6", "⁷": "7", "⁸": "8", "⁹": "9",
]

private func isSuperscript(_ character: Character) -> Bool {
  character == "⁻" || superscriptDigits[character] != nil
}

/// 10^exponent by repeated multiplication; exact up to 10^22.
func powerOfTen(_ exponent: Int) -> Double {
  if exponent > 400 { return .infinity }
  var result = 1.0
  for _ in 0..<max(0, exponent) { result *= 10 }
  return result
}

/// The text without white space at both ends.
package func trimmed(_ text: some StringProtocol) -> String {
  // Most texts have nothing to trim: a visible ASCII character at both ends.
  let visible: ClosedRange<Unicode.Scalar> = "!"..."~"
  if let first = text.unicodeScalars.first, let last = text.unicodeScalars.last, visible.contains(first),
    visible.contains(last)
  {
    return String(text)
  }
  guard let first = text.firstIndex(where: { !$0.isWhitespace }), let last = text.lastIndex(where: { !$0.isWhitespace })
  else { return "" }
  return String(text[first...last])
}
