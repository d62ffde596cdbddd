import ExhibitCore
import ExhibitPipeline
import ExhibitWeight

/// The worked examples of the specification in Schemas, computed: by page, then by the name that follows the language
/// in the first line of the fence.
public struct SchemaExamples {
    public let pages: [String: [String: String]]

    public init() throws {
        let sample = try SampleLedger()
        pages = [
            "payload-v1.md": Self.payload(sample), "entry-v1.md": Self.entry(sample),
            "tree-and-index-v1.md": try Self.treeAndIndex(), "checkpoint-v1.md": try Self.checkpoint(sample),
            "report-v1.md": try Self.report(sample), "artifacts-v1.md": try Self.artifacts(),
            "proofs-v1.md": [
                "consistency": Self.text(try sample.consistencyProof(from: 6).encoded),
                "bridge": Self.text(try SampleLedger.bridge().encoded),
                "fork": Self.text(try SampleLedger.fork().encoded),
            ],
            "calibration-v1.md": try Self.calibration(), "policy-v2.md": PolicyExamples.all,
            "claim-v2.md": [:], "claim-v3.md": [:], "claim-v4.md": [:], "claim-v6.md": [:], "pack-v1.md": [:],
            "pairs-calibration-v1.md": try Self.pairs(),
            "challenge-v1.md": [
                "challenge": Self.text(try sample.challengeFile().encoded),
                "omitted-entry": Self.text(try sample.omittedEntry().encoded),
                "receipt": Self.text(try SampleLedger.receipt().encoded),
            ],
            "erasure-v1.md": ["erasure": Self.text(sample.byKind["erasure"]!.statement.payload)],
            "standing-v1.md": ["standing": Self.text(try SampleLedger.standingFile().encoded)],
            "runner-v1.md": RunnerExamples.all, "bag-v1.md": Self.bag(),
        ]
    }

    private static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

    private static func bag() -> [String: String] {
        let salt = ContentHash(of: Array("salt of picture".utf8)).bytes
        let name = TypedName.sealed(Array("picture".utf8), salt: salt)
        let withheld = BagOmission(
            name: name, role: "gallery", isMissing: false, reason: "the reference set stays with its publisher")
        return [
            "bag-salts": text(
                BagSalt.encode([BagSalt(name: name, salt: salt, media: "image/jpeg", role: "evidence")])),
            "bag-withheld": text(BagOmission.encode([withheld])),
        ]
    }

    private static func calibration() throws -> [String: String] {
        let model = ContentHash(of: Array("model".utf8))
        let topic = CalibrationTopic.document(model: TypedName(.statement, model))
        let scores = CalibrationSamples.line(3, apart: 40)
        return [
            "topic": text(topic), "copy-protocol": text(CopyProtocol.bytes), "calibration-scores": text(scores.encoded),
            "calibration": text(try CalibrationFindings(scores).json.encoded),
        ]
    }

    private static func pairs() throws -> [String: String] {
        let story = try ModelStory()
        guard let scale = ModelScale(of: story.model.statement) else { throw Malformed("model", "it has no scale") }
        let scores = try PairSamples.labels(4, labels: 2, side: 480)
        return [
            "pairs-protocol": text(PairProtocol.bytes), "calibration-pairs": text(scores.encoded),
            "pairs-calibration": text(try PairFindings(scores, of: scale).json.encoded),
        ]
    }

    private static func artifacts() throws -> [String: String] {
        let salt = ContentHash(of: Array("salt of picture".utf8)).bytes
        let list = CandidateList(
            probeQuality: 100, probeUnstable: 2, members: 12, compared: 11,
            candidates: [
                .init(
                    rank: 1, artifact: .sealed(Array("picture".utf8), salt: salt), distance: 4, quality: 98, unstable: 1
                )
            ])
        let scores = ScoreList(candidates: [
            .init(rank: 1, answer: .label("7"), score: MeasuredScore("f32:3f7fecdd")!),
            .init(rank: 2, answer: .label("1"), score: MeasuredScore("f32:3992b785")!),
        ])
        let plate = try PlatePicture(seed: 4, seen: DigitVisibility(.top, pixels: 12), digits: 3)
        let read = BuiltInModel.digitReader.answer(to: plate.file, depth: 1)
        return [
            "candidate-list": text(list.encoded), "score-list": text(scores.encoded),
            "digit-sets": text(read.outputs[0].bytes), "observation": text(observation.json.encoded),
        ]
    }

    private static var observation: Observation {
        func name(_ text: String) -> TypedName {
            .sealed(Array(text.utf8), salt: ContentHash(of: Array("salt of \(text)".utf8)).bytes)
        }
        let picture = ContentHash(of: Array("picture".utf8))
        return Observation(
            arguments: ["./brighten", "in.jpg", "out.jpg"], folder: "/home/ann",
            programs: [
                .init(role: .program, path: "/home/ann/brighten", digest: ContentHash(of: Array("#!/bin/sh\n".utf8))),
                .init(role: .interpreter, path: "/usr/bin/dash", digest: nil),
            ],
            pictures: [.init(artifact: name("picture"), path: "in.jpg", before: picture, after: picture)],
            outputs: [
                .init(
                    path: "out.jpg", before: nil, after: ContentHash(of: Array("brighter".utf8)),
                    artifact: name("brighter"))
            ],
            result: .init(
                end: .exited(0), output: .init(artifact: name("done"), bytes: 4),
                errors: .init(artifact: nil, bytes: 0), started: 1_767_225_600_000, ended: 1_767_225_601_000))
    }

    private static func payload(_ sample: SampleLedger) -> [String: String] {
        let genesis = sample.ledger.entries[0].statement
        let evidence = sample.byKind["evidence"]!.statement
        let slot = sample.ledger.values[evidence.id]!.first { $0.path == "body.note" }!
        let salt = ContentHash(of: Array("salt of picture".utf8))
        return [
            "payload": text(genesis.payload),
            "statement-id": genesis.name.description,
            "references": genesis.references.sorted().map(\.description).joined(separator: "\n"),
            "sealed": lines([
                ("salt", salt.hex), ("bytes", Hex.encode(Array("picture".utf8))),
                ("name", TypedName.sealed(Array("picture".utf8), salt: salt.bytes).description),
            ]),
            "slot": lines([
                ("nonce", Hex.encode(evidence.head.nonce)), ("salt", Hex.encode(slot.salt)), ("path", slot.path),
                ("value", text(slot.value.encoded)),
                ("commit", slot.commitment(nonce: evidence.head.nonce).description),
            ]),
        ]
    }

    private static func entry(_ sample: SampleLedger) -> [String: String] {
        let entry = sample.ledger.entries[0].entry
        let accepted = sample.ledger.entries[1].statement
        let chain = Chain.next(after: Chain.start, entry: entry.id)
        return [
            "signed-message": text(Array(Entry.preAuthenticationEncoding(payload: entry.statement.payload).prefix(80)))
                + "…",
            "leaf": text(entry.leaf), "entry-id": entry.id.hex,
            "chain": lines([
                ("c[0]", chain.hex), ("c[1]", Chain.next(after: chain, entry: sample.ledger.entries[1].entry.id).hex),
            ]),
            "acceptance": lines([
                ("ledger id", sample.ledger.id.hex), ("new key", FixedKeys.operator.publicKey.hex),
                (
                    "message",
                    Hex.encode(KeyAcceptance.message(ledger: sample.ledger.id, key: FixedKeys.operator.publicKey))
                ),
                ("acceptance", accepted.text("acceptance")),
            ]),
        ]
    }

    private static func treeAndIndex() throws -> [String: String] {
        let ids = ["a", "b", "c"].map { MerkleTree.leafHash(Array($0.utf8)) }
        let tree = MerkleTree(ids)
        let (one, two, three) = (SampleLedger.open("one"), SampleLedger.open("two"), SampleLedger.open("three"))
        func leaf(_ name: TypedName, _ positions: [UInt64]) -> IndexLeaf {
            var leaf = IndexLeaf(key: IndexLeaf.key(of: name)!)
            for position in positions { leaf.add(position: position, entry: ids[Int(position)]) }
            return leaf
        }
        let (first, second) = (leaf(one, [0, 2]), leaf(two, [1]))
        let trie = IndexTrie([first, second])
        let absent = IndexLeaf.key(of: three)!
        return [
            "roots": lines(
                zip(["a", "b", "c"], ids).map { ("leaf hash of \"\($0)\"", $1.hex) }
                    + (0...3).map { ("root of size \($0)", tree.root(size: $0).hex) }),
            "inclusion": tree.proveInclusion(of: 1, size: 3).map(\.hex).joined(separator: "\n"),
            "consistency": tree.proveConsistency(from: 1, to: 3).map(\.hex).joined(separator: "\n"),
            "index": lines([
                ("key of \(one)", "\n" + first.key.hex), ("value", first.value.hex),
                ("key of \(two)", "\n" + second.key.hex), ("value", second.value.hex), ("root", trie.root.hex),
            ]),
            "present": Hex.encode(trie.prove(first.key).encoded),
            "absent": lines([
                ("key of \(three)", "\n" + absent.hex), ("proof", "\n" + Hex.encode(trie.prove(absent).encoded)),
            ]),
        ]
    }

    private static func checkpoint(_ sample: SampleLedger) throws -> [String: String] {
        let ledger = sample.ledger
        return [
            "origin": ledger.origin, "checkpoint": text(try ledger.checkpoint().encoded),
            "vkey": try VerifierKey(name: ledger.origin, key: FixedKeys.checkpoint.publicKey).description,
            "tlog-proof": text(try sample.tlogProof(2).encoded),
        ]
    }

    private static func report(_ sample: SampleLedger) throws -> [String: String] {
        let bundle = Bundle(
            checkpoint: try sample.ledger.checkpoint(), entries: [], lists: [], disclosures: [],
            artifacts: [.init(name: SampleLedger.open("policy"), salt: nil, bytes: nil)],
            report: sample.byKind["report"]!.statement.id
        ).encoded
        let report = try ReportFile(page: SampleLedger.page, bundle: Array("{}".utf8))
        return [
            "report": text(report.encoded), "page": report.pageName.description, "bundle": text(bundle),
            "disclosed": try Bundle(encoded: bundle).disclosedDigest.hex,
        ]
    }

    private static func lines(_ pairs: [(String, String)]) -> String {
        pairs.map { "\($0): \($1)".replacing(": \n", with: ":\n  ") }.joined(separator: "\n")
    }
}
