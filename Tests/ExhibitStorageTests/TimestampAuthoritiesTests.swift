import ExhibitCore
import ExhibitStorage
import ExhibitTestSupport
import Testing

@Suite("Timestamp tokens, held against certificates")
struct TimestampAuthoritiesTests {
    private let authority: TestAuthority
    private let note = TypedName.open(Array("a signed note".utf8))

    init() throws { authority = try TestAuthority() }

    private func roots() throws -> TimestampAuthorities {
        try TimestampAuthorities(certificates: authority.root(), path: "root.pem")
    }

    /// Of the 15th of January 2020, when all the certificates were valid.
    private func token(by signer: String = "tsa", _ change: (inout TimestampBytes.Info) -> Void = { _ in }) throws
        -> TimestampToken
    {
        var info = TimestampBytes.Info(of: note)
        info.time = TimestampBytes.element(0x18, Array("20200115120000Z".utf8))
        change(&info)
        return try TimestampToken(encoded: authority.token(info.encoded, by: signer))
    }

    private func refused(
        _ kind: StorageError.Kind, _ message: String, _ body: () throws -> Void,
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        do {
            try body()
            Issue.record("accepted", sourceLocation: sourceLocation)
        } catch let error as StorageError {
            #expect(error.kind == kind, "\(error)", sourceLocation: sourceLocation)
            #expect(error.description.contains(message), "\(error)", sourceLocation: sourceLocation)
        } catch {
            Issue.record("\(error)", sourceLocation: sourceLocation)
        }
    }

    @Test("The authority's answer to a query holds, with the name of its certificate")
    func good() throws {
        let query = TimestampQuery(imprint: note.hash, randomness: FixedRandomness("query"))
        let reply = try TimestampReply(encoded: authority.reply(to: query.encoded))
        #expect(reply.token.imprint == note.hash)
        #expect(reply.token.nonce == query.nonce)
        let signer = try roots().check(reply.token, now: reply.token.time.seconds)
        #expect(signer.name == "CN=Test tsa,O=Test")
        #expect(!signer.hasExpired)
    }

    @Test("A certificate that has expired since takes nothing from its token, and one that came later does")
    func expired() throws {
        let made = try token(by: "expired")
        let day: Int64 = 86_400
        #expect(try roots().check(made, now: made.time.seconds + day).hasExpired == false)
        #expect(try roots().check(made, now: made.time.seconds + 60 * day).hasExpired)
        for time in ["20200201000000Z", "20191231235959Z"] {
            let outside = try token(by: "expired") { $0.time = TimestampBytes.element(0x18, Array(time.utf8)) }
            refused(.notAllowed, "is not signed by an authority of root.pem, at the time that it states") {
                _ = try roots().check(outside, now: 0)
            }
        }
    }

    @Test("A certificate for something else, or not for timestamps alone, is refused", arguments: ["web", "loose"])
    func purpose(signer: String) throws {
        let made = try token(by: signer)
        refused(.notAllowed, "a certificate that is not for timestamps") { _ = try roots().check(made, now: 0) }
    }

    @Test("An authority that was not named is refused, and a file without certificates says so")
    func untrusted() throws {
        let other = try TestAuthority()
        let made = try token()
        refused(.notAllowed, "other.pem") {
            _ = try TimestampAuthorities(certificates: other.root(), path: "other.pem").check(made, now: 0)
        }
        for bytes in [[], Array("-----BEGIN CERTIFICATE-----\n".utf8), [0x30, 0x03, 1, 2, 3], [0x30]] as [[UInt8]] {
            refused(.invalid, "none.pem: holds no certificate") {
                _ = try TimestampAuthorities(certificates: bytes, path: "none.pem")
            }
        }
        let both = try other.root() + authority.root()
        #expect(
            try TimestampAuthorities(certificates: both, path: "both").check(made, now: 0).name == "CN=Test tsa,O=Test")
    }

    @Test("A token that nobody signed, or that another statement was put into, is refused")
    func unsigned() throws {
        let bare = try TimestampToken(encoded: TimestampBytes.token(of: note))
        refused(.damaged, "the timestamp token") { _ = try roots().check(bare, now: 0) }
        let made = try token()
        let other = TypedName.open(Array("another note".utf8))
        var bytes = made.encoded
        let place = try #require(bytes.firstRange(of: note.hash.bytes))
        bytes.replaceSubrange(place, with: other.hash.bytes)
        let swapped = try TimestampToken(encoded: bytes)
        #expect(swapped.imprint == other.hash)
        refused(.damaged, "does not hold") { _ = try roots().check(swapped, now: 0) }
    }

    @Test("A reply with any byte changed is refused, or still holds and says what it said; one that was cut is refused")
    func damage() throws {
        let query = TimestampQuery(imprint: note.hash, randomness: FixedRandomness("query"))
        let reply = try authority.reply(to: query.encoded)
        let (token, roots) = (try TimestampReply(encoded: reply).token, try roots())
        for count in 0..<reply.count {
            #expect(throws: (any Error).self) { try TimestampReply(encoded: Array(reply.prefix(count))) }
        }
        var held = 0
        for index in reply.indices {
            for mask in [0x01, 0x80, 0xFF] as [UInt8] {
                var changed = reply
                changed[index] ^= mask
                guard let read = try? TimestampReply(encoded: changed).token, (try? roots.check(read, now: 0)) != nil
                else { continue }
                held += 1
                #expect(read.imprint == token.imprint && read.time == token.time && read.nonce == token.nonce)
                #expect(read.policy == token.policy && read.serial == token.serial)
            }
        }
        // The status, and what the signature does not cover: a small part, or nothing would have been tried.
        #expect(held < reply.count / 10, "\(held)")
    }
}
