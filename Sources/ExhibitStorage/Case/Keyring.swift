import ExhibitCore

/// The signing keys of a case, read when first needed: each costs 600,000 rounds.
package final class Keyring {
    private let folder: CaseFolder
    private let passphrase: () throws -> [UInt8]
    private var asked: [UInt8]?
    private var keys: [Role: SigningKey]

    /// - Parameter passphrase: asked at most once, and only where a key file is encrypted.
    package init(folder: CaseFolder, passphrase: @escaping () throws -> [UInt8]) {
        self.folder = folder
        self.passphrase = passphrase
        keys = [:]
    }

    /// Keys that are in memory already: of a case that is being made.
    init(folder: CaseFolder, keys: [Role: SigningKey]) {
        self.folder = folder
        passphrase = { [] }
        self.keys = keys
    }

    package func key(_ role: Role) throws -> SigningKey {
        if let key = keys[role] { return key }
        let path = folder.key(role)
        var secret: [UInt8]?
        if try KeyFile.isEncrypted(path: path) {
            if asked == nil { asked = try passphrase() }
            secret = asked
        }
        let key = try SigningKey(seed: try KeyFile.read(path: path, passphrase: secret))
        keys[role] = key
        return key
    }

    /// What the keys of this case are encrypted with; nil where they are in clear.
    func secret() throws -> [UInt8]? {
        guard try KeyFile.isEncrypted(path: folder.key(.ledger)) else { return nil }
        if asked == nil { asked = try passphrase() }
        return asked
    }

    /// The role's file holds another key from now on.
    func forget(_ role: Role) { keys[role] = nil }
}
