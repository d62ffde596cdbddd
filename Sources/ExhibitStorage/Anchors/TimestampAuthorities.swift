import COpenSSL
import ExhibitCore

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The certificates that somebody decided to trust for timestamps, and whether a token is one of theirs.
package final class TimestampAuthorities {
    /// The certificate that signed a token.
    package struct Signer: Sendable {
        /// Its subject, RFC 2253, at most 512 bytes.
        package let name: String
        /// It was valid when the token was made, and is so no more.
        package let hasExpired: Bool
    }

    private let store: OpaquePointer
    private let path: String
    static let mostCertificates = 1_000

    /// - Parameter bytes: certificates in PEM, or one in DER.
    package init(certificates bytes: [UInt8], path: String) throws(StorageError) {
        self.path = path
        ERR_clear_error()
        defer { ERR_clear_error() }
        guard let store = X509_STORE_new() else { throw Self.noCertificates(path) }
        self.store = store
        guard Self.add(bytes, to: store) > 0 else { throw Self.noCertificates(path) }
    }

    /// How many certificates were found and taken.
    private static func add(_ bytes: [UInt8], to store: OpaquePointer) -> Int {
        bytes.withUnsafeBytes { bytes -> Int in
            if bytes.first == 0x30 {
                var start = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self)
                guard let certificate = d2i_X509(nil, &start, bytes.count) else { return 0 }
                defer { X509_free(certificate) }
                return X509_STORE_add_cert(store, certificate) == 1 ? 1 : 0
            }
            // It keeps the pointer and reads from it.
            guard let file = BIO_new_mem_buf(bytes.baseAddress, Int32(clamping: bytes.count)) else { return 0 }
            defer { BIO_free(file) }
            var count = 0
            // An encrypted block would have OpenSSL ask for a passphrase on the terminal.
            while count < mostCertificates, let certificate = PEM_read_bio_X509(file, nil, { _, _, _, _ in -1 }, nil) {
                if X509_STORE_add_cert(store, certificate) == 1 { count += 1 }
                X509_free(certificate)
            }
            return count
        }
    }

    deinit { X509_STORE_free(store) }

    /// Checks the signature, that the signer's certificate is for timestamps alone, and its chain up to one of these
    /// certificates, all at the time that the token itself states: a token outlives the certificate that signed it.
    ///
    /// - Parameter now: seconds since 1970, to say whether that certificate has expired.
    /// - Throws: `.notAllowed` where the chain or the certificate's purpose is at fault, `.damaged` where the token is.
    package func check(_ token: TimestampToken, now: Int64) throws(StorageError) -> Signer {
        ERR_clear_error()
        defer { ERR_clear_error() }
        let parsed = token.encoded.withUnsafeBufferPointer { bytes -> UnsafeMutablePointer<PKCS7>? in
            var start = bytes.baseAddress
            let parsed = d2i_PKCS7(nil, &start, bytes.count)
            if let parsed, start != bytes.baseAddress.map({ $0 + bytes.count }) {
                PKCS7_free(parsed)
                return nil
            }
            return parsed
        }
        guard let parsed else { throw Self.unreadable() }
        defer { PKCS7_free(parsed) }
        guard Self.encoding(parsed) == token.encoded else { throw Self.unreadable() }
        guard let context = TS_VERIFY_CTX_new() else { throw Self.unreadable() }
        // Frees the imprint and the store that it is given: both are its own.
        defer { TS_VERIFY_CTX_free(context) }
        TS_VERIFY_CTX_set_flags(context, Int32(TS_VFY_VERSION | TS_VFY_SIGNER | TS_VFY_SIGNATURE | TS_VFY_IMPRINT))
        let imprint = token.imprint.bytes
        guard let copy = CRYPTO_memdup(imprint, imprint.count, nil, 0) else { throw Self.unreadable() }
        TS_VERIFY_CTX_set_imprint(context, copy.assumingMemoryBound(to: UInt8.self), imprint.count)
        X509_STORE_up_ref(store)
        TS_VERIFY_CTX_set_store(context, store)
        X509_VERIFY_PARAM_set_time(X509_STORE_get0_param(store), time_t(token.time.seconds))
        guard TS_RESP_verify_token(context, parsed) == 1 else { throw Self.refusal(path) }
        guard let signers = PKCS7_get0_signers(parsed, nil, 0) else { throw Self.unreadable() }
        defer { OPENSSL_sk_free(signers) }
        guard let certificate = OPENSSL_sk_value(signers, 0) else { throw Self.unreadable() }
        var moment = time_t(now)
        let signer = OpaquePointer(certificate)
        return Signer(
            name: Self.subject(of: signer), hasExpired: X509_cmp_time(X509_get0_notAfter(signer), &moment) < 0)
    }

    private static func encoding(_ token: UnsafeMutablePointer<PKCS7>) -> [UInt8]? {
        var output: UnsafeMutablePointer<UInt8>?
        let count = i2d_PKCS7(token, &output)
        guard count > 0, let output else { return nil }
        defer { CRYPTO_free(output, nil, 0) }
        return Array(UnsafeBufferPointer(start: output, count: Int(count)))
    }
}
