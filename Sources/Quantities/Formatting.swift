/// A number with a few significant digits, as a person would write it; exact integers below a million stay whole.
public func formattedNumber(_ value: Double, significantDigits: Int = 4) -> String {
  guard value.isFinite else { return value.isNaN ? "undefined" : (value < 0 ? "-infinite" : "infinite") }
  if value == 0 { return "0" }
  if value == value.rounded(), abs(value) < 1e6 { return String(Int(value)) }
  let (digits, exponent) = decimalDigits(abs(value), count: max(1, significantDigits))
  return (value < 0 ? "-" : "") + layOut(digits, exponent)
}

/// A value in internal units with the unit that suits its size, such as "10.76 L/h/kg".
///
/// - Units: `value` in the internal unit of `dimension`.
public func formatted(_ value: Double, _ dimension: Dimension, significantDigits: Int = 4) -> String {
  let unit = readableUnit(value, dimension)
  let number = formattedNumber(unit.value(ofInternal: value), significantDigits: significantDigits)
  return unit.text.isEmpty ? number : "\(number) \(unit.text)"
}

/// The usual unit in which a value is easily read, between 1 and 1000, or as near to that as there is.
public func readableUnit(_ value: Double, _ dimension: Dimension) -> Unit {
  let units = (knownDimension(dimension)?.units ?? [dimension.internalUnit]).compactMap { try? Unit.parse($0) }
  guard let usual = units.first else {
    return Unit(text: dimension.internalUnit, dimension: dimension, numerator: 1, denominator: 1)
  }
  guard value != 0, value.isFinite else { return usual }
  let tidy = knownDimension(dimension)?.tidyBelow ?? 1000
  func excess(_ unit: Unit) -> Double {
    let size = abs(unit.value(ofInternal: value))
    return size < 1 ? 1 / size : (size < tidy ? 1 : 10 * size / tidy)
  }
  var best = usual
  for unit in units where excess(unit) < excess(best) { best = unit }
  return best
}

/// The leading decimal digits of a positive number, rounded half up, and the power of ten of the first of them.
private func decimalDigits(_ value: Double, count: Int) -> (digits: [Int], exponent: Int) {
  let parts = "\(value)".split(separator: "e")
  var exponent = parts.count > 1 ? Int(parts[1]) ?? 0 : 0
  var digits: [Int] = []
  var pointAt: Int?
  for character in parts[0] {
    if character == "." {
      pointAt = digits.count
    } else if let digit = character.wholeNumberValue {
      digits.append(digit)
    }
  }
  exponent += (pointAt ?? digits.count) - 1
  while digits.count > 1, digits[0] == 0 {
    digits.removeFirst()
    exponent -= 1
  }
  guard digits.count > count else { return (digits, exponent) }
  let roundsUp = digits[count] >= 5
  digits = Array(digits.prefix(count))
  if roundsUp {
    var place = count - 1
    while place >= 0, digits[place] == 9 {
      digits[place] = 0
      place -= 1
    }
    if place >= 0 {
      digits[place] += 1
    } else {
      digits = [1] + digits.dropLast()
      exponent += 1
    }
  }
  return (digits, exponent)
}

private func layOut(_ digits: [Int], _ exponent: Int) -> String {
  var kept = digits
  while kept.count > 1, kept.last == 0 { kept.removeLast() }
  let text = kept.map(String.init).joined()
  if (-4...6).contains(exponent) {
    if exponent < 0 { return "0." + String(repeating: "0", count: -exponent - 1) + text }
    if text.count <= exponent + 1 { return text + String(repeating: "0", count: exponent + 1 - text.count) }
    return text.prefix(exponent + 1) + "." + text.dropFirst(exponent + 1)
  }
  return String(text.prefix(1)) + (text.count > 1 ? "." + text.dropFirst() : "") + "e\(exponent)"
}
