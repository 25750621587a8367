import CNetCDF
import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

private let library = Mutex<Void>(())

/// Runs what calls libnetcdf, one caller at a time: the library is not thread safe, not even for different files.
package func withNetCDFLibrary<Result: Sendable>(_ body: () -> Result) -> Result {
  library.withLock { _ in
    _ = HDF5.preparation
    HDF5.silence()
    return body()
  }
}

/// What a call of libnetcdf gave, with the system's error number after it, 0 for none.
package struct CallResult {
  package let status: Int32
  let systemError: Int32

  package init(_ body: () -> Int32) {
    (status, systemError) = withNetCDFLibrary {
      errno = 0
      let status = body()
      return (status, errno)
    }
  }

  /// The library's words; those of the system stand first where the library only says that HDF5 failed, or gives a
  /// number of the system that HDF5 did not report.
  package var message: String {
    let words = nc_strerror(status).map { String(cString: $0) } ?? "error \(status) of netCDF"
    guard status == NC_EHDFERR || status > 0, systemError != 0 else { return words }
    return status > 0 ? systemMessage(systemError) : "\(systemMessage(systemError)) (\(words))"
  }
}

func systemMessage(_ code: Int32) -> String {
  strerror(code).map { String(cString: $0) } ?? "error \(code) of the system"
}

/// The two settings of HDF5, which stands below libnetcdf, that libnetcdf does not offer.
///
/// Looked up in the running program, because the name and the place of the HDF5 library differ between systems; where
/// they are not found, files are written all the same.
private enum HDF5 {
  /// HDF5 closes what is open when the program ends, and crashes there when a file could not be closed before, as on a
  /// full disk. Every writer closes its own file, so take that off; possible only before the first use.
  static let preparation: Void = {
    typealias Function = @convention(c) () -> Int32
    if let symbol = symbol("H5dont_atexit") { _ = unsafeBitCast(symbol, to: Function.self)() }
  }()

  /// HDF5 prints every failure on standard error, unless told not to in the thread that calls it.
  static func silence() { _ = setMessages?(0, nil, nil) }

  private typealias SetMessages = @convention(c) (Int64, UnsafeRawPointer?, UnsafeRawPointer?) -> Int32

  private static let setMessages: SetMessages? = symbol("H5Eset_auto2").map { unsafeBitCast($0, to: SetMessages.self) }

  private static func symbol(_ name: String) -> UnsafeMutableRawPointer? {
    #if canImport(Darwin)
      dlsym(UnsafeMutableRawPointer(bitPattern: -2), name)  // RTLD_DEFAULT, a macro that Swift does not import
    #else
      dlsym(nil, name)  // RTLD_DEFAULT
    #endif
  }
}
