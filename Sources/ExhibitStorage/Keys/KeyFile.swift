import COpenSSL

/// Ed25519 private keys in files: PKCS#8 in PEM, as `openssl pkey` reads and writes them.
///
/// Encrypted: PBES2 (RFC 8018) with PBKDF2-HMAC-SHA-256 at 600,000 rounds and AES-256-CBC, label
/// `ENCRYPTED PRIVATE KEY`. Without a passphrase: label `PRIVATE KEY`. In both the content is the 48 bytes of RFC 8410
/// section 7, and keys are handled here as the 32-byte seed that ends them.
///
/// Reading is strict: what is accepted encodes to the same bytes again.
package enum KeyFile {
    package static let rounds = 600_000
    package static let seedSize = 32
    /// PKCS#8 of a key with four more parameters would be ten times smaller.
    static let largestFile = 16_384

    /// - Parameter seed: 32 bytes.
    /// - Parameter passphrase: nil writes the key in clear; an empty one is refused, because it would look encrypted.
    /// - Throws: `.invalid`; `.alreadyExists`: a key is never written over another one.
    package static func write(seed: [UInt8], passphrase: [UInt8]?, to path: String) throws(StorageError) {
        guard seed.count == seedSize else {
            throw StorageError(
                .invalid, path: path, reason: "was to hold a key of \(seed.count) bytes instead of \(seedSize)",
                remedy: "Report this message: it is a mistake in the program.")
        }
        var content = PrivateKeyInfo.encode(seed: seed)
        defer { wipe(&content) }
        var file: [UInt8]
        if let passphrase {
            guard !passphrase.isEmpty else {
                throw StorageError(
                    .invalid, path: path, reason: "was to be encrypted with an empty passphrase",
                    remedy: "Give a passphrase, or say explicitly that there is none.")
            }
            let encrypted = try EncryptedKey.encrypt(content, passphrase: passphrase, rounds: rounds, path: path)
            file = PEM.encode(encrypted, label: .encrypted)
        } else {
            file = PEM.encode(content, label: .clear)
        }
        defer { wipe(&file) }
        try DurableFile.write(file, to: path, permissions: 0o600)
    }

    /// Whether `read` needs a passphrase: so that nobody is asked for one in vain.
    package static func isEncrypted(path: String) throws(StorageError) -> Bool {
        var file = try BoundedFile.read(path, limit: largestFile, isSecret: true)
        defer { wipe(&file) }
        return try PEM.decode(file, path: path).label == .encrypted
    }

    /// The 32-byte seed. `passphrase` is not used when the key is in clear.
    ///
    /// - Throws: `.notFound`, `.tooLarge`, `.unsafePermissions`, `.damaged`, `.passphraseNeeded`, `.wrongPassphrase`,
    ///   `.unsupportedKey` (another algorithm, another encryption, too many rounds).
    package static func read(path: String, passphrase: [UInt8]?) throws(StorageError) -> [UInt8] {
        var file = try BoundedFile.read(path, limit: largestFile, isSecret: true)
        defer { wipe(&file) }
        var (label, content) = try PEM.decode(file, path: path)
        defer { wipe(&content) }
        if label == .clear { return try PrivateKeyInfo.decode(content, path: path) }
        guard let passphrase else {
            throw StorageError(
                .passphraseNeeded, path: path, reason: "is encrypted, and no passphrase was given",
                remedy: "Run the command on a terminal, or name a file with `--passphrase-file`.")
        }
        var clear = try EncryptedKey.decrypt(content, passphrase: passphrase, path: path)
        defer { wipe(&clear) }
        return try PrivateKeyInfo.decode(clear, path: path)
    }

    static func damaged(_ path: String, _ what: String) -> StorageError {
        StorageError(
            .damaged, path: path, reason: "is not a key file: \(what)",
            remedy: "Restore it from a copy; compare with `openssl pkey -in` on that copy.")
    }
}

/// PrivateKeyInfo of an Ed25519 key (RFC 8410 section 7): one form only, so comparing bytes is the whole parser.
enum PrivateKeyInfo {
    /// SEQUENCE { INTEGER 0, SEQUENCE { OID 1.3.101.112 }, OCTET STRING { OCTET STRING seed } }
    private static let prefix: [UInt8] = [
        0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20,
    ]

    static func encode(seed: [UInt8]) -> [UInt8] { prefix + seed }

    static func decode(_ content: [UInt8], path: String) throws(StorageError) -> [UInt8] {
        if content.count == prefix.count + KeyFile.seedSize, content.starts(with: prefix) {
            return Array(content[prefix.count...])
        }
        // Another key is no damage: say which, if it can be told.
        defer { ERR_clear_error() }
        let name: String? = content.withUnsafeBufferPointer { content in
            var start = content.baseAddress
            guard let info = d2i_PKCS8_PRIV_KEY_INFO(nil, &start, content.count) else { return nil }
            defer { PKCS8_PRIV_KEY_INFO_free(info) }
            var algorithm: OpaquePointer?
            guard PKCS8_pkey_get0(&algorithm, nil, nil, nil, info) == 1 else { return nil }
            return OBJ_nid2ln(OBJ_obj2nid(algorithm)).map { String(cString: $0) }
        }
        guard let name else { throw KeyFile.damaged(path, "its content is no PKCS#8 private key") }
        throw StorageError(
            .unsupportedKey, path: path, reason: "holds a key of another kind or form (\(name))",
            remedy: "Use an Ed25519 key as `exhibit` or `openssl genpkey -algorithm ed25519` makes it.")
    }
}
