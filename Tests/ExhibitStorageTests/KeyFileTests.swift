import Crypto
import Foundation
import Testing

@testable import ExhibitStorage

@Suite("A key file")
struct KeyFileTests {
    let folder: Folder
    let path: String
    let seed: [UInt8]

    init() throws {
        folder = try Folder()
        path = folder["key.pem"]
        var random = Repeatable(state: 5)
        seed = random.bytes(32)
    }

    func openssl(_ arguments: String...) throws -> String {
        let result = try run("openssl", arguments)
        try #require(result.status == 0, "openssl \(arguments.joined(separator: " ")): \(result.output)")
        return result.output
    }

    /// What OpenSSL says the public key is, in hex.
    func publicKey(_ path: String, passphrase: String? = nil) throws -> String {
        let out = folder["public.der"]
        let secret = passphrase.map { ["-passin", "pass:" + $0] } ?? []
        let result = try run("openssl", ["pkey", "-in", path, "-pubout", "-outform", "DER", "-out", out] + secret)
        try #require(result.status == 0, "\(result.output)")
        return try bytes(of: out).suffix(32).map { String(format: "%02x", $0) }.joined()
    }

    func expectedPublicKey() throws -> String {
        let key = try Curve25519.Signing.PrivateKey(rawRepresentation: seed)
        return key.publicKey.rawRepresentation.map { String(format: "%02x", $0) }.joined()
    }

    @Test("With a passphrase it is read back, and read by openssl, with the promised parameters")
    func encrypted() throws {
        let passphrase = "correct horse"
        try KeyFile.write(seed: seed, passphrase: Array(passphrase.utf8), to: path)
        #expect(try permissions(of: path) == 0o600)
        #expect(try KeyFile.isEncrypted(path: path))
        #expect(try KeyFile.read(path: path, passphrase: Array(passphrase.utf8)) == seed)
        #expect(try publicKey(path, passphrase: passphrase) == expectedPublicKey())
        let structure = try openssl("asn1parse", "-in", path)
        for part in [":PBES2", ":PBKDF2", ":hmacWithSHA256", ":aes-256-cbc", "INTEGER           :0927C0"] {
            #expect(structure.contains(part), "\(part) in \(structure)")
        }
    }

    @Test("Without a passphrase it is plain PKCS#8, byte for byte as openssl writes it")
    func clear() throws {
        try KeyFile.write(seed: seed, passphrase: nil, to: path)
        #expect(try permissions(of: path) == 0o600)
        #expect(try KeyFile.isEncrypted(path: path) == false)
        #expect(try KeyFile.read(path: path, passphrase: nil) == seed)
        #expect(try KeyFile.read(path: path, passphrase: [1]) == seed)
        #expect(try publicKey(path) == expectedPublicKey())
        _ = try openssl("pkey", "-in", path, "-out", folder["copy.pem"])
        #expect(try bytes(of: folder["copy.pem"]) == bytes(of: path))
    }

    @Test("A key that openssl made is read", arguments: [nil, "pass word"])
    func made(passphrase: String?) throws {
        _ = try openssl("genpkey", "-algorithm", "ed25519", "-out", folder["plain.pem"])
        if let passphrase {
            _ = try openssl(
                "pkcs8", "-topk8", "-in", folder["plain.pem"], "-out", path, "-v2", "aes-256-cbc", "-v2prf",
                "hmacWithSHA256", "-iter", "1000", "-passout", "pass:" + passphrase)
        } else {
            try put(try bytes(of: folder["plain.pem"]), at: path)
        }
        chmod(path, 0o600)
        let seed = try KeyFile.read(path: path, passphrase: passphrase.map { Array($0.utf8) })
        let key = try Curve25519.Signing.PrivateKey(rawRepresentation: seed)
        let hex = key.publicKey.rawRepresentation.map { String(format: "%02x", $0) }.joined()
        #expect(try publicKey(path, passphrase: passphrase) == hex)
    }

    @Test("A key is never written over another one")
    func noOverwriting() throws {
        try KeyFile.write(seed: seed, passphrase: nil, to: path)
        let before = try bytes(of: path)
        #expect(failure { try KeyFile.write(seed: seed, passphrase: nil, to: path) }?.kind == .alreadyExists)
        #expect(try bytes(of: path) == before)
    }

    @Test("A seed of another size and an empty passphrase are refused")
    func misuse() throws {
        #expect(failure { try KeyFile.write(seed: [1], passphrase: nil, to: path) }?.kind == .invalid)
        #expect(failure { try KeyFile.write(seed: seed, passphrase: [], to: path) }?.kind == .invalid)
        #expect(try folder.names() == [])
    }

    @Test("A wrong and a missing passphrase have errors of their own")
    func wrongPassphrase() throws {
        try KeyFile.write(seed: seed, passphrase: [1, 2, 3, 4], to: path)
        #expect(failure { try KeyFile.read(path: path, passphrase: [1, 2, 3, 5]) }?.kind == .wrongPassphrase)
        #expect(failure { try KeyFile.read(path: path, passphrase: []) }?.kind == .wrongPassphrase)
        #expect(failure { try KeyFile.read(path: path, passphrase: nil) }?.kind == .passphraseNeeded)
    }

    @Test("Wrong passphrases are told apart from damage, also when the padding happens to fit")
    func luckyPadding() throws {
        let content = PrivateKeyInfo.encode(seed: seed)
        let sealed = try EncryptedKey.encrypt(content, passphrase: [0], rounds: 1, path: path)
        for guess in 1..<2_000 {
            let passphrase = [UInt8(guess >> 8), UInt8(guess & 255)]
            let kind = failure { try EncryptedKey.decrypt(sealed, passphrase: passphrase, path: path) }?.kind
            #expect(kind == .wrongPassphrase)
        }
    }

    @Test(
        "A key that others may read is refused, with the command that helps", arguments: [0o640, 0o604, 0o660, 0o601])
    func othersMayRead(mode: Int) throws {
        try KeyFile.write(seed: seed, passphrase: nil, to: path)
        chmod(path, mode_t(mode))
        let error = failure { try KeyFile.read(path: path, passphrase: nil) }
        #expect(error?.kind == .unsafePermissions)
        #expect(error?.description.contains("chmod 600 '\(path)'") == true)
    }

    @Test("Another sort of key is refused", arguments: ["RSA", "x25519", "ed448", "EC"])
    func otherKeys(algorithm: String) throws {
        var arguments = ["genpkey", "-algorithm", algorithm, "-out", path]
        if algorithm == "EC" { arguments += ["-pkeyopt", "ec_paramgen_curve:P-256"] }
        try #require(try run("openssl", arguments).status == 0)
        chmod(path, 0o600)
        #expect(failure { try KeyFile.read(path: path, passphrase: nil) }?.kind == .unsupportedKey)
    }

    @Test(
        "Another encryption is refused before any work is done for it",
        arguments: [
            ["-scrypt"], ["-v2", "aes-128-cbc"], ["-v2", "aes-256-cbc", "-v2prf", "hmacWithSHA1"],
            ["-v1", "PBE-SHA1-3DES"],
        ])
    func otherEncryption(options: [String]) throws {
        try KeyFile.write(seed: seed, passphrase: nil, to: folder["plain.pem"])
        let made = try run(
            "openssl",
            ["pkcs8", "-topk8", "-in", folder["plain.pem"], "-out", path, "-passout", "pass:abcd"] + options)
        try #require(made.status == 0, "\(made.output)")
        chmod(path, 0o600)
        #expect(failure { try KeyFile.read(path: path, passphrase: Array("abcd".utf8)) }?.kind == .unsupportedKey)
    }

    @Test(
        "A number of rounds that would hang the reader is refused at once",
        arguments: [5_000_001, 0x7f_ffff, 0x80_0000])
    func rounds(count: Int) throws {
        // The number stands in DER with its length: exchange it in a key of as many bytes.
        var der = try EncryptedKey.encrypt(
            PrivateKeyInfo.encode(seed: seed), passphrase: [1], rounds: 0x01_0001, path: path)
        let position = try #require(Data(der).range(of: Data([0x02, 0x03, 0x01, 0x00, 0x01]))).lowerBound
        for offset in 0..<3 { der[position + 2 + offset] = UInt8(count >> (16 - 8 * offset) & 255) }
        try DurableFile.write(PEM.encode(der, label: .encrypted), to: path)
        let start = ContinuousClock.now
        #expect(failure { try KeyFile.read(path: path, passphrase: [1]) }?.kind == .unsupportedKey)
        #expect(ContinuousClock.now - start < .seconds(2))
    }

    @Test("What is not exactly a key file is refused")
    func strict() throws {
        try KeyFile.write(seed: seed, passphrase: nil, to: path)
        let file = try bytes(of: path)
        let text = String(decoding: file, as: UTF8.self)
        let body = PEM.encode(PrivateKeyInfo.encode(seed: seed) + [0], label: .clear)
        let damaged: [(String, [UInt8])] = [
            ("empty", []), ("trailing line", file + [10]), ("trailing key", file + file),
            ("no last line end", Array(file.dropLast())), ("leading comment", Array("# mine\n".utf8) + file),
            ("CRLF", Array(text.replacingOccurrences(of: "\n", with: "\r\n").utf8)),
            ("a space", Array(text.replacingOccurrences(of: "MC4", with: "MC 4").utf8)),
            ("other end", Array(text.replacingOccurrences(of: "END PRIV", with: "END ENCRYPTED PRIV").utf8)),
            ("no base64", Array(text.replacingOccurrences(of: "MC4", with: "MC*").utf8)),
            ("only the first line", Array("-----BEGIN PRIVATE KEY-----\n".utf8)),
            ("no content", PEM.encode([], label: .clear)),
        ]
        for (name, bytes) in damaged {
            try DurableFile.write(bytes, to: path, replacing: true)
            let kind = failure { try KeyFile.read(path: path, passphrase: nil) }?.kind
            #expect(kind == .damaged, "\(name)")
        }
        try DurableFile.write(body, to: path, replacing: true)
        #expect(throws: StorageError.self, "a byte after the key") { try KeyFile.read(path: path, passphrase: nil) }
        try DurableFile.write([UInt8](repeating: 65, count: 16_385), to: path, replacing: true)
        #expect(failure { try KeyFile.read(path: path, passphrase: nil) }?.kind == .tooLarge)
    }

    @Test("No flipped byte of an encrypted key goes unnoticed or crashes")
    func flipped() throws {
        let content = PrivateKeyInfo.encode(seed: seed)
        let sealed = try EncryptedKey.encrypt(content, passphrase: [7], rounds: 2, path: path)
        for offset in sealed.indices {
            for pattern: UInt8 in [1, 0x80, 0xff] {
                var damaged = sealed
                damaged[offset] ^= pattern
                guard let clear = try? EncryptedKey.decrypt(damaged, passphrase: [7], path: path) else { continue }
                // CBC does not authenticate: a changed IV or cipher text can give another seed, never ours.
                let seed = try? PrivateKeyInfo.decode(clear, path: path)
                #expect(seed != self.seed, "\(offset) \(pattern)")
            }
            let short = Array(sealed[..<offset])
            #expect(throws: StorageError.self) { try EncryptedKey.decrypt(short, passphrase: [7], path: path) }
        }
    }
}
