import ExhibitCore
import ExhibitStorage

/// A key that belongs to a person and to no case.
struct PersonalKey {
    /// "reviewer's", "recovery": as questions name it.
    let owner: String
    let file: String
    var passphraseFile: String?

    func read() throws -> SigningKey {
        var secret: [UInt8]?
        if try KeyFile.isEncrypted(path: file) {
            // The case's own sources hold another passphrase.
            secret = try Passphrase(file: passphraseFile, environment: [:])
                .resolve(new: false, purpose: "the \(owner) key \(shown(file))")
        }
        return try SigningKey(seed: try KeyFile.read(path: file, passphrase: secret))
    }

    /// - Parameter passphrase: nil writes it in clear.
    func make(_ passphrase: PassphraseOptions?) throws -> SigningKey {
        let key = try SigningKey(seed: SystemRandomness().bytes(32))
        let secret = try passphrase?.resolve(new: true, purpose: "the \(owner) key \(shown(file))")
        try KeyFile.write(seed: key.seed, passphrase: secret, to: file)
        return key
    }
}
