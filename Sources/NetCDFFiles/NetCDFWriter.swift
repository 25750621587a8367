import CNetCDF
import DataFiles

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A NetCDF-4 file written piece by piece: first dimensions and variables, then values.
///
///     let file = try NetCDFWriter(path: "people.nc")
///     let person = try file.dimension("person", 1000)
///     let time = try file.dimension("time", 241)
///     let hours = try file.variable("time", .double, [time], attributes: [("units", "hours")])
///     let plasma = try file.variable(
///       "plasma", .float, [person, time], attributes: [("units", "umol/L")], compression: 1)
///     try file.endDefinitions()
///     try file.write(times, to: hours)
///     try file.write(rows, to: plasma, start: [0, 0], count: [256, 241])  // the first 256 people
///     try file.close()
///
/// The same calls give the same bytes, with one release of libnetcdf and HDF5: nothing in the file tells when or where
/// it was written. What is never written reads as the fill value, NaN for `double` and `float`.
///
/// After an error the file cannot be completed: every later call throws that error again. A file that was not closed is
/// removed.
///
/// A writer has one owner and is not safe to share. Several writers in several threads are safe, but wait for each other:
/// libnetcdf itself is not thread safe.
public final class NetCDFWriter {
  private let path: String
  private let shownAs: String
  private var state = State.defining
  /// Whether the library still has the file; it takes one attempt to close it.
  private var isOpen = true
  let id: Int32

  private enum State {
    case defining, writing, closed
    case failed(DataError)
  }

  /// Creates the file, or empties the one that is there.
  ///
  /// - Parameter shownAs: The name that messages give; the path unless told.
  public init(path: String, shownAs: String? = nil) throws(DataError) {
    let shownAs = shownAs ?? path
    // A path that begins so is never taken for an address or trimmed by libnetcdf.
    let path = path.hasPrefix("/") ? path : "./" + path
    self.path = path
    self.shownAs = shownAs
    guard path != "./", !path.utf8.contains(0) else {
      throw Self.failure(shownAs, "an empty or impossible file name", remedy: "name a file")
    }
    // The system says more exactly than libnetcdf why a file cannot be made.
    let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NONBLOCK, 0o666)
    guard descriptor >= 0 else { throw Self.failure(shownAs, systemMessage(errno)) }
    systemClose(descriptor)
    var id: Int32 = 0
    let result = CallResult { nc_create(path, NC_NETCDF4 | NC_CLOBBER, &id) }
    self.id = id
    guard result.status == NC_NOERR else {
      isOpen = false
      state = .closed
      Self.remove(path)
      throw Self.failure(shownAs, result.message)
    }
  }

  deinit {
    if case .closed = state { return }
    let id = id
    if isOpen { _ = CallResult { nc_close(id) } }
    Self.remove(path)
  }

  // MARK: - Definitions

  /// Adds a dimension.
  ///
  /// - Parameter length: At least 1.
  public func dimension(_ name: String, _ length: Int) throws(DataError) -> NetCDFDimension {
    try checkDefining()
    precondition(length > 0, "the dimension \(name) has the length \(length)")
    try checkText(name, "the name of a dimension")
    var dimension: Int32 = 0
    try call("the dimension `\(name)`") { nc_def_dim(id, name, length, &dimension) }
    return NetCDFDimension(name: name, length: length, file: id, id: dimension)
  }

  /// Adds a variable.
  ///
  /// - Parameters:
  ///   - dimensions: The last one varies fastest; none for a single value.
  ///   - attributes: In the order in which they stand in the file; each name once.
  ///   - fillValue: Marks what was never written. Without it NaN for `double` and `float`, but none for a variable that
  ///     is named as its only dimension (CF conventions, section 2.5.1: coordinates are never missing), and none for the
  ///     other types. Text has none.
  ///   - compression: 0 (none) to 9 of deflate, after shuffling bytes, which loses nothing. 1 is fast and gains most.
  ///     Text and single values are never compressed.
  ///   - chunk: Values along each dimension that are stored and compressed together. Without it as many whole rows (all
  ///     dimensions but the first) as make half a megabyte. Write rows in order, and in each `write` every value of a
  ///     row, or chunks are compressed again and again.
  public func variable(
    _ name: String, _ type: NetCDFType, _ dimensions: [NetCDFDimension],
    attributes: [(String, NetCDFAttribute)] = [], fillValue: Double? = nil, compression: Int = 0, chunk: [Int]? = nil
  ) throws(DataError) -> NetCDFVariable {
    try checkDefining()
    precondition(dimensions.allSatisfy { $0.file == id }, "a dimension of another file")
    precondition((0...9).contains(compression), "compression goes from 0 to 9")
    try checkText(name, "the name of a variable")
    var variable: Int32 = 0
    let about = "the variable `\(name)`"
    try call(about) { nc_def_var(id, name, type.code, Int32(dimensions.count), dimensions.map(\.id), &variable) }
    let made = NetCDFVariable(name: name, type: type, dimensions: dimensions, file: id, id: variable)
    try define(fillValue, of: made, about)
    try layOut(made, compression: compression, chunk: chunk, about)
    precondition(Set(attributes.map(\.0)).count == attributes.count, "\(name) has an attribute twice")
    for (key, value) in attributes {
      precondition(key != "_FillValue", "give the fill value as such")
      try put(key, value, of: variable, about)
    }
    return made
  }

  /// Adds an attribute of the whole file.
  public func attribute(_ name: String, _ value: NetCDFAttribute) throws(DataError) {
    try checkDefining()
    try put(name, value, of: NC_GLOBAL, "the file")
  }

  /// Ends the definitions; values can be written from now on.
  public func endDefinitions() throws(DataError) {
    try checkDefining()
    try call(nil) { nc_enddef(id) }
    state = .writing
  }

  /// Completes the file and makes sure that it is on the disk.
  public func close() throws(DataError) {
    switch state {
    case .failed(let error): throw error
    case .closed: preconditionFailure("the file is closed already")
    case .defining: try endDefinitions()
    case .writing: break
    }
    // What is pending is written before the file is closed, because HDF5 recovers only then when there is no room.
    try call(nil) { nc_sync(id) }
    isOpen = false
    try call(nil) { nc_close(id) }
    state = .closed
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw Self.failure(shownAs, systemMessage(errno)) }
    defer { systemClose(descriptor) }
    if fsync(descriptor) != 0, errno != EINVAL, errno != EROFS {
      let message = systemMessage(errno)
      Self.remove(path)
      throw Self.failure(shownAs, message)
    }
  }

  // MARK: - Parts of a definition

  private func define(_ fillValue: Double?, of variable: NetCDFVariable, _ about: String) throws(DataError) {
    let isCoordinate = variable.dimensions.count == 1 && variable.dimensions[0].name == variable.name
    switch variable.type {
    case .double:
      guard fillValue != nil || !isCoordinate else { return }
      var value = fillValue ?? .nan
      try call(about) { nc_def_var_fill(id, variable.id, NC_FILL, &value) }
    case .float:
      guard fillValue != nil || !isCoordinate else { return }
      var value = fillValue.map(Float.init) ?? .nan
      try call(about) { nc_def_var_fill(id, variable.id, NC_FILL, &value) }
    case .int32:
      guard let fillValue else { return }
      guard var value = Int32(exactly: fillValue) else { preconditionFailure("\(fillValue) is no whole number") }
      try call(about) { nc_def_var_fill(id, variable.id, NC_FILL, &value) }
    case .text: precondition(fillValue == nil, "text has no fill value")
    }
  }

  private func layOut(_ variable: NetCDFVariable, compression: Int, chunk: [Int]?, _ about: String) throws(DataError) {
    let lengths = variable.lengths
    let size = variable.type.size
    let level = variable.type == .text ? 0 : compression
    guard !lengths.isEmpty, chunk != nil || level > 0 || size * lengths.reduce(1, *) > Chunking.target else { return }
    let chunk = chunk ?? Chunking.standard(lengths: lengths, size: size)
    precondition(
      chunk.count == lengths.count && zip(chunk, lengths).allSatisfy { $0 > 0 && $0 <= $1 },
      "chunks of \(chunk) in a variable of \(lengths)")
    try call(about) { nc_def_var_chunking(id, variable.id, NC_CHUNKED, chunk) }
    if level > 0 { try call(about) { nc_def_var_deflate(id, variable.id, 1, 1, Int32(level)) } }
    let cache = Chunking.cache(chunk: chunk, lengths: lengths, size: size)
    // Ten slots a chunk, as HDF5 recommends; chunks that are full leave first.
    try call(about) { nc_set_var_chunk_cache(id, variable.id, cache.bytes, 10 * cache.count + 1, 1) }
  }

  private func put(
    _ name: String, _ value: NetCDFAttribute, of variable: Int32, _ about: String
  ) throws(DataError) {
    try checkText(name, "the name of an attribute")
    let about = "\(about), attribute `\(name)`"
    switch value {
    case .text(let text):
      try checkText(text, about)
      try call(about) { nc_put_att_text(id, variable, name, text.utf8.count, text) }
    case .number(let number): try put(name, .numbers([number]), of: variable, about)
    case .numbers(let numbers):
      precondition(!numbers.isEmpty, "the attribute \(name) is empty")
      try call(about) { nc_put_att_double(id, variable, name, NC_DOUBLE, numbers.count, numbers) }
    case .integer(let number): try put(name, .integers([number]), of: variable, about)
    case .integers(let numbers):
      precondition(!numbers.isEmpty, "the attribute \(name) is empty")
      try call(about) { nc_put_att_int(id, variable, name, NC_INT, numbers.count, numbers) }
    }
  }

  // MARK: - Checks and errors

  private func checkDefining() throws(DataError) {
    switch state {
    case .defining: return
    case .failed(let error): throw error
    case .writing, .closed: preconditionFailure("the definitions have ended")
    }
  }

  func checkWriting() throws(DataError) {
    switch state {
    case .writing: return
    case .failed(let error): throw error
    case .defining: preconditionFailure("the definitions have not ended")
    case .closed: preconditionFailure("the file is closed")
    }
  }

  /// Readers take U+0000 for the end of a text.
  func checkText(_ text: String, _ about: String) throws(DataError) {
    guard text.utf8.contains(0) else { return }
    try fail(Self.failure(shownAs, "\(about) contains U+0000", remedy: "take it out"))
  }

  /// Calls the library; a failure is kept for all later calls.
  ///
  /// - Parameter about: The part of the file that is meant.
  func call(_ about: String?, _ body: () -> Int32) throws(DataError) {
    let result = CallResult(body)
    guard result.status != NC_NOERR else { return }
    let problem = about.map { "\($0): \(result.message)" } ?? result.message
    let remedy: String? =
      switch result.status {
      case NC_EBADNAME: "name it with letters, digits and `_`"
      case NC_ENAMEINUSE: "give it a name of its own"
      case NC_ERANGE: "write the variable as double, or leave out what is infinite"
      default: nil
      }
    try fail(Self.failure(shownAs, problem, remedy: remedy))
  }

  private func fail(_ error: DataError) throws(DataError) {
    state = .failed(error)
    throw error
  }

  private static func failure(_ file: String, _ problem: String, remedy: String? = nil) -> DataError {
    DataError(
      location: SourceLocation(file: file, line: 1, column: 1), problem: "cannot be written: \(problem)",
      remedy: remedy ?? "check the folder and the room on the disk, or write elsewhere")
  }

  /// Removes an ordinary file; a device stays.
  private static func remove(_ path: String) {
    var status = stat()
    if stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG { unlink(path) }
  }
}

private func systemClose(_ descriptor: Int32) { close(descriptor) }
