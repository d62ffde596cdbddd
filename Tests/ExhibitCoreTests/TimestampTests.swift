import ExhibitCore
import ExhibitTestSupport
import Testing

@Suite("Timestamps, as far as they are read") struct TimestampTests {
    private let name = TypedName.open(Array("a note".utf8))
    private typealias Bytes = TimestampBytes

    private func token(_ change: (inout Bytes.Info) -> Void) throws -> TimestampToken {
        var info = Bytes.Info(of: name)
        change(&info)
        return try TimestampToken(encoded: Bytes.token(info.encoded))
    }

    @Test("A token says what was stamped, when, under which policy and with which nonce")
    func token() throws {
        let token = try token { _ in }
        #expect(token.imprint == name.hash)
        #expect(token.time.description == "2026-01-02T03:04:05Z")
        #expect(token.time.seconds == 1_767_323_045)
        #expect(token.policy == "1.3.6.1.4.1.99999.1")
        #expect(token.serial == "1f")
        #expect(token.nonce == [0x40, 1, 2, 3])
        let reply = try TimestampReply(encoded: Bytes.reply(token: token.encoded))
        #expect(!reply.isBare)
        #expect(reply.token.encoded == token.encoded)
        #expect(try TimestampReply(encoded: token.encoded).isBare)
    }

    @Test("What may follow the time is passed over, and the nonce may be missing")
    func optional() throws {
        let accuracy = Bytes.element(0x30, Bytes.element(0x02, [1]))
        let (ordering, name) = (Bytes.element(0x01, [0xFF]), Bytes.element(0xA0, Bytes.element(0xA4, [])))
        let all = accuracy + ordering + Bytes.element(0x02, [7]) + name + Bytes.element(0xA1, [])
        #expect(try token { $0.after = all }.nonce == [7])
        #expect(try token { $0.after = accuracy + name }.nonce == nil)
        #expect(try token { $0.after = [] }.nonce == nil)
        #expect(throws: Malformed.self) { try token { $0.after = name + accuracy } }
    }

    @Test(
        "A time is a moment that exists, in one spelling",
        arguments: [
            ("20260102030405Z", "2026-01-02T03:04:05Z"), ("20240229235959.5Z", "2024-02-29T23:59:59.5Z"),
            ("19700101000000Z", "1970-01-01T00:00:00Z"),
            ("20260102030405.123456789Z", "2026-01-02T03:04:05.123456789Z"),
            ("20260102030405.50Z", nil), ("20260102030405.Z", nil), ("20260102030405.1234567891Z", nil),
            ("20260230030405Z", nil), ("20260102240405Z", nil), ("20260102036005Z", nil), ("20260102030460Z", nil),
            ("202601020304Z", nil), ("20260102030405", nil), ("20260102030405+0000", nil), ("19691231235959Z", nil),
            ("2026010203040:Z", nil), ("20260102030405,5Z", nil),
        ] as [(String, String?)])
    func times(content: String, expected: String?) throws {
        let read = try? token { $0.time = Bytes.element(0x18, Array(content.utf8)) }
        #expect(read?.time.description == expected)
        if let expected { #expect(TimestampTime(expected)?.description == expected) }
    }

    @Test("Days of every month of leap years and others are counted as the calendar has them")
    func days() throws {
        var seconds: Int64 = 0
        for year in 1970..<2105 {
            let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
            for (month, days) in [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31].enumerated() {
                for day in 1...days {
                    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
                    let text = "\(year)-\(two(month + 1))-\(two(day))T00:00:00Z"
                    guard TimestampTime(text)?.seconds == seconds else {
                        Issue.record("\(text)")
                        return
                    }
                    seconds += 86_400
                }
            }
        }
    }

    @Test("Moments are ordered, with their fractions")
    func order() {
        let texts = [
            "2026-01-02T03:04:05Z", "2026-01-02T03:04:05.05Z", "2026-01-02T03:04:05.5Z", "2026-01-02T03:04:06Z",
        ]
        let times = texts.compactMap { TimestampTime($0) }
        #expect(times.count == texts.count)
        #expect(times.reversed().sorted() == times)
    }

    @Test("Another digest, version, length or form is refused")
    func refused() {
        let changes: [(inout Bytes.Info) -> Void] = [
            { $0.version = Bytes.element(0x02, [2]) }, { $0.version = Bytes.element(0x02, [0, 1]) },
            { $0.algorithm = Bytes.element(0x30, Bytes.element(0x06, [0x2B, 0x0E, 0x03, 0x02, 0x1A])) },
            { $0.algorithm += [] + Bytes.element(0x05) }, { $0.imprint = Bytes.element(0x04, [1, 2, 3]) },
            { $0.serial = Bytes.element(0x02, [0xFF]) }, { $0.serial = Bytes.element(0x02, []) },
            { $0.serial = Bytes.element(0x02, [UInt8](repeating: 1, count: 33)) },
            { $0.policy = Bytes.element(0x06, [0x80, 0x01]) }, { $0.policy = Bytes.element(0x06, [0x2B, 0x86]) },
            { $0.policy = Bytes.element(0x06, []) }, { $0.after += Bytes.element(0x02, [1]) },
            { $0.after = [0x02, 0x81, 0x01, 0x07] }, { $0.after = [0x02, 0x80, 0x07, 0, 0] },
        ]
        for (index, change) in changes.enumerated() {
            #expect(throws: Malformed.self, "change \(index)") { try token(change) }
        }
    }

    @Test("A reply that was not granted says why, and one with more or less than it should is refused")
    func replies() throws {
        let token = Bytes.token(of: name)
        do {
            _ = try TimestampReply(encoded: Bytes.reply(status: 2, text: "no such policy", token: nil))
            Issue.record("accepted")
        } catch let refused as TimestampReply.Refused {
            #expect(refused.description == "rejection: no such policy")
        }
        #expect(
            try TimestampReply(encoded: Bytes.reply(status: 1, text: "modified", token: token)).token.serial == "1f")
        for bytes in [
            Bytes.reply(token: nil), Bytes.reply(token: token) + [0], token + [0], Bytes.reply(token: token + token),
            [],
            [0x30, 0x80, 0x30, 0x03, 0x02, 0x01, 0x00, 0, 0], [UInt8](repeating: 0x30, count: 65_537),
        ] {
            #expect(throws: (any Error).self) { try TimestampReply(encoded: bytes) }
        }
    }

    @Test("A reply that was cut anywhere, or had a byte changed to anything, is refused or says the same in every part")
    func damage() throws {
        let reply = Bytes.reply(token: Bytes.token(of: name))
        for count in 0..<reply.count {
            #expect(throws: (any Error).self) { try TimestampReply(encoded: Array(reply.prefix(count))) }
        }
        for index in reply.indices {
            for bit in 0..<8 {
                var changed = reply
                changed[index] ^= 1 << bit
                guard let read = try? TimestampReply(encoded: changed) else { continue }
                #expect(read.isBare || changed.count >= read.token.encoded.count)
                #expect(try TimestampToken(encoded: read.token.encoded).time == read.token.time)
            }
        }
    }

    @Test("A query is the DER that OpenSSL writes, and its nonce is positive and of one length")
    func query() {
        let query = TimestampQuery(imprint: name.hash, randomness: FixedRandomness("query"))
        let expected =
            "304b" + "020101" + "3031" + "300d06096086480165030402010500" + "0420" + name.hash.hex + "0210"
            + Hex.encode(query.nonce) + "0101ff"
        #expect(Hex.encode(query.encoded) == expected)
        for seed in 0..<64 {
            let nonce = TimestampQuery(imprint: name.hash, randomness: FixedRandomness("\(seed)")).nonce
            #expect(nonce.count == 16 && (0x40...0x7F).contains(nonce[0]))
        }
    }
}
