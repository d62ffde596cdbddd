import COpenSSL

/// Overwrites a secret that is no longer needed, in a way that the optimiser does not remove. Copies that Swift made
/// on the way (a grown array, a String) are out of reach: this shortens a secret's life in memory, no more.
package func wipe(_ bytes: inout [UInt8]) {
    bytes.withUnsafeMutableBytes { OPENSSL_cleanse($0.baseAddress, $0.count) }
}
