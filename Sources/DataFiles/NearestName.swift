import Quantities

/// The name most like a misspelt word, or nil when none is near enough to be meant.
///
/// Damerau-Levenshtein distance without regard to case; accepted up to a third of the longer word, at least one edit.
public func nearestName(_ word: String, in names: [String]) -> String? { nearestWord(word, in: names) }

/// The beginning of a remedy that names the name most like a misspelt word; empty when none is near enough.
package func suggestion(for word: String, in names: [String]) -> String {
  nearestName(word, in: names).map { "did you mean `\($0)`? " } ?? ""
}
