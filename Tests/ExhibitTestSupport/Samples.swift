import ExhibitCore
import ExhibitWeight

/// Valid bytes of every format: what mutations start from and what corpora are seeded with.
public enum Samples {
    public static func valid(_ format: WireFormat) throws -> [[UInt8]] { try made.get()[format] ?? [] }

    private static let made = Result {
        Dictionary(uniqueKeysWithValues: try WireFormat.allCases.map { ($0, try make($0)) })
    }

    private static func make(_ format: WireFormat) throws -> [[UInt8]] {
        let sample = try SampleLedger()
        let ledger = sample.ledger
        switch format {
        case .json: return json.map { Array($0.utf8) }
        case .payload:
            return Kind.all.map { sample.byKind[$0.label]!.statement.payload } + [uninterpreted(sample)]
        case .entry: return Kind.all.map { sample.byKind[$0.label]!.entry.leaf }
        case .checkpoint:
            return [0, 1, 7, ledger.tree.size].map { size in
                let root = ledger.tree.root(size: size)
                return Array(Checkpoint(origin: ledger.origin, size: size, root: root).text.utf8)
            } + [Array(Checkpoint(origin: "example.com/é", size: .max, root: .zero).text.utf8)]
        case .note: return try notes(ledger)
        case .vkey:
            return try [ledger.origin, "a", "schlüssel.example/e\u{301}"].map { name in
                Array(try VerifierKey(name: name, key: FixedKeys.checkpoint.publicKey).description.utf8)
            }
        case .manifest: return try manifests().map(\.encoded)
        case .report:
            return [try sample.report().encoded, try ReportFile(page: SampleLedger.page, bundle: []).encoded]
        case .bundle: return [try sample.bundle().encoded, try emptyBundle(sample).encoded]
        case .tlogProof:
            let alone = TlogProof(index: 0, hashes: [], checkpoint: try ledger.checkpoint(size: 1))
            return [alone.encoded] + (try [0, 6, ledger.tree.size - 1].map { try sample.tlogProof($0).encoded })
        case .indexProof: return indexProofs(ledger)
        case .consistency:
            return try [0, 1, 6, ledger.tree.size].map { try sample.consistencyProof(from: $0).encoded }
        case .indexError: return [try SampleLedger.indexError().encoded]
        case .bridge: return [try SampleLedger.bridge().encoded]
        case .calibrationPairs:
            return try [PairSamples.labels(3), PairSamples.pictures(4), PairSamples.leftOut()].map(\.encoded)
        case .challenge: return [try sample.challengeFile().encoded]
        case .receipt: return [try SampleLedger.receipt().encoded]
        case .fork: return [try SampleLedger.fork().encoded]
        case .standing: return [try SampleLedger.standingFile().encoded]
        case .omittedEntry: return [try sample.omittedEntry().encoded]
        case .calibrationScores: return [0, 1, 2, 7].map { CalibrationSamples.line($0).encoded }
        }
    }

    private static let json = [
        "null", "[]", "{}", #"{"A":[true,false,null],"_b.c-9":{"x":-9007199254740991},"z":"é\n\"\\“𝄞"}"#,
        #"[0,-1,9007199254740991,"",[[[[]]]]]"#,
    ]

    /// A kind that this version does not know: signed and placed like any other, and not interpreted.
    private static func uninterpreted(_ sample: SampleLedger) -> [UInt8] {
        let head = sample.byKind["claim"]!.statement.head.json
        let json: JSON = [
            "_type": .string(Statement.type), "predicateType": "urn:exhibit:weather.report:v12",
            "predicate": ["body": ["rain": [1, true, nil]], "head": head],
            "subject": [["digest": ["sha256": .string(ContentHash.zero.hex)]]],
        ]
        return json.encoded
    }

    private static func notes(_ ledger: MemoryLedger) throws -> [[UInt8]] {
        let plain = try ledger.checkpoint()
        let second = try SignedNote(signing: plain.text, with: FixedKeys.stranger, name: "zeuge.example/ü")
        let extra = second.encoded.suffix(second.encoded.count - plain.text.utf8.count - 1)
        let spaced = try SignedNote(signing: "text\n\n with an empty line \n\n\n", with: FixedKeys.ledger, name: "a")
        return [plain.encoded, plain.encoded + extra, spaced.encoded]
    }

    private static func manifests() throws -> [Manifest] {
        let paths = ["model/weights-00001.bin", "README", "e\u{301}.txt", "\u{E9}.txt", "a b", "..."]
        let lines = paths.map { Manifest.Line(hash: ContentHash(of: Array($0.utf8)), path: $0) }
        return [try Manifest(lines), try Manifest(lines.prefix(1))]
    }

    private static func emptyBundle(_ sample: SampleLedger) throws -> Bundle {
        Bundle(
            checkpoint: try sample.ledger.checkpoint(), entries: [], lists: [], disclosures: [], artifacts: [],
            report: .zero)
    }

    private static func indexProofs(_ ledger: MemoryLedger) -> [[UInt8]] {
        let trie = ledger.index(covers: ledger.tree.size)
        let names = (0..<6).map { SampleLedger.open("absent \($0)") } + [SampleLedger.sealed("picture")]
        let deep = IndexTrie(
            [0, 1].map { last in
                IndexLeaf(key: ContentHash(bytes: [UInt8](repeating: 7, count: 31) + [last])!, count: 1, value: .zero)
            })
        let deepKey = ContentHash(bytes: [UInt8](repeating: 7, count: 31) + [1])!
        return names.map { trie.prove(IndexLeaf.key(of: $0)!).encoded }
            + [deep.prove(deepKey).encoded, IndexTrie([]).prove(.zero).encoded]
    }
}
