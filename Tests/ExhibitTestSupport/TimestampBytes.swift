import ExhibitCore

/// Tokens and replies in the form of RFC 3161 that nobody signed: what they say can be read, and no authority stands
/// behind it.
public enum TimestampBytes {
    /// A DER element.
    public static func element(_ tag: UInt8, _ content: [UInt8]...) -> [UInt8] {
        let content = content.flatMap { $0 }
        let length = content.count
        let header: [UInt8] =
            length < 0x80
            ? [UInt8(length)]
            : length < 0x100 ? [0x81, UInt8(length)] : [0x82, UInt8(length >> 8), UInt8(length & 0xFF)]
        return [tag] + header + content
    }

    private static let sha256: [UInt8] = element(0x06, [0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01])
    private static let signedData = element(0x06, [0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x07, 0x02])
    private static let timestampInfo = element(
        0x06, [0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x09, 0x10, 0x01, 0x04])

    /// What a TSTInfo says, each part replaceable by a test.
    public struct Info {
        public var version = element(0x02, [1])
        /// 1.3.6.1.4.1.99999.1
        public var policy = element(0x06, [0x2B, 0x06, 0x01, 0x04, 0x01, 0x86, 0x8D, 0x1F, 0x01])
        public var algorithm = element(0x30, sha256, element(0x05))
        public var imprint: [UInt8]
        public var serial = element(0x02, [0x1F])
        public var time = element(0x18, Array("20260102030405Z".utf8))
        public var after = element(0x02, [0x40, 1, 2, 3])

        public init(of name: TypedName) { imprint = element(0x04, name.hash.bytes) }

        public var encoded: [UInt8] {
            element(0x30, version, policy, element(0x30, algorithm, imprint), serial, time, after)
        }
    }

    public static func token(of name: TypedName) -> [UInt8] { token(Info(of: name).encoded) }

    /// CMS SignedData around these bytes, without certificates and signatures.
    public static func token(_ info: [UInt8]) -> [UInt8] {
        let content = element(0x30, timestampInfo, element(0xA0, element(0x04, info)))
        let signed = element(0x30, element(0x02, [3]), element(0x31, element(0x30, sha256)), content, element(0x31))
        return element(0x30, signedData, element(0xA0, signed))
    }

    /// A reply with a status of 0, granted, or another one.
    public static func reply(status: UInt8 = 0, text: String? = nil, token: [UInt8]?) -> [UInt8] {
        let words = text.map { element(0x30, element(0x0C, Array($0.utf8))) } ?? []
        return element(0x30, element(0x30, element(0x02, [status]), words), token ?? [])
    }
}
