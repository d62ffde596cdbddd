/// What a timestamping authority sent: a TimeStampResp of RFC 3161 section 2.4.2, or the bare token of one.
public struct TimestampReply: Sendable {
    public let token: TimestampToken
    /// Whether the file was a TimeStampToken without the reply around it.
    public let isBare: Bool

    public static let maximumBytes = 64 << 10

    /// Why a reply has no token. `reason` is for people.
    public struct Refused: Error, Sendable, CustomStringConvertible {
        public let description: String
    }

    /// Throws `Malformed`, or `Refused` where the authority did not grant the request.
    public init(encoded bytes: [UInt8]) throws {
        guard bytes.count <= Self.maximumBytes else {
            throw Malformed("timestamp reply", "more than \(Self.maximumBytes) bytes")
        }
        var file = DERReader(bytes[...], as: "timestamp reply")
        let whole = try file.nextElement()
        guard whole.tag == DERReader.Tag.sequence else { throw file.failure("it is not a DER sequence") }
        try file.end()
        var reply = DERReader(whole.content, as: "timestamp reply")
        // A reply begins with its status, a token with the identifier of its type.
        isBare = reply.nextTag == DERReader.Tag.identifier
        if isBare {
            token = try TimestampToken(encoded: bytes)
            return
        }
        var status = try reply.enter(DERReader.Tag.sequence)
        let code = try status.natural()
        // granted (0), grantedWithMods (1)
        guard code.isEmpty || code == [1] else { throw try Self.refusal(code, &status) }
        guard !reply.isAtEnd else { throw reply.failure("it says that it was granted, and has no token") }
        token = try TimestampToken(encoded: Array(try reply.nextElement().encoded))
        try reply.end()
    }

    private static func refusal(_ code: [UInt8], _ status: inout DERReader) throws(Malformed) -> Refused {
        let words: [[UInt8]: String] = [
            [2]: "rejection", [3]: "waiting", [4]: "revocation warning", [5]: "revocation notification",
        ]
        let word = words[code] ?? "an unknown status"
        var texts: [String] = []
        if status.nextTag == DERReader.Tag.sequence {
            var list = try status.enter(DERReader.Tag.sequence)
            while !list.isAtEnd, texts.count < 8 {
                texts.append(String(decoding: try list.next(DERReader.Tag.utf8).prefix(512), as: UTF8.self))
            }
        }
        return Refused(description: ([word] + texts).joined(separator: ": "))
    }
}
