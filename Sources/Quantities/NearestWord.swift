/// The name most like a misspelt word, or nil when none is near enough to be meant.
///
/// Damerau-Levenshtein distance without regard to case; accepted up to a third of the longer word, at least one edit.
/// - Complexity: O(number of names x length squared); words are compared up to 64 characters.
package func nearestWord(_ word: String, in names: [String]) -> String? {
  let wanted = Array(word.lowercased().prefix(64))
  guard !wanted.isEmpty else { return nil }
  // Among equally near names, the one with the same case and length is meant.
  var best: (name: String, distance: (Int, Int, Int))?
  for name in names where !name.isEmpty {
    let candidate = Array(name.lowercased().prefix(64))
    let limit = max(1, max(wanted.count, candidate.count) / 3)
    guard abs(candidate.count - wanted.count) <= limit else { continue }
    let distance = editDistance(wanted, candidate)
    // A word of one letter is near every other one: only a change of case may be meant.
    guard distance <= limit, distance < max(wanted.count, candidate.count) else { continue }
    let withCase = editDistance(Array(word.prefix(64)), Array(name.prefix(64)))
    let rank = (distance, withCase, abs(candidate.count - wanted.count))
    if let found = best, found.distance <= rank { continue }
    best = (name, rank)
  }
  return best?.name
}

/// Edits (insert, delete, replace, swap of neighbors) that turn one word into the other.
func editDistance(_ left: [Character], _ right: [Character]) -> Int {
  if left.isEmpty || right.isEmpty { return max(left.count, right.count) }
  var beforeLast = [Int](repeating: 0, count: right.count + 1)
  var last = Array(0...right.count)
  for i in 1...left.count {
    var row = [Int](repeating: 0, count: right.count + 1)
    row[0] = i
    for j in 1...right.count {
      let replaced = last[j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1)
      row[j] = min(last[j] + 1, row[j - 1] + 1, replaced)
      if i > 1, j > 1, left[i - 1] == right[j - 2], left[i - 2] == right[j - 1] {
        row[j] = min(row[j], beforeLast[j - 2] + 1)
      }
    }
    beforeLast = last
    last = row
  }
  return last[right.count]
}
