import Crypto

/// RFC 8032 Ed25519 without cofactor, with the encodings refused on which implementations disagree.
public enum Ed25519 {
    /// - Parameters:
    ///   - key: 32 bytes. - signature: 64 bytes, R ‖ S.
    /// - Returns: false also for S ≥ L, and for a key or R with y ≥ p or of small order: with those, one signature can
    ///   hold for many messages, or hold for one verifier and fail for another.
    public static func isValid(_ signature: [UInt8], for message: [UInt8], key: ContentHash) -> Bool {
        let keyBytes = key.bytes
        // The highest byte of L is 0x10.
        guard signature.count == 64, isAcceptable(keyBytes), isAcceptable(Array(signature[..<32])),
            signature[63] < 0x10 || isBelow(Array(signature[32...]), order),
            let publicKey = try? Curve25519.Signing.PublicKey(rawRepresentation: keyBytes)
        else { return false }
        return publicKey.isValidSignature(signature, for: message)
    }

    /// A point encoding with y < p that is none of the eight points of small order.
    public static func isAcceptable(_ encoding: [UInt8]) -> Bool {
        guard encoding.count == 32 else { return false }
        // All that is refused ends in one of these bytes.
        let top = encoding[31] & 0x7F
        guard top == 0x00 || top == 0x05 || top == 0x7A || top == 0x7F else { return true }
        var y = encoding
        y[31] &= 0x7F
        return isBelow(y, prime) && !smallOrder.contains(y)
    }

    private static func isBelow(_ value: [UInt8], _ bound: [UInt8]) -> Bool {
        value.reversed().lexicographicallyPrecedes(bound.reversed())
    }

    /// L = 2^252 + 27742317777372353535851937790883648493, little-endian (RFC 8032 section 5.1).
    private static let order = Hex.decode("edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010")!
    /// p = 2^255 − 19, little-endian.
    private static let prime = Hex.decode("edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f")!
    /// The y coordinates of the points of order 1, 2, 4 and 8; the sign bit, cleared before, tells the two of one y apart.
    private static let smallOrder: Set<[UInt8]> = Set(
        [
            "0100000000000000000000000000000000000000000000000000000000000000",
            "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
            "0000000000000000000000000000000000000000000000000000000000000000",
            "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
            "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
        ].map { Hex.decode($0)! })
}

/// A private key in memory. Its seed leaves it only to be written into a key file.
public struct SigningKey: Sendable {
    private let key: Curve25519.Signing.PrivateKey

    /// - Parameter seed: 32 bytes. Throws where they are not.
    public init(seed: [UInt8]) throws(Malformed) {
        guard let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: seed) else {
            throw Malformed("private key", "an Ed25519 seed has 32 bytes")
        }
        self.key = key
    }

    public var seed: [UInt8] { Array(key.rawRepresentation) }
    public var publicKey: ContentHash { ContentHash(bytes: Array(key.publicKey.rawRepresentation))! }
    public var name: TypedName { TypedName(.key, publicKey) }

    /// 64 bytes, the same for the same message on Linux (RFC 8032); other platforms may randomise.
    public func sign(_ message: [UInt8]) -> [UInt8] {
        guard let signature = try? key.signature(for: message) else {
            preconditionFailure("Ed25519 signing has no failure for a valid key")
        }
        return Array(signature)
    }
}
