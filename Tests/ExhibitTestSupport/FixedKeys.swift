import ExhibitCore

/// Signing keys that anybody can make again: seed = H("exhibit/test-key/v1\0" ‖ label).
public enum FixedKeys {
    public static func key(_ label: String) -> SigningKey {
        let seed = ContentHash(of: Array("exhibit/test-key/v1\0".utf8), Array(label.utf8))
        guard let key = try? SigningKey(seed: seed.bytes) else { preconditionFailure("a hash has 32 bytes") }
        return key
    }

    public static let ledger = key("ledger")
    public static let checkpoint = key("checkpoint")
    public static let recovery = key("recovery")
    public static let `operator` = key("operator")
    public static let standing = key("standing")
    public static let stranger = key("stranger")
}
