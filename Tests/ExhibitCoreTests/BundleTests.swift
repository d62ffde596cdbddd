import ExhibitCore
import ExhibitTestSupport
import Testing

/// The machine half of a report: one spelling, each part once, all parts in order of their bytes.
@Suite("Bundles") struct BundleTests {
    let sample: SampleLedger
    let bundle: Bundle

    init() throws {
        sample = try SampleLedger()
        bundle = try sample.bundle()
    }

    private func with(
        entries: [Bundle.ProvenEntry]? = nil, lists: [Bundle.ReferenceList]? = nil,
        disclosures: [Bundle.Disclosure]? = nil, artifacts: [Bundle.Artifact]? = nil
    ) -> [UInt8] {
        Bundle(
            checkpoint: bundle.checkpoint, entries: entries ?? [], lists: lists ?? [], disclosures: disclosures ?? [],
            artifacts: artifacts ?? [], report: bundle.report
        ).encoded
    }

    private func disclosure(_ path: String, _ value: JSON = nil, statement: ContentHash = .zero) -> Bundle.Disclosure {
        Bundle.Disclosure(
            statement: statement, slot: SlotValue(path: path, salt: ContentHash.zero.bytes, value: value))
    }

    private func refused(_ bytes: [UInt8]) -> Bool { (try? Bundle(encoded: bytes)) == nil }

    @Test("What was bundled comes out, and its proofs hold under its checkpoint")
    func roundTrip() throws {
        let read = try Bundle(encoded: bundle.encoded)
        let key = try VerifierKey(name: sample.ledger.origin, key: FixedKeys.checkpoint.publicKey)
        let checkpoint = try Checkpoint(text: #require(read.checkpoint.open(with: [key])))
        for proven in read.entries {
            #expect(
                TreeProofs.checkInclusion(
                    proven.proof, leaf: MerkleTree.leafHash(proven.leaf), position: proven.position,
                    size: checkpoint.size, root: checkpoint.root))
        }
        let index = try Statement(payload: Entry(leaf: read.entries[Int(checkpoint.size - 1)].leaf).statement.payload)
        #expect(index.isKind(.index))
        let root = try #require(ContentHash(hex: index.text("root")))
        for list in read.lists {
            let outcome = try IndexProof(encoded: list.proof).check(#require(IndexLeaf.key(of: list.name)), root: root)
            var leaf = IndexLeaf(key: .zero)
            for position in list.positions { leaf.add(position: position, entry: sample.ledger.tree[position]) }
            #expect(outcome == (leaf.count == 0 ? .absent : .present(count: leaf.count, value: leaf.value)))
        }
        for disclosed in read.disclosures {
            let statement = sample.byKind["evidence"]!.statement
            let member = String(disclosed.slot.path.dropFirst(5))
            #expect(disclosed.slot.commitment(nonce: statement.head.nonce) == statement.name(member))
        }
    }

    @Test("A position, a list, an artifact or a slot that comes twice is refused")
    func repeated() {
        let entry = Bundle.ProvenEntry(position: 3, leaf: [1], proof: [])
        let list = Bundle.ReferenceList(name: SampleLedger.open("x"), positions: [1], proof: [])
        let artifact = Bundle.Artifact(name: SampleLedger.open("x"), salt: nil, bytes: nil)
        #expect(!refused(with(entries: [entry])) && refused(with(entries: [entry, entry])))
        #expect(!refused(with(lists: [list])) && refused(with(lists: [list, list])))
        #expect(!refused(with(artifacts: [artifact])) && refused(with(artifacts: [artifact, artifact])))
        #expect(!refused(with(disclosures: [disclosure("body.a")])))
        #expect(refused(with(disclosures: [disclosure("body.a"), disclosure("body.a", 1)])))
    }

    @Test("Parts out of order are refused")
    func order() throws {
        let entries = (0..<2).map { Bundle.ProvenEntry(position: $0, leaf: [], proof: []) }
        let text = String(decoding: with(entries: entries), as: UTF8.self)
        let swapped = text.replacing(#""position":0"#, with: #""position":2"#)
        #expect(swapped != text)
        #expect(refused(swapped.bytes))
    }

    @Test("A salt stands with every sealed artifact, and with no open one")
    func salts() {
        let salt = ContentHash.zero.bytes
        let (open, sealed) = (SampleLedger.open("x"), SampleLedger.sealed("x"))
        #expect(!refused(with(artifacts: [.init(name: sealed, salt: salt, bytes: [1])])))
        #expect(!refused(with(artifacts: [.init(name: open, salt: nil, bytes: [1])])))
        #expect(refused(with(artifacts: [.init(name: sealed, salt: nil, bytes: [1])])))
        #expect(refused(with(artifacts: [.init(name: open, salt: salt, bytes: [1])])))
        #expect(refused(with(artifacts: [.init(name: sealed, salt: Array(salt.dropLast()), bytes: [1])])))
        #expect(refused(with(artifacts: [.init(name: FixedKeys.ledger.name, salt: nil, bytes: nil)])))
    }

    @Test("A slot's path is member names joined by points; two paths that Swift holds for one are none")
    func paths() {
        for path in ["body.a", "body.source_url", "a", "a.b.c", "A.b-9"] {
            #expect(!refused(with(disclosures: [disclosure(path)])), "\(path)")
        }
        let composed = disclosure("\u{E9}")
        let decomposed = disclosure("e\u{301}")
        #expect(refused(with(disclosures: [composed, decomposed])))
        #expect(refused(with(disclosures: [decomposed, composed])))
        for path in ["", ".", ".a", "-a", "9a", "body a", "body/a", "body.\n", "body.\u{E9}", "body.\u{212A}"] {
            #expect(refused(with(disclosures: [disclosure(path)])), "\(path)")
        }
    }

    @Test("Disclosures are sorted by statement, then by the bytes of their paths")
    func disclosureOrder() throws {
        let one = ContentHash(of: "1".bytes)
        let two = ContentHash(of: "2".bytes)
        let paths = ["body.b", "body.B", "body.a_", "body.a-", "body.a.b", "body.a"]
        let bytes = with(disclosures: [one, two].flatMap { id in paths.map { disclosure($0, statement: id) } })
        let read = try Bundle(encoded: bytes).disclosures
        #expect(read.prefix(6).map(\.slot.path) == paths.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) })
        #expect(read.map(\.statement) == [one, one, one, one, one, one, two, two, two, two, two, two].sorted())
    }

    @Test("A disclosed value obeys the rules of payloads; base64 members may be as long as they need")
    func values() {
        let long = String(repeating: "a", count: 4_097)
        #expect(refused(with(disclosures: [disclosure("body.a", .string(long))])))
        #expect(!refused(with(disclosures: [disclosure("body.a", .string(String(long.dropLast())))])))
        #expect(!refused(with(entries: [.init(position: 0, leaf: Array(long.utf8), proof: [])])))
    }

    @Test("Another version, another member, a missing member or more than 63 hashes is refused")
    func forms() {
        let text = String(decoding: with(), as: UTF8.self)
        for (old, new) in [
            ("exhibit-bundle-v1", "exhibit-bundle-v2"), (#"{"artifacts":[]"#, #"{"a":1,"artifacts":[]"#),
            (#""lists":[],"#, ""), (#""lists":[]"#, #""lists":{}"#), (#""lists":[]"#, #""lists":[1]"#),
            ("\"report\":\"statement:", "\"report\":\"sha256:"),
        ] {
            #expect(text.contains(old))
            #expect(refused(text.replacing(old, with: new).bytes), "\(new)")
        }
        let hashes = [ContentHash](repeating: .zero, count: 64)
        #expect(refused(with(entries: [.init(position: 0, leaf: [], proof: hashes)])))
        #expect(!refused(with(entries: [.init(position: 0, leaf: [], proof: hashes.dropLast())])))
    }
}
