/// What was computed for the people of one group, and its form in a journal.
///
/// Numbers stand person by person; curves time by time, so that one time of many people can be read alone.
struct GroupRecord: Sendable {
  /// By person: why nothing was computed; nil when all arms are there.
  var failures: [String?]
  /// By person, `ResultLayout.numbersOfPerson` each; not a number where nothing is known.
  var numbers: [[Double]]
  /// By person, `ResultLayout.curveValues` each.
  var curves: [[Double]]

  var count: Int { failures.count }

  /// The bytes of a record: count, numbers, curves (values of a time beside each other), then the words of failures.
  func bytes(_ layout: ResultLayout) -> [UInt8] {
    let width = count
    var words: [UInt64] = [UInt64(width)]
    words.reserveCapacity(1 + width * (layout.numbersOfPerson + layout.curveValues))
    for person in numbers { words += person.map(\.bitPattern) }
    for value in 0..<layout.curveValues {
      for person in 0..<width { words.append(curves[person][value].bitPattern) }
    }
    var bytes = [UInt8](unsafeUninitializedCapacity: words.count * 8) { buffer, filled in
      for (index, word) in words.enumerated() {
        buffer.baseAddress.map {
          UnsafeMutableRawPointer($0).storeBytes(of: word.littleEndian, toByteOffset: index * 8, as: UInt64.self)
        }
      }
      filled = words.count * 8
    }
    for failure in failures {
      let text = Array((failure ?? "").utf8)
      bytes.append(failure == nil ? 0 : 1)
      withUnsafeBytes(of: UInt32(text.count).littleEndian) { bytes.append(contentsOf: $0) }
      bytes += text
    }
    return bytes
  }
}

/// Where the parts of a record stand.
struct GroupRecordFrame: Sendable {
  let layout: ResultLayout

  private static let headLength = 8

  /// Bytes of the numbers of everybody in a group of `count`.
  func numbers(count: Int) -> Range<Int> {
    Self.headLength..<(Self.headLength + 8 * count * layout.numbersOfPerson)
  }

  /// Bytes of the values of some places of the curves.
  func curves(count: Int, _ places: Range<Int>) -> Range<Int> {
    let start = numbers(count: count).upperBound
    return (start + 8 * count * places.lowerBound)..<(start + 8 * count * places.upperBound)
  }

  /// Bytes of the words of failures.
  func failures(count: Int) -> PartialRangeFrom<Int> { curves(count: count, 0..<layout.curveValues).upperBound... }

  /// The words of failures, from their bytes.
  static func failures(count: Int, _ bytes: ArraySlice<UInt8>) -> [String?] {
    var place = bytes.startIndex
    return (0..<count).map { _ in
      guard place + 5 <= bytes.endIndex else { return "the record is damaged" }
      let failed = bytes[place] == 1
      let length = (1...4).reduce(0) { $0 | Int(bytes[place + $1]) << (8 * ($1 - 1)) }
      let text = String(decoding: bytes[(place + 5)..<min(place + 5 + length, bytes.endIndex)], as: UTF8.self)
      place += 5 + length
      return failed ? text : nil
    }
  }

  static func doubles(_ bytes: ArraySlice<UInt8>) -> [Double] {
    bytes.withUnsafeBytes { raw in
      (0..<(raw.count / 8)).map {
        Double(bitPattern: UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: $0 * 8, as: UInt64.self)))
      }
    }
  }
}
