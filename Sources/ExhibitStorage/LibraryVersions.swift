import COpenSSL
import CSQLite

/// The libraries that this process runs with.
package enum LibraryVersions {
    package static let sqlite = String(cString: sqlite3_libversion())
    package static let openssl = String(cString: OpenSSL_version(OPENSSL_VERSION))
}
