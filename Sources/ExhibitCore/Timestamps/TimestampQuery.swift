/// A TimeStampReq of RFC 3161 section 2.4.1: SHA-256, a nonce, and the wish for the authority's certificate.
public struct TimestampQuery: Sendable {
    public let imprint: ContentHash
    /// 16 bytes, the first of them 40 to 7F: a positive number of fixed length, with 126 random bits.
    public let nonce: [UInt8]

    public static let nonceBytes = 16

    public init(imprint: ContentHash, randomness: any Randomness) {
        self.imprint = imprint
        var nonce = randomness.bytes(Self.nonceBytes)
        nonce[0] = nonce[0] & 0x3F | 0x40
        self.nonce = nonce
    }

    /// DER. Every part has one length, so the whole has one form.
    public var encoded: [UInt8] {
        let algorithm: [UInt8] = [0x30, 0x0D, 0x06, 0x09] + ObjectIdentifier.sha256 + [0x05, 0x00]
        let content: [UInt8] =
            [0x02, 0x01, 0x01]
            + [0x30, 0x31] + algorithm + [0x04, 0x20] + imprint.bytes
            + [0x02, UInt8(Self.nonceBytes)] + nonce
            + [0x01, 0x01, 0xFF]
        return [0x30, UInt8(content.count)] + content
    }
}

/// Object identifiers as the content of their DER elements.
enum ObjectIdentifier {
    /// 2.16.840.1.101.3.4.2.1
    static let sha256: [UInt8] = [0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01]
    /// id-signedData, 1.2.840.113549.1.7.2
    static let signedData: [UInt8] = [0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x07, 0x02]
    /// id-ct-TSTInfo, 1.2.840.113549.1.9.16.1.4
    static let timestampInfo: [UInt8] = [0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x09, 0x10, 0x01, 0x04]

    /// "1.3.6.1.4.1"; nil for content that is no identifier, or one with a number beyond 2^56.
    static func text(_ content: ArraySlice<UInt8>) -> String? {
        var numbers: [UInt64] = []
        var (number, digits): (UInt64, Int) = (0, 0)
        for byte in content {
            guard digits > 0 || byte != 0x80, digits < 8 else { return nil }
            number = number << 7 | UInt64(byte & 0x7F)
            digits += 1
            if byte < 0x80 {
                numbers.append(number)
                (number, digits) = (0, 0)
            }
        }
        guard digits == 0, let first = numbers.first else { return nil }
        let root = min(first / 40, 2)
        return ([root, first - root * 40] + numbers.dropFirst()).map(String.init).joined(separator: ".")
    }
}
