import CNetCDF

/// What a variable of a NetCDF file holds.
public enum NetCDFType: String, Sendable, Hashable, CaseIterable {
  case double, float, int32
  /// Text of any length, in UTF-8 (`NC_STRING`).
  case text

  var code: Int32 {
    switch self {
    case .double: NC_DOUBLE
    case .float: NC_FLOAT
    case .int32: NC_INT
    case .text: NC_STRING
    }
  }

  /// Bytes of one value in the file; of a text, its reference.
  var size: Int {
    switch self {
    case .double: 8
    case .float, .int32: 4
    case .text: 16
    }
  }
}

/// What is noted about a variable or a whole file, such as units.
public enum NetCDFAttribute: Sendable, Hashable, ExpressibleByStringLiteral, ExpressibleByStringInterpolation,
  ExpressibleByFloatLiteral, ExpressibleByIntegerLiteral
{
  case text(String)
  case number(Double)
  case numbers([Double])
  case integer(Int32)
  case integers([Int32])

  public init(stringLiteral value: String) { self = .text(value) }
  public init(floatLiteral value: Double) { self = .number(value) }
  public init(integerLiteral value: Int32) { self = .integer(value) }
}

/// A dimension of one file.
public struct NetCDFDimension: Sendable, Hashable {
  public let name: String
  public let length: Int
  let file: Int32
  let id: Int32
}

/// A variable of one file.
public struct NetCDFVariable: Sendable, Hashable {
  public let name: String
  public let type: NetCDFType
  /// The last one varies fastest.
  public let dimensions: [NetCDFDimension]
  let file: Int32
  let id: Int32

  public var lengths: [Int] { dimensions.map(\.length) }
}
