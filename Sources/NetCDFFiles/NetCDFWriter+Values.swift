import CNetCDF
import DataFiles

/// Values go into a slice: from `start`, `count` along each dimension, the last dimension varying fastest. Without
/// `start` it begins at the origin, without `count` it is the whole variable.
extension NetCDFWriter {
  /// Writes numbers into a variable of `double` or `float`; one that is too large for `float` is an error.
  public func write(
    _ values: [Double], to variable: NetCDFVariable, start: [Int]? = nil, count: [Int]? = nil
  ) throws(DataError) {
    let slice = try slice(of: variable, values.count, start, count, [.double, .float])
    try call("the variable `\(variable.name)`") {
      nc_put_vara_double(id, variable.id, slice.start, slice.count, values)
    }
  }

  /// Writes numbers into a variable of `double` or `float`.
  public func write(
    _ values: [Float], to variable: NetCDFVariable, start: [Int]? = nil, count: [Int]? = nil
  ) throws(DataError) {
    let slice = try slice(of: variable, values.count, start, count, [.double, .float])
    try call("the variable `\(variable.name)`") {
      nc_put_vara_float(id, variable.id, slice.start, slice.count, values)
    }
  }

  /// Writes whole numbers into a variable of `int32`.
  public func write(
    _ values: [Int32], to variable: NetCDFVariable, start: [Int]? = nil, count: [Int]? = nil
  ) throws(DataError) {
    let slice = try slice(of: variable, values.count, start, count, [.int32])
    try call("the variable `\(variable.name)`") {
      nc_put_vara_int(id, variable.id, slice.start, slice.count, values)
    }
  }

  /// Writes texts into a variable of `text`.
  public func write(
    _ values: [String], to variable: NetCDFVariable, start: [Int]? = nil, count: [Int]? = nil
  ) throws(DataError) {
    let slice = try slice(of: variable, values.count, start, count, [.text])
    var bytes: [CChar] = []
    var offsets: [Int] = []
    for value in values {
      try checkText(value, "a text of the variable `\(variable.name)`")
      offsets.append(bytes.count)
      bytes += value.utf8CString
    }
    try bytes.withUnsafeBufferPointer { buffer throws(DataError) in
      var pointers = offsets.map { buffer.baseAddress?.advanced(by: $0) }
      try call("the variable `\(variable.name)`") {
        nc_put_vara_string(id, variable.id, slice.start, slice.count, &pointers)
      }
    }
  }

  /// The slice in full, after checking that it lies in the variable and holds the values.
  private func slice(
    of variable: NetCDFVariable, _ valueCount: Int, _ start: [Int]?, _ count: [Int]?, _ types: Set<NetCDFType>
  ) throws(DataError) -> (start: [Int], count: [Int]) {
    try checkWriting()
    precondition(variable.file == id, "a variable of another file")
    precondition(types.contains(variable.type), "\(variable.name) holds \(variable.type.rawValue)")
    let lengths = variable.lengths
    let start = start ?? lengths.map { _ in 0 }
    let count = count ?? lengths
    precondition(
      start.count == lengths.count && count.count == lengths.count
        && lengths.indices.allSatisfy { start[$0] >= 0 && count[$0] > 0 && count[$0] <= lengths[$0] - start[$0] },
      "a slice from \(start) of \(count) in \(variable.name) of \(lengths)")
    precondition(
      count.reduce(1, *) == valueCount, "\(valueCount) values for a slice of \(count) in \(variable.name)")
    return (start, count)
  }
}
