import ExhibitCore
import ExhibitTestSupport
import Testing

/// Ed25519 as this suite takes it: where implementations disagree about a signature, it is refused.
@Suite("Ed25519") struct Ed25519Tests {
    static let message = "exhibit".bytes
    static let signature = FixedKeys.ledger.sign(message)
    static let key = FixedKeys.ledger.publicKey
    /// L and p, little-endian.
    static let order = "edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010".hexBytes
    static let prime = "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f".hexBytes

    static func sum(_ left: [UInt8], _ right: [UInt8]) -> [UInt8] {
        var carry = 0
        return zip(left, right).map { pair in
            let total = Int(pair.0) + Int(pair.1) + carry
            carry = total >> 8
            return UInt8(total & 255)
        }
    }

    static func signed(_ encoding: [UInt8]) -> [[UInt8]] {
        [encoding, encoding.dropLast() + [encoding[31] ^ 0x80]]
    }

    @Test("RFC 8032's first test key signs and verifies as published")
    func rfc8032() throws {
        let key = try SigningKey(seed: "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60".hexBytes)
        let signature =
            "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"
        #expect(key.publicKey.hex == "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a")
        #expect(Hex.encode(key.sign([])) == signature)
        #expect(Ed25519.isValid(signature.hexBytes, for: [], key: key.publicKey))
    }

    @Test("A single flipped bit in the signature, the key or the message is rejected")
    func flippedBits() {
        #expect(Ed25519.isValid(Self.signature, for: Self.message, key: Self.key))
        for bit in 0..<512 {
            var damaged = Self.signature
            damaged[bit / 8] ^= 1 << UInt8(bit % 8)
            #expect(!Ed25519.isValid(damaged, for: Self.message, key: Self.key))
        }
        for bit in 0..<256 {
            var damaged = Self.key.bytes
            damaged[bit / 8] ^= 1 << UInt8(bit % 8)
            #expect(!Ed25519.isValid(Self.signature, for: Self.message, key: ContentHash(bytes: damaged)!))
        }
        #expect(!Ed25519.isValid(Self.signature, for: Self.message + [0], key: Self.key))
        for count in [0, 32, 63, 65] {
            let cut = Array((Self.signature + [0]).prefix(count))
            #expect(!Ed25519.isValid(cut, for: Self.message, key: Self.key))
        }
    }

    @Test("S + L, which satisfies the same equation, is refused")
    func scalarNotReduced() {
        let scalar = Array(Self.signature[32...])
        let malleated = Self.sum(scalar, Self.order)
        #expect(!Ed25519.isValid(Self.signature[..<32] + malleated, for: Self.message, key: Self.key))
        #expect(!Ed25519.isValid(Self.signature[..<32] + Self.order, for: Self.message, key: Self.key))
    }

    @Test("The eight points of small order are refused as key and as R, whichever sign bit they carry")
    func smallOrder() {
        let points = [
            "0100000000000000000000000000000000000000000000000000000000000000",
            "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
            "0000000000000000000000000000000000000000000000000000000000000000",
            "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
            "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
        ]
        for point in points.map(\.hexBytes).flatMap(Self.signed) {
            #expect(!Ed25519.isAcceptable(point))
            #expect(!Ed25519.isValid(Self.signature, for: Self.message, key: ContentHash(bytes: point)!))
            #expect(!Ed25519.isValid(point + Self.signature[32...], for: Self.message, key: Self.key))
        }
    }

    @Test("All 19 values from p upwards are refused as y, whichever sign bit they carry")
    func notReduced() {
        for offset in 0..<19 {
            let y = Self.sum(Self.prime, [UInt8(offset)] + [UInt8](repeating: 0, count: 31))
            for encoding in Self.signed(y) { #expect(!Ed25519.isAcceptable(encoding)) }
        }
        let below = Self.sum(Self.prime, [UInt8](repeating: 255, count: 32))
        #expect(!Ed25519.isAcceptable(below), "p − 1 is the point of order 2")
        #expect(Ed25519.isAcceptable(Self.sum(below, [UInt8](repeating: 255, count: 32))), "p − 2 is a common y")
    }

    @Test("The base point and honest keys are acceptable; a wrong length is not")
    func acceptable() {
        #expect(Ed25519.isAcceptable([0x58] + [UInt8](repeating: 0x66, count: 31)))
        #expect(Ed25519.isAcceptable(Self.key.bytes))
        #expect(!Ed25519.isAcceptable(Array(Self.key.bytes.dropLast())))
        #expect(!Ed25519.isAcceptable([]))
        #expect(throws: Malformed.self) { try SigningKey(seed: [UInt8](repeating: 1, count: 31)) }
    }
}
