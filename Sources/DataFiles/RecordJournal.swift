#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Records that are appended to a file one by one, each whole or not at all.
///
///     record = mark (8 bytes), number (8), length of the payload (8), check of number and payload (8), payload
///
/// Whoever reads skips a record that was cut off by a kill or a full disk. One writer a file.
public final class RecordJournal {
  private let folder: String
  private let stem: String
  private var descriptor: Int32 = -1
  private var shownAs = ""

  /// A journal of its own in a folder, which comes to be with the first record: `<stem>-<number>.journal`, the first
  /// number that is free.
  public init(in folder: String, stem: String) {
    self.folder = folder
    self.stem = stem
  }

  deinit { if descriptor >= 0 { close(descriptor) } }

  private func begin() throws(DataError) {
    for number in 0... {
      shownAs = "\(folder)/\(stem)-\(number).journal"
      descriptor = open(shownAs, O_WRONLY | O_CREAT | O_EXCL | O_APPEND | O_CLOEXEC, 0o666)
      if descriptor >= 0 { return }
      guard errno == EEXIST else { throw FileStream.failure(shownAs, errno) }
    }
  }

  /// Appends a record.
  ///
  /// - Throws: `DataError` when the disk is full or the file cannot be written; what stands before is safe.
  public func append(_ number: UInt64, _ payload: [UInt8]) throws(DataError) {
    if descriptor < 0 { try begin() }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(JournalFrame.length + payload.count)
    for word in [
      JournalFrame.mark, number, UInt64(payload.count), JournalFrame.check(number, payload),
    ] {
      withUnsafeBytes(of: word.littleEndian) { bytes.append(contentsOf: $0) }
    }
    bytes += payload
    var written = 0
    while written < bytes.count {
      let count = bytes[written...].withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
      if count >= 0 { written += count } else if errno != EINTR { throw FileStream.failure(shownAs, errno) }
    }
  }
}

private enum JournalFrame {
  static let mark: UInt64 = 0x6C6C_6572_6F65_7430
  /// Bytes before the payload.
  static let length = 32

  /// FNV-1a over words of eight bytes: catches a record that was cut off or overwritten.
  static func check(_ number: UInt64, _ payload: [UInt8]) -> UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325 ^ number
    payload.withUnsafeBytes { bytes in
      var place = 0
      while place + 8 <= bytes.count {
        hash = (hash ^ UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self)))
        hash = hash &* 0x100_0000_01B3
        hash ^= hash >> 29
        place += 8
      }
      while place < bytes.count {
        hash = (hash ^ UInt64(bytes[place])) &* 0x100_0000_01B3
        place += 1
      }
    }
    return hash
  }
}

/// Reads the journals of a folder: every whole record by its number.
public final class JournalReader {
  private struct Place {
    /// In `files`.
    let file: Int
    let offset: Int
    let length: Int
  }

  private var files: [String] = []
  /// The file that was read last; more are not kept open, as there may be very many.
  private var current: (file: Int, descriptor: Int32)?
  private var places: [UInt64: Place] = [:]

  /// Looks through the journals of some folders; of two records with one number the first is kept.
  ///
  /// - Throws: `DataError` when a journal cannot be read.
  public init(folders: [String]) throws(DataError) {
    for folder in folders {
      for name in namesInFolder(folder) where name.hasSuffix(".journal") {
        try scan("\(folder)/\(name)")
      }
    }
  }

  deinit { if let current { close(current.descriptor) } }

  /// The numbers of all whole records, rising.
  public var numbers: [UInt64] { places.keys.sorted() }

  public func contains(_ number: UInt64) -> Bool { places[number] != nil }

  /// Bytes of a record's payload.
  ///
  /// - Parameter range: Which of them, counted from 0.
  /// - Throws: `DataError` when they cannot be read.
  public func bytes(of number: UInt64, in range: some RangeExpression<Int> = 0...) throws(DataError) -> [UInt8] {
    guard let place = places[number] else { return [] }
    let wanted = range.relative(to: 0..<place.length)
    precondition(wanted.upperBound <= place.length, "a record has no such bytes")
    return try Self.read(try descriptor(of: place.file), at: place.offset + wanted.lowerBound, count: wanted.count)
  }

  private func descriptor(of file: Int) throws(DataError) -> Int32 {
    if let current {
      if current.file == file { return current.descriptor }
      close(current.descriptor)
      self.current = nil
    }
    let descriptor = open(files[file], O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw FileStream.failure(files[file], errno) }
    current = (file, descriptor)
    return descriptor
  }

  private func scan(_ path: String) throws(DataError) {
    files.append(path)
    let file = files.count - 1
    let descriptor = try descriptor(of: file)
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw FileStream.failure(path, errno) }
    let size = Int(status.st_size)
    var offset = 0
    while offset + JournalFrame.length <= size {
      let frame = try Self.read(descriptor, at: offset, count: JournalFrame.length)
      let words = frame.withUnsafeBytes { bytes in
        (0..<4).map { UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: $0 * 8, as: UInt64.self)) }
      }
      let start = offset + JournalFrame.length
      guard words[0] == JournalFrame.mark, words[2] <= UInt64(size - start) else { return }
      let length = Int(words[2])
      let payload = try Self.read(descriptor, at: start, count: length)
      guard JournalFrame.check(words[1], payload) == words[3] else { return }
      if places[words[1]] == nil { places[words[1]] = Place(file: file, offset: start, length: length) }
      offset = start + length
    }
  }

  private static func read(_ descriptor: Int32, at offset: Int, count: Int) throws(DataError) -> [UInt8] {
    var failure: Int32 = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      while filled < count {
        let got = pread(descriptor, buffer.baseAddress.map { $0 + filled }, count - filled, off_t(offset + filled))
        if got < 0, errno == EINTR { continue }
        if got <= 0 {
          failure = got < 0 ? errno : EIO
          return
        }
        filled += got
      }
    }
    guard failure == 0 else { throw FileStream.failure("journal", failure) }
    return bytes
  }
}
