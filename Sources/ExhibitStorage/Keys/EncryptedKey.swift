import COpenSSL

/// EncryptedPrivateKeyInfo (RFC 5958 section 3) with PBES2, as DER.
enum EncryptedKey {
    /// A file decides how long its decryption takes: about two seconds at this bound, instead of hours.
    static let mostRounds = 5_000_000

    static func encrypt(
        _ content: [UInt8], passphrase: [UInt8], rounds: Int, path: String
    ) throws(StorageError) -> [UInt8] {
        defer { ERR_clear_error() }
        var salt = [UInt8](repeating: 0, count: 16)
        guard RAND_bytes(&salt, Int32(salt.count)) == 1 else { throw failed(path, "drawing random bytes") }
        let info = content.withUnsafeBufferPointer { content in
            var start = content.baseAddress
            return d2i_PKCS8_PRIV_KEY_INFO(nil, &start, content.count)
        }
        guard let info else { throw failed(path, "encoding the key") }
        defer { PKCS8_PRIV_KEY_INFO_free(info) }
        // A PRF's number instead of a scheme's asks for PBES2 with that PRF.
        let sealed = passphrase.withUnsafeBytes { passphrase in
            PKCS8_encrypt(
                NID_hmacWithSHA256, EVP_aes_256_cbc(), passphrase.baseAddress?.assumingMemoryBound(to: CChar.self),
                Int32(passphrase.count), &salt, Int32(salt.count), Int32(rounds), info)
        }
        guard let sealed else { throw failed(path, "encrypting the key") }
        defer { X509_SIG_free(sealed) }
        guard let result = encoding(sealed) else { throw failed(path, "encoding the encrypted key") }
        return result
    }

    static func decrypt(_ content: [UInt8], passphrase: [UInt8], path: String) throws(StorageError) -> [UInt8] {
        defer { ERR_clear_error() }
        let sealed = content.withUnsafeBufferPointer { content in
            var start = content.baseAddress
            return d2i_X509_SIG(nil, &start, content.count)
        }
        guard let sealed else { throw KeyFile.damaged(path, "its content is no encrypted PKCS#8 key") }
        defer { X509_SIG_free(sealed) }
        guard encoding(sealed) == content else {
            throw KeyFile.damaged(path, "its content is not in the one form of DER, or something follows it")
        }
        var algorithm: UnsafePointer<X509_ALGOR>?
        var cipherText: UnsafePointer<ASN1_OCTET_STRING>?
        X509_SIG_get0(sealed, &algorithm, &cipherText)
        guard let algorithm, let cipherText else { throw KeyFile.damaged(path, "parts are missing") }
        try checkParameters(algorithm, path: path)

        var output: UnsafeMutablePointer<UInt8>?
        var count: Int32 = 0
        let made = passphrase.withUnsafeBytes { passphrase in
            PKCS12_pbe_crypt(
                algorithm, passphrase.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(passphrase.count),
                ASN1_STRING_get0_data(cipherText), ASN1_STRING_length(cipherText), &output, &count, 0)
        }
        // CBC has no authentication: a wrong passphrase shows as wrong padding, or, one time in 256, as a content
        // that is no key. A damaged cipher text looks the same.
        guard made != nil, let output else { throw wrong(path) }
        let clear = Array(UnsafeBufferPointer(start: output, count: Int(count)))
        CRYPTO_clear_free(output, Int(count), nil, 0)
        guard isSequence(clear) else { throw wrong(path) }
        return clear
    }

    /// Only the parameters that we write, but for the number of rounds: schemes such as scrypt let a file choose
    /// how much memory its reader takes.
    private static func checkParameters(_ algorithm: UnsafePointer<X509_ALGOR>, path: String) throws(StorageError) {
        guard OBJ_obj2nid(algorithm.pointee.algorithm) == NID_pbes2,
            let scheme = parse(algorithm.pointee.parameter, d2i_PBE2PARAM)
        else { throw unsupported(path, "is not encrypted with PBES2") }
        defer { PBE2PARAM_free(scheme) }
        guard let cipher = scheme.pointee.encryption, OBJ_obj2nid(cipher.pointee.algorithm) == NID_aes_256_cbc else {
            throw unsupported(path, "is not encrypted with AES-256-CBC")
        }
        guard let derivation = scheme.pointee.keyfunc,
            OBJ_obj2nid(derivation.pointee.algorithm) == NID_id_pbkdf2,
            let parameters = parse(derivation.pointee.parameter, d2i_PBKDF2PARAM)
        else { throw unsupported(path, "does not derive its key with PBKDF2") }
        defer { PBKDF2PARAM_free(parameters) }
        guard let function = parameters.pointee.prf, OBJ_obj2nid(function.pointee.algorithm) == NID_hmacWithSHA256,
            function.pointee.parameter.map({ ASN1_TYPE_get($0) }) == V_ASN1_NULL
        else { throw unsupported(path, "does not derive its key with HMAC-SHA-256") }
        var rounds: Int64 = 0
        guard ASN1_INTEGER_get_int64(&rounds, parameters.pointee.iter) == 1, rounds >= 1, rounds <= mostRounds else {
            throw unsupported(path, "asks for a number of PBKDF2 rounds outside 1…\(mostRounds)")
        }
    }

    private static func parse<T>(
        _ parameter: UnsafePointer<ASN1_TYPE>?,
        _ decode: (
            UnsafeMutablePointer<UnsafeMutablePointer<T>?>?, UnsafeMutablePointer<UnsafePointer<UInt8>?>?, Int
        ) -> UnsafeMutablePointer<T>?
    ) -> UnsafeMutablePointer<T>? {
        guard let string = exhibit_asn1_string(parameter, V_ASN1_SEQUENCE) else { return nil }
        let end = ASN1_STRING_get0_data(string) + Int(ASN1_STRING_length(string))
        var start = ASN1_STRING_get0_data(string)
        return decode(nil, &start, Int(ASN1_STRING_length(string))).flatMap { start == end ? $0 : nil }
    }

    private static func encoding(_ sealed: OpaquePointer) -> [UInt8]? {
        var output: UnsafeMutablePointer<UInt8>?
        let count = i2d_X509_SIG(sealed, &output)
        guard count > 0, let output else { return nil }
        defer { CRYPTO_free(output, nil, 0) }
        return Array(UnsafeBufferPointer(start: output, count: Int(count)))
    }

    /// Whether the bytes can be DER of a key at all: the outermost length fits.
    private static func isSequence(_ bytes: [UInt8]) -> Bool {
        bytes.withUnsafeBufferPointer { bytes in
            var start = bytes.baseAddress
            var length = 0
            var tag: Int32 = 0
            var type: Int32 = 0
            let code = ASN1_get_object(&start, &length, &tag, &type, bytes.count)
            guard code & 0x80 == 0, tag == V_ASN1_SEQUENCE, let base = bytes.baseAddress, let start else {
                return false
            }
            return base + bytes.count == start + length
        }
    }

    private static func wrong(_ path: String) -> StorageError {
        StorageError(
            .wrongPassphrase, path: path, reason: "could not be decrypted: the passphrase is wrong, or it is damaged",
            remedy: "Try the passphrase again; `openssl pkey -in '\(path)' -noout` asks for it too.")
    }

    private static func unsupported(_ path: String, _ what: String) -> StorageError {
        StorageError(
            .unsupportedKey, path: path, reason: what,
            remedy: "Convert it with `openssl pkcs8 -topk8 -v2 aes-256-cbc -v2prf hmacWithSHA256 -iter 600000`.")
    }

    private static func failed(_ path: String, _ doing: String) -> StorageError {
        StorageError(
            .io, path: path, reason: "could not be written: \(doing) failed",
            remedy: "Check which OpenSSL library is installed.")
    }
}
