import CNetCDF
import Foundation
import NetCDFFiles
import Testing

/// Reads a file back through the C interface, so that the tests do not depend on the writer's own idea of it.
final class NetCDFReading {
  struct Failure: Error { let message: String }

  private var id: Int32 = 0

  init(_ path: String) throws { try check { nc_open(path, NC_NOWRITE, &id) } }

  deinit { _ = withNetCDFLibrary { nc_close(id) } }

  private func check(_ body: () -> Int32) throws {
    let result = CallResult(body)
    if result.status != NC_NOERR { throw Failure(message: result.message) }
  }

  private func variable(_ name: String) throws -> Int32 {
    var variable: Int32 = 0
    try check { nc_inq_varid(id, name, &variable) }
    return variable
  }

  func lengths(_ name: String) throws -> [Int] {
    let variable = try variable(name)
    var rank: Int32 = 0
    try check { nc_inq_varndims(id, variable, &rank) }
    var dimensions = [Int32](repeating: 0, count: Int(rank))
    try check { nc_inq_vardimid(id, variable, &dimensions) }
    return try dimensions.map { dimension in
      var length = 0
      try check { nc_inq_dimlen(id, dimension, &length) }
      return length
    }
  }

  func type(_ name: String) throws -> Int32 {
    let variable = try variable(name)
    var type: Int32 = 0
    try check { nc_inq_vartype(id, variable, &type) }
    return type
  }

  /// Level of compression, 0 without, and the chunk, nil without.
  func layout(_ name: String) throws -> (level: Int32, isShuffled: Bool, chunk: [Int]?) {
    let variable = try variable(name)
    var (shuffle, deflate, level, storage): (Int32, Int32, Int32, Int32) = (0, 0, 0, 0)
    try check { nc_inq_var_deflate(id, variable, &shuffle, &deflate, &level) }
    var chunk = [Int](repeating: 0, count: try lengths(name).count)
    try check { nc_inq_var_chunking(id, variable, &storage, &chunk) }
    return (deflate == 0 ? 0 : level, shuffle != 0, storage == NC_CHUNKED ? chunk : nil)
  }

  func doubles(_ name: String) throws -> [Double] {
    let variable = try variable(name)
    var values = [Double](repeating: -1, count: try lengths(name).reduce(1, *))
    try check { nc_get_var_double(id, variable, &values) }
    return values
  }

  func texts(_ name: String) throws -> [String] {
    let variable = try variable(name)
    var pointers = [UnsafeMutablePointer<CChar>?](repeating: nil, count: try lengths(name).reduce(1, *))
    try check { nc_get_var_string(id, variable, &pointers) }
    defer { _ = withNetCDFLibrary { nc_free_string(pointers.count, &pointers) } }
    return pointers.map { $0.map { String(cString: $0) } ?? "" }
  }

  func textAttribute(_ key: String, of name: String?) throws -> String {
    let variable = try name.map(variable) ?? NC_GLOBAL
    var length = 0
    try check { nc_inq_attlen(id, variable, key, &length) }
    var bytes = [CChar](repeating: 0, count: length + 1)
    try check { nc_get_att_text(id, variable, key, &bytes) }
    return String(decoding: bytes.prefix(length).map(UInt8.init(bitPattern:)), as: UTF8.self)
  }

  /// The numbers of an attribute; nil when there is none.
  func numberAttribute(_ key: String, of name: String?) throws -> [Double]? {
    let variable = try name.map(variable) ?? NC_GLOBAL
    var length = 0
    guard CallResult({ nc_inq_attlen(id, variable, key, &length) }).status == NC_NOERR else { return nil }
    var numbers = [Double](repeating: 0, count: length)
    try check { nc_get_att_double(id, variable, key, &numbers) }
    return numbers
  }
}
