import ExhibitCore
import ExhibitTestSupport
import Testing

/// The DSSE envelope that is a leaf of the tree.
@Suite("Entries") struct EntryTests {
    let sample: SampleLedger
    let entry: Entry

    init() throws {
        sample = try SampleLedger()
        entry = try #require(sample.byKind["evidence"]).entry
    }

    @Test("The pre-authentication encoding is DSSE's published example")
    func publishedExample() {
        let encoding = Entry.preAuthenticationEncoding(
            type: "http://example.com/HelloWorld", payload: "hello world".bytes)
        #expect(encoding == "DSSEv1 29 http://example.com/HelloWorld 11 hello world".bytes)
    }

    @Test("Lengths are of bytes, not of characters")
    func lengths() {
        #expect(Entry.preAuthenticationEncoding(type: "é", payload: "“".bytes) == "DSSEv1 2 é 3 “".bytes)
        #expect(
            Entry.preAuthenticationEncoding(payload: []) == "DSSEv1 28 application/vnd.in-toto+json 0 ".bytes)
    }

    @Test("Every entry of the sample ledger is signed, and reads back with its id")
    func signed() throws {
        for placed in sample.ledger.entries {
            let read = try Entry(leaf: placed.entry.leaf)
            #expect(read.isSigned)
            #expect(read.id == MerkleTree.leafHash(placed.entry.leaf))
            #expect(read.statement.id == ContentHash(of: read.statement.payload))
        }
    }

    @Test("A signature of another key, or over another payload, is none")
    func unsigned() throws {
        #expect(throws: Malformed.self) { try Entry(signing: entry.statement, with: FixedKeys.stranger) }
        let message = Entry.preAuthenticationEncoding(payload: entry.statement.payload)
        let texts = [
            Base64.encode(FixedKeys.stranger.sign(message)), Base64.encode(FixedKeys.operator.sign(message + [0])),
            Base64.encode(FixedKeys.operator.sign(entry.statement.payload)),
        ]
        for text in texts {
            #expect(try !Entry(leaf: leaf(replacing: Base64.encode(entry.signature), with: text)).isSigned)
        }
    }

    @Test("Another payload type, key id or number of signatures is refused, and so is a member that DSSE lacks")
    func envelope() throws {
        let keyid = entry.statement.head.author
        let once = #"{"keyid":"ed25519:\#(keyid.hex)","sig":"\#(Base64.encode(entry.signature))"}"#
        #expect(leaf(replacing: once, with: once) == entry.leaf)
        let changes = [
            (Entry.payloadType, "application/json"), (keyid.hex, FixedKeys.stranger.publicKey.hex),
            ("ed25519:\(keyid.hex)", keyid.hex), (once, "\(once),\(once)"), (once, ""),
            (#"{"payload":"#, #"{"a":1,"payload":"#), (Base64.encode(entry.signature), ""),
            (Base64.encode(entry.signature), Base64.encode(entry.signature + [0])),
        ]
        for (old, new) in changes {
            #expect(throws: Malformed.self, "\(new.prefix(40))") { try Entry(leaf: leaf(replacing: old, with: new)) }
        }
    }

    @Test("The largest payload fits into a leaf, with room for a longer signature")
    func size() {
        let payload = (40_960 + 2) / 3 * 4
        #expect(payload + 300 <= Entry.maximumBytes)
        #expect(payload + 300 + (3_309 + 2) / 3 * 4 <= Entry.maximumBytes)
    }

    private func leaf(replacing old: String, with new: String) -> [UInt8] {
        let text = String(decoding: entry.leaf, as: UTF8.self)
        precondition(text.contains(old))
        return text.replacing(old, with: new).bytes
    }
}
