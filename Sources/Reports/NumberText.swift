import Foundation

/// Numbers as text, the same on every machine and in every locale.
package enum NumberText {
  /// A fixed number of decimals, trailing zeros dropped: 12.5, -0.25, 3.
  static func trimmed(_ value: Double, decimals: Int) -> String {
    let text = fixed(value, decimals: decimals)
    guard text.contains(".") else { return text }
    var end = text.endIndex
    while end > text.startIndex, text[text.index(before: end)] == "0" { end = text.index(before: end) }
    if text[text.index(before: end)] == "." { end = text.index(before: end) }
    return String(text[..<end])
  }

  /// A fixed number of decimals; never minus zero.
  package static func fixed(_ value: Double, decimals: Int) -> String {
    guard value.isFinite else { return "-" }
    let text = String(format: "%.*f", decimals, value)
    return text.hasPrefix("-") && !text.contains { $0 >= "1" && $0 <= "9" } ? String(text.dropFirst()) : text
  }

  /// A number of significant digits: 0.00123, 12.3, 12345 (digits before the point are all kept), 1.23e-07, 1.2e+09.
  package static func significant(_ value: Double, digits: Int) -> String {
    guard value.isFinite else { return "-" }
    guard value != 0 else { return "0" }
    // The exponent after rounding: 9.996 with three digits is 10.0.
    let scientific = String(format: "%.*e", max(0, digits - 1), value)
    guard let mark = scientific.firstIndex(of: "e"), let exponent = Int(scientific[scientific.index(after: mark)...])
    else { return scientific }
    if exponent < -4 || exponent > 6 { return scientific }
    return fixed(value, decimals: max(0, digits - 1 - exponent))
  }

  /// A power of ten for an axis: 0.01, 1, 1000, 10⁻⁵.
  static func powerOfTen(_ exponent: Int) -> String {
    switch exponent {
    case 0...4: "1" + String(repeating: "0", count: exponent)
    case -3 ... -1: fixed(pow(10, Double(exponent)), decimals: -exponent)
    default: "10" + superscript(exponent)
    }
  }

  /// The digits of a whole number raised: -12 is ⁻¹².
  static func superscript(_ number: Int) -> String {
    let raised: [Character: Character] = [
      "-": "⁻", "0": "⁰", "1": "¹", "2": "²", "3": "³", "4": "⁴", "5": "⁵", "6": "⁶", "7": "⁷", "8": "⁸", "9": "⁹",
    ]
    return String(String(number).map { raised[$0] ?? $0 })
  }
}

/// A number with so many decimals, the same in every locale; `-` when it is not finite.
public func decimalText(_ value: Double, decimals: Int) -> String { NumberText.fixed(value, decimals: decimals) }
