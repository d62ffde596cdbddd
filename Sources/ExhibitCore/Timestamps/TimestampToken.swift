/// A TimeStampToken of RFC 3161 section 2.4.2, read as far as what it says: CMS SignedData around a TSTInfo.
///
/// Pure, and no judgement: whether the authority signed it is for a library that knows certificates.
public struct TimestampToken: Sendable {
    /// DER of the whole token.
    public let encoded: [UInt8]
    /// What was stamped, under SHA-256.
    public let imprint: ContentHash
    public let time: TimestampTime
    /// The authority's policy: "1.3.6.1.4.1.…".
    public let policy: String
    /// Hexadecimal, without leading zeros; at most 32 bytes.
    public let serial: String
    /// Without leading zeros; nil where the token has none.
    public let nonce: [UInt8]?

    private typealias Tag = DERReader.Tag

    public init(encoded bytes: [UInt8]) throws(Malformed) {
        guard bytes.count <= TimestampReply.maximumBytes else {
            throw Malformed("timestamp token", "more than \(TimestampReply.maximumBytes) bytes")
        }
        encoded = bytes
        var info = DERReader(try Self.content(bytes), as: "timestamp token")
        guard try info.natural() == [1] else { throw info.failure("its version is not 1") }
        guard let policy = ObjectIdentifier.text(try info.next(Tag.identifier)), policy.utf8.count <= 128 else {
            throw info.failure("its policy is no object identifier, or a very long one")
        }
        self.policy = policy
        var stamped = try info.enter(Tag.sequence)
        var algorithm = try stamped.enter(Tag.sequence)
        guard try algorithm.next(Tag.identifier).elementsEqual(ObjectIdentifier.sha256) else {
            throw info.failure("it is over another digest than SHA-256")
        }
        if !algorithm.isAtEnd {
            guard try algorithm.next(Tag.null).isEmpty else { throw info.failure("its digest has parameters") }
        }
        try algorithm.end()
        guard let imprint = ContentHash(bytes: try stamped.next(Tag.octets)) else {
            throw info.failure("its digest has not 32 bytes")
        }
        self.imprint = imprint
        try stamped.end()
        let serial = try info.natural()
        guard serial.count <= 32 else { throw info.failure("its serial number has more than 32 bytes") }
        self.serial = serial.isEmpty ? "00" : Hex.encode(serial)
        guard let time = TimestampTime(generalized: try info.next(Tag.generalizedTime)) else {
            throw info.failure("its time is not YYYYMMDDhhmmssZ of a moment that exists")
        }
        self.time = time
        nonce = try Self.nonce(&info)
    }

    /// The TSTInfo, a DER sequence inside an octet string inside the CMS structure.
    private static func content(_ bytes: [UInt8]) throws(Malformed) -> ArraySlice<UInt8> {
        var file = DERReader(bytes[...], as: "timestamp token")
        var outer = try file.enter(Tag.sequence)
        try file.end()
        guard try outer.next(Tag.identifier).elementsEqual(ObjectIdentifier.signedData) else {
            throw outer.failure("it is no CMS SignedData")
        }
        var tagged = try outer.enter(Tag.context0)
        try outer.end()
        var signed = try tagged.enter(Tag.sequence)
        try tagged.end()
        _ = try signed.natural()
        _ = try signed.next(Tag.set)
        var encapsulated = try signed.enter(Tag.sequence)
        guard try encapsulated.next(Tag.identifier).elementsEqual(ObjectIdentifier.timestampInfo) else {
            throw outer.failure("what it signs is no timestamp")
        }
        var explicit = try encapsulated.enter(Tag.context0)
        try encapsulated.end()
        var octets = DERReader(try explicit.next(Tag.octets), as: "timestamp token")
        try explicit.end()
        let info = try octets.next(Tag.sequence)
        try octets.end()
        return info
    }

    /// What may stand after the time, in this order: accuracy, ordering, nonce, name [0], extensions [1].
    private static func nonce(_ info: inout DERReader) throws(Malformed) -> [UInt8]? {
        if info.nextTag == Tag.sequence { _ = try info.nextElement() }
        if info.nextTag == Tag.boolean { _ = try info.nextElement() }
        let nonce = info.nextTag == Tag.integer ? try info.natural() : nil
        for tag in [0xA0, 0xA1] as [UInt8] where info.nextTag == tag { _ = try info.nextElement() }
        try info.end()
        return nonce
    }
}
