extension Array {
  /// The place of the first element that fulfills what all behind it fulfill too; `count` when none does.
  /// - Complexity: O(log count), no allocation.
  @inlinable
  package func partitioningIndex(_ belongsBehind: (Element) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if belongsBehind(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
