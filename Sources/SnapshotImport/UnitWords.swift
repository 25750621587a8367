import Quantities

/// A number in its shortest exact form, whole numbers without a point.
func numberText(_ value: Double) -> String {
  if value == value.rounded(), abs(value) < 1e15 { return String(Int(value)) }
  return "\(value)"
}

/// A count; nil for what no computer counts to.
func wholeNumber(_ value: Double) -> Int? {
  let rounded = value.rounded()
  return abs(rounded) <= 1e9 ? Int(rounded) : nil
}

/// A number without the last digits that arithmetic leaves behind.
func tidied(_ value: Double) -> Double {
  guard value != 0, value.isFinite else { return value }
  var scale = 1.0
  while abs(value) * scale < 1e11, scale < 1e300 { scale *= 10 }
  while abs(value) * scale >= 1e12 { scale /= 10 }
  return (value * scale).rounded() / scale
}

/// Words of the program for units, in ours; nil when the unit is unknown here.
///
/// Each side of a slash keeps its first word: `pmol/min/mg mic. protein` counts per mg of protein.
func ourUnit(_ unit: String?) -> String? {
  guard let unit, !unit.isEmpty else { return "" }
  if let known = wholeUnits[unit] { return known }
  let parts = unit.split(separator: "/", omittingEmptySubsequences: false).map { part -> String in
    let first = part.split(separator: " ").first.map(String.init) ?? ""
    return sideWords[first] ?? micro(first)
  }
  let text = parts.joined(separator: "/")
  return (try? Unit.parse(text)) == nil ? nil : text
}

private let wholeUnits = [
  "Log Units": "", "year(s)": "year", "day(s)": "day", "month(s)": "month", "week(s)": "week", "mg/m²": "mg/m2",
  "-": "", "": "",
]

private let sideWords = [
  "l": "L", "ml": "mL", "dl": "dL", "µl": "uL", "μl": "uL", "ul": "uL", "nl": "nL", "dm²": "dm2", "cm²": "cm2",
  "m²": "m2", "cm³": "cm3", "dm³": "dm3", "year(s)": "year", "day(s)": "day", "100g": "(100 g)",
]

private func micro(_ word: String) -> String {
  guard let first = word.first, first == "µ" || first == "μ" else { return word }
  return "u" + word.dropFirst()
}

/// A number with a unit of ours.
struct ImportedQuantity: Hashable {
  var number: Double
  /// As our files write it; empty for numbers without one.
  var unit: String

  var text: String { unit.isEmpty ? numberText(number) : "\(numberText(number)) \(unit)" }

  /// In internal units; nil only for a unit that cannot be read.
  var internalValue: Double? { (try? Unit.parse(unit))?.internalValue(number) }

  /// The same in another unit of the same dimension.
  func inUnit(_ other: String) -> Double? {
    guard let value = internalValue, let unit = try? Unit.parse(other), let own = try? Unit.parse(self.unit),
      own.dimension == unit.dimension
    else { return nil }
    return unit.value(ofInternal: value)
  }

  /// Whether both are the same within the given part of their size.
  func isNear(_ other: Self, within tolerance: Double = 1e-6) -> Bool {
    guard let left = internalValue, let right = other.internalValue else { return self == other }
    return abs(left - right) <= tolerance * max(abs(left), abs(right))
  }
}

/// The slug of a name that nothing else has taken; later ones get numbers.
func uniqueSlug(_ name: String, taken: inout Set<String>) -> String {
  var candidate = slug(name)
  var count = 2
  while !taken.insert(candidate).inserted {
    candidate = "\(slug(name))-\(count)"
    count += 1
  }
  return candidate
}

/// Small letters and digits with one dash for each run of anything else.
public func slug(_ name: String) -> String {
  var result = ""
  for character in name.lowercased().unicodeScalars {
    let isKept = ("a"..."z").contains(character) || ("0"..."9").contains(character)
    if isKept {
      result.unicodeScalars.append(character)
    } else if !result.isEmpty, !result.hasSuffix("-") {
      result += "-"
    }
  }
  while result.hasSuffix("-") { result.removeLast() }
  return result.isEmpty ? "unnamed" : result
}
