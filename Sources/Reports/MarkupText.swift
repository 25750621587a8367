/// Text as it must stand between tags or inside a double-quoted attribute; characters XML forbids are left out.
func escapedMarkup(_ text: String) -> String {
  var result = ""
  result.reserveCapacity(text.utf8.count)
  for scalar in text.unicodeScalars {
    switch scalar {
    case "&": result += "&amp;"
    case "<": result += "&lt;"
    case ">": result += "&gt;"
    case "\"": result += "&quot;"
    case "'": result += "&#39;"
    case "\t", "\n", "\r": result.unicodeScalars.append(scalar)
    case "\u{0}"..."\u{1F}", "\u{7F}"..."\u{9F}", "\u{FFFE}", "\u{FFFF}": continue
    default: result.unicodeScalars.append(scalar)
    }
  }
  return result
}

/// About how wide a text prints in Helvetica or Arial, in the unit of `size`; good to some percent.
func estimatedWidth(_ text: String, size: Double) -> Double {
  var width = 0.0
  for character in text {
    switch character {
    case "i", "j", "l", "I", ".", ",", ":", ";", "'", "|", "!": width += 0.26
    case "f", "t", "r", " ", "(", ")", "[", "]", "/", "-", "*": width += 0.33
    case "m", "w", "M", "W", "%", "@", "—": width += 0.86
    case "A"..."Z", "&": width += 0.69
    default: width += 0.58
    }
  }
  return width * size
}

/// The text, or as much of its beginning as fits, closed by an ellipsis.
func shortened(_ text: String, toWidth limit: Double, size: Double) -> String {
  guard estimatedWidth(text, size: size) > limit else { return text }
  var kept = text
  while !kept.isEmpty, estimatedWidth(kept + "…", size: size) > limit { kept.removeLast() }
  while kept.last == " " { kept.removeLast() }
  return kept + "…"
}
